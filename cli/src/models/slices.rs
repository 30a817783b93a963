//! Slices the models of the source: reduces them to the selected operations.

use crate::config::{Config, MODEL_FILES, Service};
use crate::project::CONFIG;
use crate::source::{Models, Version};
use crate::sources::{ENDPOINTS, PARTITIONS, model_path};
use crate::{program, report};
use smithereen_codegen::diagnostic::{Diagnostic, Highlight};
use smithereen_codegen::slice::{self, Documentation};
use smithereen_codegen::{Source, near};
use std::collections::BTreeMap;

/// The files that are written in the folder of a service.
pub const SERVICE_FILES: [&str; 3] = {
    let [botocore, other] = MODEL_FILES;
    [botocore, other, ENDPOINTS]
};

/// Slices the models that a configuration selects. Returns the texts by their paths in the project, or every problem.
pub fn cut(config: &Config, models: &Models) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let documentation = match config.documentation() {
        true => Documentation::Keep,
        false => Documentation::Remove,
    };
    let mut slices = Slices { config, documentation, files: BTreeMap::new(), problems: Vec::new() };
    let is_botocore = config.source.is_botocore();
    let partitions = models.partitions.as_ref();
    if is_botocore || partitions.is_some() {
        slices.add(PARTITIONS, models.displayed(PARTITIONS), partitions, slice::partitions);
    }
    for service in &config.services {
        match models.newest(&service.name) {
            Some(version) => slices.add_service(service, version),
            None => slices.problems.push(unknown_service(&service.name, models)),
        }
    }
    if slices.problems.is_empty() { Ok(slices.files) } else { Err(slices.problems) }
}

/// Returns the files of selected services that a source of another kind has left: those that are not among `files`.
pub(super) fn stale(config: &Config, files: &BTreeMap<String, String>) -> Vec<String> {
    let services = config.services.iter();
    let all = services
        .flat_map(|service| SERVICE_FILES.map(|file| format!("{}/{}/{file}", config.models, service.name)));
    all.filter(|path| !files.contains_key(path)).collect()
}

/// Returns the error for a service that the source does not have, with suggestions.
pub fn unknown_service(name: &str, models: &Models) -> Diagnostic {
    let problem = format!("the source has no service `{name}`");
    let help = near::help(name, models.services());
    let help = help.unwrap_or_else(|| format!("`{}` lists the services", program::line("list")));
    report::error_help(CONFIG, problem, help)
}

struct Slices<'c> {
    config: &'c Config,
    documentation: Documentation,
    files: BTreeMap<String, String>,
    problems: Vec<Diagnostic>,
}

impl Slices<'_> {
    fn add_service(&mut self, service: &Service, version: &Version) {
        let (operations, documentation) = (&service.operations, self.documentation);
        let model = |source: &Source| slice::model(source, operations, documentation);
        let path = |file: &str| (format!("{}/{file}", service.name), format!("{}/{file}", version.folder));
        let (name, displayed) = path(self.config.source.model_file());
        self.add(&name, displayed, version.model.as_ref(), model);
        if self.config.source.is_botocore() || version.endpoints.is_some() {
            let (name, displayed) = path(ENDPOINTS);
            self.add(&name, displayed, version.endpoints.as_ref(), slice::endpoints);
        }
    }

    /// Adds a slice of a file. `displayed` is the name of the file in diagnostics.
    fn add(
        &mut self,
        name: &str,
        displayed: String,
        source: Option<&Source>,
        slice: impl FnOnce(&Source) -> Result<String, Vec<Diagnostic>>,
    ) {
        let Some(source) = source else {
            self.problems.push(report::error(displayed, "the source has no such file"));
            return;
        };
        match slice(source) {
            Ok(text) => drop(self.files.insert(format!("{}/{name}", self.config.models), text)),
            Err(problems) => {
                report::keep_text(source, &problems);
                self.problems.extend(problems);
            }
        }
    }
}

/// Makes diagnostics about new slices refer to the files of the source, because the files on the disk have other
/// contents or do not exist.
pub(super) fn name_upstream(problems: &mut [Diagnostic], config: &Config, models: &Models) {
    let mut named = Vec::new();
    if let Some(partitions) = &models.partitions {
        named.push((format!("{}/{PARTITIONS}", config.models), partitions));
    }
    for service in &config.services {
        let Some(version) = models.newest(&service.name) else { continue };
        let endpoints = format!("{}/{}/{ENDPOINTS}", config.models, service.name);
        for (path, source) in
            [(model_path(config, &service.name), &version.model), (endpoints, &version.endpoints)]
        {
            named.extend(source.as_ref().map(|source| (path, source)));
        }
    }
    for (path, source) in named {
        for problem in problems.iter_mut().filter(|problem| problem.file == path) {
            problem.file.clone_from(&source.path);
            // The byte offsets of the slice are not those of the original.
            if matches!(problem.highlight, Highlight::Bytes(_)) {
                problem.highlight = Highlight::Value;
            }
        }
        report::keep_text(source, problems);
    }
}
