//! The memory that a parse takes.

use super::codec::Codec;
use peak_alloc::PeakAlloc;

/// Counts the bytes that the program has allocated.
#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What a parse may take whatever the length of its body, in bytes: the output itself, the tables of names, and errors.
const FIXED: usize = 64 * 1024;

/// Returns the limit of a response in bytes, from the length of its headers and body.
///
/// The factor is that of the worst body that is known, `worst.rs`, and a fifth more. It is the ratio of a Rust value to its
/// shortest text, so it depends on the model: an empty structure of 24 optional strings takes 576 bytes, and 3 times as many
/// while its list grows; a map with one of them takes a node of 11.
pub(super) fn limit(codec: Codec, length: usize) -> usize {
    FIXED + factor(codec) * length
}

/// Returns the allowed number of bytes for each byte of the response.
fn factor(codec: Codec) -> usize {
    match codec {
        Codec::Json => 1000,
        Codec::Xml | Codec::Query => 520,
        Codec::Cbor => 2700,
        Codec::Http => 90,
    }
}

/// Runs a function and returns the most bytes that were allocated at a time, beyond those before it. Other threads count.
pub(super) fn measure<T>(run: impl FnOnce() -> T) -> (T, usize) {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let result = run();
    (result, ALLOCATOR.peak_usage().saturating_sub(before))
}
