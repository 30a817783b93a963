//! The table of AWS partitions.

use crate::graph::partitions::Partition;
use proc_macro2::TokenStream;
use quote::quote;

/// Generates the items of `partitions.rs`.
pub(crate) fn items(partitions: &[Partition]) -> Vec<TokenStream> {
    let partitions = partitions.iter().map(partition);
    vec![
        quote! { use smithereen::endpoint::Partition; },
        quote! {
            #[doc = " The partitions of the pinned models. A region that matches none belongs to the first."]
            pub(crate) static PARTITIONS: &[Partition] = &[#(#partitions),*];
        },
    ]
}

fn partition(partition: &Partition) -> TokenStream {
    let Partition {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        implicit_global_region,
        supports_fips,
        supports_dual_stack,
        regions,
        prefixes,
    } = partition;
    let supports_fips = supports_fips.then(|| quote!(.supports_fips()));
    let supports_dual_stack = supports_dual_stack.then(|| quote!(.supports_dual_stack()));
    quote! {
        Partition::new(#name)
            .dns_suffix(#dns_suffix)
            .dual_stack_dns_suffix(#dual_stack_dns_suffix)
            .implicit_global_region(#implicit_global_region)
            #supports_fips
            #supports_dual_stack
            .regions(&[#(#regions),*])
            .prefixes(&[#(#prefixes),*])
    }
}
