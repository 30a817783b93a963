//! The state of a project after a command: prepared in memory, then written completely or not at all.

use super::slices;
use crate::config::{self, Config};
use crate::project::{CONFIG, PINS, Project};
use crate::source::lock::Lock;
use crate::source::{self, Opened};
use crate::sources::{self, DOCS, ENDPOINTS, PARTITIONS, default_partitions, model_path};
use crate::tree::{self, Plan, Scope, WriteLock};
use crate::{program, report};
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::{CrateSources, ServiceSources, Source, generate};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// The files of a project after a command.
pub(super) struct Changed {
    /// The files that the command has read with their texts, or `None` for a file that must not exist.
    read: Vec<(String, Option<String>)>,
    config: Config,
    /// The configuration and the models, by their paths in the project.
    pub(super) files: BTreeMap<String, String>,
    /// The files of the models' folder that are removed.
    stale: Vec<String>,
    /// The files of the crate, if the project has a folder for one.
    generated: BTreeMap<String, String>,
    warnings: Vec<Diagnostic>,
    /// The files of documentation that do not exist.
    undocumented: Vec<String>,
}

/// Slices the models that the new text of `smithereen.toml` selects and generates the crate, in memory. `read` is the
/// old configuration.
pub(super) fn prepare(project: &Project, read: Config, text: &str) -> Result<Changed, Vec<Diagnostic>> {
    let config = config::parse(text)?;
    let opened = source::open_selected(project, &config)?;
    finish(project, read, config, &opened, Pins::Checked)
}

/// Slices the models that `smithereen.toml` selects, and generates the crate if the project has a folder for one.
pub(super) fn fetch(project: &Project, config: Config) -> Result<Changed, Vec<Diagnostic>> {
    let opened = source::open_selected(project, &config)?;
    if config.krate.path.is_some() {
        return finish(project, config.clone(), config, &opened, Pins::Checked);
    }
    let mut files = slices::cut(&config, &opened.models)?;
    let pins = pin(project, &config, &opened, Pins::Checked, &mut files)?;
    let read = vec![(CONFIG.to_owned(), Some(config.text.clone())), pins];
    let stale = slices::stale(&config, &files);
    Ok(Changed {
        read,
        config,
        files,
        stale,
        generated: BTreeMap::new(),
        warnings: Vec::new(),
        undocumented: Vec::new(),
    })
}

/// The handling of a source that has changed since the project's models were read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pins {
    /// It is an error.
    Checked,
    /// The new models are used.
    Replaced,
}

/// Continues with models that were read already.
pub(super) fn finish(
    project: &Project,
    read: Config,
    config: Config,
    opened: &Opened,
    pins: Pins,
) -> Result<Changed, Vec<Diagnostic>> {
    let mut changed = generated(project, config, opened, pins)?;
    changed.read.push((CONFIG.to_owned(), Some(read.text)));
    Ok(changed)
}

/// Adds the lock file for the models of the source. Returns its name and its old text.
fn pin(
    project: &Project,
    config: &Config,
    opened: &Opened,
    pins: Pins,
    files: &mut BTreeMap<String, String>,
) -> Result<(String, Option<String>), Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let services = config.services.iter().map(|service| service.name.as_str());
    let lock = Lock::new(&opened.origin, &opened.models, services);
    let old = project.read(PINS).map_err(one)?;
    if let Some(old) = old.as_ref().filter(|_| pins == Pins::Checked) {
        Lock::parse(old).map_err(one)?.check(&opened.origin, &lock)?;
    }
    files.insert(PINS.to_owned(), lock.text());
    Ok((PINS.to_owned(), old))
}

/// An edit of a file that is not generated.
pub(super) struct Edit {
    /// The path in the project.
    pub(super) path: String,
    /// The text that the command has read, or `None` if the file does not exist.
    pub(super) old: Option<String>,
    pub(super) new: String,
}

/// Prepares a project without a configuration, with edits of other files.
pub(super) fn first(
    project: &Project,
    config: Config,
    opened: &Opened,
    edits: Vec<Edit>,
) -> Result<Changed, Vec<Diagnostic>> {
    let mut changed = generated(project, config, opened, Pins::Replaced)?;
    changed.read.push((CONFIG.to_owned(), None));
    for Edit { path, old, new } in edits {
        changed.read.push((path.clone(), old));
        changed.files.insert(path, new);
    }
    Ok(changed)
}

