//! Memory for the bytes of a part or range.

use crate::DEFAULT_PART_SIZE;

/// Appends a piece to a buffer that is to have `size` bytes. The memory grows as bytes arrive: neither a length that a service
/// states nor a setting is trusted with it. A part of the default size is allocated once.
pub(crate) fn append(buffer: &mut Vec<u8>, piece: &[u8], size: usize) {
    if piece.len() > buffer.capacity() - buffer.len() {
        let first = usize::try_from(DEFAULT_PART_SIZE).unwrap_or(usize::MAX);
        let capacity = buffer.capacity().saturating_mul(2).max(first).min(size);
        buffer.reserve_exact(capacity.saturating_sub(buffer.len()).max(piece.len()));
    }
    buffer.extend_from_slice(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_grows_with_the_bytes_up_to_the_size() {
        for (size, most) in [(10, 10), (9 << 20, 9 << 20), (20 << 20, 20 << 20), (usize::MAX, 32 << 20)] {
            let mut buffer = Vec::new();
            for _ in 0..size.min(20 << 20).div_ceil(1 << 20) {
                append(&mut buffer, &vec![0; size.min(1 << 20)], size);
                let capacity = buffer.capacity();
                assert!(
                    capacity <= size && capacity <= (2 * buffer.len()).max(8 << 20),
                    "{size}: {capacity}"
                );
            }
            assert!(buffer.capacity() <= most, "{size}: {}", buffer.capacity());
        }
    }
}
