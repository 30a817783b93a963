//! The mutations of headers, and of bodies that are one text or blob.

use super::codec::Format;
use super::hostile;
use super::mutate;
use super::valid::Response;
use crate::fuzz::rng::Rng;

/// Headers of the protocols, and names that extend or equal those of members.
const NAMES: [&str; 12] = [
    "x-amzn-errortype",
    "x-amzn-query-error",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-amz-id-2",
    "content-type",
    "x-meta-",
    "x-meta-a",
    "x-meta",
    "x-text",
    "x-secret",
    "retry-after",
];

/// Applies one to four mutations and returns their descriptions. Only a body without a structure is mutated.
pub(super) fn mutate(response: &mut Response, operation: &str, rng: &mut Rng) -> Vec<String> {
    let is_text = matches!(operation, "GetText" | "GetBlob");
    let most = rng.below(4);
    let count = 1 + rng.below(1 + most);
    let step = |_| match is_text && rng.once_in(2) {
        true => format!("body: {}", mutate::mutate(Format::Text, &mut response.body, rng).join(", ")),
        false => header(&mut response.headers, rng),
    };
    (0..count).map(step).collect()
}

/// Mutates one header, and returns a description.
fn header(headers: &mut Vec<(String, Vec<u8>)>, rng: &mut Rng) -> String {
    let at = rng.below(headers.len());
    let other = headers.get(rng.below(headers.len())).cloned();
    let Some((name, value)) = headers.get_mut(at).filter(|_| !rng.once_in(6)) else {
        let name = rng.of_these(&NAMES).copied().unwrap_or_default();
        let value = valid(hostile::part(Format::Text, rng));
        headers.push((name.to_owned(), value));
        return format!("insert the header {name}");
    };
    let name = name.clone();
    match rng.below(8) {
        0 => {
            headers.remove(at);
            format!("remove the header {name}")
        }
        1 => {
            let mut copy = value.clone();
            mutate::mutate(Format::Text, &mut copy, rng);
            headers.push((name.clone(), valid(copy)));
            format!("repeat the header {name}")
        }
        2 => {
            *value = other.map(|(_, value)| value).unwrap_or_default();
            format!("set the header {name} to the value of another")
        }
        3 => {
            *value = valid(hostile::part(Format::Text, rng));
            format!("replace the header {name}")
        }
        _ => {
            let steps = mutate::mutate(Format::Text, value, rng).join(", ");
            *value = valid(std::mem::take(value));
            format!("header {name}: {steps}")
        }
    }
}

/// Replaces the bytes that HTTP libraries reject in the value of a header.
fn valid(mut value: Vec<u8>) -> Vec<u8> {
    for byte in &mut value {
        if matches!(byte, 0..=8 | 10..=0x1f | 0x7f) {
            *byte = b' ';
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use every_shape::smithereen::Response as HttpResponse;

    #[test]
    fn mutated_headers_are_valid_http_and_differ() {
        let original = || Response {
            status: 200,
            headers: vec![("x-numbers".to_owned(), b"1, 2".to_vec()), ("x-text".to_owned(), b"a".to_vec())],
            body: b"text".to_vec(),
        };
        let mut different = 0;
        for case in 0..500 {
            let mut response = original();
            let steps = mutate(&mut response, "GetHeaders", &mut Rng::of(1, case));
            assert!(!steps.is_empty());
            assert_eq!(response.body, b"text");
            different += usize::from(response.headers != original().headers);
            let mut built = HttpResponse::builder();
            for (name, value) in &response.headers {
                built = built.header(name, value.as_slice());
            }
            assert!(built.body(()).is_ok(), "{steps:?}");
        }
        assert!(different > 450, "{different}");
    }

    #[test]
    fn bodies_of_texts_and_blobs_are_mutated() {
        let mutants = (0..200).filter(|case| {
            let mut response = Response { status: 200, headers: Vec::new(), body: b"text".to_vec() };
            mutate(&mut response, "GetBlob", &mut Rng::of(1, *case));
            response.body != b"text"
        });
        assert!(mutants.count() > 80);
    }
}
