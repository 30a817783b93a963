#!/usr/bin/env bash
# Package:     aws-smithy-checksums 0.65.0 (Rust), which computes the official SDK's checksums.
# Input:       `MD5`, `SHA512` and `XXHASH64`, algorithms that the model of S3 lists.
# Expectation: an algorithm that cannot be computed is an error.
# Behavior:    `MD5` parses and computes a CRC32 under the name and header of CRC32; the other two are errors.
# Output seen: MD5: crc32, 4 bytes in x-amz-checksum-crc32 | SHA512: error | XXHASH64: error
# Exits with 0 while this is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src"
cat > "$folder/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"
[dependencies]
aws-smithy-checksums = "=0.65.0"
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_smithy_checksums::ChecksumAlgorithm;
fn main() {
    let show = |name: &str| match name.parse::<ChecksumAlgorithm>() {
        Ok(algorithm) => {
            let mut checksum = algorithm.into_impl();
            checksum.update(b"hello");
            let header = checksum.header_name();
            format!("{name}: {}, {} bytes in {header}", algorithm.as_str(), checksum.finalize().len())
        }
        Err(_) => format!("{name}: error"),
    };
    println!("{}", ["MD5", "SHA512", "XXHASH64"].map(show).join(" | "));
}
RUST
seen=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$seen"
expected='MD5: crc32, 4 bytes in x-amz-checksum-crc32 | SHA512: error | XXHASH64: error'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
