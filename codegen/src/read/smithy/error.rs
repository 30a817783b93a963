//! Reads the traits of errors.

use super::traits::Traits;
use crate::graph::ErrorTrait;
use crate::json::Node;

/// Reads the error traits of a structure. `has_query_codes` is whether `awsQueryError` has an effect for the service;
/// otherwise the code of an error is the name of its shape.
pub(super) fn read(traits: &mut Traits<'_, '_, '_>, has_query_codes: bool) -> Option<ErrorTrait> {
    let fault = traits.take("smithy.api#error")?;
    let server_fault = match fault.value {
        Node::String(text) if text == "client" => false,
        Node::String(text) if text == "server" => true,
        other => {
            traits.wrong(fault, "`client` or `server`", other);
            false
        }
    };
    let status = status(traits);
    let query = traits.fields("aws.protocols#awsQueryError", |fields, _| {
        (fields.require_string("code").map(str::to_owned), fields.small("httpResponseCode"))
    });
    let (query_code, query_status) = query.filter(|_| has_query_codes).unwrap_or_default();
    let own_code = traits.text("smithereen.botocore#errorCode").map(str::to_owned);
    let throttling = traits.fields("smithy.api#retryable", |fields, _| fields.flag("throttling"));
    Some(ErrorTrait {
        code: own_code.or(query_code),
        status: status.or(query_status),
        server_fault,
        retryable: throttling.is_some(),
        throttling: throttling.unwrap_or_default(),
    })
}

fn status(traits: &mut Traits<'_, '_, '_>) -> Option<u16> {
    let found = traits.take("smithy.api#httpError")?;
    let status = match found.value {
        Node::Number(number) => number.as_u64().and_then(|status| u16::try_from(status).ok()),
        _ => None,
    };
    if status.is_none() {
        traits.wrong(found, "a status from 0 to 65535", found.value);
    }
    status
}
