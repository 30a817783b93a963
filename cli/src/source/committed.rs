//! The models in a project: slices, with which new models are compared.

use super::layout::{ENDPOINTS, PARTITIONS};
use super::models::{Models, Version};
use crate::project::Project;
use smithereen_build::config::{Config, MODEL_FILES};
use smithereen_build::files;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;

/// Reads the models in a project's folder of models, whatever their source. They have only the selected operations. A
/// service that was never fetched has no model.
///
/// # Errors
/// If a file cannot be read.
pub fn committed(project: &Project, config: &Config) -> Result<Models, Diagnostic> {
    let read = |path: String| {
        let text = files::read_optional(&project.path(&path), &path)?;
        Ok::<_, Diagnostic>(text.map(|text| Source { path, text }))
    };
    let label = format!("{}/", config.models);
    let partitions = read(format!("{label}{PARTITIONS}"))?;
    let mut models = Models { label, partitions, ..Models::default() };
    for service in &config.services {
        let folder = models.displayed(&service.name);
        // The configured source may be of another kind than that of the models.
        let own = config.source.model_file();
        let others = MODEL_FILES.into_iter().filter(|name| *name != own);
        let mut model = None;
        for name in std::iter::once(own).chain(others) {
            if model.is_none() {
                model = read(format!("{folder}/{name}"))?;
            }
        }
        let endpoints = read(format!("{folder}/{ENDPOINTS}"))?;
        if model.is_some() {
            models.names.insert(service.name.clone());
            *models.version(&service.name, "") = Version { folder, model, endpoints, ..Version::default() };
        }
    }
    Ok(models)
}
