//! Describes how calls of an operation are repeated: for pages, and by waiters.

use crate::graph::{AcceptorState, Operation, Paginator, Waiter};

/// Returns a line for the pages, and one for each waiter.
pub(super) fn lines(operation: &Operation) -> Vec<String> {
    operation.paginator.iter().map(pages).chain(operation.waiters.iter().map(waiter)).collect()
}

/// Returns what a waiter waits for.
fn waiter(waiter: &Waiter) -> String {
    let of = |state| {
        let acceptors = waiter.acceptors.iter().filter(move |acceptor| acceptor.state == state);
        acceptors.map(|acceptor| acceptor.matcher.describe()).collect::<Vec<_>>().join(", or ")
    };
    let failure = match of(AcceptorState::Failure) {
        failure if failure.is_empty() => failure,
        failure => format!("; fails if {failure}"),
    };
    format!("waiter {}: until {}{failure}", waiter.name, of(AcceptorState::Success))
}

/// Returns how an operation returns its results in pages.
fn pages(paginator: &Paginator) -> String {
    let tokens = paginator
        .tokens
        .iter()
        .map(|token| format!("`{}` is `{}` of the page before", token.input, token.output));
    let tokens = tokens.collect::<Vec<_>>().join(", ");
    let more =
        paginator.more_results.as_ref().map(|more| format!(", while `{more}` is true")).unwrap_or_default();
    let size =
        paginator.page_size.as_ref().map(|name| format!("; `{name}` limits a page")).unwrap_or_default();
    let results: Vec<String> = paginator.results.iter().map(|path| format!("`{}`", path.join("."))).collect();
    let results =
        if results.is_empty() { String::new() } else { format!("; results: {}", results.join(", ")) };
    format!("pages: {tokens}{more}{size}{results}")
}
