//! Writes Smithy's JSON AST, version 2.0.
//!
//! Shapes are written in the order of the graph, in one namespace that is named for the service. Further namespaces separate
//! names that occur twice: of shapes, and of operations and shapes. Properties for which Smithy has no trait are written as
//! traits of the namespace `smithereen.botocore`.
//!
//! It is the counterpart of `read/smithy`: a property that one of them handles belongs in both.

mod context_params;
mod ids;
mod media_types;
mod members;
mod operations;
mod paginators;
mod service;
mod shapes;
mod waiters;
mod writer;
mod xml;

use crate::graph::Model;
use crate::json::Node;
use ids::Ids;
use writer::{Writer, entries, object, text};

/// Returns a model in Smithy's JSON AST. `rules` is the value of `smithy.rules#endpointRuleSet` or of
/// `smithy.rules#endpointBdd`.
pub(in crate::write) fn write(model: &Model, rules: Option<&Node<'_>>) -> String {
    let writer = Writer { model, ids: Ids::of(model) };
    let mut all = vec![writer.service(rules)];
    all.extend(model.operations.iter().map(|operation| writer.operation(operation)));
    all.extend(model.unselected.iter().map(|name| writer.stub(name)));
    // Placeholders for unreadable shapes have no name, and nothing refers to them.
    let named = model.shapes.iter().filter(|(_, shape)| !shape.name.is_empty());
    all.extend(named.map(|(id, shape)| writer.shape(id, shape)));
    all.extend(writer.ids.media_types.copies().iter().map(|copy| writer.copy(copy)));
    let ast = entries([("smithy", text("2.0")), ("shapes", object(all))]);
    super::pretty::format(&ast)
}
