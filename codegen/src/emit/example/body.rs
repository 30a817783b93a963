//! Emits the function of the example `call` that prints the body of a request.

use crate::emit::context::Service;
use crate::graph::Protocol;
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the function, with the formats of the protocols that the services have. Only with `rpcv2Cbor` does the runtime have
/// the feature `cbor`.
pub(super) fn format_body(services: &[Service]) -> TokenStream {
    let has = |matches: fn(Protocol) -> bool| {
        services.iter().any(|service| matches(service.model.service.protocol))
    };
    let forms = has(|protocol| matches!(protocol, Protocol::AwsQuery | Protocol::Ec2Query)).then(|| {
        quote! {
            Some(b"application/x-www-form-urlencoded") => text.map(|text| text.replace('&', "\n")),
        }
    });
    let cbor = has(|protocol| protocol == Protocol::RpcV2Cbor).then(|| {
        quote! {
            Some(b"application/cbor") => smithereen::cbor::diagnostic(request.body()),
        }
    });
    if forms.is_none() && cbor.is_none() {
        return quote! {
            /// Formats the body of a request.
            fn format_body(request: &Request<Bytes>) -> String {
                let text = std::str::from_utf8(request.body()).map(str::to_owned);
                text.unwrap_or_else(|_| format!("({} bytes that are not text)", request.body().len()))
            }
        };
    }
    quote! {
        /// Formats the body of a request: each parameter of a form is on a line, and CBOR is in diagnostic notation.
        fn format_body(request: &Request<Bytes>) -> String {
            let text = std::str::from_utf8(request.body()).ok().map(str::to_owned);
            let formatted = match request.headers().get("content-type").map(|value| value.as_bytes()) {
                #forms
                #cbor
                _ => text,
            };
            formatted.unwrap_or_else(|| format!("({} bytes that are not text)", request.body().len()))
        }
    }
}
