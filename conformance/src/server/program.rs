//! The program that makes the calls: a generated crate with `calls.rs` as an example.

use super::{FOLDER, Problems};
use smithereen_cli::config::{self, Config, Service};
use smithereen_cli::models::cut;
use smithereen_cli::project::Project;
use smithereen_cli::{report, source};
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::{CrateSources, ServiceSources, Source, generate};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SERVICE: &str = "iot";
const OPERATIONS: &[&str] = &[
    "CreateBillingGroup",
    "CreateThing",
    "CreateThingGroup",
    "CreateTopicRule",
    "DescribeBillingGroup",
    "DescribeThing",
    "DescribeThingGroup",
    "GetTopicRule",
    "ListThings",
    "ReplaceTopicRule",
    "UpdateBillingGroup",
    "UpdateThing",
    "UpdateThingGroup",
];
/// The name of the crate.
const PACKAGE: &str = "moto-calls";
const EXAMPLE: &str = "calls";
const CALLS: &str = include_str!("calls.rs");
const RUNTIME: &str = "{ path = \"../../../../runtime\" }";

/// Fetches the models, generates and compiles the crate, and returns the path of the program.
pub(super) fn build(project: &Project) -> Result<PathBuf, Problems> {
    let mut files = generated(project)?;
    files.insert(format!("examples/{EXAMPLE}.rs"), CALLS.to_owned());
    let folder = project.path(&format!("{FOLDER}/crate"));
    write(project, &folder, &files)
        .map_err(|error| vec![report::error(FOLDER, format!("cannot be written: {error}"))])?;
    compile(project, &folder)
}

fn generated(project: &Project) -> Result<BTreeMap<String, String>, Problems> {
    let operations: Vec<String> = OPERATIONS.iter().map(|name| (*name).to_owned()).collect();
    let services = vec![Service {
        name: SERVICE.to_owned(),
        operations: operations.clone().into(),
        module: None,
        protocol: None,
    }];
    let config = Config { services, ..config::read(project)? };
    let opened = source::open_selected(project, &config)?;
    let mut models = cut(&config, &opened.models)?;
    let mut source = |path: String| {
        let path = format!("{}/{path}", config.models);
        Source { text: models.remove(&path).unwrap_or_default(), path }
    };
    let service = ServiceSources {
        name: SERVICE.to_owned(),
        model: source(format!("{SERVICE}/service-2.json")),
        endpoints: Some(source(format!("{SERVICE}/endpoint-rule-set-1.json"))),
        docs: None,
        operations: operations.into(),
    };
    let outcome = generate(&CrateSources::new(
        PACKAGE.to_owned(),
        RUNTIME.to_owned(),
        source("partitions.json".to_owned()),
        vec![service],
    ));
    let errors: Problems =
        outcome.diagnostics.into_iter().filter(|one| one.severity == Severity::Error).collect();
    if errors.is_empty() { Ok(outcome.files) } else { Err(errors) }
}

/// Writes the files that have changed, so that Cargo rebuilds nothing else.
fn write(project: &Project, folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    let lock = fs::read_to_string(project.path("Cargo.lock"))?;
    for (path, text) in files.iter().chain([(&"Cargo.lock".to_owned(), &lock)]) {
        let place = folder.join(path);
        if fs::read_to_string(&place).is_ok_and(|old| old == *text) {
            continue;
        }
        fs::create_dir_all(place.parent().unwrap_or(folder))?;
        fs::write(place, text)?;
    }
    Ok(())
}

fn compile(project: &Project, folder: &Path) -> Result<PathBuf, Problems> {
    report::note(format_args!("compiling {PACKAGE}"));
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| project.path("target"), |folder| project.path("").join(folder));
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--example", EXAMPLE]).current_dir(folder).stdin(Stdio::null());
    let built = command.env("CARGO_TARGET_DIR", &target).status();
    let failed = |why: String| vec![report::error(format!("{FOLDER}/crate"), why)];
    match built {
        Ok(status) if status.success() => {
            Ok(target.join("debug/examples").join(format!("{EXAMPLE}{}", env::consts::EXE_SUFFIX)))
        }
        Ok(_) => Err(failed("does not compile; see the output of cargo above".to_owned())),
        Err(error) => Err(failed(format!("cargo cannot be run: {error}"))),
    }
}
