//! The correction of the client's clock by the dates of responses. The cases are those of `aws-runtime` 1.10.2 for its own correction
//! (`clock-skew-test-cases.json`).

#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use aws_smithy_async::time::TimeSource;
use http::Response;
use smithereen::client::{Caller, Fake, SdkConfig};
use smithereen::protocol::AwsJson1_0;
use smithereen::schema::TimestampFormat;
use smithereen::{AuthScheme, Bytes, Endpoint, Operation, OperationSchema, Service, Timestamp};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

static SERVICE: Service =
    Service::new("Test", &AwsJson1_0::new("Test"), |_| Endpoint::new("https://example.com"))
        .signing_name("test")
        .auth(&[AuthScheme::SigV4]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct Get {}

smithereen::structure!(Get = "Get" {});

impl Operation for Get {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "Get", "POST", "/");
}

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600;

/// A response: the seconds that it takes, the status, the date of the service in seconds after the start, and the error code.
struct Canned {
    takes: i64,
    status: u16,
    date: Option<i64>,
    age: bool,
    code: &'static str,
}

const OK: Canned = Canned { takes: 2, status: 200, date: None, age: false, code: "" };

fn failed(code: &'static str, date: i64) -> Canned {
    Canned { status: 403, date: Some(date), code, ..OK }
}

fn at(date: i64) -> Canned {
    Canned { date: Some(date), ..OK }
}

/// A clock that stands still, but for responses.
#[derive(Clone, Debug)]
struct Clock(Arc<Mutex<i64>>);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        Timestamp::new(START + *self.0.lock().unwrap(), 0).try_into().unwrap()
    }
}

struct Client {
    fake: Fake,
    caller: Caller,
    clock: Clock,
}

/// Creates a client that gets the responses in turn.
fn client(responses: Vec<Canned>, change: impl FnOnce(SdkConfig) -> SdkConfig) -> Client {
    let clock = Clock(Arc::default());
    let (advanced, responses) = (clock.clone(), Mutex::new(responses.into_iter()));
    let fake = Fake::new(move |_| {
        let canned = responses.lock().unwrap().next().unwrap();
        *advanced.0.lock().unwrap() += canned.takes;
        let mut response = Response::builder().status(canned.status);
        if let Some(date) = canned.date {
            let date = Timestamp::new(START + date, 0).format(TimestampFormat::HttpDate);
            response = response.header("date", date);
        }
        if canned.age {
            response = response.header("age", "300");
        }
        let body = match canned.code {
            "" => "{}".to_owned(),
            code => format!(r#"{{"__type":"{code}"}}"#),
        };
        response.body(Bytes::from(body)).unwrap()
    });
    let config = fake.config().into_builder().time_source(clock.clone()).build();
    let caller = Caller::new(&SERVICE, &change(config));
    Client { fake, caller, clock }
}

impl Client {
    /// Makes a call at a second, and returns whether it succeeded.
    fn call(&self, second: i64) -> bool {
        *self.clock.0.lock().unwrap() = second;
        let mut call = pin!(self.caller.call(&Get {}));
        loop {
            if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return result.is_ok();
            }
        }
    }

    /// Returns the seconds that the attempts so far were signed with.
    fn signed(&self) -> Vec<i64> {
        let requests = self.fake.requests();
        let seconds = requests.iter().map(|request| {
            let text = request.headers()["x-amz-date"].to_str().unwrap();
            let (date, time) = (&text[..8], &text[9..15]);
            let text = format!(
                "{}-{}-{}T{}:{}:{}Z",
                &date[..4],
                &date[4..6],
                &date[6..],
                &time[..2],
                &time[2..4],
                &time[4..]
            );
            Timestamp::parse(&text).unwrap().seconds() - START
        });
        seconds.collect()
    }
}

#[test]
fn a_wrong_clock_is_corrected_for_the_retry_and_later_calls() {
    let client = client(vec![failed("RequestTimeTooSkewed", 301), at(303), at(361)], |config| config);
    assert!(client.call(0) && client.call(60));
    assert_eq!(client.signed(), [0, 302, 360]);
}

#[test]
fn each_response_corrects_the_clock() {
    let client = client(vec![at(301), at(61), OK], |config| config);
    assert!(client.call(0) && client.call(60) && client.call(120));
    assert_eq!(client.signed(), [0, 360, 120]);
}

#[test]
fn a_small_difference_is_no_reason_for_a_retry() {
    let client = client(
        vec![failed("AccessDeniedException", 241), failed("AccessDeniedException", 242 + 2), OK],
        |config| config,
    );
    assert!(!client.call(0));
    // A difference of four minutes is none, one of more is.
    assert_eq!(client.signed(), [0]);
    assert!(client.call(1));
    assert_eq!(client.signed(), [0, 241, 245]);
}

#[test]
fn other_errors_are_no_reason_for_a_retry() {
    let client = client(vec![failed("ValidationException", 901), OK], |config| config);
    assert!(!client.call(0) && client.call(10));
    assert_eq!(client.signed(), [0, 910]);
}

#[test]
fn dates_that_say_nothing_about_the_clock_are_ignored() {
    let cached = || Canned { age: true, ..at(-3600) };
    let slow = || Canned { takes: 901, ..at(3600) };
    for ignored in [cached(), slow(), OK, Canned { age: true, ..failed("RequestTimeTooSkewed", 901) }] {
        let client = client(vec![ignored, OK], |config| config);
        client.call(0);
        assert!(client.call(5000));
        assert_eq!(client.signed(), [0, 5000]);
    }
}

#[test]
fn the_correction_can_be_disabled() {
    let disabled = |config: SdkConfig| config.into_builder().disable_clock_skew_correction(true).build();
    let client = client(vec![failed("RequestTimeTooSkewed", 901), OK], disabled);
    assert!(!client.call(0) && client.call(10));
    assert_eq!(client.signed(), [0, 10]);
}
