//! How requests and responses are written: which of a service's protocols counts, and what counts under it.

use super::flat::Flat;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::Protocol;

/// The known ones. Of two that a service has, the one that is first here counts: those that are written in JSON before
/// those in XML, and what AWS adds to its services besides an older one last.
const KNOWN: [Protocol; 7] = [
    Protocol::RestJson1,
    Protocol::AwsJson11,
    Protocol::AwsJson10,
    Protocol::RestXml,
    Protocol::Ec2Query,
    Protocol::AwsQuery,
    Protocol::RpcV2Cbor,
];

/// The protocol of a service; reported where none is known.
pub(super) fn choose(service: &Flat<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<Protocol> {
    let found = KNOWN.into_iter().find(|protocol| service.trait_named(protocol.name()).is_some());
    if found.is_none() {
        let known = KNOWN.map(Protocol::name).join(", ");
        let problem = "the service has no trait of a protocol that is known";
        service.origin().spot(at, |at| {
            out.error_help(&at.key("traits"), problem, format!("{known} are"));
        });
    }
    found
}

/// Whether the traits that bind members to parts of an HTTP message count.
pub(super) fn is_rest(protocol: Option<Protocol>) -> bool {
    matches!(protocol, None | Some(Protocol::RestJson1 | Protocol::RestXml))
}

/// Whether XML's traits count.
pub(super) fn is_xml(protocol: Option<Protocol>) -> bool {
    matches!(protocol, Some(Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query))
}

/// Whether `jsonName` counts.
pub(super) fn has_json_names(protocol: Option<Protocol>) -> bool {
    matches!(protocol, None | Some(Protocol::RestJson1))
}

/// Whether the codes of `awsQueryError` go over the wire: under the query protocols, and under another that keeps the
/// codes of one.
pub(super) fn has_query_codes(protocol: Option<Protocol>, service: &Flat<'_, '_>) -> bool {
    matches!(protocol, Some(Protocol::AwsQuery | Protocol::Ec2Query))
        || service.trait_named("aws.protocols#awsQueryCompatible").is_some()
}

/// Whether the name of the service's shape goes over the wire.
pub(super) fn sends_service_name(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Cbor)
}
