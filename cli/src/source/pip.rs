//! Downloads the source distribution with pip, and caches it.

use super::checksum;
use super::versions;
use crate::project::{CONFIG, Project};
use crate::report;
use smithereen_build::config::{Distribution, is_plain_name};
use smithereen_build::files;
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The requested source distribution.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The name of the source distribution.
    pub package: &'a str,
    /// The version, or `None` for the newest.
    pub version: Option<&'a str>,
    /// The SHA-256, or `None` to accept any.
    pub sha256: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    /// Creates the request for a pinned source distribution.
    pub fn pinned(distribution: &'a Distribution) -> Self {
        let Distribution { package, version, sha256 } = distribution;
        Self { package, version: Some(version), sha256: Some(sha256) }
    }
}

/// Returns the bytes of the source distribution, whose hash was checked.
pub fn fetch(project: &Project, distribution: &Distribution) -> Result<Vec<u8>, Diagnostic> {
    fetch_any(project, Wanted::pinned(distribution)).map(|(_, bytes)| bytes)
}

/// Returns any matching source distribution, from the cache if possible, with its version and hash.
pub fn fetch_any(project: &Project, wanted: Wanted<'_>) -> Result<(Distribution, Vec<u8>), Diagnostic> {
    if let Some(found) = kept(project, wanted) {
        return Ok(found);
    }
    let Wanted { package, version, sha256 } = wanted;
    let requested =
        version.map_or_else(|| format!("the newest {package}"), |version| format!("{package} {version}"));
    report::note(format_args!("fetching {requested}"));
    let scratch = project.path(&format!("target/{package}/{}/download", version.unwrap_or("newest")));
    let working = report::Working::at("fetching");
    let brought = download(&scratch, wanted, &requested);
    drop(working);
    let _ = fs::remove_dir_all(&scratch);
    // Empty unless something was cached before.
    let _ = scratch.parent().map(fs::remove_dir);
    let (version, bytes) = brought?;
    let actual = checksum::sha256(&bytes);
    if let Some(sha256) = sha256.filter(|sha256| *sha256 != actual) {
        let problem = format!("{package} {version} is not the one it should be: its hash is wrong");
        return Err(report::error_help(CONFIG, problem, format!("expected sha256 {sha256}, found {actual}")));
    }
    let distribution = Distribution { package: package.to_owned(), version, sha256: actual };
    keep(project, &distribution, &bytes)?;
    Ok((distribution, bytes))
}

fn archive_path(package: &str, version: &str) -> String {
    format!("target/{package}/{version}/{package}-{version}.tar.gz")
}

/// Returns the cached archive if it matches.
fn kept(project: &Project, wanted: Wanted<'_>) -> Option<(Distribution, Vec<u8>)> {
    let (package, version) = (wanted.package, wanted.version?);
    let path = archive_path(package, version);
    let bytes = files::read_bytes_optional(&project.path(&path), &path).ok()??;
    let sha256 = checksum::sha256(&bytes);
    let distribution = Distribution { package: package.to_owned(), version: version.to_owned(), sha256 };
    wanted.sha256.is_none_or(|wanted| wanted == distribution.sha256).then_some((distribution, bytes))
}

/// Caches an archive whose hash was checked. It gets its final name last, so that a cached archive is complete.
fn keep(project: &Project, distribution: &Distribution, bytes: &[u8]) -> Result<(), Diagnostic> {
    let path = archive_path(&distribution.package, &distribution.version);
    let file = project.path(&path);
    let part = file.with_extension("part");
    let folder = file.parent().map(fs::create_dir_all).unwrap_or(Ok(()));
    folder
        .and_then(|()| fs::write(&part, bytes))
        .and_then(|()| fs::rename(&part, &file))
        .map_err(|error| report::error(path, format!("cannot be written: {error}")))
}

/// Downloads with pip into `folder`, and returns the version and the bytes of the archive.
fn download(folder: &Path, wanted: Wanted<'_>, requested: &str) -> Result<(String, Vec<u8>), Diagnostic> {
    let failed =
        |error: io::Error| report::error(folder.to_string_lossy(), format!("cannot be written: {error}"));
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(failed)?;
    fs::write(folder.join("requirements.txt"), requirement(wanted)).map_err(failed)?;
    let Some(python) = ["python3", "python"].into_iter().find(|python| has_pip(python, folder)) else {
        let problem = "pip is needed to fetch the models, but was not found";
        return Err(report::error_help(
            CONFIG,
            problem,
            "install Python 3 with pip: `python3 -m pip` must work",
        ));
    };
    let mut command = pip(python, folder);
    command.args(["download", "--quiet", "--no-input", "--no-deps", "--no-binary", wanted.package]);
    if wanted.sha256.is_some() {
        command.arg("--require-hashes");
    }
    command.args(["--requirement", "requirements.txt", "--dest", "."]).stderr(Stdio::piped());
    let output = command.output().map_err(failed)?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(download_error(&stderr, wanted, requested));
    }
    print_output(&stderr);
    let version = brought(folder, wanted.package)
        .ok_or_else(|| report::error(CONFIG, "pip brought no archive, or one with another name"))?;
    let name = format!("{}-{version}.tar.gz", wanted.package);
    files::read_bytes(&folder.join(&name), &name).map(|bytes| (version, bytes))
}

/// Returns the error for a failed download. It contains pip's message without the list of all versions.
fn download_error(stderr: &str, wanted: Wanted<'_>, requested: &str) -> Diagnostic {
    let nearest = wanted.version.and_then(|version| versions::nearest(stderr, version));
    let Some(nearest) = nearest.filter(|nearest| !nearest.is_empty()) else {
        print_output(stderr);
        return report::error(CONFIG, format!("pip did not fetch {requested}; see its output above"));
    };
    let problem = format!("pip did not fetch {requested}: there is no such version");
    report::error_help(CONFIG, problem, format!("the nearest are {}", nearest.join(", ")))
}

fn print_output(stderr: &str) {
    for line in stderr.lines().filter(|line| !line.trim().is_empty()) {
        report::note(printable(line));
    }
}

/// Returns the version of the archive in a folder, from its name.
fn brought(folder: &Path, package: &str) -> Option<String> {
    let files = fs::read_dir(folder).ok()?.flatten();
    let mut names = files.filter_map(|file| file.file_name().into_string().ok());
    let version = names.find_map(|name| {
        let version = name.strip_prefix(package)?.strip_prefix('-')?.strip_suffix(".tar.gz")?;
        Some(version.to_owned())
    });
    version.filter(|version| is_plain_name(version))
}

/// Returns the requirement for pip, with the hash if it is known. pip checks the hash before it runs code of the
/// package, which it does to determine the requirements even for a download.
fn requirement(Wanted { package, version, sha256 }: Wanted<'_>) -> String {
    let version = version.map(|version| format!("=={version}")).unwrap_or_default();
    let hash = sha256.map(|sha256| format!(" --hash=sha256:{sha256}")).unwrap_or_default();
    format!("{package}{version}{hash}\n")
}

fn has_pip(python: &str, folder: &Path) -> bool {
    let status = pip(python, folder).arg("--version").stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Runs in a folder that contains only the requirements file, because Python imports modules from the current folder.
fn pip(python: &str, folder: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--disable-pip-version-check"]).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}
