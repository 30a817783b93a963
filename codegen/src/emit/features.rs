//! The features of the runtime that generated code needs.

use super::context::Service;
use super::{checksum, events, operation};
use crate::graph::{AuthScheme, Operation, Protocol};
use crate::passes;

/// Returns whether a client needs the feature `sigv4a`, because it could not call a service at all without it.
pub(super) fn needs_sigv4a(services: &[Service]) -> bool {
    let only_v4a = |service: &Service| {
        let signed = service.model.service.auth.iter().filter(|scheme| scheme.is_signature());
        let mut signed = signed.peekable();
        signed.peek().is_some() && signed.all(|scheme| *scheme == AuthScheme::SigV4a)
    };
    services.iter().any(|service| only_v4a(service) || passes::requires_sigv4a(&service.rules))
}

/// Returns the features that the protocols, customizations and operations of the services need, sorted.
pub(super) fn needed(services: &[Service]) -> Vec<&'static str> {
    let any_protocol =
        |needs: fn(Protocol) -> bool| services.iter().any(|service| needs(service.model.service.protocol));
    let any_operation = |needs: fn(&Operation) -> bool| {
        let own = |service: &Service| {
            service.model.endpoint_operation.as_ref().is_some_and(|one| needs(&one.operation))
        };
        services.iter().flat_map(|service| &service.model.operations).any(needs) || services.iter().any(own)
    };
    let has_streams = services.iter().any(|service| {
        service.model.operations.iter().any(|one| operation::needs_stream(&service.model, one))
    });
    let has_events = services
        .iter()
        .any(|service| service.model.operations.iter().any(|one| events::are_needed(&service.model, one)));
    let checks_crc32 = services.iter().any(|service| service.model.service.customization.crc32);
    let all = [
        ("cbor", any_protocol(|protocol| protocol == Protocol::RpcV2Cbor)),
        ("checksum", any_operation(checksum::is_needed)),
        ("crc32", checks_crc32),
        ("event-stream", has_events),
        ("gzip", any_operation(operation::needs_gzip)),
        ("md5", any_operation(|one| one.has_content_md5() || !one.customization.md5.is_empty())),
        ("query", any_protocol(|protocol| matches!(protocol, Protocol::AwsQuery | Protocol::Ec2Query))),
        ("stream", has_streams),
        ("xml", any_protocol(|protocol| protocol == Protocol::RestXml)),
    ];
    all.into_iter().filter_map(|(feature, is_needed)| is_needed.then_some(feature)).collect()
}
