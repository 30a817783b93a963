//! Emits the protocol of a service: the expression that creates it in the runtime, and a sentence of documentation.

use crate::graph::{Protocol, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the expression for the protocol with its settings.
pub(super) fn expression(service: &Service) -> TokenStream {
    let name = service.target_prefix.as_deref().unwrap_or_default();
    let query_compatible = service.query_compatible.then(|| quote!(.query_compatible()));
    match service.protocol {
        Protocol::RestJson1 => quote!(protocol::RestJson1),
        Protocol::AwsJson10 => quote!(protocol::AwsJson1_0::new(#name) #query_compatible),
        Protocol::AwsJson11 => quote!(protocol::AwsJson1_1::new(#name) #query_compatible),
        Protocol::RpcV2Cbor => quote!(protocol::RpcV2Cbor::new(#name) #query_compatible),
        Protocol::RpcV2Json => quote!(protocol::RpcV2Json::new(#name) #query_compatible),
        Protocol::AwsQuery => quote!(protocol::AwsQuery),
        Protocol::Ec2Query => quote!(protocol::Ec2Query),
        Protocol::RestXml => {
            let namespace = service.xml_namespace.as_ref().map(|(uri, prefix)| {
                let prefix = prefix.as_deref().unwrap_or_default();
                quote!(.namespace(#uri, #prefix))
            });
            // The runtime accepts errors with `ErrorResponse` around them and without it, so `noErrorWrapping` is not emitted.
            quote!(protocol::RestXml::new() #namespace)
        }
    }
}

/// Returns the sentence about the protocol for the documentation of the service. A service with `restJson1` alone has none.
pub(super) fn docs_sentence(service: &Service) -> Option<String> {
    let others = service.protocols.iter().filter(|protocol| **protocol != service.protocol);
    let others: Vec<String> = others.map(|protocol| format!("`{}`", protocol.plain_name())).collect();
    let used = service.protocol.plain_name();
    match others.as_slice() {
        [] if service.protocol == Protocol::RestJson1 => None,
        [] => Some(format!("The protocol is `{used}`.")),
        _ => Some(format!("The protocol is `{used}`; the service has {} too.", others.join(" and "))),
    }
}
