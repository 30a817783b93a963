//! The checksums of an operation (`aws.protocols#httpChecksum`).

use crate::graph::{ChecksumAlgorithm, HttpChecksum, Operation, OperationTrait};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns whether requests or responses may have a checksum.
pub(super) fn is_needed(operation: &Operation) -> bool {
    operation.checksum.is_some()
}

/// Returns the call of the builder of the operation's schema.
pub(super) fn of_operation(operation: &Operation) -> Option<TokenStream> {
    let HttpChecksum { algorithm_member, is_required, mode_member, response_algorithms } =
        operation.checksum.as_ref()?;
    let is_required = *is_required
        || (algorithm_member.is_some() && operation.traits.contains(&OperationTrait::HttpChecksumRequired));
    let algorithm_member = algorithm_member.as_ref().map(|name| quote!(.algorithm_member(#name)));
    let required = is_required.then(|| quote!(.required()));
    let mode_member = mode_member.as_ref().map(|name| quote!(.mode_member(#name)));
    let algorithms = response_algorithms.iter().map(|algorithm| algorithm_path(*algorithm));
    let response = (!response_algorithms.is_empty()).then(|| quote!(.response(&[#(#algorithms),*])));
    Some(quote!(.checksum(&checksum::HttpChecksum::new() #algorithm_member #required #mode_member #response)))
}

fn algorithm_path(algorithm: ChecksumAlgorithm) -> TokenStream {
    match algorithm {
        ChecksumAlgorithm::Crc32 => quote!(checksum::Algorithm::Crc32),
        ChecksumAlgorithm::Crc32c => quote!(checksum::Algorithm::Crc32c),
        ChecksumAlgorithm::Crc64Nvme => quote!(checksum::Algorithm::Crc64Nvme),
        ChecksumAlgorithm::Sha1 => quote!(checksum::Algorithm::Sha1),
        ChecksumAlgorithm::Sha256 => quote!(checksum::Algorithm::Sha256),
        ChecksumAlgorithm::Sha512 => quote!(checksum::Algorithm::Sha512),
        ChecksumAlgorithm::Md5 => quote!(checksum::Algorithm::Md5),
        ChecksumAlgorithm::XxHash64 => quote!(checksum::Algorithm::XxHash64),
        ChecksumAlgorithm::XxHash3 => quote!(checksum::Algorithm::XxHash3),
        ChecksumAlgorithm::XxHash128 => quote!(checksum::Algorithm::XxHash128),
    }
}
