//! Known differences of requests.

use super::{KnownDifference, lists, shapes};
use serde_json::Value;
use smithereen_codegen::graph::{ChecksumAlgorithm, HttpChecksum, OperationTrait, Protocol};

const BINDINGS: &[Protocol] = &[Protocol::RestJson1, Protocol::RestXml];
const FORMS: &[Protocol] = &[Protocol::AwsQuery, Protocol::Ec2Query];

pub(super) const KNOWN_DIFFERENCES: &[KnownDifference] = &[
    KnownDifference {
        reason: "botocore adds a charset to the content type of forms",
        protocols: FORMS,
        concerns: |_, _| true,
        share: 100,
        apply: |pair| {
            replace_header(&mut pair.theirs, "application/x-www-form-urlencoded; charset=utf-8", |_| {
                Some("application/x-www-form-urlencoded".into())
            })
        },
    },
    KnownDifference {
        reason: "botocore sends XML without its content type",
        protocols: &[Protocol::RestXml],
        concerns: shapes::has_structured_body,
        share: 50,
        apply: |pair| {
            let unset = pair.theirs["headers"].get("content-type").is_none();
            unset && replace_header(&mut pair.ours, "application/xml", |_| None)
        },
    },
    KnownDifference {
        reason: "botocore sends text and bytes without the content type that the protocol requires",
        protocols: BINDINGS,
        concerns: shapes::has_raw_payload,
        share: 20,
        apply: |pair| {
            let unset = pair.theirs["headers"].get("content-type").is_none();
            let mut remove = |media_type| unset && replace_header(&mut pair.ours, media_type, |_| None);
            remove("application/octet-stream") || remove("text/plain")
        },
    },
    KnownDifference {
        reason: "botocore leaves out the header of an empty list, which Smithy's case `NullAndEmptyHeaders` sends",
        protocols: BINDINGS,
        concerns: shapes::has_list_in_header,
        share: 5,
        apply: |pair| {
            let names = shapes::list_headers(pair.model, pair.operation);
            let theirs = &pair.theirs["headers"];
            let Some(ours) = pair.ours["headers"].as_object_mut() else { return false };
            let before = ours.len();
            ours.retain(|name, value| !names.contains(name) || *value != "" || theirs.get(name).is_some());
            ours.len() < before
        },
    },
    KnownDifference {
        reason: "botocore writes a list in a header without spaces, escapes no backslash (RFC 9110, 5.6.4), and sends an \
            empty header for one empty string",
        protocols: BINDINGS,
        concerns: shapes::has_list_in_header,
        share: 5,
        apply: |pair| {
            let names = shapes::list_headers(pair.model, pair.operation);
            let headers = pair.ours["headers"].as_object_mut().into_iter().flatten();
            let mut applies = false;
            for (_, value) in headers.filter(|(name, _)| names.contains(name)) {
                let text = value.as_str().and_then(lists::in_notation_of_botocore);
                if let Some(text) = text.filter(|text| *value != text.as_str()) {
                    *value = text.into();
                    applies = true;
                }
            }
            applies
        },
    },
    KnownDifference {
        reason: "botocore's client adds MD5 checksums after the request is serialized",
        protocols: &[Protocol::RestXml],
        concerns: |_, operation| operation.has_content_md5(),
        share: 50,
        apply: |pair| {
            pair.ours["headers"].as_object_mut().is_some_and(|all| all.remove("content-md5").is_some())
        },
    },
    KnownDifference {
        reason: "botocore adds the API version to a call that discovers endpoints, not to the same call of the caller",
        protocols: &[Protocol::AwsJson10, Protocol::AwsJson11],
        concerns: |_, operation| operation.traits.contains(&OperationTrait::EndpointOperation),
        share: 100,
        apply: |pair| {
            let headers = pair.ours["headers"].as_object_mut();
            headers.is_some_and(|headers| headers.remove("x-amz-api-version").is_some())
        },
    },
    KnownDifference {
        reason: "botocore's client adds the checksum that the caller selects, or a CRC32, after the request is serialized",
        protocols: BINDINGS,
        concerns: |_, operation| operation.checksum.as_ref().is_some_and(HttpChecksum::is_of_requests),
        share: 50,
        apply: |pair| {
            let selected =
                pair.theirs["headers"]["x-amz-sdk-checksum-algorithm"].as_str().map(str::to_ascii_lowercase);
            let checksum = format!("x-amz-checksum-{}", selected.as_deref().unwrap_or("crc32"));
            let has_theirs = pair.theirs["headers"].get(&checksum).is_some();
            let Some(headers) = pair.ours["headers"].as_object_mut().filter(|_| !has_theirs) else {
                return false;
            };
            if selected.is_none()
                && headers.get("x-amz-sdk-checksum-algorithm").is_some_and(|name| name == "CRC32")
            {
                headers.remove("x-amz-sdk-checksum-algorithm");
            }
            headers.remove(&checksum).is_some()
        },
    },
    KnownDifference {
        reason: "this project rejects an unknown checksum algorithm before anything is sent",
        protocols: BINDINGS,
        concerns: |_, operation| {
            operation.checksum.as_ref().is_some_and(|all| all.algorithm_member.is_some())
        },
        share: 2,
        apply: |pair| {
            let is_rejected =
                pair.ours["error"].as_str().is_some_and(|error| error.contains("unknown checksum algorithm"));
            let selected =
                pair.theirs["headers"]["x-amz-sdk-checksum-algorithm"].as_str().unwrap_or_default();
            let applies =
                is_rejected && ChecksumAlgorithm::from_name(&selected.to_ascii_uppercase()).is_none();
            if applies {
                pair.ours = pair.theirs.clone();
            }
            applies
        },
    },
    KnownDifference {
        reason: "botocore writes carriage returns in XML as they are, and parsers read them as line feeds",
        protocols: &[Protocol::RestXml],
        concerns: shapes::has_text,
        share: 1,
        apply: |pair| {
            let has_any = pair.ours["body"].as_str().is_some_and(|body| body.contains("\\r"));
            for side in [&mut pair.theirs, &mut pair.ours] {
                let body = side["body"].as_str().unwrap_or_default();
                side["body"] = body.replace("\\r\\n", "\\n").replace("\\r", "\\n").into();
            }
            has_any
        },
    },
    KnownDifference {
        reason: "botocore sends no body if no member of it is set, and this project its root element, as the official \
            clients for Rust, Java and JavaScript do",
        protocols: &[Protocol::RestXml],
        concerns: shapes::has_optional_body,
        share: 5,
        apply: |pair| {
            let body = pair.ours["body"].as_str().unwrap_or_default();
            let applies = pair.theirs["body"] == "" && body.ends_with('>') && body.matches('<').count() == 2;
            if applies {
                pair.ours["body"] = "".into();
            }
            applies
        },
    },
];

fn replace_header(side: &mut Value, from: &str, to: fn(()) -> Option<Value>) -> bool {
    let Some(headers) = side["headers"].as_object_mut() else { return false };
    if headers.get("content-type").is_none_or(|value| value != from) {
        return false;
    }
    match to(()) {
        Some(value) => drop(headers.insert("content-type".to_owned(), value)),
        None => drop(headers.remove("content-type")),
    }
    true
}
