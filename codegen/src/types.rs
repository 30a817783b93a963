//! The types that are generated for a selection of operations, for tests that compare selections.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::{Model, ShapeId};
use crate::location::{NoFile, Reporter};
use crate::names::{Name, Names};
use crate::passes;
use crate::rust_type::RustType;
use crate::source::{Content, Selection};
use std::collections::BTreeMap;

/// Returns the types that are generated for some operations of a model, by name. A type is described by a line for each
/// field or variant, with its type: `parent: Box<Node>`.
///
/// # Errors
/// All diagnostics of a selection whose types cannot be generated.
pub fn types(model: &Model, selection: &Selection) -> Result<BTreeMap<String, Vec<String>>, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let reporter = Reporter::new(&model.file, &NoFile, &out);
    let chosen = passes::choose(model, None, selection, Content::Types, &reporter);
    let mut selected = passes::select(model.clone(), &chosen.names, &reporter);
    passes::box_and_check(&mut selected, Content::Types, &reporter);
    if out.has_errors() {
        return Err(out.into_sorted());
    }
    let model = &selected;
    let names = Names::choose(model, "service");
    let types = model.shapes.iter().filter_map(|(id, _)| {
        let name = names.of_type(id)?.to_string();
        Some((name, fields(model, &names, id)))
    });
    Ok(types.collect())
}

fn fields(model: &Model, names: &Names, id: ShapeId) -> Vec<String> {
    let fields = names.of_members(id).iter();
    match model.shapes[id].kind.members() {
        // The variants of an enum have no members.
        [] => fields.map(ToString::to_string).collect(),
        members => {
            let fields = fields.zip(members);
            let type_of = |member| {
                RustType::of_value(model, names, member).print(&Name::to_string, "serde_json::Value")
            };
            fields.map(|(field, member)| format!("{field}: {}", type_of(member))).collect()
        }
    }
}
