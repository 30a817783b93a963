//! Small source distributions, and a fake pip that provides them.

use super::Project;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tar::{Builder, Header};

/// Returns a `.tar.gz` of these files.
pub(crate) fn pack(files: &[(String, String)]) -> Vec<u8> {
    let mut archive = Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (path, text) in files {
        let mut header = Header::new_gnu();
        // Written by hand, because `tar` rejects the paths that a test needs.
        let name = header.as_old_mut().name.get_mut(..path.len()).unwrap();
        name.copy_from_slice(path.as_bytes());
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, text.as_bytes()).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

/// Returns a text, compressed with gzip.
pub(crate) fn compress(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Returns the SHA-256.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Creates a fake Python in the project's `bin` whose pip provides an archive: of the requested version, or else the
/// last one.
#[cfg(unix)]
pub(crate) fn fake_pip(project: &Project, archives: &[(&str, &[u8])]) {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let bin = project.path("bin");
    let mut cases = String::new();
    for (version, archive) in archives {
        project.write(&format!("bin/botocore-{version}.tar.gz"), archive);
        cases.push_str(&format!("  *=={version}*) v={version};;\n"));
    }
    let listed = archives.iter().map(|(version, _)| *version).collect::<Vec<_>>().join(", ");
    let last = archives.last().unwrap().0;
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *download*) ;; *) exit 0;; esac\nread line < requirements.txt\ncase \"$line\" in\n\
         {cases}  *==*) echo 'ERROR: none (from versions: {listed})' >&2; exit 1;;\n  *) v={last};;\nesac\n/bin/cp '{}'/botocore-$v.tar.gz .\n",
        bin.display()
    );
    project.write("bin/python3", script);
    set_permissions(bin.join("python3"), Permissions::from_mode(0o755)).unwrap();
}
