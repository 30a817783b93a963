//! Smithy's HTTP bindings, which the REST protocols share: labels, queries, headers.

pub(crate) mod header;
pub(crate) mod label;
pub(crate) mod query;
mod text;

use crate::endpoint::Endpoint;
use crate::error::Fault;
use crate::operation::OperationSchema;
use crate::reflect::{Place, Ref, Shape};
use http::{Request, request::Builder};

/// The members of `shape` that go to `place` and are set.
fn bound(
    shape: &dyn Shape,
    place: Place,
) -> impl Iterator<Item = (&'static crate::reflect::Member, Ref<'_>)> {
    let members = shape.schema().members.iter().enumerate();
    members.filter(move |(_, member)| member.place == place).filter_map(|(index, member)| {
        match shape.get(index) {
            Ref::None => None,
            value => Some((member, value)),
        }
    })
}

/// Method, URI and headers: all of the request but the body and what describes it.
pub(crate) fn request(
    operation: &OperationSchema,
    input: &dyn Shape,
    endpoint: &Endpoint,
) -> Result<Builder, Fault> {
    let (path, query) = operation.uri.split_once('?').unwrap_or((operation.uri, ""));
    let mut uri = format!("{}://", endpoint.scheme());
    if let Some(prefix) = operation.host_prefix.filter(|_| endpoint.takes_host_prefix()) {
        label::host(prefix, input, &mut uri)?;
    }
    uri.push_str(endpoint.authority());
    uri.push_str(endpoint.path());
    label::path(path, input, &mut uri)?;
    query::query(query, input, &mut uri)?;
    let mut request = Request::builder().method(operation.method).uri(uri);
    header::write(input, &mut request)?;
    Ok(request)
}
