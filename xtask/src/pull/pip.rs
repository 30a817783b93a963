//! Has pip fetch the source distribution, once.

use crate::config::Origin;
use crate::project::{CONFIG, Project};
use crate::report;
use sha2::{Digest, Sha256};
use smithereen_codegen::diagnostic::Diagnostic;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The bytes of the source distribution, whose hash is as it should be.
pub(crate) fn fetch(project: &Project, origin: &Origin) -> Result<Vec<u8>, Diagnostic> {
    let Origin { package, version, sha256 } = origin;
    let folder = format!("target/{package}/{version}");
    let kept = project.path(&format!("{folder}/{package}-{version}.tar.gz"));
    if let Ok(bytes) = fs::read(&kept)
        && hash(&bytes) == *sha256
    {
        return Ok(bytes);
    }
    report::note(format_args!("fetching {package} {version}"));
    let _working = report::Working::at("fetching");
    let scratch = project.path(&format!("{folder}/download"));
    let bytes = download(&scratch, origin);
    let _ = fs::remove_dir_all(&scratch);
    let bytes = bytes?;
    let found = hash(&bytes);
    if found != *sha256 {
        let problem = format!("{package} {version} is not the one it should be: its hash is wrong");
        return Err(report::error_help(CONFIG, problem, format!("expected sha256 {sha256}, found {found}")));
    }
    // Only a good one is ever kept, and it is kept whole: it comes to its name last of all.
    fs::write(scratch.with_extension("part"), &bytes)
        .and_then(|()| fs::rename(scratch.with_extension("part"), &kept))
        .map_err(|error| report::error(&folder, format!("cannot be written: {error}")))?;
    Ok(bytes)
}

/// Lets pip download into `folder`, and reads what it has brought.
fn download(folder: &Path, origin: &Origin) -> Result<Vec<u8>, Diagnostic> {
    let Origin { package, version, .. } = origin;
    let failed =
        |error: io::Error| report::error(folder.to_string_lossy(), format!("cannot be written: {error}"));
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(failed)?;
    fs::write(folder.join("requirements.txt"), requirement(origin)).map_err(failed)?;
    let Some(python) = ["python3", "python"].into_iter().find(|python| has_pip(python, folder)) else {
        let problem = "pip is needed to fetch the models, and there is none";
        return Err(report::error_help(
            CONFIG,
            problem,
            "install Python 3 with pip: `python3 -m pip` must work",
        ));
    };
    let status = pip(python, folder)
        .args(["download", "--quiet", "--no-input", "--no-deps", "--no-binary", package])
        .args(["--require-hashes", "--requirement", "requirements.txt", "--dest", "."])
        .status();
    if !status.is_ok_and(|status| status.success()) {
        return Err(report::error(
            CONFIG,
            format!("pip did not fetch {package} {version}; it says why above"),
        ));
    }
    fs::read(folder.join(format!("{package}-{version}.tar.gz")))
        .map_err(|error| report::error(CONFIG, format!("pip brought no archive: {error}")))
}

/// With its hash, which pip checks before it runs anything of what it has fetched: it asks the package for its
/// requirements even if it is not to build or install it.
fn requirement(Origin { package, version, sha256 }: &Origin) -> String {
    format!("{package}=={version} --hash=sha256:{sha256}\n")
}

fn has_pip(python: &str, folder: &Path) -> bool {
    let status = pip(python, folder).arg("--version").stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// In a folder that holds nothing but our own file, since Python would import a `pip` from where it runs.
fn pip(python: &str, folder: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--disable-pip-version-check"]).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
