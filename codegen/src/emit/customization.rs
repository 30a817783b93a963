//! Emits customizations, as calls on the descriptions of a service and an operation.

use super::syntax;
use crate::graph::{Operation, Service};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

/// Returns the calls on the description of a service.
pub(super) fn of_service(service: &Service) -> TokenStream {
    let headers = pairs(&service.customization.headers);
    let headers = headers.map(|headers| quote!(.headers(#headers)));
    let crc32 = service.customization.crc32.then(|| quote!(.crc32()));
    let signs_as_sent = service.customization.signs_as_sent.then(|| quote!(.signs_as_sent()));
    let signed_chunks = service.customization.signed_chunks.then(|| quote!(.signed_chunks()));
    let settings = pairs(&service.customization.settings);
    let settings = settings.map(|settings| quote!(.settings(#settings)));
    quote!(#headers #signs_as_sent #signed_chunks #crc32 #settings)
}

/// Returns the calls on the description of an operation, with the arguments of those that it needs.
pub(super) fn of_operation(operation: &Operation) -> [(&'static str, Option<Vec<Expr>>); 9] {
    let customization = &operation.customization;
    let endpoint_member = customization.endpoint_member.as_ref();
    let cross_region_url = customization.cross_region_url.as_ref();
    let region_redirects = customization.region_redirects.as_ref();
    [
        ("defaults", pairs(&customization.defaults).map(|defaults| vec![defaults])),
        ("md5_members", pairs(&customization.md5).map(|members| vec![members])),
        ("tree_hash", customization.tree_hash.then(Vec::new)),
        ("endpoint_member", endpoint_member.map(|member| vec![syntax::text(member)])),
        ("error_in_success", customization.error_in_success.then(Vec::new)),
        ("unwrapped_output", customization.unwrapped_output.then(Vec::new)),
        ("url_encoding", customization.url_encoding.as_ref().map(|member| vec![syntax::text(member)])),
        (
            "cross_region_url",
            cross_region_url.map(|members| {
                [&members.source, &members.url, &members.destination].map(|name| syntax::text(name)).into()
            }),
        ),
        ("region_redirects", region_redirects.map(|param| vec![syntax::text(param)])),
    ]
}

/// Returns the pairs of strings as a slice of tuples, or `None` without pairs.
fn pairs(pairs: &[(String, String)]) -> Option<Expr> {
    let tuples = pairs.iter().map(|(name, value)| syntax::pair(syntax::text(name), syntax::text(value)));
    (!pairs.is_empty()).then(|| syntax::slice(tuples))
}
