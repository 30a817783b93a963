//! The programs that make the calls: a generated crate with the files of `calls/` as examples.

use super::official;
use super::services::{self, MODULES, Model, Module};
use super::{FOLDER, Problems};
use serde_json::Value;
use smithereen_cli::config::{self, Config};
use smithereen_cli::models::cut;
use smithereen_cli::project::Project;
use smithereen_cli::{report, source};
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::{CrateSources, Selection, ServiceSources, Source, generate};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The name of the crate.
const PACKAGE: &str = "server-calls";
const RUNTIME: &str = "{ path = \"../../../../runtime\" }";

/// The paths of the programs.
pub(super) struct Programs {
    /// The steps of all services but S3.
    pub(super) calls: PathBuf,
    /// The steps of S3.
    pub(super) s3: PathBuf,
    /// The official crate of S3, with which those steps exchange objects.
    pub(super) official: Option<PathBuf>,
}

/// The files of the examples, below the folder of examples.
const CALLS: &[(&str, &str)] = &[
    ("calls/main.rs", include_str!("calls/main.rs")),
    ("calls/steps.rs", include_str!("calls/steps.rs")),
    ("calls/cloudformation.rs", include_str!("calls/cloudformation.rs")),
    ("calls/cloudwatch.rs", include_str!("calls/cloudwatch.rs")),
    ("calls/dynamodb.rs", include_str!("calls/dynamodb.rs")),
    ("calls/ec2.rs", include_str!("calls/ec2.rs")),
    ("calls/hosts.rs", include_str!("calls/hosts.rs")),
    ("calls/iam.rs", include_str!("calls/iam.rs")),
    ("calls/iot.rs", include_str!("calls/iot.rs")),
    ("calls/kinesis.rs", include_str!("calls/kinesis.rs")),
    ("calls/kms.rs", include_str!("calls/kms.rs")),
    ("calls/logs.rs", include_str!("calls/logs.rs")),
    ("calls/routed.rs", include_str!("calls/routed.rs")),
    ("calls/route53.rs", include_str!("calls/route53.rs")),
    ("calls/sns.rs", include_str!("calls/sns.rs")),
    ("calls/sqs.rs", include_str!("calls/sqs.rs")),
    ("calls/sts.rs", include_str!("calls/sts.rs")),
    ("calls/timestream_write.rs", include_str!("calls/timestream_write.rs")),
    ("s3/buckets.rs", include_str!("calls/s3/buckets.rs")),
    ("s3/checksums.rs", include_str!("calls/s3/checksums.rs")),
    ("s3/conditions.rs", include_str!("calls/s3/conditions.rs")),
    ("s3/copies.rs", include_str!("calls/s3/copies.rs")),
    ("s3/deletes.rs", include_str!("calls/s3/deletes.rs")),
    ("s3/errors.rs", include_str!("calls/s3/errors.rs")),
    ("s3/guide.rs", include_str!("calls/s3/guide.rs")),
    ("s3/guide_programs.rs", include_str!("calls/s3/guide_programs.rs")),
    ("s3/guide_programs/s3_files.rs", include_str!("../../../xtask/tests/guide/examples/s3_files.rs")),
    ("s3/guide_programs/s3_list.rs", include_str!("../../../xtask/tests/guide/examples/s3_list.rs")),
    (
        "s3/guide_programs/s3_multipart.rs",
        include_str!("../../../xtask/tests/guide/examples/s3_multipart.rs"),
    ),
    ("s3/guide_programs/s3_presign.rs", include_str!("../../../xtask/tests/guide/examples/s3_presign.rs")),
    ("s3/guide_programs/s3_program.rs", include_str!("../../../xtask/tests/guide/examples/s3_program.rs")),
    ("s3/guide_programs/s3_text.rs", include_str!("../../../xtask/tests/guide/examples/s3_text.rs")),
    ("s3/guide_programs/transfer.rs", include_str!("../../../xtask/tests/guide/examples/transfer.rs")),
    ("s3/hosts.rs", include_str!("calls/s3/hosts.rs")),
    ("s3/keys.rs", include_str!("calls/s3/keys.rs")),
    ("s3/listings.rs", include_str!("calls/s3/listings.rs")),
    ("s3/main.rs", include_str!("calls/s3/main.rs")),
    ("s3/multipart.rs", include_str!("calls/s3/multipart.rs")),
    ("s3/official.rs", include_str!("calls/s3/official.rs")),
    ("s3/objects.rs", include_str!("calls/s3/objects.rs")),
    ("s3/pages.rs", include_str!("calls/s3/pages.rs")),
    ("s3/peer.rs", include_str!("calls/s3/peer.rs")),
    ("s3/peers.rs", include_str!("calls/s3/peers.rs")),
    ("s3/presigned.rs", include_str!("calls/s3/presigned.rs")),
    ("s3/ranges.rs", include_str!("calls/s3/ranges.rs")),
    ("s3/settings.rs", include_str!("calls/s3/settings.rs")),
    ("s3/setup.rs", include_str!("calls/s3/setup.rs")),
    ("s3/tags.rs", include_str!("calls/s3/tags.rs")),
    ("s3/transfers.rs", include_str!("calls/s3/transfers.rs")),
    ("s3/versions.rs", include_str!("calls/s3/versions.rs")),
];

