//! Emits customizations, as calls on the descriptions of a service and an operation.

use crate::graph::{Operation, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the calls on the description of a service.
pub(super) fn of_service(service: &Service) -> TokenStream {
    let headers = pairs(&service.customization.headers);
    let headers = headers.map(|headers| quote!(.headers(&[#(#headers),*])));
    let crc32 = service.customization.crc32.then(|| quote!(.crc32()));
    let signs_as_sent = service.customization.signs_as_sent.then(|| quote!(.signs_as_sent()));
    quote!(#headers #signs_as_sent #crc32)
}

/// Returns the calls on the description of an operation.
pub(super) fn of_operation(operation: &Operation) -> TokenStream {
    let customization = &operation.customization;
    let defaults = pairs(&customization.defaults);
    let defaults = defaults.map(|defaults| quote!(.defaults(&[#(#defaults),*])));
    let endpoint_member = customization.endpoint_member.as_ref();
    let endpoint_member = endpoint_member.map(|member| quote!(.endpoint_member(#member)));
    let error_in_success = customization.error_in_success.then(|| quote!(.error_in_success()));
    let unwrapped_output = customization.unwrapped_output.then(|| quote!(.unwrapped_output()));
    quote!(#defaults #endpoint_member #error_in_success #unwrapped_output)
}

/// Returns the pairs of strings as tuples, or `None` without pairs.
fn pairs(pairs: &[(String, String)]) -> Option<Vec<TokenStream>> {
    let tuples = pairs.iter().map(|(name, value)| quote!((#name, #value)));
    (!pairs.is_empty()).then(|| tuples.collect())
}
