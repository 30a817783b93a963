//! Passes over the graph between reading and naming: selection, normalization, documentation and checks. Each pass takes
//! the graph alone, whatever format it was read from. After the passes the graph is read-only.

mod auth;
mod bindings;
mod boxes;
mod check;
mod checksums;
mod choose;
mod context_params;
mod customize;
mod cycles;
mod docs;
mod endpoint_operation;
mod events;
mod expressions;
mod labels;
mod order;
mod paginators;
mod select;
mod session_operation;
mod shared_names;
mod signing;
mod streams;
mod support;
mod users;
mod verdicts;
mod waiters;
mod wire_names;

pub(crate) use bindings::normalize as normalize_bindings;
pub(crate) use choose::choose;
pub(crate) use customize::apply_to_service as customize_service;
pub(crate) use select::{reached_from_inputs, roots, select};
pub(crate) use signing::{requires_session, requires_sigv4a};
pub(crate) use verdicts::{unsupported, verdicts};

use crate::diagnostic::Diagnostics;
use crate::docs::Docs;
use crate::graph::Model;
use crate::graph::rules::RuleSet;
use crate::location::Reporter;
use crate::source::{Content, Source};

/// Reports endpoint parameters that the rules do not have, and endpoints without a supported authentication scheme.
pub(crate) fn check_rules(model: &Model, rules: &RuleSet, out: &Reporter<'_>) {
    context_params::check(model, rules, out);
    signing::check(model, rules, out);
}

/// Attaches documentation, which was read from `source`, and reports what is missing or left over.
pub(crate) fn attach_docs(model: &mut Model, source: &Source, docs: &Docs, out: &Diagnostics) {
    docs::attach(model, source, docs, out);
}

/// Attaches the documentation of a file, and the model's own documentation to all other items.
pub(crate) fn attach_documentation(
    model: &mut Model,
    docs: Option<(&Source, Docs)>,
    documentation: Docs,
    out: &Diagnostics,
) {
    docs::attach_with_own(model, docs, documentation, out);
}

/// Marks event streams. [`box_and_check`] does so too.
pub(crate) fn mark_events(model: &mut Model) {
    events::mark(model);
}

/// Boxes recursive members, marks event streams and members with the same name in XML, and reports invalid and unsupported
/// features.
pub(crate) fn finish(model: &mut Model, content: Content, out: &Reporter<'_>) {
    streams::unmark(model, content);
    box_and_check(model, content, out);
    if content == Content::Whole {
        streams::check(model, out);
        paginators::check(model, out);
        waiters::check(model, out);
        shared_names::mark(model, out);
        support::check_shapes(model, out);
        support::check_calls(model, out);
        wire_names::check(model, out);
        auth::check(model, out);
    }
}

/// Boxes recursive members, marks event streams, and reports invalid features, whether they are supported or not.
pub(crate) fn box_and_check(model: &mut Model, content: Content, out: &Reporter<'_>) {
    boxes::insert(&mut model.shapes);
    check::check(model, content, out);
    if content == Content::Whole {
        events::mark(model);
        events::check(model, out);
    }
}
