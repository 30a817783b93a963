//! Paginators: diagnostics of invalid ones, and changes between two models.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::Source;
use smithereen_codegen::diff::{self, Selection, Side};
use support::{fixture, generated, problems, smithy_fixture};

/// Returns the text of the fixture with a part replaced.
fn replaced(from: &str, to: &str) -> Source {
    let model = fixture("paginators").model;
    assert_eq!(model.text.matches(from).count(), 1, "{from}");
    Source { text: model.text.replace(from, to), ..model }
}

#[test]
fn invalid_paginators_are_reported() {
    for (from, to, expected) in [
        (
            r#""limit_key": "maxResults""#,
            r#""limit_key": "gone""#,
            "pagination.ListThings: the input has no member `gone`",
        ),
        (
            r#""limit_key": "maxItems""#,
            r#""limit_key": "startKind""#,
            "pagination.ListRecords: the size of a page, `startKind`, has the type enum",
        ),
        (
            r#""output_token": "lastEvaluatedKey""#,
            r#""output_token": "count""#,
            "pagination.Scan: `exclusiveStartKey` has the type map in the input, and `count` the type integer in the output",
        ),
        (
            r#""more_results": "list.hasMore""#,
            r#""more_results": "list.gone""#,
            "pagination.ListRecords: `list.gone`: the structure `RecordList` has no member `gone`",
        ),
        (
            r#""result_key": "page.prices""#,
            r#""result_key": "page.prices[0]""#,
            "pagination.ListPrices.result_key: expected the names of members with dots between them, found `page.prices[0]`",
        ),
        (
            r#""output_token": "nextMarker || files[-1].key""#,
            r#""output_token": "nextMarker || files[1:].key""#,
            "pagination.ListFiles.output_token: the expression `nextMarker || files[1:].key` is invalid at column 21: a slice is not supported",
        ),
        (
            r#"["startName", "startKind"]"#,
            r#"["startName"]"#,
            "pagination.ListRecords: expected as many `input_token` as `output_token`, found 1 and 2",
        ),
    ] {
        let service =
            smithereen_codegen::ServiceSources { model: replaced(from, to), ..fixture("paginators") };
        let found = problems(&generated(service));
        assert_eq!(found, format!("error: paginators/service-2.json: {expected}\n"));
    }
}

#[test]
fn tokens_of_a_smithy_model_are_required_here_or_on_the_service() {
    let mut service = smithy_fixture("paginated");
    let on_service = r#""smithy.api#paginated": {"inputToken": "nextToken", "outputToken": "nextToken", "pageSize": "maxResults"},"#;
    service.model.text = service.model.text.replace(on_service, "");
    let found = problems(&generated(service));
    assert!(
        found.contains("shapes.test#ListRooms.traits.smithy.api#paginated: `inputToken` and `outputToken` are required, here or on the service"),
        "{found}"
    );
    assert!(!found.contains("ListDoors"), "{found}");
}

#[test]
fn changes_are_reported_with_their_impact() {
    for (from, to, expected) in [
        (
            r#""result_key": "page.prices""#,
            r#""result_key": "page""#,
            "Breaking Compatible items of a page changed from `page.prices` to `page`",
        ),
        (
            r#""limit_key": "limit""#,
            r#""non_aggregate_keys": []"#,
            "None Compatible member with the size of a page removed, was `limit`",
        ),
        (
            r#""output_token": "nextMarker || files[-1].key""#,
            r#""output_token": "nextMarker""#,
            "None Breaking tokens of pages changed from `marker = nextMarker || files[-1].key` to `marker = nextMarker`",
        ),
        (
            r#""more_results": "list.hasMore","#,
            "",
            "None Breaking sign of more pages removed, was `list.hasMore`",
        ),
        (
            r#""ReadLog": {
      "input_token": "marker","#,
            r#""Gone": {
      "input_token": "marker","#,
            "Breaking Undetermined trait `smithy.api#paginated` removed",
        ),
    ] {
        let (old, new) = (fixture("paginators").model, replaced(from, to));
        let side = |model| Side { model, endpoints: None };
        let report = diff::compare("paginators", side(&old), side(&new), Selection::All).unwrap();
        let lines: Vec<String> = report
            .changes
            .iter()
            .map(|change| format!("{:?} {:?} {}", change.api, change.wire, change.kind))
            .collect();
        assert_eq!(lines, [expected]);
        let back = diff::compare("paginators", side(&new), side(&old), Selection::All).unwrap();
        assert_eq!(back.changes.len(), 1);
    }
}
