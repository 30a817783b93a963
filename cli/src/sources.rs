//! Reads what the generator is given.

use crate::config::{Config, Service};
use crate::project::{MODELS, Project};
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{CrateSources, ServiceSources, Source};

/// The runtime, as seen from the crate's folder.
pub const RUNTIME: &str = "{ path = \"../runtime\" }";

/// Everything that was read.
pub struct Sources {
    /// For the generator. A file that cannot be read is an empty text in it.
    pub texts: CrateSources,
    /// The files that cannot be read.
    pub unreadable: Vec<Diagnostic>,
}

impl Sources {
    /// Reads on where a file cannot be read, so that one run tells of them all.
    pub fn read(project: &Project, config: &Config) -> Self {
        let mut reader = Reader { project, unreadable: Vec::new() };
        let partitions = reader.model(format!("{MODELS}/partitions.json"));
        let services = config.services.iter().map(|service| reader.service(service)).collect();
        let package = config.package.clone();
        Self {
            texts: CrateSources::new(package, RUNTIME.to_owned(), partitions, services),
            unreadable: reader.unreadable,
        }
    }

    /// What the generator has found as well. Of a file that it was not really given it can say nothing.
    pub fn with(self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut all = self.unreadable;
        let unread: Vec<String> = all.iter().map(|diagnostic| diagnostic.file.clone()).collect();
        all.extend(found.into_iter().filter(|diagnostic| !unread.contains(&diagnostic.file)));
        all
    }
}

struct Reader<'p> {
    project: &'p Project,
    unreadable: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn service(&mut self, service: &Service) -> ServiceSources {
        let folder = format!("{MODELS}/{}", service.name);
        ServiceSources {
            name: service.name.clone(),
            model: self.model(format!("{folder}/service-2.json")),
            endpoints: Some(self.model(format!("{folder}/endpoint-rule-set-1.json"))),
            docs: self.docs(format!("{folder}/docs.toml")),
            operations: service.operations.clone().into(),
        }
    }

    /// A file that has to be there.
    fn model(&mut self, path: String) -> Source {
        let text = match text(self.project, &path) {
            Ok(Some(text)) => text,
            Ok(None) => {
                let help = "`cargo xtask models pull` fetches it";
                self.unreadable.push(report::error_help(&path, "file not found", help));
                String::new()
            }
            Err(problem) => {
                self.unreadable.push(problem);
                String::new()
            }
        };
        Source { path, text }
    }

    /// A file that may be missing.
    fn docs(&mut self, path: String) -> Option<Source> {
        match text(self.project, &path) {
            Ok(text) => text.map(|text| Source { path, text }),
            Err(problem) => {
                self.unreadable.push(problem);
                None
            }
        }
    }
}

/// What a file holds; nothing if there is none.
pub fn text(project: &Project, path: &str) -> Result<Option<String>, Diagnostic> {
    smithereen_build::files::read_optional(&project.path(path), path)
}
