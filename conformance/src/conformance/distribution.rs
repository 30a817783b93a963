//! The source distribution, unpacked: those of its files that a run reads.

use super::bench::FOLDER;
use flate2::read::GzDecoder;
use serde_json::Value;
use smithereen_build::files;
use smithereen_cli::config::{self, Config, Distribution as Origin};
use smithereen_cli::project::{CONFIG, Project};
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use tar::EntryType;

/// Unpacked, it is no larger.
const LARGEST: u64 = 2 << 30;

/// A folder with its files.
pub(super) struct Distribution {
    root: PathBuf,
    /// The folder of the package in it.
    package: String,
}

impl Distribution {
    /// The folder; if there is none, it is made from the archive.
    pub(super) fn open(
        project: &Project,
        config: &Config,
        archive: &[u8],
        more: &[String],
    ) -> Result<Self, Diagnostic> {
        let Origin { package, version, sha256 } = config::distribution(config)?;
        let root = project.path(&format!("{FOLDER}/{package}-{version}"));
        let mark = root.join("unpacked");
        let services = config.services.iter().map(|service| &service.name).chain(more);
        let services: Vec<_> = services.map(String::as_str).collect();
        let before = fs::read_to_string(&mark).unwrap_or_default();
        let mut before = before.split(' ');
        let same = before.next() == Some(sha256);
        let before: Vec<_> = before.collect();
        if !same || services.iter().any(|service| !before.contains(service)) {
            let whole = format!("{sha256} {}", services.join(" "));
            report::note(format_args!("unpacking {package} {version}"));
            let wanted = |path: &str| is_wanted(path, package, &services);
            unpack(archive, &root, wanted).and_then(|()| fs::write(&mark, &whole)).map_err(|error| {
                report::error(CONFIG, format!("{package} {version} cannot be unpacked: {error}"))
            })?;
        }
        Ok(Self { root, package: package.clone() })
    }

    /// The path of a file of the models' folder.
    pub(super) fn data(&self, path: &str) -> String {
        format!("{}/data/{path}", self.package)
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    /// What a file holds.
    pub(super) fn text(&self, path: &str) -> Result<String, Diagnostic> {
        files::read(&self.root.join(path), path)
    }

    /// The JSON that a file holds.
    pub(super) fn json(&self, path: &str) -> Result<Value, Diagnostic> {
        serde_json::from_str(&self.text(path)?)
            .map_err(|error| report::error(path, format!("is not JSON: {error}")))
    }

    /// The names of a folder's entries, in order; none if there is no such folder.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The folder of a service's latest version. Versions are dates.
    pub(super) fn newest(&self, service: &str) -> Option<String> {
        let folder = self.data(service);
        self.names(&folder).pop().map(|version| format!("{folder}/{version}"))
    }
}

/// Cases, rules, and the models of some services.
fn is_wanted(path: &str, package: &str, services: &[&str]) -> bool {
    let data = path.strip_prefix(package).and_then(|path| path.strip_prefix("/data/"));
    match data.map(|path| path.split('/').collect::<Vec<_>>()).as_deref() {
        Some(["partitions.json"]) | Some([_, _, "endpoint-rule-set-1.json"]) => true,
        Some([service, _, "service-2.json"]) => services.contains(service),
        Some(_) => false,
        None => {
            path.ends_with(".json")
                && (path.starts_with("tests/unit/protocols/")
                    || path.starts_with("tests/functional/endpoint-rules/"))
        }
    }
}

fn unpack(archive: &[u8], root: &Path, wanted: impl Fn(&str) -> bool) -> io::Result<()> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    let mut archive = tar::Archive::new(GzDecoder::new(archive).take(LARGEST));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        // The first part is the name of the distribution. One with `..` is no name that we want.
        let path: PathBuf = path.components().skip(1).collect();
        let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        let Some(name) = path.to_str().filter(|name| plain && wanted(name)) else { continue };
        if entry.header().entry_type() != EntryType::Regular {
            continue;
        }
        let place = root.join(name);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        fs::write(place, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn only_what_is_read_is_unpacked() {
        let wanted = |path| is_wanted(path, "botocore", &["iot"]);
        assert!(wanted("botocore/data/partitions.json"));
        assert!(wanted("botocore/data/iot/2015-05-28/service-2.json"));
        assert!(!wanted("botocore/data/ec2/2016-11-15/service-2.json"));
        assert!(wanted("botocore/data/ec2/2016-11-15/endpoint-rule-set-1.json"));
        assert!(wanted("tests/unit/protocols/input/rest-json.json"));
        assert!(!wanted("tests/unit/test_protocols.py"));
        assert!(!wanted("botocore/auth.py"));
    }
}
