//! Compares paginators.

use super::change::{ApiImpact, WireImpact};
use super::kind::ChangeKind;
use crate::graph::Paginator;

/// Compares the paginator of an operation. The crate has a method and traits for it, and old clients go on with their tokens.
pub(super) fn compare(
    old: Option<&Paginator>,
    new: Option<&Paginator>,
    record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    let trait_change = |added| ChangeKind::Trait { name: Paginator::NAME, added };
    match (old, new) {
        (None, None) => {}
        (None, Some(_)) => record(trait_change(true), ApiImpact::Additive, WireImpact::None),
        (Some(_), None) => record(trait_change(false), ApiImpact::Breaking, WireImpact::Undetermined),
        (Some(old), Some(new)) => compare_both(old, new, record),
    }
}

fn compare_both(
    old: &Paginator,
    new: &Paginator,
    record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    let Paginator { tokens: _, page_size, more_results, results } = new;
    let items =
        |paginator: &Paginator| paginator.results.first().map(|path| path.join(".")).unwrap_or_default();
    let optional = |text: Option<String>| text.unwrap_or_default();
    let mut compare = |of, old: String, new: String, api, wire| {
        if old != new {
            record(ChangeKind::Paginator { of, old, new }, api, wire);
        }
    };
    compare("tokens of pages", tokens(old), tokens(new), ApiImpact::None, WireImpact::Breaking);
    let more = |found: &Option<_>| optional(found.as_ref().map(ToString::to_string));
    compare(
        "sign of more pages",
        more(&old.more_results),
        more(more_results),
        ApiImpact::None,
        WireImpact::Breaking,
    );
    let sizes = (optional(old.page_size.clone()), optional(page_size.clone()));
    compare("member with the size of a page", sizes.0, sizes.1, ApiImpact::None, WireImpact::Compatible);
    if old.results != *results {
        compare("items of a page", items(old), items(new), ApiImpact::Breaking, WireImpact::Compatible);
    }
}

fn tokens(paginator: &Paginator) -> String {
    let tokens = paginator.tokens.iter().map(|token| format!("{} = {}", token.input, token.output));
    tokens.collect::<Vec<_>>().join(", ")
}
