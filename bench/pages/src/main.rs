//! The items of a table, page by page, with both clients. `cargo xtask bench pages` runs it.
//!
//! The benchmark creates its own responses, so a failure ends it (`expect`).

mod clients;
mod measure;

use clients::{ITEMS, PAGES, config};
use measure::{Candidate, compare};
use std::hint::black_box;
use tokio::runtime::{Builder, Runtime};

include!(concat!(env!("OUT_DIR"), "/smithereen.rs"));

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
    let mut candidates = candidates(&runtime);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => compare("a page", PAGES, candidates),
        ["profile", index, times] => candidates[number(index)].repeat(number(times)),
        _ => misused(),
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| misused())
}

fn misused() -> ! {
    eprintln!("usage: pages [profile <index of the candidate> <times>]");
    std::process::exit(2)
}

/// Returns the variants, each of which takes all items of the table.
fn candidates(runtime: &Runtime) -> Vec<Candidate<'_>> {
    let (ours, by_hand) = (dynamodb::Client::new(&config()), dynamodb::Client::new(&config()));
    let official = aws_sdk_dynamodb::Client::new(&config());
    let all = |count| assert_eq!(count, PAGES * ITEMS);
    vec![
        Candidate::new("smithereen, calls by hand", move || all(runtime.block_on(calls(&by_hand)))),
        Candidate::new("smithereen, items()", move || all(runtime.block_on(items(&ours)))),
        Candidate::new("aws-sdk-dynamodb, items()", move || all(runtime.block_on(official_items(&official)))),
    ]
}

/// Takes all items from our paginator.
async fn items(client: &dynamodb::Client) -> usize {
    let mut items = client.scan_paginator(&dynamodb::ScanInput::new("devices")).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        black_box(item.expect("a page"));
        count += 1;
    }
    count
}

/// Makes the calls of the paginator one by one.
async fn calls(client: &dynamodb::Client) -> usize {
    let (mut input, mut count) = (dynamodb::ScanInput::new("devices"), 0);
    loop {
        let page = client.scan(&input).await.expect("a page");
        for item in page.items.unwrap_or_default() {
            black_box(item);
            count += 1;
        }
        match page.last_evaluated_key {
            Some(key) => input.exclusive_start_key = Some(key),
            None => return count,
        }
    }
}

/// Takes all items from the official paginator.
async fn official_items(client: &aws_sdk_dynamodb::Client) -> usize {
    let mut items = client.scan().table_name("devices").into_paginator().items().send();
    let mut count = 0;
    while let Some(item) = items.next().await {
        black_box(item.expect("a page"));
        count += 1;
    }
    count
}
