//! What is settled on the graph before a name is chosen. After this the graph is read-only.

mod auth;
mod bindings;
mod boxes;
mod check;
mod choose;
mod context;
mod cycles;
mod docs;
mod labels;
mod order;
mod select;
mod signing;
mod support;
mod users;
mod verdict;

pub(crate) use bindings::settle as settle_bindings;
pub(crate) use choose::{choose, unsupported};
pub(crate) use select::{inputs as reached_from_inputs, reached as roots};
pub(crate) use verdict::verdicts;

use crate::diagnostic::{At, Diagnostics};
use crate::graph::Model;
use crate::graph::rules::RuleSet;
use crate::read::Docs;
use crate::source::{Content, Source};

/// Cuts the model down to the operations and what they reach.
pub(crate) fn select(model: Model, operations: &[String], out: &Diagnostics) -> Model {
    select::select(model, operations, out)
}

/// Reports what operations tell the endpoint rules that these cannot make sense of, and endpoints that cannot be signed
/// for.
pub(crate) fn check_rules(model: &Model, rules: &RuleSet, out: &Diagnostics) {
    context::check(model, rules, out);
    signing::check(model, rules, out);
}

/// Puts our words on a model that is looked at and not generated, so that it matters little which are missing.
pub(crate) fn describe(model: &mut Model, source: &Source, words: &Docs) {
    docs::attach(model, source, words, &Diagnostics::default());
}

/// Puts our words on it, boxes its cycles, and reports what is wrong with it or cannot be emitted.
pub(crate) fn settle(model: &mut Model, docs: Option<(&Source, Docs)>, content: Content, out: &Diagnostics) {
    if let Some((source, words)) = docs {
        docs::attach(model, source, &words, out);
    }
    shape(model, content, out);
    if content == Content::Whole {
        support::check_shapes(model, out);
        support::check_calls(model, out);
        auth::check(model, &At::file(&model.file), out);
    }
}

/// Boxes its cycles and reports what is wrong with it, be it emitted or not.
pub(crate) fn shape(model: &mut Model, content: Content, out: &Diagnostics) {
    boxes::settle(&mut model.shapes);
    check::check(model, content, out);
}