/// The dependencies of the examples beyond those of the generated example.
const DEPENDENCIES: &str = r#"
[target.'cfg(all())'.dev-dependencies]
aws-credential-types = "1"
aws-smithy-runtime-api = "1"
aws-types = "1"
futures-core = { version = "0.3", default-features = false }
smithereen = { path = "../../../../runtime", features = ["tokio"] }
smithereen-transfer = { path = "../../../../transfer" }
tokio = { version = "1", features = ["io-util", "rt-multi-thread", "sync"] }
"#;

/// Fetches the models, generates and compiles the crate, and returns the paths of the programs. `with_official` adds that of the
/// official crate.
pub(super) fn build(project: &Project, with_official: bool) -> Result<Programs, Problems> {
    let mut files = generated(project)?;
    files.extend(CALLS.iter().map(|(name, text)| (format!("examples/{name}"), (*text).to_owned())));
    files.entry("Cargo.toml".to_owned()).or_default().push_str(DEPENDENCIES);
    let folder = project.path(&format!("{FOLDER}/crate"));
    write(project, &folder, &files)
        .map_err(|error| vec![report::error(FOLDER, format!("cannot be written: {error}"))])?;
    let programs = compile(project, &folder)?;
    let official = with_official.then(|| official::build(project)).transpose()?;
    Ok(Programs { official, ..programs })
}

fn generated(project: &Project) -> Result<BTreeMap<String, String>, Problems> {
    let config = Config { services: services::selected(), ..config::read(project)? };
    let opened = source::open_selected(project, &config)?;
    let models = cut(&config, &opened.models)?;
    let operations: BTreeMap<&str, &Selection> =
        config.services.iter().map(|service| (service.name.as_str(), &service.operations)).collect();
    let source = |path: &str| {
        let path = format!("{}/{path}", config.models);
        Source { text: models.get(&path).cloned().unwrap_or_default(), path }
    };
    let mut services = Vec::new();
    for module in MODULES {
        let pinned = source(&format!("{}/service-2.json", module.service));
        services.push(ServiceSources {
            name: module.name.to_owned(),
            model: model(project, module, pinned)?,
            endpoints: Some(source(&format!("{}/endpoint-rule-set-1.json", module.service))),
            docs: None,
            operations: operations.get(module.service).copied().cloned().unwrap_or(Selection::All),
        });
    }
    let outcome = generate(&CrateSources::new(
        PACKAGE.to_owned(),
        RUNTIME.to_owned(),
        source("partitions.json"),
        services,
    ));
    let errors: Problems =
        outcome.diagnostics.into_iter().filter(|one| one.severity == Severity::Error).collect();
    if errors.is_empty() { Ok(outcome.files) } else { Err(errors) }
}

/// Returns the model of a module.
fn model(project: &Project, module: &Module, pinned: Source) -> Result<Source, Problems> {
    match module.model {
        Model::Pinned => Ok(pinned),
        Model::Replaced(protocol) => {
            let mut edited: Value = serde_json::from_str(&pinned.text).unwrap_or_default();
            edited["metadata"]["protocol"] = protocol.into();
            edited["metadata"]["protocols"] = [protocol].as_slice().into();
            Ok(Source { text: edited.to_string(), ..pinned })
        }
        Model::Older(package) => {
            let services = [module.service];
            let opened = source::open_package(project, *package, source::Wanted::Named(&services))?;
            let version = opened.models.newest(module.service);
            let missing = || {
                vec![report::error(
                    FOLDER,
                    format!("{} has no model of `{}`", package.package, module.service),
                )]
            };
            version.and_then(|version| version.model.clone()).ok_or_else(missing)
        }
    }
}

/// Writes the files that have changed, so that Cargo rebuilds nothing else.
fn write(project: &Project, folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    let lock = fs::read_to_string(project.path("Cargo.lock"))?;
    for (path, text) in files.iter().chain([(&"Cargo.lock".to_owned(), &lock)]) {
        let file = folder.join(path);
        if fs::read_to_string(&file).is_ok_and(|old| old == *text) {
            continue;
        }
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, text)?;
    }
    Ok(())
}

fn compile(project: &Project, folder: &Path) -> Result<Programs, Problems> {
    report::note(format_args!("compiling {PACKAGE}"));
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| project.path("target"), |folder| project.path("").join(folder));
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--example", "calls", "--example", "s3"]);
    command.current_dir(folder).stdin(Stdio::null());
    let built = command.env("CARGO_TARGET_DIR", &target).status();
    let failed = |why: String| vec![report::error(format!("{FOLDER}/crate"), why)];
    match built {
        Ok(status) if status.success() => {
            let path =
                |name| target.join("debug/examples").join(format!("{name}{}", env::consts::EXE_SUFFIX));
            Ok(Programs { calls: path("calls"), s3: path("s3"), official: None })
        }
        Ok(_) => Err(failed("does not compile; see the output of cargo above".to_owned())),
        Err(error) => Err(failed(format!("cargo cannot be run: {error}"))),
    }
}
