//! Chooses the protocol of a service.

use super::flat::Flat;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::Protocol;
use crate::read::protocols::Protocols;

/// Chooses the protocol of a service with the name `wanted`, or else the preferred one. Reports a service without a known
/// protocol. `at` is the file.
pub(super) fn choose(
    service: &Flat<'_, '_>,
    wanted: Option<&str>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Protocols {
    let is_declared = |protocol: Protocol| service.trait_named(protocol.name()).is_some();
    let protocols = Protocols::choose(is_declared, wanted, at, out);
    if protocols.used.is_none() {
        let known = Protocol::ALL.map(Protocol::name).join(", ");
        let problem = "the service has no trait of a protocol that is known";
        service.origin().with_location(&at.key("shapes"), |at| {
            out.error_help(&at.key("traits"), problem, format!("{known} are"));
        });
    }
    protocols
}
