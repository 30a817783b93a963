//! A folder of botocore's models on the disk, as a Python package contains it.

use super::layout::{self, Files, MODEL, is_read};
use super::models::{Models, Wanted};
use crate::report;
use smithereen_build::files;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The paths of botocore's models in a folder that contains botocore or a program that includes it.
const BELOW: [&str; 7] = [
    "",
    "data",
    "botocore/data",
    // The AWS CLI of any version, and an installation that includes Python.
    "awscli/botocore/data",
    "dist/awscli/botocore/data",
    "current/dist/awscli/botocore/data",
    "v2/current/dist/awscli/botocore/data",
];
/// The folders of Python packages in a virtual environment; `lib` has a folder for each version of Python.
const ENVIRONMENTS: [&str; 3] = ["lib", "lib64", "Lib"];

/// Reads the models in a folder. `label` is the prefix of paths in diagnostics.
pub(super) fn read(data: &Path, label: String, wanted: Wanted<'_>) -> Result<Models, Diagnostic> {
    layout::read(&Folder::list(data), label, wanted)
}

/// Finds the folder of botocore's models in or below a folder: the folder itself, that of botocore, of site packages,
/// of a virtual environment, or of an installed AWS CLI. For the folder of boto3, it is that of botocore beside it.
pub(super) fn locate(folder: &Path) -> Option<PathBuf> {
    let packages = ENVIRONMENTS.iter().flat_map(|lib| site_packages(&folder.join(lib)));
    let beside = folder.file_name().filter(|name| *name == "boto3").and(folder.parent());
    let roots = std::iter::once(folder.to_owned()).chain(packages).chain(beside.map(Path::to_owned));
    let below = |root: &Path, below: &str| if below.is_empty() { root.to_owned() } else { root.join(below) };
    let candidates = roots.flat_map(|root| BELOW.map(|path| below(&root, path)));
    candidates.into_iter().find(|candidate| has_models(candidate))
}

/// Returns the name and version of the Python package that contains a folder of models, as `botocore 1.44.5`. The AWS
/// CLI takes precedence over the botocore that it includes.
pub(super) fn package(data: &Path) -> Option<(String, String)> {
    let botocore = data.parent()?;
    let outer = botocore.parent().filter(|outer| outer.file_name().is_some_and(|name| name == "awscli"));
    let folders = outer.into_iter().chain([botocore]);
    folders.into_iter().find_map(|folder| {
        let text = files::read_optional(&folder.join("__init__.py"), "__init__.py").ok()??;
        let name = folder.file_name()?.to_str()?;
        Some((name.to_owned(), version(&text)?.to_owned()))
    })
}

/// Returns the version in `__version__ = '1.44.5'`.
fn version(text: &str) -> Option<&str> {
    let line = text.lines().find_map(|line| line.strip_prefix("__version__"))?;
    let value = line.trim_start().strip_prefix('=')?.trim();
    let value = value.strip_prefix(['\'', '"'])?.strip_suffix(['\'', '"'])?;
    super::versions::is_one(value).then_some(value)
}

fn site_packages(lib: &Path) -> Vec<PathBuf> {
    let versions = fs::read_dir(lib).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = versions
        .map(|version| version.join("site-packages"))
        .chain([lib.join("site-packages")])
        .filter(|folder| folder.is_dir())
        .collect();
    folders.sort();
    folders
}

pub(super) fn has_models(folder: &Path) -> bool {
    let folders = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    folders(folder).flat_map(|service| folders(&service.path())).any(|date| {
        let model = date.path().join(MODEL);
        model.is_file() || compressed(&model).is_file()
    })
}

fn compressed(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".gz");
    name.into()
}

/// The files of models in a folder.
struct Folder {
    /// The files by their paths in the folder, without `.gz`.
    files: BTreeMap<String, PathBuf>,
}

impl Folder {
    fn list(data: &Path) -> Self {
        let mut files = BTreeMap::new();
        for (name, path) in entries(data) {
            add(&mut files, &name, &path);
            for (date, path) in entries(&path) {
                for (file, path) in entries(&path) {
                    add(&mut files, &format!("{name}/{date}/{file}"), &path);
                }
            }
        }
        Self { files }
    }
}

/// Adds a file. An uncompressed file takes precedence over its compressed form, as in botocore.
fn add(files: &mut BTreeMap<String, PathBuf>, relative: &str, path: &Path) {
    let plain = relative.strip_suffix(".gz").unwrap_or(relative);
    if is_read(plain) && (plain == relative || !files.contains_key(plain)) {
        files.insert(plain.to_owned(), path.to_owned());
    }
}

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
    named.collect()
}

impl Files for Folder {
    fn relative_paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    fn source(&self, relative: &str, displayed: String) -> Result<Source, Diagnostic> {
        let text = match self.files.get(relative) {
            Some(path) => files::read_optional(path, &displayed)?,
            None => None,
        };
        match text {
            Some(text) => Ok(Source { path: displayed, text }),
            None => Err(report::error(displayed, "file not found")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_package_is_found() {
        assert_eq!(version("import os\n__version__ = '1.44.5'\n"), Some("1.44.5"));
        assert_eq!(version("__version__=\"2.15.0\""), Some("2.15.0"));
        for text in ["", "__version__ = version()", "__version__ = 'a b'", "__version__ = '"] {
            assert_eq!(version(text), None, "{text}");
        }
    }
}
