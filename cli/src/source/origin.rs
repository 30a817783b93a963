//! The source that models were read from.

use smithereen_build::config::Source;
use std::fmt;

/// A source, with the version that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The source as it is configured.
    pub source: Source,
    /// The name and version of the package that contains the models, if there is one.
    pub package: Option<(String, String)>,
}

/// Formats the source as `botocore 1.44.5`, or as the path of the models.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((package, version)) = &self.package {
            return write!(f, "{package} {version}");
        }
        match &self.source {
            Source::Package(distribution) => write!(f, "{} {}", distribution.package, distribution.version),
            Source::Python { package } => f.write_str(package),
            Source::Botocore { path } | Source::Smithy { path } | Source::File { path } => f.write_str(path),
        }
    }
}
