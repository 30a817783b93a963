//! Reads a model file and the files that belong to it.

use crate::files;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::slice::{self, Additions};
use smithereen_codegen::{Selection, ServiceSources, Source};
use std::path::{Path, PathBuf};

/// The suffix of botocore's corrections to a model: `service-2.sdk-extras.json` for `service-2.json`.
const EXTRAS: &str = ".sdk-extras.json";
/// The default file of endpoint rules, beside the model.
const ENDPOINTS: &str = "endpoint-rule-set-1.json";
/// The default file of documentation, beside the model.
const DOCS: &str = "docs.toml";
/// The suffix of a compressed file.
const COMPRESSED: &str = ".gz";

/// A model file and the files that belong to it.
#[derive(Clone, Debug)]
pub struct Input {
    /// The model.
    pub model: PathBuf,
    /// The service to select if a Smithy model has several, by shape id or name.
    pub service: Option<String>,
    /// The name of the service's module. The default is derived from the model's `serviceId` or `sdkId`.
    pub module: Option<String>,
    /// The endpoint rules. The default is `endpoint-rule-set-1.json` beside the model, if it exists.
    pub endpoints: Option<PathBuf>,
    /// The documentation. The default is `docs.toml` beside the model, if it exists.
    pub docs: Option<PathBuf>,
    /// The operations to generate.
    pub operations: Selection,
}

/// The texts of an [`Input`].
#[derive(Clone, Debug)]
pub struct Read {
    /// The texts, for the generator.
    pub service: ServiceSources,
    /// The files that were read.
    pub files: Vec<PathBuf>,
}

impl Read {
    /// Returns whether the model is in Smithy's JSON AST. A text that is not a JSON object is in no format.
    pub fn is_smithy(&self) -> bool {
        slice::services(&self.service.model).is_ok_and(|all| all.iter().any(|service| service.is_smithy))
    }
}

impl Input {
    /// Creates an input with the defaults for everything but the model and the operations.
    pub fn new(model: impl Into<PathBuf>, operations: Selection) -> Self {
        let model = model.into();
        Self { model, service: None, module: None, endpoints: None, docs: None, operations }
    }

    /// Returns whether one of the files is compressed with gzip. A file that does not exist is not.
    pub fn is_compressed(&self) -> bool {
        let beside = |name: &str| {
            let plain = self.model.with_file_name(name);
            if plain.exists() { plain } else { self.model.with_file_name(format!("{name}{COMPRESSED}")) }
        };
        let or_beside = |path: &Option<PathBuf>, name| path.clone().unwrap_or_else(|| beside(name));
        let companions = [
            or_beside(&self.endpoints, ENDPOINTS),
            or_beside(&self.docs, DOCS),
            beside(&extras(&self.model)),
            beside(Additions::PAGINATORS),
            beside(Additions::PAGINATOR_EXTRAS),
            beside(Additions::WAITERS),
        ];
        files::is_compressed(&self.model) || companions.iter().any(|path| files::is_compressed(path))
    }

    /// Reads all files.
    ///
    /// # Errors
    /// For each file that does not exist or cannot be read.
    pub fn read(&self) -> Result<Read, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let model = reader.model(&self.model, self.service.as_deref());
        let endpoints = reader.companion(self.endpoints.as_deref(), &self.model, ENDPOINTS);
        let docs = reader.companion(self.docs.as_deref(), &self.model, DOCS);
        let Some(model) = model.filter(|_| reader.problems.is_empty()) else {
            return Err(reader.problems);
        };
        let operations = self.operations.clone();
        let name = self.module.clone().unwrap_or_default();
        let service = ServiceSources { name, model, endpoints, docs, operations };
        Ok(Read { service, files: reader.files })
    }
}

/// Reads a model file, with botocore's corrections, paginators and waiters beside it. `service` selects one of several services.
///
/// # Errors
/// If a file does not exist or cannot be read, if the corrections cannot be merged, or if the model has no such service.
pub fn model(path: &Path, service: Option<&str>) -> Result<Source, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let model = reader.model(path, service);
    model.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
}

/// Reads the file with a name in the folder of a model, or its compressed form, if one of them exists.
///
/// # Errors
/// If the file cannot be read.
pub fn beside(model: &Path, name: &str) -> Result<Option<Source>, Diagnostic> {
    let mut reader = Reader::default();
    let source = reader.beside(model, name);
    reader.problems.into_iter().next().map_or(Ok(source), Err)
}

/// Returns the name of the file of corrections to a model.
fn extras(model: &Path) -> String {
    let name = model.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(COMPRESSED).unwrap_or(&name);
    format!("{}{EXTRAS}", name.strip_suffix(".json").unwrap_or(name))
}

/// Reads files and collects their problems, so that one run reports all of them.
#[derive(Default)]
struct Reader {
    files: Vec<PathBuf>,
    problems: Vec<Diagnostic>,
}

impl Reader {
    /// Reads a model with its corrections, paginators and waiters, reduced to one service.
    fn model(&mut self, path: &Path, service: Option<&str>) -> Option<Source> {
        let mut model = self.required(path)?;
        let additions = Additions {
            extras: self.beside(path, &extras(path)),
            paginators: self.beside(path, Additions::PAGINATORS),
            paginator_extras: self.beside(path, Additions::PAGINATOR_EXTRAS),
            waiters: self.beside(path, Additions::WAITERS),
        };
        match additions.merged_into(&model) {
            Ok(text) => model.text = text,
            Err(problems) => self.problems.extend(problems),
        }
        match service.map_or(Ok(None), |name| slice::choose_service(&model, name).map(Some)) {
            Ok(text) => model.text = text.unwrap_or(model.text),
            Err(problems) => self.problems.extend(problems),
        }
        Some(model)
    }

    /// Reads a file with a configured path, or else the file with the default name beside the model, if it exists.
    fn companion(&mut self, configured: Option<&Path>, model: &Path, default: &str) -> Option<Source> {
        match configured {
            Some(path) => self.required(path),
            None => self.beside(model, default),
        }
    }

    /// Reads a file in the model's folder, compressed or not, if it exists.
    fn beside(&mut self, model: &Path, name: &str) -> Option<Source> {
        let plain = self.optional(&model.with_file_name(name));
        plain.or_else(|| self.optional(&model.with_file_name(format!("{name}{COMPRESSED}"))))
    }

    fn required(&mut self, path: &Path) -> Option<Source> {
        let displayed = path.display().to_string();
        let text = files::read(path, &displayed);
        self.keep(path, displayed, text.map(Some))
    }

    fn optional(&mut self, path: &Path) -> Option<Source> {
        let displayed = path.display().to_string();
        let text = files::read_optional(path, &displayed);
        self.keep(path, displayed, text)
    }

    fn keep(
        &mut self,
        path: &Path,
        displayed: String,
        text: Result<Option<String>, Diagnostic>,
    ) -> Option<Source> {
        match text {
            Ok(text) => {
                let text = text?;
                self.files.push(path.to_owned());
                Some(Source { path: displayed, text })
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}
