//! The models of an installed Python package: botocore, or an AWS CLI that contains it.

use super::folder;
use crate::project::CONFIG;
use crate::report;
use smithereen_build::files;
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The packages that contain models, in the order in which a new project tries them.
pub(super) const PACKAGES: [&str; 2] = ["botocore", "awscli"];
/// The maximum length of the first line of a script, in bytes. Linux reads less.
const LONGEST_INTERPRETER_LINE: u64 = 4096;
/// Prints the folders of packages, one on each line. Packages are not imported, and the current folder is not searched.
const SCRIPT: &str = "import importlib.util, sys
sys.path = [path for path in sys.path if path]
for name in sys.argv[1:]:
    spec = importlib.util.find_spec(name)
    for folder in (spec.submodule_search_locations or [] if spec else []):
        sys.stdout.buffer.write(name.encode() + b' ' + folder.encode('utf-8') + b'\\n')
";

/// An installed package with models.
pub(super) struct Installed {
    /// The folder of the models.
    pub(super) data: PathBuf,
    /// The name of the package that contains them.
    pub(super) package: String,
    /// The version of that package.
    pub(super) version: Option<String>,
}

/// Finds the models of an installed package: `botocore`, `boto3` or `awscli`.
pub(super) fn find(package: &str) -> Result<Installed, Diagnostic> {
    let mut pythons: Vec<PathBuf> = Vec::new();
    if package == "awscli" {
        match on_path(&["aws", "aws.exe"]).map(|program| Program::of(&program)) {
            Some(Program::Bundled(installed)) => return Ok(installed),
            Some(Program::Script(python)) => pythons.push(python),
            Some(Program::Other) | None => {}
        }
    }
    pythons.extend(on_path(&["python3", "python3.exe", "python", "python.exe"]));
    if pythons.is_empty() {
        let help = "install Python 3, or name the folder of the models: `path` in `[source]`";
        return Err(report::error_help(CONFIG, "there is no Python on PATH", help));
    }
    for python in &pythons {
        if let Some(data) = folder_of(python, package)? {
            return Ok(Installed::at(data, package));
        }
    }
    let problem = format!("the Python on PATH has no package `{package}` with models");
    let help =
        format!("install it: `python3 -m pip install {package}`, or name another source in `[source]`");
    Err(report::error_help(CONFIG, problem, help))
}

impl Installed {
    fn at(data: PathBuf, wanted: &str) -> Self {
        let (package, version) = folder::package(&data).unzip();
        Self { package: package.unwrap_or_else(|| wanted.to_owned()), version, data }
    }
}

/// An `aws` program.
enum Program {
    /// The AWS CLI version 2 with a Python of its own; its models are beside it.
    Bundled(Installed),
    /// A script for this Python.
    Script(PathBuf),
    /// Anything else.
    Other,
}

impl Program {
    fn of(program: &Path) -> Self {
        let Ok(program) = program.canonicalize() else { return Self::Other };
        let beside = program.parent().map(|folder| folder.join("awscli/botocore/data"));
        if let Some(data) = beside.filter(|data| data.is_dir()) {
            let version = version_of(&program);
            return Self::Bundled(Installed { data, package: "awscli".to_owned(), version });
        }
        let Ok(start) = files::read_start(&program, LONGEST_INTERPRETER_LINE) else { return Self::Other };
        let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = std::str::from_utf8(line).unwrap_or_default().trim_end();
        match line.strip_prefix("#!").map(str::trim).filter(|python| Path::new(python).is_file()) {
            Some(python) => Self::Script(python.into()),
            None => Self::Other,
        }
    }
}

/// Returns the version that `aws --version` prints: `aws-cli/2.15.0 Python/3.11.6 ...`.
fn version_of(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_whitespace().next()?.strip_prefix("aws-cli/")?;
    super::versions::is_one(version).then(|| version.to_owned())
}

/// Runs a Python to find the folder of models that a package contains or uses.
fn folder_of(python: &Path, package: &str) -> Result<Option<PathBuf>, Diagnostic> {
    let name = python.display().to_string();
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT, package, "botocore"]).stdin(Stdio::null());
    let output = command.output().map_err(|error| report::error(&name, format!("cannot be run: {error}")))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no message");
        let problem = format!("cannot look for the package `{package}`: {}", printable(last));
        return Err(report::error_help(
            name,
            problem,
            "a Python 3 that runs is needed, or another source in `[source]`",
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let installed: Vec<(&str, &Path)> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, folder)| (name, Path::new(folder)))
        .collect();
    // The AWS CLI contains botocore, or depends on it, as boto3 does.
    let own = installed.iter().filter(|(name, _)| *name == package);
    let own = own.flat_map(|(_, folder)| [folder.join("botocore/data"), folder.join("data")]);
    let is_installed = installed.iter().any(|(name, _)| *name == package);
    let used = installed.iter().filter(|(name, _)| is_installed && *name == "botocore");
    let used = used.map(|(_, folder)| folder.join("data"));
    Ok(own.chain(used).find(|data| folder::has_models(data)))
}

/// Returns the first program with one of these names in a folder of `PATH`; earlier names are preferred.
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    let candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.into_iter().find(|program| program.is_file())
}
