//! A clock that is wrong, ours or the service's.

use super::{always, answered};
use crate::loopback::{Answer, Seen};
use smithereen::Timestamp;
use smithereen::schema::TimestampFormat;
use std::time::SystemTime;

/// By more than any service puts up with, and the beginning of what is signed then.
const DATES: [(&str, &str); 3] = [
    ("Tue, 15 Nov 1994 08:12:31 GMT", "19941115T0812"),
    ("Thu, 29 Feb 2024 23:59:31 GMT", "20240229T2359"),
    ("Wed, 01 Jan 2098 00:00:00 GMT", "20980101T0000"),
];
/// What services say to a request whose date is off; that is not all they say it to.
const CODES: [&str; 5] = [
    "RequestTimeTooSkewed",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
    "AccessDeniedException",
];

fn skewed(code: &str, date: &str) -> Answer {
    Answer::error(403, code, r#"{"message": "Signature expired"}"#).header("date", date)
}

fn dates(attempts: &[Seen]) -> Vec<String> {
    attempts.iter().map(|seen| seen.header("x-amz-date").unwrap().to_owned()).collect()
}

/// The next attempt is signed by the service's clock, with the token and the body of the first.
#[tokio::test]
async fn the_services_clock_is_signed_by() {
    for code in CODES {
        for (date, signed) in DATES {
            let told = format!("{code} at {date}");
            let outcome = answered([skewed(code, date), Answer::ok()]).await;
            outcome.succeeds(2, &told);
            let times = dates(&outcome.server.attempts(2));
            assert!(times[1].starts_with(signed), "{told}: {times:?}");
            assert!(!times[0].starts_with(signed), "{told}: {times:?}");
        }
    }
}

/// The code alone says it too, where it comes in the body.
#[tokio::test]
async fn the_code_in_the_body_counts() {
    let (date, signed) = DATES[0];
    let answer = Answer::new(403, r#"{"__type": "com.amazon#RequestTimeTooSkewed"}"#).header("date", date);
    let outcome = answered([answer, Answer::ok()]).await;
    outcome.succeeds(2, "in the body");
    assert!(dates(&outcome.server.attempts(2))[1].starts_with(signed));
}

/// A signature that stays wrong by the service's own clock: there is an end to trying.
#[tokio::test]
async fn a_signature_that_stays_wrong_is_an_error() {
    let outcome = always(skewed("InvalidSignatureException", DATES[0].0)).await;
    let error = outcome.fails(3, "wrong");
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
}

/// Where the clocks agree, the same codes mean what they say.
#[tokio::test]
async fn a_clock_that_is_right_is_not_put_right() {
    let now = Timestamp::from(SystemTime::now());
    let date = Timestamp::new(now.seconds(), 0).format(TimestampFormat::HttpDate);
    for code in &CODES[1..] {
        let error = always(skewed(code, &date)).await.fails(1, code);
        assert_eq!(error.code(), Some(*code));
    }
}

/// No date, or none that can be read, is no ground for another clock.
#[tokio::test]
async fn a_date_that_is_none_does_no_harm() {
    for date in ["", "yesterday", "Tue, 99 Nov 1994 08:12:31 GMT", "1994-11-15", "-1"] {
        let outcome = answered([skewed("InvalidSignatureException", date), Answer::ok()]).await;
        let count = outcome.server.seen().len();
        let times = dates(&outcome.requests(count, date));
        assert!(times.iter().all(|time| time[..4] == times[0][..4]), "{date}: {times:?}");
    }
}

/// A success with a date far off changes nothing.
#[tokio::test]
async fn the_date_of_a_success_is_not_acted_on() {
    answered([Answer::ok().header("date", DATES[2].0)]).await.succeeds(1, "a success");
}
