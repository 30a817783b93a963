//! The test cases of the source distribution, unpacked.

use super::folder::FOLDER;
use flate2::read::GzDecoder;
use serde_json::Value;
use smithereen_cli::config::Distribution as Origin;
use smithereen_cli::project::{CONFIG, Project};
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use tar::EntryType;

/// The maximum unpacked size, in bytes.
const LARGEST: u64 = 2 << 30;

/// An unpacked source distribution.
pub(super) struct Distribution {
    root: PathBuf,
}

impl Distribution {
    /// Opens the folder, or unpacks the archive into it.
    pub(super) fn open(project: &Project, origin: &Origin, archive: &[u8]) -> Result<Self, Diagnostic> {
        let Origin { package, version, sha256 } = origin;
        let root = project.path(&format!("{FOLDER}/{package}-{version}"));
        let mark = root.join("unpacked-with-tests");
        if fs::read_to_string(&mark).is_ok_and(|before| before == *sha256) {
            return Ok(Self { root });
        }
        report::note(format_args!("unpacking {package} {version}"));
        unpack(archive, &root).and_then(|()| fs::write(&mark, sha256)).map_err(|error| {
            report::error(CONFIG, format!("{package} {version} cannot be unpacked: {error}"))
        })?;
        Ok(Self { root })
    }

    /// Returns the folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Reads a file.
    pub(super) fn text(&self, path: &str) -> Result<String, Diagnostic> {
        fs::read_to_string(self.root.join(path))
            .map_err(|error| report::error(path, format!("cannot be read: {error}")))
    }

    /// Reads a JSON file.
    pub(super) fn json(&self, path: &str) -> Result<Value, Diagnostic> {
        serde_json::from_str(&self.text(path)?)
            .map_err(|error| report::error(path, format!("is not JSON: {error}")))
    }

    /// Returns the names in a folder, sorted. A missing folder is empty.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// The tests that are run, and what they import.
const TESTS: &[&str] = &[
    "tests/__init__.py",
    "tests/functional/__init__.py",
    "tests/functional/conftest.py",
    "tests/functional/test_disable_s3_express_auth.py",
    "tests/functional/test_s3.py",
    "tests/functional/test_s3_control.py",
    "tests/functional/test_s3_control_redirects.py",
    "tests/functional/test_s3express.py",
];

/// Returns whether the file has test cases. The models are read by the command line's own code.
fn is_wanted(path: &str) -> bool {
    let is_case =
        path.starts_with("tests/unit/protocols/") || path.starts_with("tests/functional/endpoint-rules/");
    is_case && path.ends_with(".json") || TESTS.contains(&path)
}

fn unpack(archive: &[u8], root: &Path) -> io::Result<()> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    let mut archive = tar::Archive::new(GzDecoder::new(archive).take(LARGEST));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        // The first component is the name of the distribution. Paths with `..` are skipped.
        let path: PathBuf = path.components().skip(1).collect();
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        let Some(name) = path.to_str().filter(|name| plain && is_wanted(name)) else { continue };
        if entry.header().entry_type() != EntryType::Regular {
            continue;
        }
        let path = root.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn only_test_cases_are_unpacked() {
        assert!(is_wanted("tests/unit/protocols/input/rest-json.json"));
        assert!(is_wanted("tests/functional/endpoint-rules/iot/endpoint-tests-1.json"));
        assert!(is_wanted("tests/functional/test_s3.py"));
        assert!(!is_wanted("tests/unit/test_protocols.py"));
        assert!(!is_wanted("botocore/data/iot/2015-05-28/service-2.json"));
    }
}
