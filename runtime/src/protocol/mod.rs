//! The AWS protocols.

mod rest_json;

use http::HeaderMap;

pub use crate::error::MessageError;
pub use crate::service::{Protocol, Target};
pub use rest_json::RestJson1;

/// Returns the AWS request ID from any of the headers that services use.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let names = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];
    let mut values = names.iter().filter_map(|name| headers.get(*name)?.to_str().ok());
    values.find(|id| !id.is_empty()).map(str::to_owned)
}

/// Removes the namespace before `#` and the URI after `:` from an error code.
fn sanitize(code: &str) -> Option<String> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then(|| code.to_owned())
}
