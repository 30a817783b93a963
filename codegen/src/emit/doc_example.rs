//! Examples in the documentation of the client's paginators and waiters. They contain no text of the model.

use super::context::Context;
use crate::graph::Waiter;
use crate::names::Name;
use crate::source::Form;

/// Returns the lines of an example that takes the items of a paginator, or its pages if it has no items.
pub(super) fn of_paginator(
    context: &Context<'_>,
    method: &Name,
    input: &Name,
    has_items: bool,
) -> Vec<String> {
    let (all, one, items) = if has_items { ("items", "item", ".items()") } else { ("pages", "page", "") };
    let call = [
        format!("let mut {all} = client.{method}(input){items};"),
        format!("while let Some({one}) = {all}.next().await {{"),
        format!("    println!(\"{{:?}}\", {one}?);"),
        "}".to_owned(),
    ];
    example(context, input, call)
}

/// Returns the lines of an example that waits for as long as the waiter takes for ten calls at least.
pub(super) fn of_waiter(context: &Context<'_>, waiter: &Waiter, method: &Name, input: &Name) -> Vec<String> {
    let seconds = u64::from(waiter.max_delay) * CALLS;
    let max_wait = format!("std::time::Duration::from_secs({seconds})");
    let call = [
        format!("let waited = client.{method}(input, {max_wait}).await?;"),
        "println!(\"{} calls\", waited.attempts());".to_owned(),
    ];
    example(context, input, call)
}

/// The number of calls that fit into the time of an example.
const CALLS: u64 = 10;

/// Returns an example with these lines. Modules within another crate have no fixed path that an example could use.
fn example<const N: usize>(context: &Context<'_>, input: &Name, call: [String; N]) -> Vec<String> {
    if context.form != Form::Crate {
        return Vec::new();
    }
    let (package, module) = (context.package.replace('-', "_"), &context.service.module);
    let path = format!("{package}::{module}");
    let arguments = format!("client: &{path}::Client, input: &{path}::{input}");
    let begin = [
        "```no_run".to_owned(),
        format!("# async fn example({arguments}) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    let end = ["# Ok(())", "# }", "```"].map(str::to_owned);
    begin.into_iter().chain(call).chain(end).collect()
}
