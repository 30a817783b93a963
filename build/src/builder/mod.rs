//! The builder that build scripts configure and run.
//!
//! Everything here works on one model file and the output folder of Cargo. Generating from `smithereen.toml` is in
//! `configured.rs`; model logic is in `smithereen-codegen`.

#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::input::Input;
use crate::output;
use crate::partitions::partitions;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Content, CrateSources, Form, Selection};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Generates code from a model in a build script. Relative paths start from the folder of the package.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated before `compile`"]
pub struct Builder {
    input: Input,
    name: String,
    content: Content,
    client: bool,
    conversions: bool,
    documentation: Option<bool>,
}

impl Builder {
    /// Creates a builder for a model file: botocore's `service-2.json` or Smithy's JSON AST.
    ///
    /// The module of the service is named for the model's `serviceId` or `sdkId`: `iot_wireless` for `IoT Wireless`.
    /// [`Builder::module`] sets another name.
    pub fn new(model: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::new(model, Selection::Named(Vec::new())),
            name: "smithereen".to_owned(),
            content: Content::Whole,
            client: true,
            conversions: false,
            documentation: None,
        }
    }

    /// Selects one service of a Smithy model with several, by its shape id (`com.example#Weather`) or name (`Weather`).
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.input.service = Some(name.into());
        self
    }

    /// Sets the name of the service's module.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.input.module = Some(name.into());
        self
    }

    /// Selects operations by name, with all types that they use.
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.input.operations = Selection::Named(names.into_iter().map(Into::into).collect());
        self
    }

    /// Selects all operations of the model.
    pub fn all_operations(mut self) -> Self {
        self.input.operations = Selection::All;
        self
    }

    /// Sets the file with the service's endpoint rules. The default is `endpoint-rule-set-1.json` beside the model, if it
    /// exists. Without rules, the client's configuration has to contain an endpoint URL.
    pub fn endpoints(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.endpoints = Some(path.into());
        self
    }

    /// Sets the file with documentation of the generated items. The default is `docs.toml` beside the model, if it exists.
    pub fn docs(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.docs = Some(path.into());
        self
    }

    /// Sets whether items that [`Builder::docs`] does not document have the documentation of the model. The default is `true`
    /// for a model in Smithy's JSON AST, and `false` for a model of botocore.
    pub fn documentation(mut self, emit: bool) -> Self {
        self.documentation = Some(emit);
        self
    }

    /// Sets whether unions with one variant implement `From`, and outputs with one list `IntoIterator`. The default is `false`,
    /// because a new member of the model removes these implementations.
    pub fn conversions(mut self, emit: bool) -> Self {
        self.conversions = emit;
        self
    }

    /// Sets the name of the file to include, without `.rs`. The default is `smithereen`. A build script with several
    /// builders needs several names.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Generates only types: no operations, no client and no endpoint resolution.
    pub fn types_only(mut self) -> Self {
        self.content = Content::Types;
        self
    }

    /// Generates operations without a client: requests and responses for any transport. The runtime then needs no
    /// feature `client`.
    pub fn without_client(mut self) -> Self {
        self.client = false;
        self
    }

    /// Generates into Cargo's `OUT_DIR` and prints `cargo::rerun-if-changed` for each file that was read. If it fails,
    /// the files of the previous run remain.
    ///
    /// # Errors
    /// If the model has errors or uses unsupported features, if `OUT_DIR` is not set, or if a file cannot be read or
    /// written.
    pub fn compile(self) -> Result<(), Error> {
        let folder = output::folder().map_err(|problem| Error::new(vec![problem]))?;
        self.compile_to(&folder, &mut io::stdout()).map_err(Error::new)
    }

    fn compile_to(self, folder: &Path, cargo: &mut dyn Write) -> Result<(), Vec<Diagnostic>> {
        if matches!(&self.input.operations, Selection::Named(names) if names.is_empty()) {
            let file = self.input.model.display().to_string();
            let help = "call `operations` with their names, or `all_operations`";
            return Err(vec![Diagnostic::error(file, "no operation is selected").with_help(help)]);
        }
        let read = self.input.read()?;
        let documentation = self.documentation.unwrap_or_else(|| read.is_smithy());
        let sources = CrateSources {
            content: self.content,
            form: Form::Modules { client: self.client },
            non_exhaustive: false,
            conversions: self.conversions,
            documentation,
            ..CrateSources::new(self.name, String::new(), partitions(), vec![read.service])
        };
        output::write(&sources, &read.files, folder, cargo)
    }
}
