//! The span of a call, and its attempts.

use super::recorder::{Recorded, Recorder};
use super::services::{Enter, ROOMS, credentials, fake};
use super::{Hidden, List, NOTES, Open, caller, ok, run};
use http::{Response, StatusCode};
use smithereen::client::{Caller, Fake};
use smithereen::{Bytes, Validation};
use std::time::Duration;
use tracing::Level;

/// Returns the fields of a span or an event by these names.
fn fields<'r, const N: usize>(recorded: &'r Recorded, names: [&str; N]) -> [&'r str; N] {
    names.map(|name| recorded.get(name))
}

const CALL: [&str; 8] = [
    "otel.name",
    "otel.kind",
    "rpc.system",
    "rpc.service",
    "rpc.method",
    "cloud.region",
    "server.address",
    "server.port",
];
const END: [&str; 5] = [
    "http.response.status_code",
    "aws.request_id",
    "aws.extended_request_id",
    "error.type",
    "otel.status_code",
];
const ATTEMPT: [&str; 4] = ["attempt", "http.response.status_code", "error.type", "message"];

#[test]
fn a_call_has_one_span_with_the_names_of_the_conventions() {
    let response = Response::builder().header("x-amzn-requestid", "r-1").header("x-amz-id-2", "x-1");
    let response = response.body(Bytes::from("{}")).unwrap();
    let fake = Fake::new(move |_| response.clone());
    let recorder = Recorder::of_level(Level::INFO);
    let listening = recorder.listen();
    run(caller(&fake).call(&List::default())).unwrap();
    drop(listening);
    let all = recorder.all();
    let [call] = all.as_slice() else { panic!("{all:?}") };
    assert!(call.is_span && call.is_closed && call.level == Level::INFO && call.parent.is_none());
    assert_eq!(
        fields(call, CALL),
        ["Notes.List", "client", "aws-api", "Notes", "List", "us-east-1", "notes.example.com", "-"]
    );
    assert_eq!(fields(call, END), ["200", "r-1", "x-1", "-", "-"]);
}

