//! Decompresses models, which botocore's wheels contain compressed.

use smithereen_codegen::diagnostic::Diagnostic;
#[cfg(feature = "gzip")]
use std::io::Read;

/// The first bytes of gzip data, which are not valid UTF-8.
pub(crate) const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The upper bound of the size of a decompressed file. Models are much smaller.
#[cfg(feature = "gzip")]
const LARGEST: u64 = 256 << 20;

/// Decompresses the bytes of a file, or returns uncompressed bytes unchanged. `displayed` is its name in diagnostics.
pub(crate) fn decompress(bytes: Vec<u8>, displayed: &str) -> Result<Vec<u8>, Diagnostic> {
    if bytes.starts_with(&MAGIC) { inflate(&bytes, displayed) } else { Ok(bytes) }
}

#[cfg(feature = "gzip")]
fn inflate(bytes: &[u8], displayed: &str) -> Result<Vec<u8>, Diagnostic> {
    let mut text = Vec::new();
    let mut decoder = flate2::read::MultiGzDecoder::new(bytes).take(LARGEST + 1);
    match decoder.read_to_end(&mut text) {
        Ok(_) if text.len() as u64 > LARGEST => {
            Err(Diagnostic::error(displayed, "is too large, decompressed"))
        }
        Ok(_) => Ok(text),
        Err(error) => Err(Diagnostic::error(displayed, format!("cannot be decompressed: {error}"))),
    }
}

#[cfg(not(feature = "gzip"))]
fn inflate(_: &[u8], displayed: &str) -> Result<Vec<u8>, Diagnostic> {
    let help =
        "decompress it, or enable the feature `gzip` of `smithereen-build`, as the command `smithereen` does";
    Err(Diagnostic::error(displayed, "is compressed, and this program cannot decompress").with_help(help))
}

#[cfg(feature = "gzip")]
#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn compressed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn compressed_and_plain_files_are_read_alike() {
        for bytes in [compressed("{}"), b"{}".to_vec()] {
            assert_eq!(decompress(bytes, "model.json.gz").unwrap(), b"{}");
        }
    }

    #[test]
    fn a_truncated_file_is_reported() {
        let mut bytes = compressed("{\"smithy\":\"2.0\"}");
        bytes.truncate(bytes.len() - 9);
        let problem = decompress(bytes, "model.json.gz").unwrap_err().to_string();
        assert!(problem.starts_with("error: model.json.gz: cannot be decompressed: "), "{problem}");
    }
}
