//! The programs in the README and the guide compile as they are printed.
#![allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    reason = "the examples are programs of their own"
)]

// The guide calls the generated crate `aws`, as `smithereen init` does.
extern crate smithereen_aws as aws;

#[path = "examples/bearer_token.rs"]
mod bearer_token;
#[path = "examples/build_configuration.rs"]
mod build_configuration;
#[path = "examples/build_model.rs"]
mod build_model;
#[path = "examples/call_interceptor.rs"]
mod call_interceptor;
#[path = "examples/call_settings.rs"]
mod call_settings;
#[path = "examples/call_spans.rs"]
mod call_spans;
#[path = "examples/conversions.rs"]
mod conversions;
#[path = "examples/database_token.rs"]
mod database_token;
#[path = "examples/migrating.rs"]
mod migrating;
#[path = "examples/readme.rs"]
mod readme;
#[path = "examples/testing.rs"]
mod testing;
#[path = "examples/testing_faults.rs"]
mod testing_faults;
#[path = "examples/testing_latency.rs"]
mod testing_latency;
#[path = "examples/testing_record.rs"]
mod testing_record;
#[path = "examples/testing_rules.rs"]
mod testing_rules;
#[path = "examples/upload_form.rs"]
mod upload_form;
#[path = "examples/validation.rs"]
mod validation;
#[path = "examples/without_client.rs"]
mod without_client;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Examples that other tests compile and run, with the operations that they call.
const ELSEWHERE: [&str; 26] = [
    "events_decode",
    "events_receive",
    "events_send",
    "first_call",
    "pages_items",
    "pages_resume",
    "pages_without_client",
    "presigning",
    "presigning_form",
    "protocol_aws_json_1_0",
    "protocol_aws_json_1_1",
    "protocol_aws_query",
    "protocol_cbor",
    "protocol_ec2_query",
    "protocol_query_compatible",
    "protocol_rest_json",
    "protocol_rest_xml",
    "s3_files",
    "s3_list",
    "s3_multipart",
    "s3_presign",
    "s3_program",
    "s3_text",
    "transfer",
    "waiters_blocking",
    "waiters_client",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn pages() -> Vec<PathBuf> {
    let pages = fs::read_dir(root().join("docs/src")).unwrap().map(|entry| entry.unwrap().path());
    pages
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .chain([root().join("README.md")])
        .collect()
}

#[test]
fn every_program_of_the_guide_is_compiled_as_it_is_printed() {
    let here = include_str!("main.rs");
    let mut examples: BTreeSet<PathBuf> = fs::read_dir(root().join("xtask/tests/guide/examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for block in text.split("```rust\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let found = examples.iter().find(|file| fs::read_to_string(file).unwrap() == block).cloned();
            let found = found.unwrap_or_else(|| panic!("{}: not in the examples:\n{block}", page.display()));
            let name = found.file_stem().unwrap().to_str().unwrap();
            let is_compiled = here.contains(&format!("\nmod {name};")) || ELSEWHERE.contains(&name);
            assert!(is_compiled, "{} is not compiled", found.display());
            examples.remove(&found);
        }
    }
    assert!(examples.is_empty(), "in no page: {examples:?}");
}

#[tokio::test]
async fn the_recorded_file_equals_the_fixture_and_the_guide() {
    use aws::iot::{UpdateProvisioningTemplateInput as Update, UpdateProvisioningTemplateOutput as Output};
    let service = smithereen::client::Fake::default();
    service.on::<Update>().replies(
        smithereen::client::Reply::output::<Update>(&Output::default()).header("x-amzn-requestid", "7f2a"),
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fleet.json");
    testing_record::record(service.config(), path.to_str().unwrap()).await.unwrap();
    let recorded = fs::read_to_string(path).unwrap();
    assert_eq!(recorded, fs::read_to_string(root().join("xtask/tests/recordings/fleet.json")).unwrap());
    let page = fs::read_to_string(root().join("docs/src/testing.md")).unwrap();
    assert!(page.contains(&format!("```json\n{recorded}```")), "{recorded}");
}

#[test]
fn the_conversions_of_the_guide_hold() {
    conversions::convert().unwrap();
}

#[test]
fn links_between_pages_lead_to_files() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            let is_local = !file.is_empty() && !link.starts_with("http");
            assert!(!is_local || page.with_file_name(file).exists(), "{}: {link}", page.display());
        }
    }
}
