//! The invariants of a parse.

use super::case::{Case, Expected};
use super::codec::Codec;
use super::hostile::EXPANDED;
use super::memory;
use super::targets::{Found, Parsed};
use super::valid::MARKER;
use every_shape::smithereen::{Bytes, RawResponse, Response, Validation};

/// The results of a case as a success and as an error.
pub(super) struct Results {
    /// With the status 200 or the modeled one.
    pub(super) success: Found,
    /// With an error status.
    pub(super) error: Found,
    /// The most memory that a parse took, in bytes.
    pub(super) peak: usize,
}

/// The texts that a parser would find if it resolved the entities of a hostile document type.
const RESOLVED: [&str; 2] = [EXPANDED, "root:x:0"];

/// Parses a case in every way, and checks the results.
pub(super) fn run(codec: Codec, case: &Case) -> Result<Results, String> {
    let status = case.response.status;
    let (success, error) = match status {
        200..=299 => (status, 400),
        _ => (200, status),
    };
    let success = with_status(codec, case, success)?;
    let error = with_status(codec, case, error)?;
    if !matches!(error.found, Found::Service { .. }) {
        return Err(format!(
            "a response with an error status is not an error of the service: {:?}",
            error.found
        ));
    }
    match (case.expected, &success.found) {
        (Expected::Output, Found::Output { .. }) | (Expected::Anything, _) => {}
        (Expected::Error, Found::Response { .. } | Found::Service { .. }) => {}
        (expected, found) => return Err(format!("expected: {expected:?}, got: {found:?}")),
    }
    Ok(Results { peak: success.peak.max(error.peak), success: success.found, error: error.found })
}

/// Parses the response with a status: leniently, again, and strictly.
fn with_status(codec: Codec, case: &Case, status: u16) -> Result<Parsed, String> {
    let mut response = Response::builder().status(status);
    for (name, value) in &case.response.headers {
        response = response.header(name, value.as_slice());
    }
    let body = Bytes::from(case.response.body.clone());
    let response = response.body(body).map_err(|error| format!("the headers are not valid HTTP: {error}"))?;
    let raw = RawResponse::from(&response);
    let lenient = (case.parse)(&raw, Validation::Lenient);
    let strict = (case.parse)(&raw, Validation::Strict);
    let again = (case.parse)(&raw, Validation::Lenient);
    if again.found != lenient.found {
        return Err(format!("a second parse differs: {:?} and {:?}", lenient.found, again.found));
    }
    if matches!(strict.found, Found::Output { .. } | Found::Service { .. }) && strict.found != lenient.found {
        return Err(format!("strictly: {:?}, leniently: {:?}", strict.found, lenient.found));
    }
    let length = case.response.length();
    let limit = memory::limit(codec, length);
    for Parsed { found, peak } in [&lenient, &strict] {
        check_texts(&case.operation, found)?;
        if *peak > limit {
            return Err(format!("a response of {length} bytes takes {peak} bytes, and the limit is {limit}"));
        }
    }
    Ok(Parsed { peak: lenient.peak.max(strict.peak), ..lenient })
}

/// Checks that errors have no value, that sensitive values are redacted, and that no entity is resolved.
fn check_texts(operation: &str, found: &Found) -> Result<(), String> {
    let (texts, shown) = match found {
        Found::Output { dump, debug } if operation == "GetSecrets" => (vec![dump], vec![debug]),
        Found::Output { dump, .. } => (vec![dump], vec![]),
        // The text of an error names members, and has no value.
        Found::Response { display } => (vec![display], vec![display]),
        // All members of these are sensitive. The request ID is not, and may be any text of the body.
        Found::Service { shape: Some("Secret" | "Hidden"), dump, debug, display, request_id } => {
            let has_id = request_id.as_deref().is_some_and(|id| id.contains(MARKER));
            (vec![dump, display], if has_id { vec![] } else { vec![debug, display] })
        }
        Found::Service { dump, display, .. } => (vec![dump, display], vec![]),
    };
    if let Some(text) = shown.into_iter().find(|text| text.contains(MARKER)) {
        return Err(format!("a value is shown: {text}"));
    }
    let is_resolved = |text: &&&String| RESOLVED.iter().any(|resolved| text.contains(resolved));
    match texts.iter().find(is_resolved) {
        Some(text) => Err(format!("an entity was resolved: {text}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(display: &str, request_id: &str) -> Found {
        Found::Service {
            shape: Some("Secret"),
            dump: MARKER.to_owned(),
            debug: "Secret".to_owned(),
            request_id: Some(request_id.to_owned()),
            display: display.to_owned(),
        }
    }

    #[test]
    fn values_in_errors_and_sensitive_outputs_are_failures() {
        let shown = format!("expected a number, got {MARKER}");
        let output = |debug: &str| Found::Output { dump: MARKER.to_owned(), debug: debug.to_owned() };
        for (operation, found) in [
            ("GetScalars", Found::Response { display: shown.clone() }),
            ("GetSecrets", output(&shown)),
            ("GetScalars", secret(&shown, "r")),
        ] {
            assert!(check_texts(operation, &found).unwrap_err().starts_with("a value is shown"), "{found:?}");
        }
        for (operation, found) in [
            ("GetScalars", Found::Response { display: "expected a number".to_owned() }),
            ("GetScalars", output(&shown)),
            ("GetSecrets", output("[redacted]")),
            ("GetScalars", secret("Secret (status 400)", "r")),
            ("GetScalars", secret(&shown, MARKER)),
        ] {
            assert_eq!(check_texts(operation, &found), Ok(()), "{found:?}");
        }
    }

    #[test]
    fn resolved_entities_are_failures() {
        for resolved in RESOLVED {
            let found = Found::Output { dump: format!("'a{resolved}b'"), debug: String::new() };
            assert!(check_texts("GetScalars", &found).unwrap_err().starts_with("an entity was resolved"));
        }
    }
}
