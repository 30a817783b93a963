//! Chooses the protocol of a service, and determines which traits have an effect under it.

use super::flat::Flat;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::Protocol;

/// The known protocols in their order of precedence: JSON before XML, and protocols that AWS adds to services with an older
/// one last.
const KNOWN: [Protocol; 7] = [
    Protocol::RestJson1,
    Protocol::AwsJson11,
    Protocol::AwsJson10,
    Protocol::RestXml,
    Protocol::Ec2Query,
    Protocol::AwsQuery,
    Protocol::RpcV2Cbor,
];

/// Returns the protocol of a service. Reports a service without a known one.
pub(super) fn choose(service: &Flat<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<Protocol> {
    let found = KNOWN.into_iter().find(|protocol| service.trait_named(protocol.name()).is_some());
    if found.is_none() {
        let known = KNOWN.map(Protocol::name).join(", ");
        let problem = "the service has no trait of a protocol that is known";
        service.origin().with_location(at, |at| {
            out.error_help(&at.key("traits"), problem, format!("{known} are"));
        });
    }
    found
}

/// Whether HTTP bindings have an effect.
pub(super) fn is_rest(protocol: Option<Protocol>) -> bool {
    matches!(protocol, None | Some(Protocol::RestJson1 | Protocol::RestXml))
}

/// Whether XML traits have an effect.
pub(super) fn is_xml(protocol: Option<Protocol>) -> bool {
    matches!(protocol, Some(Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query))
}

/// Whether `jsonName` has an effect.
pub(super) fn has_json_names(protocol: Option<Protocol>) -> bool {
    matches!(protocol, None | Some(Protocol::RestJson1))
}

/// Whether responses have the codes of `awsQueryError`: under the query protocols, and for services with
/// `awsQueryCompatible`.
pub(super) fn has_query_codes(protocol: Option<Protocol>, service: &Flat<'_, '_>) -> bool {
    matches!(protocol, Some(Protocol::AwsQuery | Protocol::Ec2Query))
        || service.trait_named("aws.protocols#awsQueryCompatible").is_some()
}

/// Whether requests have the name of the service's shape.
pub(super) fn sends_service_name(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Cbor)
}
