//! Clock skew between client and service.

use super::{with_repeated, with_responses};
use crate::loopback::{CannedResponse, RecordedRequest};
use smithereen::Timestamp;
use smithereen::schema::TimestampFormat;
use std::time::SystemTime;

/// Dates of the service far from the client's, with the start of the date that the retry is signed with.
const DATES: [(&str, &str); 3] = [
    ("Tue, 15 Nov 1994 08:12:31 GMT", "19941115T0812"),
    ("Thu, 29 Feb 2024 23:59:31 GMT", "20240229T2359"),
    ("Wed, 01 Jan 2098 00:00:00 GMT", "20980101T0000"),
];
/// Error codes for clock skew. Services use most of them for other errors too.
const CODES: [&str; 5] = [
    "RequestTimeTooSkewed",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
    "AccessDeniedException",
];

fn skewed(code: &str, date: &str) -> CannedResponse {
    CannedResponse::error(403, code, r#"{"message": "Signature expired"}"#).header("date", date)
}

fn dates(attempts: &[RecordedRequest]) -> Vec<String> {
    attempts.iter().map(|seen| seen.header("x-amz-date").unwrap().to_owned()).collect()
}

/// The retry has the token and the body of the first attempt.
#[tokio::test]
async fn a_retry_is_signed_with_the_services_date() {
    for code in CODES {
        for (date, signed) in DATES {
            let case = format!("{code} at {date}");
            let outcome = with_responses([skewed(code, date), CannedResponse::ok()]).await;
            outcome.succeeds(2, &case);
            let times = dates(&outcome.server.attempts(2));
            assert!(times[1].starts_with(signed), "{case}: {times:?}");
            assert!(!times[0].starts_with(signed), "{case}: {times:?}");
        }
    }
}

#[tokio::test]
async fn a_clock_skew_code_in_the_body_is_recognized() {
    let (date, signed) = DATES[0];
    let response =
        CannedResponse::new(403, r#"{"__type": "com.amazon#RequestTimeTooSkewed"}"#).header("date", date);
    let outcome = with_responses([response, CannedResponse::ok()]).await;
    outcome.succeeds(2, "in the body");
    assert!(dates(&outcome.server.attempts(2))[1].starts_with(signed));
}

#[tokio::test]
async fn a_signature_that_stays_invalid_is_an_error_after_all_attempts() {
    let outcome = with_repeated(skewed("InvalidSignatureException", DATES[0].0)).await;
    let error = outcome.fails(3, "wrong");
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
}

#[tokio::test]
async fn without_clock_skew_the_codes_are_not_retried() {
    let now = Timestamp::from(SystemTime::now());
    let date = Timestamp::new(now.seconds(), 0).format(TimestampFormat::HttpDate);
    for code in &CODES[1..] {
        let error = with_repeated(skewed(code, &date)).await.fails(1, code);
        assert_eq!(error.code(), Some(*code));
    }
}

#[tokio::test]
async fn an_invalid_date_changes_no_clock() {
    for date in ["", "yesterday", "Tue, 99 Nov 1994 08:12:31 GMT", "1994-11-15", "-1"] {
        let outcome = with_responses([skewed("InvalidSignatureException", date), CannedResponse::ok()]).await;
        let count = outcome.server.requests().len();
        let times = dates(&outcome.requests(count, date));
        assert!(times.iter().all(|time| time[..4] == times[0][..4]), "{date}: {times:?}");
    }
}

#[tokio::test]
async fn the_date_of_a_success_is_ignored() {
    with_responses([CannedResponse::ok().header("date", DATES[2].0)]).await.succeeds(1, "a success");
}
