//! Smithy's HTTP bindings for the REST protocols: labels, query parameters, headers and the status code.
//!
//! The locations outside of the body belong here, with the text of values in them. Bodies are in the codecs. Which protocols have
//! HTTP bindings is in [`protocol`](crate::protocol).

pub(crate) mod header;
pub(crate) mod label;
mod list;
pub(crate) mod query;
mod scalar;

use crate::endpoint::Endpoint;
use crate::error::MessageError;
use crate::reflect::{Shape, ValueRef};
use crate::schema::Binding;
use crate::service::OperationSchema;
use http::{Request, request::Builder};

/// Returns the members of `shape` with a binding that are set.
fn bound(
    shape: &dyn Shape,
    binding: Binding,
) -> impl Iterator<Item = (&'static crate::schema::Member, ValueRef<'_>)> {
    let members = shape.schema().members.iter().enumerate();
    members.filter(move |(_, member)| member.binding == binding).filter_map(|(index, member)| {
        match shape.get(index) {
            ValueRef::None => None,
            value => Some((member, value)),
        }
    })
}

/// Starts a request with the method, the URI and the headers of members. The body and its headers are missing. `uri` is the
/// path and query, with labels in braces.
pub(crate) fn request(
    operation: &OperationSchema,
    uri: &str,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Builder, MessageError> {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    // Room for most URIs, so that the text does not move while it grows.
    let mut uri = String::with_capacity(256);
    uri.push_str(endpoint.scheme());
    uri.push_str("://");
    if let Some(prefix) = operation.host_prefix.filter(|_| endpoint.uses_host_prefix()) {
        label::host(prefix, input, &mut uri)?;
    }
    uri.push_str(endpoint.authority());
    uri.push_str(endpoint.path());
    // Where the path is signed as it is sent, the service distinguishes it from the normalized one.
    label::path(path, input, operation.service.signs_as_sent, &mut uri)?;
    query::query(query, input, &mut uri)?;
    let mut request = Request::builder().method(operation.method).uri(uri);
    header::write(input, &mut request)?;
    Ok(request)
}

/// Reads the labels and the query of a request into the members that are bound to them: the server's side of [`request`].
///
/// # Errors
/// Returns an error for a path that is not that of the operation, and for a value that its member cannot hold.
#[cfg(feature = "client")]
pub(crate) fn read_uri(
    operation: &OperationSchema,
    uri: &http::Uri,
    input: &mut dyn Shape,
) -> Result<(), MessageError> {
    let (path, fixed) = operation.uri.split_once('?').unwrap_or((operation.uri, ""));
    label::read(path, uri.path(), input)?;
    query::read(fixed, uri.query().unwrap_or_default(), input)
}
