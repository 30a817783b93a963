//! Decodes bodies in the content encoding `aws-chunked`. Signatures and trailers are ignored.

use bytes::Bytes;

/// Returns the data of all chunks, or `None` for a body in another form.
pub(super) fn decode(body: &Bytes) -> Option<Bytes> {
    let mut data = Vec::with_capacity(body.len());
    let mut rest = body.as_ref();
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n")?;
        let head = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(head.split(';').next()?, 16).ok()?;
        rest = rest.get(end + 2..)?;
        if size == 0 {
            return Some(data.into());
        }
        data.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_without_signatures_and_trailers() {
        let decoded = |body: &'static str| decode(&Bytes::from_static(body.as_bytes()));
        let signed = "a;chunk-signature=0\r\n0123456789\r\n2\r\n\r\n\r\n0\r\nx-amz-checksum-crc32:a\r\n\r\n";
        assert_eq!(decoded(signed).as_deref(), Some(b"0123456789\r\n".as_slice()));
        assert_eq!(decoded("0\r\n\r\n").as_deref(), Some(b"".as_slice()));
        for invalid in ["", "a", "a\r\n0", "1\r\n00\r\n0\r\n\r\n", "x\r\n", "1\r\n0\r\n"] {
            assert_eq!(decoded(invalid), None, "{invalid}");
        }
    }
}
