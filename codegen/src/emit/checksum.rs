//! The checksums of an operation (`aws.protocols#httpChecksum`).

use super::syntax;
use crate::graph::{ChecksumAlgorithm, HttpChecksum, Operation, OperationTrait};
use syn::Expr;

/// Returns whether requests or responses may have a checksum of the feature `checksum`.
pub(super) fn is_needed(operation: &Operation) -> bool {
    operation.checksum.is_some() || operation.customization.tree_hash
}

/// Returns the argument of the call `checksum` on the operation's schema.
pub(super) fn of_operation(operation: &Operation) -> Option<Expr> {
    let HttpChecksum { algorithm_member, is_required, mode_member, response_algorithms } =
        operation.checksum.as_ref()?;
    let is_required = *is_required
        || (algorithm_member.is_some() && operation.traits.contains(&OperationTrait::HttpChecksumRequired));
    let text = |name: &String| vec![syntax::text(name)];
    let algorithms = || syntax::slice(response_algorithms.iter().map(|algorithm| path_of(*algorithm)));
    let calls = [
        ("algorithm_member", algorithm_member.as_ref().map(text)),
        ("required", is_required.then(Vec::new)),
        ("mode_member", mode_member.as_ref().map(text)),
        ("response", (!response_algorithms.is_empty()).then(|| vec![algorithms()])),
    ];
    Some(syntax::borrow(syntax::chain(syntax::call("checksum::HttpChecksum::new", []), calls)))
}

fn path_of(algorithm: ChecksumAlgorithm) -> Expr {
    syntax::name(syntax::path(match algorithm {
        ChecksumAlgorithm::Crc32 => "checksum::Algorithm::Crc32",
        ChecksumAlgorithm::Crc32c => "checksum::Algorithm::Crc32c",
        ChecksumAlgorithm::Crc64Nvme => "checksum::Algorithm::Crc64Nvme",
        ChecksumAlgorithm::Sha1 => "checksum::Algorithm::Sha1",
        ChecksumAlgorithm::Sha256 => "checksum::Algorithm::Sha256",
        ChecksumAlgorithm::Sha512 => "checksum::Algorithm::Sha512",
        ChecksumAlgorithm::Md5 => "checksum::Algorithm::Md5",
        ChecksumAlgorithm::XxHash64 => "checksum::Algorithm::XxHash64",
        ChecksumAlgorithm::XxHash3 => "checksum::Algorithm::XxHash3",
        ChecksumAlgorithm::XxHash128 => "checksum::Algorithm::XxHash128",
    }))
}
