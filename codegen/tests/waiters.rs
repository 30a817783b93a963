//! Waiters: diagnostics of invalid ones, and changes between two models.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::diff::{self, Selection, Side};
use smithereen_codegen::{ServiceSources, Source};
use support::{fixture, generated, problems, smithy_fixture};

/// Returns the text of a model with a part replaced.
fn replaced(model: &Source, from: &str, to: &str) -> Source {
    assert_eq!(model.text.matches(from).count(), 1, "{from}");
    Source { text: model.text.replace(from, to), ..model.clone() }
}

#[test]
fn invalid_waiters_of_botocore_are_reported() {
    for (from, to, expected) in [
        (
            r#""argument": "length(rooms) == `0`""#,
            r#""argument": "length(halls) == `0`""#,
            "waiters.RoomsGone: `length(halls) == `0``: the structure `DescribeRoomsResponse` has no member `halls`",
        ),
        (
            r#""argument": "length(rooms) == `0`""#,
            r#""argument": "max(rooms) == `0`""#,
            "waiters.RoomsGone.acceptors.0.argument: the expression `max(rooms) == `0`` is invalid at column 1: the function `max` is not supported, only `length`, `contains` and `keys` are",
        ),
        (
            r#""argument": "length(rooms) == `0`", "#,
            "",
            "waiters.RoomsGone.acceptors.0: `argument` is missing",
        ),
        (
            r#"{"matcher": "status", "expected": 404, "state": "retry"}"#,
            r#"{"matcher": "status", "expected": "404", "state": "retry"}"#,
            "waiters.DoorExists.acceptors.1.expected: expected a number, found a string",
        ),
        (
            r#"{"matcher": "status", "expected": 404, "state": "retry"}"#,
            r#"{"matcher": "header", "expected": 404, "state": "later"}"#,
            "waiters.DoorExists.acceptors.1.matcher: unknown matcher `header`",
        ),
        (r#""operation": "HeadDoor","#, "", "waiters.DoorExists: `operation` is missing"),
    ] {
        let model = replaced(&fixture("waiters").model, from, to);
        let found = problems(&generated(ServiceSources { model, ..fixture("waiters") }));
        assert!(found.contains(&format!("error: waiters/service-2.json: {expected}\n")), "{found}");
    }
}

#[test]
fn invalid_waiters_of_smithy_are_reported() {
    for (from, to, expected) in [
        (
            r#""comparator": "booleanEquals""#,
            r#""comparator": "numberEquals""#,
            "waitable.RoomsCounted.acceptors.0.matcher.inputOutput.comparator: unknown comparator `numberEquals`",
        ),
        (
            r#""expected": "true""#,
            r#""expected": "yes""#,
            "waitable.RoomsCounted.acceptors.0.matcher.inputOutput.expected: expected `true` or `false`, found `yes`",
        ),
        (
            "length(input.names)",
            "length(request.names)",
            "waitable.RoomsCounted: `length(request.names) == length(output.rooms)`: expected `input` or `output`, found `request`",
        ),
        (
            r#"{"success": false}"#,
            r#"{"success": false, "errorType": "Gone"}"#,
            "waitable.RoomsCounted.acceptors.2.matcher: expected one of `success`, `errorType`, `output` and `inputOutput`",
        ),
        (
            r#""maxDelay": 30"#,
            r#""maxDelay": 1"#,
            "waitable.RoomsCounted: `minDelay` (2 s) is longer than `maxDelay` (1 s)",
        ),
        (
            r#"{"state": "failure", "#,
            r#"{"state": "broken", "#,
            "waitable.RoomsCounted.acceptors.1.state: expected `success`, `failure` or `retry`, found `broken`",
        ),
    ] {
        let model = replaced(&smithy_fixture("waitable").model, from, to);
        let found = problems(&generated(ServiceSources { model, ..smithy_fixture("waitable") }));
        assert!(
            found.contains(&format!("shapes.test#GetRooms.traits.smithy.waiters#{expected}\n")),
            "{found}"
        );
    }
}

#[test]
fn changes_are_reported_with_their_impact() {
    let old = fixture("waiters").model;
    for (from, to, expected, back) in [
        (
            r#""delay": 5,
      "maxAttempts": 20,
      "acceptors": [
        {"matcher": "status""#,
            r#""delay": 7,
      "maxAttempts": 20,
      "acceptors": [
        {"matcher": "status""#,
            "None Undetermined waiter `DoorExists` changed",
            "None Undetermined waiter `DoorExists` changed",
        ),
        (
            r#""operation": "HeadDoor""#,
            r#""operation": "Gone""#,
            "Breaking None waiter `DoorExists` removed",
            "Additive None waiter `DoorExists` added",
        ),
    ] {
        let new = replaced(&old, from, to);
        let lines = |old, new| {
            let side = |model| Side { model, endpoints: None };
            let report = diff::compare("waiters", side(old), side(new), Selection::All).unwrap();
            let line = |change: &diff::Change| format!("{:?} {:?} {}", change.api, change.wire, change.kind);
            report.changes.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(
            (lines(&old, &new), lines(&new, &old)),
            (vec![expected.to_owned()], vec![back.to_owned()])
        );
    }
}
