//! A model file and what belongs to it, read for the generator.

use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::{Selection, ServiceSources, Source, slice};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What follows a model's name in that of botocore's corrections to it: `service-2.sdk-extras.json`.
const EXTRAS: &str = ".sdk-extras.json";

/// A model file, wherever it is, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Input {
    /// The model.
    pub model: PathBuf,
    /// The service, where the model has several: its shape id or name.
    pub service: Option<String>,
    /// The name of the service's module; the model's `sdkId` or `serviceId`, where this is not said.
    pub module: Option<String>,
    /// Its endpoint rules; those beside it, if there are any, where this is not said.
    pub endpoints: Option<PathBuf>,
    /// Words on it; those beside it, if there are any, where this is not said.
    pub docs: Option<PathBuf>,
    /// The operations to generate.
    pub operations: Selection,
}

/// An input that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// For the generator.
    pub service: ServiceSources,
    /// The files it was read from.
    pub files: Vec<PathBuf>,
}

impl Input {
    /// Reads it all.
    ///
    /// # Errors
    /// Each file that is missing, cannot be read or is not UTF-8.
    pub fn read(&self) -> Result<Read, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let model = reader.model(&self.model, self.service.as_deref());
        let endpoints = reader.found(self.endpoints.as_deref(), &self.model, "endpoint-rule-set-1.json");
        let docs = reader.found(self.docs.as_deref(), &self.model, "docs.toml");
        let Some(model) = model.filter(|_| reader.problems.is_empty()) else {
            return Err(reader.problems);
        };
        let operations = self.operations.clone();
        let name = self.module.clone().unwrap_or_default();
        let service = ServiceSources { name, model, endpoints, docs, operations };
        Ok(Read { service, files: reader.files })
    }
}

#[derive(Default)]
struct Reader {
    files: Vec<PathBuf>,
    problems: Vec<Diagnostic>,
}

impl Reader {
    /// A file that has to be there.
    fn needed(&mut self, path: &Path) -> Option<Source> {
        let source = self.source(path);
        if source.is_none() && self.problems.is_empty() {
            self.problems.push(Diagnostic::error(path.display().to_string(), "there is no such file"));
        }
        source
    }

    /// A model with one service, and with the corrections that lie beside it.
    fn model(&mut self, path: &Path, service: Option<&str>) -> Option<Source> {
        let mut model = self.needed(path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if let Some(extras) = self.source(&path.with_file_name(format!("{stem}{EXTRAS}"))) {
            match slice::merge(&model, &extras) {
                Ok(text) => model.text = text,
                Err(problems) => self.problems.extend(problems),
            }
        }
        match service.map_or(Ok(None), |name| slice::choose_service(&model, name).map(Some)) {
            Ok(text) => model.text = text.unwrap_or(model.text),
            Err(problems) => self.problems.extend(problems),
        }
        Some(model)
    }

    /// A file that was named, or else one that may be beside the model.
    fn found(&mut self, named: Option<&Path>, model: &Path, beside: &str) -> Option<Source> {
        match named {
            Some(path) => {
                let before = std::mem::take(&mut self.problems);
                let source = self.needed(path);
                self.problems.splice(0..0, before);
                source
            }
            None => self.source(&model.with_file_name(beside)),
        }
    }

    fn source(&mut self, path: &Path) -> Option<Source> {
        let shown = path.display().to_string();
        match text(path, &shown) {
            Ok(None) => None,
            Ok(Some(text)) => {
                self.files.push(path.to_owned());
                Some(Source { path: shown, text })
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}

/// Reads a model file, and merges into it the `sdk-extras.json` of its name that may lie beside it. Of several services,
/// `service` names one.
///
/// # Errors
/// For files that are missing, cannot be read or are not UTF-8, for extras that cannot be merged, and for a service that
/// the model does not have.
pub fn model(path: &Path, service: Option<&str>) -> Result<Source, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let model = reader.model(path, service);
    model.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
}

/// What a file holds, told about as `shown`; nothing if there is none.
///
/// # Errors
/// For a file that cannot be read, or is not UTF-8.
pub fn text(path: &Path, shown: &str) -> Result<Option<String>, Diagnostic> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Diagnostic::error(shown, format!("cannot be read: {error}"))),
    };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let good = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = 1 + good.filter(|byte| **byte == b'\n').count();
        Diagnostic::error(shown, format!("is not UTF-8: line {line}"))
    })
}

/// Whether any of these leaves nothing to be generated.
pub(crate) fn stops(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}
