//! What `models/` would be with another `models.toml`: tried before it is written, and written whole or not at all.

use crate::config::Config;
use crate::project::{MODELS, Project};
use crate::pull::{self, archive::Archive};
use crate::report;
use crate::sources;
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::{CrateSources, ServiceSources, Source, generate};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// What is to be written below `models/`, and what there is to know of it.
pub(super) struct Changed {
    /// The `models.toml` that the command started from.
    read: Config,
    files: BTreeMap<String, String>,
    warnings: Vec<Diagnostic>,
    wordless: Vec<String>,
}

/// Slices what the new text of `models.toml` selects and generates from it, in memory. `read` is the old one.
pub(super) fn prepare(project: &Project, read: Config, text: String) -> Result<Changed, Vec<Diagnostic>> {
    let config = Config::parse(&text)?;
    let archive = pull::source(project, &config)?;
    let files = pull::cut(&config, &archive)?;
    finish(project, read, &config, &archive, files)
}

/// The same with slices that are there already.
pub(super) fn finish(
    project: &Project,
    read: Config,
    config: &Config,
    archive: &Archive,
    mut files: BTreeMap<String, String>,
) -> Result<Changed, Vec<Diagnostic>> {
    let (sources, wordless) = sources(project, config, &files).map_err(|problem| vec![problem])?;
    let mut warnings = generate(&sources).diagnostics;
    if warnings.iter().any(|found| found.severity == Severity::Error) {
        pull::name_upstream(&mut warnings, config, archive);
        return Err(warnings);
    }
    files.insert("models.toml".to_owned(), config.text.clone());
    Ok(Changed { read, files, warnings, wordless })
}

/// Writes it, takes away what is named in `removed`, and says what comes next.
pub(super) fn carry_out(project: &Project, changed: &Changed, removed: &[String]) -> ExitCode {
    let written = pull::write(project, &changed.read, &changed.files, removed);
    let code = written.unwrap_or_else(|problems| report::failed(&problems));
    if code == ExitCode::SUCCESS {
        report::diagnostics(&changed.warnings);
        for path in &changed.wordless {
            report::note(format_args!("{path} is not there: what it would say of the service, nobody says"));
        }
        report::note("next: `cargo xtask codegen` makes the crate of it");
    }
    code
}

/// What the generator would be given, and the files of words that are missing.
fn sources(
    project: &Project,
    config: &Config,
    files: &BTreeMap<String, String>,
) -> Result<(CrateSources, Vec<String>), Diagnostic> {
    let source = |path: String| {
        let text = files.get(&path).cloned().unwrap_or_default();
        Source { path: format!("{MODELS}/{path}"), text }
    };
    let (mut services, mut wordless) = (Vec::new(), Vec::new());
    for service in &config.services {
        let path = format!("{MODELS}/{}/docs.toml", service.name);
        let docs = sources::text(project, &path)?.map(|text| Source { path: path.clone(), text });
        if docs.is_none() {
            wordless.push(path);
        }
        services.push(ServiceSources {
            name: service.name.clone(),
            model: source(format!("{}/service-2.json", service.name)),
            endpoints: Some(source(format!("{}/endpoint-rule-set-1.json", service.name))),
            docs,
            operations: service.operations.clone().into(),
        });
    }
    let sources = CrateSources::new(
        config.package.clone(),
        sources::RUNTIME.to_owned(),
        source("partitions.json".to_owned()),
        services,
    );
    Ok((sources, wordless))
}
