//! The sources of models, behind one interface: [`open`] reads the models of some services from any of them.
//!
//! This module does not depend on how the models are used. A source is one of:
//!
//! | in `smithereen.toml` | module | models |
//! |---|---|---|
//! | `package` | [`pip`], `unpacked` | a source distribution that pip downloads, cached in `target` |
//! | `python` | `python`, `folder` | an installed botocore, boto3 or AWS CLI |
//! | `path` | `folder` | a folder with botocore's layout |
//! | `smithy` | `smithy` | a folder of Smithy JSON ASTs |
//! | `file` | `file` | one file of either format |

mod checksum;
mod committed;
mod detect;
mod file;
mod folder;
mod layout;
pub mod lock;
mod models;
mod origin;
pub mod pip;
mod python;
mod smithy;
mod unpacked;
pub mod versions;

pub use committed::committed;
pub use detect::{from_path, from_python};
pub use models::{Models, Version, Wanted};
pub use origin::Origin;

use crate::project::{CONFIG, Project};
use crate::report;
use smithereen_build::config::{self, Config};
use smithereen_codegen::diagnostic::Diagnostic;

/// Models with their source.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The source, with the version that was found.
    pub origin: Origin,
    /// The models.
    pub models: Models,
}

/// Reads the models of some services. A package is fetched unless it is cached; nothing else is downloaded.
///
/// # Errors
/// If the source does not exist, or a file in it cannot be read. A service that the source does not have is no error.
pub fn open(
    project: &Project,
    source: &config::Source,
    wanted: Wanted<'_>,
) -> Result<Opened, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    if let config::Source::Package(distribution) = source {
        return open_package(project, pip::Wanted::pinned(distribution), wanted);
    }
    let mut package = None;
    let mut models = match source {
        config::Source::Package(_) => Models::default(),
        config::Source::Python { package: name } => {
            let found = python::find(name).map_err(one)?;
            let label = format!("{}/", found.data.display());
            package = found.version.map(|version| (found.package, version));
            folder::read(&found.data, label, wanted).map_err(one)?
        }
        config::Source::Botocore { path } => {
            let root = project.path(path);
            let data = folder::locate(&root).ok_or_else(|| one(no_layout(path)))?;
            package = folder::package(&data);
            let below = data.strip_prefix(&root).ok().map(|below| std::path::Path::new(path).join(below));
            let displayed = below.unwrap_or_else(|| data.clone());
            let label = format!("{}/", displayed.display().to_string().trim_end_matches('/'));
            folder::read(&data, label, wanted).map_err(one)?
        }
        config::Source::Smithy { path } => {
            let root = project.path(path);
            if !root.is_dir() {
                return Err(one(report::error(path, "folder not found")));
            }
            smithy::read(&root, format!("{}/", path.trim_end_matches('/')), wanted)?
        }
        config::Source::File { path } => file::read(&project.path(path), path, wanted)?,
    };
    models.merge_additions()?;
    models.partitions = models.partitions.or_else(|| Some(smithereen_build::partitions()));
    Ok(Opened { origin: Origin { source: source.clone(), package }, models })
}

/// Reads the models of the selected services.
///
/// # Errors
/// See [`open`].
pub fn open_selected(project: &Project, config: &Config) -> Result<Opened, Vec<Diagnostic>> {
    let names: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    open(project, &config.source, Wanted::Named(&names))
}

/// Reads the models of a source distribution. Without a version or checksum in `package`, any is accepted.
pub fn open_package(
    project: &Project,
    package: pip::Wanted<'_>,
    wanted: Wanted<'_>,
) -> Result<Opened, Vec<Diagnostic>> {
    let (distribution, mut models) =
        unpacked::open(project, package, wanted).map_err(|problem| vec![problem])?;
    models.merge_additions()?;
    let named = (distribution.package.clone(), distribution.version.clone());
    let origin = Origin { source: config::Source::Package(distribution), package: Some(named) };
    Ok(Opened { origin, models })
}

fn no_layout(path: &str) -> Diagnostic {
    let problem = format!("the folder `{path}` contains no models of botocore's");
    let help = "name a folder with files such as `iot/2015-05-28/service-2.json`, that of botocore, or a virtual environment";
    report::error_help(CONFIG, problem, help)
}