fn generated(
    project: &Project,
    config: Config,
    opened: &Opened,
    pins: Pins,
) -> Result<Changed, Vec<Diagnostic>> {
    let mut files = slices::cut(&config, &opened.models)?;
    let read = vec![pin(project, &config, opened, pins, &mut files)?];
    let (input, undocumented) = input(project, &config, &files).map_err(|problem| vec![problem])?;
    let mut outcome = generate(&input);
    if outcome.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        slices::name_upstream(&mut outcome.diagnostics, &config, &opened.models);
        return Err(outcome.diagnostics);
    }
    files.insert(CONFIG.to_owned(), config.text.clone());
    let (generated, warnings) = (outcome.files, outcome.diagnostics);
    let stale = slices::stale(&config, &files);
    Ok(Changed { read, config, files, stale, generated, warnings, undocumented })
}

/// Writes the files, removes those in `removed`, and reports the next steps.
pub(super) fn apply(project: &Project, changed: &Changed, removed: &[String]) -> ExitCode {
    let code = write(project, changed, removed).unwrap_or_else(|problems| report::failed(&problems));
    if code != ExitCode::SUCCESS {
        return code;
    }
    report::diagnostics(&changed.warnings);
    if !changed.config.documentation() {
        for path in &changed.undocumented {
            report::note(format_args!("{path} not found; the service will have no documentation"));
        }
    }
    code
}

/// Compares both folders before either is changed, so that an error in one leaves the other unchanged.
fn write(project: &Project, changed: &Changed, removed: &[String]) -> Result<ExitCode, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let lock = tree::write_project(project, &changed.config.models).map_err(one)?;
    for (path, text) in &changed.read {
        check_unchanged(project, path, text.as_deref()).map_err(one)?;
    }
    let mut plan = Plan::of_project(project, &changed.files)?;
    plan.remove(&changed.stale);
    plan.remove(removed);
    let of_crate = plan_crate(project, changed)?;
    let code = plan.apply(&lock);
    let Some((lock, plan)) = of_crate.filter(|_| code == ExitCode::SUCCESS) else { return Ok(code) };
    report::diagnostics(&plan.not_generated());
    let code = plan.apply(&lock);
    if code != ExitCode::SUCCESS {
        report::note(format_args!(
            "{CONFIG} and the models are written; `{}` writes the crate",
            program::line("generate")
        ));
    }
    Ok(code)
}

/// Returns an error if a file has changed since it was read, so that a long command does not overwrite edits made
/// during its run. The caller holds the project's lock.
fn check_unchanged(project: &Project, path: &str, read: Option<&str>) -> Result<(), Diagnostic> {
    match project.read(path)?.as_deref() == read {
        true => Ok(()),
        false => Err(report::error_help(path, "was changed while this command ran", "run the command again")),
    }
}

fn plan_crate<'c>(
    project: &Project,
    changed: &'c Changed,
) -> Result<Option<(WriteLock, Plan<'c>)>, Vec<Diagnostic>> {
    let Some(label) = &changed.config.krate.path else { return Ok(None) };
    let folder = project.path(label);
    let lock = tree::write(&folder, label).map_err(|problem| vec![problem])?;
    let plan = Plan::new(&folder, label, &changed.generated, Scope::Whole)?;
    Ok(Some((lock, plan)))
}

/// Returns the input of the generator, and the files of documentation that are missing.
fn input(
    project: &Project,
    config: &Config,
    files: &BTreeMap<String, String>,
) -> Result<(CrateSources, Vec<String>), Diagnostic> {
    let source = |path: String| files.get(&path).cloned().map(|text| Source { path, text });
    let required = |path: String| source(path.clone()).unwrap_or(Source { path, text: String::new() });
    let (mut services, mut undocumented): (Vec<ServiceSources>, _) = (Vec::new(), Vec::new());
    for service in &config.services {
        let folder = format!("{}/{}", config.models, service.name);
        let path = format!("{folder}/{DOCS}");
        let docs = project.read(&path)?.map(|text| Source { path: path.clone(), text });
        if docs.is_none() {
            undocumented.push(path);
        }
        let model = required(model_path(config, &service.name));
        services.push(sources::service(service, model, source(format!("{folder}/{ENDPOINTS}")), docs));
    }
    let partitions = source(format!("{}/{PARTITIONS}", config.models)).unwrap_or_else(default_partitions);
    Ok((sources::assemble(project, config, partitions, services), undocumented))
}
