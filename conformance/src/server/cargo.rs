//! Servers from Cargo's registry, each in a folder of its own.

use super::Problems;
use super::process::{Running, succeeds};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const HELP: &str = "install Python 3.10 or later and a C compiler, and let cargo reach its registry";

/// A server in Rust.
struct Package {
    name: &'static str,
    /// The package and its version, as Cargo writes them.
    package: &'static str,
    /// The name of its program.
    program: &'static str,
    /// The arguments of `cargo install` for its features.
    features: &'static [&'static str],
    /// The script that starts the server: its name and its text.
    script: (&'static str, &'static str),
}

/// Later versions need Rust 1.96.
const S3S: Package = Package {
    name: "s3s",
    package: "s3s-fs@0.14.1",
    program: "s3s-fs",
    features: &["--features", "binary"],
    script: ("serve_s3s.py", include_str!("s3/serve_s3s.py")),
};

const GARAGE: Package = Package {
    name: "garage",
    package: "garage@2.5.0",
    program: "garage",
    features: &["--no-default-features", "--features", "bundled-libs,sqlite"],
    script: ("serve_garage.py", include_str!("s3/serve_garage.py")),
};

/// Installs s3s-fs if necessary and starts it.
pub(super) fn s3s(project: &Project) -> Result<Running, Problems> {
    start(project, &S3S)
}

/// Installs Garage if necessary and starts it.
pub(super) fn garage(project: &Project) -> Result<Running, Problems> {
    start(project, &GARAGE)
}

fn start(project: &Project, package: &Package) -> Result<Running, Problems> {
    let program = install(project, package)?;
    let python =
        ["python3", "python"].into_iter().find(|python| succeeds(Command::new(python).arg("--version")));
    let missing = || vec![report::error_help(package.name, "the server needs Python".to_owned(), HELP)];
    let python = python.ok_or_else(missing)?;
    Running::start(project, package.name, package.script, |script| {
        let mut command = Command::new(python);
        command.arg("-I").arg(script).arg(program);
        command
    })
}

/// Returns the path of the installed program. A marker file, written last, shows that it is complete. The build is not optimized,
/// which takes a third of the time.
fn install(project: &Project, package: &Package) -> Result<PathBuf, Problems> {
    let shown = format!("target/conformance/{}-cargo", package.name);
    let folder = project.path(&shown);
    let program = folder.join("bin").join(format!("{}{}", package.program, env::consts::EXE_SUFFIX));
    let mark = folder.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|found| found == package.package) {
        return Ok(program);
    }
    let failed = |why: &str| vec![report::error_help(&*shown, format!("the server {why}"), HELP)];
    report::note(format_args!("compiling {} below {shown}, which takes some minutes", package.package));
    fs::create_dir_all(&folder).map_err(|error| failed(&format!("cannot be installed: {error}")))?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["install", "--quiet", "--locked", "--debug", "--force", package.package])
        .args(package.features);
    cargo.arg("--root").arg(&folder).env("CARGO_TARGET_DIR", folder.join("build")).current_dir(&folder);
    if !succeeds(&mut cargo) {
        return Err(failed("cannot be installed; see the output of cargo above"));
    }
    // Only the program is needed.
    let _ = fs::remove_dir_all(folder.join("build"));
    fs::write(mark, package.package).map_err(|error| failed(&format!("cannot be installed: {error}")))?;
    Ok(program)
}
