//! Copies between regions: the members of the input for which clients presign a URL, in models with and without the source.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::customized::{files_of, services};
use smithereen_codegen::catalog;

const QUERY: &str = r#""protocol":"query""#;
const EC2: &str = r#""protocol":"ec2""#;
const SOURCE: &str = r#","SourceRegion":{"shape":"Text"}"#;

/// Returns a model of two copies. `more` are members of the input.
fn model(operation: &str, url: &str, more: &str) -> String {
    let operations: Vec<String> = [operation, "Other"].map(|name| {
        format!(r#""{name}":{{"name":"{name}","http":{{"method":"POST","requestUri":"/"}},"input":{{"shape":"{name}In"}}}}"#)
    }).into();
    let members = format!(r#"{{"Id":{{"shape":"Text"}},{url}{more}}}"#);
    let shapes: Vec<String> = [operation, "Other"]
        .map(|name| format!(r#""{name}In":{{"type":"structure","members":{members},"required":["Id"]}}"#))
        .into();
    format!(
        r#"{{"operations":{{{}}},"shapes":{{{},"Text":{{"type":"string"}}}}}}"#,
        operations.join(","),
        shapes.join(",")
    )
}

#[test]
fn the_source_is_a_member_in_models_of_both_formats() {
    for id in ["RDS", "Neptune", "DocDB"] {
        let model = |more| model("CopyDBClusterSnapshot", r#""PreSignedUrl":{"shape":"Text"}"#, more);
        let (without, with) = (files_of(id, QUERY, &model("")), files_of(id, QUERY, &model(SOURCE)));
        let name = "src/service/copy_db_cluster_snapshot.rs";
        assert_eq!(without[name], with[name], "{id}");
        let copy = &with[name];
        let call = r#".cross_region_url("SourceRegion", "PreSignedUrl", "DestinationRegion")"#;
        assert!(copy.contains(call), "{copy}");
        assert!(copy.contains("pub source_region: Option<String>"), "{copy}");
        assert!(copy.contains("It is not sent: a client presigns the call"), "{copy}");
        assert!(copy.contains(r#"pre_signed_url => Member::new("PreSignedUrl").sensitive()"#), "{copy}");
        assert!(copy.contains(r#"source_region => Member::new("SourceRegion"),"#), "{copy}");
        let other = &without["src/service/other.rs"];
        assert!(!other.contains("cross_region_url") && !other.contains("source_region"), "{other}");
    }
}

#[test]
fn an_operation_with_a_member_for_the_destination_sends_both_regions() {
    const MEMBERS: &str = r#","DestinationRegion":{"shape":"Text","locationName":"destinationRegion"},"SourceRegion":{"shape":"Text"}"#;
    let url = r#""PresignedUrl":{"shape":"Text","locationName":"presignedUrl"}"#;
    let files = files_of("EC2", EC2, &model("CopySnapshot", url, MEMBERS));
    let copy = &files["src/service/copy_snapshot.rs"];
    let call = r#".cross_region_url("SourceRegion", "PresignedUrl", "DestinationRegion")"#;
    assert!(copy.contains(call), "{copy}");
    assert!(!copy.contains("It is not sent"), "{copy}");
}

#[test]
fn other_models_are_not_changed() {
    let url = r#""PreSignedUrl":{"shape":"Text"}"#;
    let json = r#""protocol":"json","jsonVersion":"1.0","targetPrefix":"T""#;
    for (id, protocol, operation, url) in [
        ("Test", QUERY, "CopyDBSnapshot", url),
        ("RDS", QUERY, "CopyDBSnapshot", r#""Url":{"shape":"Text"}"#),
        ("RDS", json, "CopyDBSnapshot", url),
        ("RDS", QUERY, "CopyOther", url),
    ] {
        let files = files_of(id, protocol, &model(operation, url, ""));
        let is_changed = |file: &String| file.contains("cross_region") || file.contains("SourceRegion");
        assert!(!files.values().any(is_changed), "{id} {operation} {url}");
    }
}

#[test]
fn operations_have_a_note() {
    let model = model("CopyDBSnapshot", r#""PreSignedUrl":{"shape":"Text"}"#, "");
    for service in services("RDS", QUERY, &model) {
        let rules = service.endpoints.clone().unwrap();
        let entries = catalog::read(&service.model, Some(&rules), None, None).unwrap().operations;
        let notes: Vec<_> = entries.iter().map(|entry| entry.notes.join(" ")).collect();
        assert!(notes[0].contains("`SourceRegion` is not sent") && notes[1].is_empty(), "{notes:?}");
    }
}
