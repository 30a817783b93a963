//! SHA-256 tree hashes.

use sha2::{Digest, Sha256};
use std::fmt;

/// The length of the parts whose hashes are the leaves of the tree: 1 MiB.
const LEAF: usize = 1 << 20;

/// A SHA-256 tree hash, as Glacier has it. `Display` writes it as 64 lower-case hexadecimal digits.
///
/// The leaves of the tree are the hashes of each MiB. Each pair of neighbors is the hash of both; one without a neighbor is moved
/// up as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TreeHash([u8; 32]);

impl TreeHash {
    /// Computes the tree hash of an archive, or of a part of one.
    pub fn of(bytes: &[u8]) -> Self {
        Self::root(bytes.chunks(LEAF).map(|leaf| Sha256::digest(leaf).into()).collect())
    }

    /// Computes the tree hash of an archive from those of its parts, in their order. All parts but the last must have the same
    /// length: 1 MiB multiplied by a power of two.
    pub fn of_parts(parts: &[Self]) -> Self {
        Self::root(parts.iter().map(|part| part.0).collect())
    }

    /// Returns the bytes of the hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn root(mut level: Vec<[u8; 32]>) -> Self {
        while level.len() > 1 {
            let (pairs, last) = level.as_chunks::<2>();
            let parents = pairs.iter().map(|pair| Sha256::digest(pair.as_flattened()).into());
            level = parents.chain(last.iter().copied()).collect();
        }
        Self(level.pop().unwrap_or_else(|| Sha256::digest([]).into()))
    }
}

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns bytes that differ in each MiB.
    fn archive(length: usize) -> Vec<u8> {
        (0..length).map(|index| (index / LEAF + index % 251) as u8).collect()
    }

    /// The expected hashes are those of botocore 1.44.5 (`calculate_tree_hash`).
    #[test]
    fn tree_hashes_are_those_of_botocore() {
        for (length, expected) in [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (LEAF, "631b84027d6b9e52b539c4e8373622d23032dfadc64d60af87339c9037e4f769"),
            (LEAF + 1, "b716449997278b4a2aef5b281fe905b169fade926a1e08ac196a7a8a5172a334"),
            (3 * LEAF, "c93f06fd8b7f4f5ea4bd045cad8551409baca4687675894e0aaae21c212f2268"),
            (5 * LEAF + 7, "0f93313d6249c43bc11cba5bb1cd099f663761a4aa607144ac2904b494f06f7b"),
        ] {
            assert_eq!(TreeHash::of(&archive(length)).to_string(), expected, "{length}");
        }
    }

    #[test]
    fn the_hashes_of_parts_have_the_root_of_the_archive() {
        let archive = archive(5 * LEAF + 7);
        for length in [LEAF, 2 * LEAF, 4 * LEAF, 8 * LEAF] {
            let parts: Vec<_> = archive.chunks(length).map(TreeHash::of).collect();
            assert_eq!(TreeHash::of_parts(&parts), TreeHash::of(&archive), "{length}");
        }
    }
}
