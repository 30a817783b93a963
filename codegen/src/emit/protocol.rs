//! The protocol of a service, as a value of the runtime.

use crate::graph::{Protocol, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the protocol with its settings.
pub(super) fn value(service: &Service) -> TokenStream {
    let name = service.target_prefix.as_deref().unwrap_or_default();
    let query_compatible = service.query_compatible.then(|| quote!(.query_compatible()));
    match service.protocol {
        Protocol::RestJson1 => quote!(protocol::RestJson1),
        Protocol::AwsJson10 => quote!(protocol::AwsJson1_0::new(#name) #query_compatible),
        Protocol::AwsJson11 => quote!(protocol::AwsJson1_1::new(#name) #query_compatible),
        Protocol::RpcV2Cbor => quote!(protocol::RpcV2Cbor::new(#name) #query_compatible),
        Protocol::AwsQuery => quote!(protocol::AwsQuery),
        Protocol::Ec2Query => quote!(protocol::Ec2Query),
        Protocol::RestXml => {
            let namespace = service.xml_namespace.as_ref().map(|(uri, prefix)| {
                let prefix = prefix.as_deref().unwrap_or_default();
                quote!(.namespace(#uri, #prefix))
            });
            // Errors are read with an element around them and without it (`noErrorWrapping`).
            quote!(protocol::RestXml::new() #namespace)
        }
    }
}

/// Returns the line of the documentation about the protocol, if it is not the only one that a service of JSON over REST has.
pub(super) fn about(service: &Service) -> Option<String> {
    let others = service.protocols.iter().filter(|protocol| **protocol != service.protocol);
    let others: Vec<String> = others.map(|protocol| format!("`{}`", protocol.plain_name())).collect();
    let used = service.protocol.plain_name();
    match others.as_slice() {
        [] if service.protocol == Protocol::RestJson1 => None,
        [] => Some(format!("The protocol is `{used}`.")),
        _ => Some(format!("The protocol is `{used}`; the service has {} too.", others.join(" and "))),
    }
}