#[test]
fn the_span_has_the_error_of_the_service() {
    for (status, body, error) in
        [(400, r#"{"__type":"ns#NoSuchNote","message":"s3cret"}"#, "NoSuchNote"), (404, "{}", "404")]
    {
        let fake = Fake::responding(StatusCode::from_u16(status).unwrap(), body);
        let recorder = Recorder::default();
        let listening = recorder.listen();
        assert!(run(caller(&fake).with_endpoint_url("https://h:8443/").call(&List::default())).is_err());
        drop(listening);
        let calls = recorder.calls();
        assert_eq!(fields(&calls[0], ["server.address", "server.port"]), ["h", "8443"]);
        assert_eq!(fields(&calls[0], END), [&*status.to_string(), "-", "-", error, "ERROR"]);
        assert!(!format!("{:?}", recorder.all()).contains("s3cret"));
    }
}

#[test]
fn the_span_has_the_kind_of_a_failure_without_a_response() {
    let end = |call: &dyn Fn(&Caller)| {
        let recorder = Recorder::of_level(Level::INFO);
        let listening = recorder.listen();
        call(&caller(&Fake::disconnecting()));
        drop(listening);
        recorder.calls()[0].get("error.type").to_owned()
    };
    let input = List::default();
    let ended = [
        end(&|caller| drop(run(caller.call(&input)).unwrap_err())),
        end(&|caller| {
            let call = caller.call(&input).credentials(super::SlowCredentials).timeout(Duration::ZERO);
            drop(run(call).unwrap_err());
        }),
        end(&|caller| drop(run(caller.call(&input).header("host", "h")).unwrap_err())),
        end(&|caller| drop(run(caller.call(&super::Keyed {})).unwrap_err())),
    ];
    assert_eq!(ended, ["connection", "timeout", "build", "credentials"]);
}

#[test]
fn an_output_that_cannot_be_parsed_is_an_error_of_the_span() {
    let fake = Fake::responding(StatusCode::OK, "[");
    let recorder = Recorder::default();
    let listening = recorder.listen();
    assert!(run(caller(&fake).call(&List::default()).validation(Validation::Strict)).is_err());
    drop(listening);
    assert_eq!(fields(&recorder.calls()[0], END), ["200", "-", "-", "response", "ERROR"]);
}

#[test]
fn each_attempt_is_an_event_of_the_span() {
    let busy = |body: &str| Fake::response(StatusCode::SERVICE_UNAVAILABLE, body.to_owned());
    let fake = Fake::sequence([
        busy("{}"),
        busy(r#"{"__type":"ThrottlingException"}"#),
        Fake::response(StatusCode::OK, "{}"),
    ]);
    let recorder = Recorder::default();
    let listening = recorder.listen();
    run(caller(&fake).call(&List::default())).unwrap();
    drop(listening);
    let (all, events) = (recorder.all(), recorder.events());
    let attempts: Vec<_> = events.iter().map(|event| fields(event, ATTEMPT)).collect();
    assert_eq!(
        attempts,
        [
            ["1", "503", "503", "attempt failed, retrying"],
            ["2", "503", "ThrottlingException", "attempt failed, retrying"],
            ["3", "200", "-", "last attempt"],
        ]
    );
    assert_eq!(
        events.iter().map(|event| event.level).collect::<Vec<_>>(),
        [Level::INFO, Level::INFO, Level::DEBUG]
    );
    for event in &events {
        let span = &all[event.parent.unwrap()];
        assert_eq!(span.get("rpc.method"), "List", "the parent is the span of the call");
    }
    let delay: u64 = events[0].get("retry_delay_ms").parse().unwrap();
    assert!(delay <= 1000, "the delay until the next attempt: {delay}");
    assert_eq!(events[2].get("retry_delay_ms"), "-");
}

#[test]
fn an_attempt_without_a_response_has_a_kind() {
    let recorder = Recorder::of_level(Level::DEBUG);
    let listening = recorder.listen();
    assert!(run(caller(&Fake::disconnecting()).call(&List::default()).max_attempts(2)).is_err());
    drop(listening);
    let events = recorder.events();
    let attempts: Vec<_> = events.iter().map(|event| fields(event, ATTEMPT)).collect();
    assert_eq!(
        attempts,
        [["1", "-", "connection", "attempt failed, retrying"], ["2", "-", "connection", "last attempt"]]
    );
}

#[test]
fn a_call_that_another_call_depends_on_has_a_span_below_it() {
    let fake = fake();
    let recorder = Recorder::of_level(Level::INFO);
    let listening = recorder.listen();
    let caller = Caller::new(&ROOMS, &fake.config()).with_credentials(credentials("AKIDA", "s3cret"));
    run(caller.call(&Enter {})).unwrap();
    drop(listening);
    let calls = recorder.calls();
    let names: Vec<_> = calls.iter().map(|call| fields(call, ["rpc.method", "server.address"])).collect();
    assert_eq!(names, [["Enter", "akida.example.com"], ["DescribeEndpoints", "rooms.example.com"]]);
    assert_eq!((calls[0].parent, calls[1].parent), (None, Some(0)));
    assert!(calls.iter().all(|call| call.get("http.response.status_code") == "200"));
}

/// The host can have a sensitive member, and the runtime logs headers.
#[test]
fn a_call_with_sensitive_members_has_no_host_and_no_events_of_the_runtime() {
    let fake = Fake::sequence([
        Fake::response(StatusCode::SERVICE_UNAVAILABLE, "{}"),
        Fake::response(StatusCode::OK, "{}"),
    ]);
    let (caller, recorder) = (caller(&fake), Recorder::default());
    let listening = recorder.listen();
    run(caller.call(&Hidden { note: Some("s3cret".to_owned()) })).unwrap();
    drop(listening);
    assert_eq!(fake.requests()[0].headers()["x-note"], "s3cret");
    let (calls, all) = (recorder.calls(), recorder.all());
    assert_eq!(fields(&calls[0], ["rpc.method", "server.address"]), ["Hidden", "-"]);
    assert_eq!(calls[0].get("http.response.status_code"), "200");
    assert_eq!(recorder.events().len(), 2, "attempts are numbers and codes");
    assert!(!format!("{all:?}").contains("s3cret"));
    assert!(all.iter().all(|one| one.target == "smithereen"), "{all:?}");
}

#[test]
fn headers_and_credentials_of_a_call_are_in_no_event() {
    let fake = ok();
    let recorder = Recorder::default();
    let listening = recorder.listen();
    let call = caller(&fake).call(&List::default()).header("x-note", "hidden value");
    run(call.credentials(credentials("AKIDB", "hidden secret"))).unwrap();
    drop(listening);
    let all = format!("{:?}", recorder.all());
    assert!(!all.contains("hidden"), "{all}");
    assert_eq!(recorder.events().len(), 1, "the attempts are reported");
    // Below the level at which the runtime logs headers, its events are there.
    let recorder = Recorder::default();
    let listening = recorder.listen();
    let call = caller(&fake).call(&List::default());
    run(call.credentials(credentials("AKIDB", "hidden secret"))).unwrap();
    drop(listening);
    let all = recorder.all();
    assert!(all.iter().any(|one| one.target.starts_with("aws_smithy_runtime")));
    assert!(!format!("{all:?}").contains("hidden"));
}

#[test]
fn a_call_without_a_subscriber_works_and_one_without_a_request_has_no_span() {
    run(caller(&ok()).call(&Open {})).unwrap();
    let recorder = Recorder::default();
    let listening = recorder.listen();
    let call = Caller::new(&NOTES, &ok().config()).with_endpoint_url("no url").call(&Open {});
    assert!(run(call).is_err());
    drop(listening);
    assert!(recorder.calls().is_empty());
}
