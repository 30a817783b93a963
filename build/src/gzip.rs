//! Decompresses models, which botocore's wheels contain compressed.

use smithereen_codegen::diagnostic::Diagnostic;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The first bytes of gzip data, which are not valid UTF-8.
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The upper bound of the size of a decompressed file. Models are much smaller.
#[cfg(feature = "gzip")]
const LARGEST: u64 = 256 << 20;

/// Decompresses the bytes of a file, or returns uncompressed bytes unchanged. `displayed` is its name in diagnostics.
pub(crate) fn decompress(bytes: Vec<u8>, displayed: &str) -> Result<Vec<u8>, Diagnostic> {
    if bytes.starts_with(&MAGIC) { inflate(&bytes, displayed) } else { Ok(bytes) }
}

/// Returns whether a file is compressed. A file that cannot be read is not.
pub(crate) fn is_compressed(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == MAGIC
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
    fn a_file_is_compressed_whatever_its_name() {
        let folder = std::env::temp_dir().join(format!("smithereen-gzip-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, bytes, is) in [("a.json", compressed("{}"), true), ("b.json.gz", b"{}".to_vec(), false)] {
            std::fs::write(folder.join(name), bytes).unwrap();
            assert_eq!(is_compressed(&folder.join(name)), is, "{name}");
        }
        assert!(!is_compressed(&folder.join("absent.json.gz")));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_truncated_file_is_reported() {
        let mut bytes = compressed("{\"smithy\":\"2.0\"}");
        bytes.truncate(bytes.len() - 9);
        let problem = decompress(bytes, "model.json.gz").unwrap_err().to_string();
        assert!(problem.starts_with("error: model.json.gz: cannot be decompressed: "), "{problem}");
    }
}
