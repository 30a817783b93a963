//! Assembles the input of the generator from a configuration and the texts of models.

use crate::config::{Config, Membership, Runtime, Service};
use crate::project::{CONFIG, Project};
use crate::{paths, program, report};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{CrateSources, Manifest, Selection, ServiceSources, Source};

/// The file of a service's endpoint rules, in its folder.
pub const ENDPOINTS: &str = "endpoint-rule-set-1.json";
/// The file of the partitions, in the folder of models.
pub const PARTITIONS: &str = "partitions.json";
/// The file of a service's documentation, in its folder.
pub const DOCS: &str = "docs.toml";

/// The input of the generator, with the problems of reading it.
pub struct Sources {
    /// The input. A file that cannot be read is an empty text.
    pub input: CrateSources,
    /// The problems with files that cannot be read.
    pub unreadable: Vec<Diagnostic>,
}

impl Sources {
    /// Reads the models of a project. Continues after a file that cannot be read, so that one run reports all of them.
    pub fn read(project: &Project, config: &Config) -> Self {
        let mut reader = Reader { project, config, unreadable: Vec::new() };
        let partitions = reader.partitions();
        let services = config.services.iter().map(|service| reader.service(service)).collect();
        Self { input: assemble(project, config, partitions, services), unreadable: reader.unreadable }
    }

    /// Returns the problems with the files, followed by the generator's diagnostics of files that could be read.
    pub fn with(self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut all = self.unreadable;
        let unread: Vec<String> = all.iter().map(|diagnostic| diagnostic.file.clone()).collect();
        all.extend(found.into_iter().filter(|diagnostic| !unread.contains(&diagnostic.file)));
        all
    }
}

/// Returns the input of the generator for the crate that is configured.
pub fn assemble(
    project: &Project,
    config: &Config,
    partitions: Source,
    services: Vec<ServiceSources>,
) -> CrateSources {
    let krate = &config.krate;
    let folder = krate.path.as_deref().unwrap_or_default();
    let default = Runtime::version(env!("CARGO_PKG_VERSION"));
    let runtime = krate.runtime.as_ref().unwrap_or(&default);
    let defaults = Manifest::default();
    let package = krate.name.clone().unwrap_or_else(|| "smithereen".to_owned());
    let runtime = runtime.to_table(|path| paths::between(&project.path(""), folder, path));
    CrateSources {
        non_exhaustive: config.non_exhaustive(),
        conversions: config.krate.conversions,
        documentation: config.documentation(),
        protocols: config.protocols(),
        manifest: Manifest {
            version: krate.version.to_string(),
            edition: krate.edition.name().to_owned(),
            license: krate.license.clone(),
            rust_version: krate.rust_version.clone().or(defaults.rust_version),
            publish: krate.publish,
            client: krate.client,
            serde: krate.serde,
            is_workspace: krate.workspace == Membership::None,
        },
        ..CrateSources::new(package, runtime, partitions, services)
    }
}

/// Returns the input of the generator for one service.
pub fn service(
    service: &Service,
    model: Source,
    endpoints: Option<Source>,
    docs: Option<Source>,
) -> ServiceSources {
    let name = service.module.as_ref().unwrap_or(&service.name).clone();
    ServiceSources { name, model, endpoints, docs, operations: service.operations.clone() }
}

/// Returns the names of the selected operations of a service. If all are selected, those in its model on the disk.
pub fn operation_names(project: &Project, config: &Config, service: &Service) -> Vec<String> {
    if let Selection::Named(names) = &service.operations {
        return names.clone();
    }
    let path = model_path(config, &service.name);
    let text = project.read(&path).ok().flatten();
    text.and_then(|text| smithereen_codegen::slice::operations(&Source { path, text }).ok())
        .unwrap_or_default()
}

/// Returns the path of a service's model, from the root.
pub fn model_path(config: &Config, service: &str) -> String {
    format!("{}/{service}/{}", config.models, config.source.model_file())
}

/// Returns the folder of the crate, or an error if none is configured.
pub fn crate_folder(config: &Config) -> Result<&str, Diagnostic> {
    config.krate.path.as_deref().ok_or_else(|| {
        let help = "set `path` and `name` in `[crate]`, or call `smithereen_build::generate(\"smithereen.toml\")` in a build script";
        report::error_help(CONFIG, "no folder for a generated crate is set", help)
    })
}

/// Returns the partitions for sources without a partition table.
pub fn default_partitions() -> Source {
    smithereen_build::partitions()
}

struct Reader<'p> {
    project: &'p Project,
    config: &'p Config,
    unreadable: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn partitions(&mut self) -> Source {
        let path = format!("{}/{PARTITIONS}", self.config.models);
        if self.config.source.is_botocore() {
            return self.required(path);
        }
        self.optional(path).unwrap_or_else(default_partitions)
    }

    fn service(&mut self, service: &Service) -> ServiceSources {
        let folder = format!("{}/{}", self.config.models, service.name);
        let model = self.required(model_path(self.config, &service.name));
        let endpoints = format!("{folder}/{ENDPOINTS}");
        let endpoints = match self.config.source.is_botocore() {
            true => Some(self.required(endpoints)),
            false => self.optional(endpoints),
        };
        let docs = self.optional(format!("{folder}/{DOCS}"));
        self::service(service, model, endpoints, docs)
    }

    fn required(&mut self, path: String) -> Source {
        let text = match self.project.read(&path) {
            Ok(Some(text)) => text,
            Ok(None) => {
                let help = format!("`{}` fetches it", program::line("pull"));
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

    fn optional(&mut self, path: String) -> Option<Source> {
        match self.project.read(&path) {
            Ok(text) => text.map(|text| Source { path, text }),
            Err(problem) => {
                self.unreadable.push(problem);
                None
            }
        }
    }
}
