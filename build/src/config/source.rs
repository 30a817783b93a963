//! `[source]`: the source of the models.

use super::names::{is_path, is_plain_name, is_sha256};
use super::table::{Located, Problems, Table};

/// The source of the models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A source distribution on the Python package index, which pip downloads.
    Package(Distribution),
    /// An installed Python package that contains or uses botocore: `botocore`, `boto3` or `awscli`.
    Python {
        /// The name of the package.
        package: String,
    },
    /// A folder of botocore's models.
    Botocore {
        /// The path, relative to the folder of the file.
        path: String,
    },
    /// A folder of Smithy JSON ASTs, at any depth.
    Smithy {
        /// The path, relative to the folder of the file.
        path: String,
    },
    /// One model file in either format.
    File {
        /// The path, relative to the folder of the file.
        path: String,
    },
}

/// A source distribution on the Python package index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The name of the package.
    pub package: String,
    /// The version.
    pub version: String,
    /// The SHA-256 of the archive, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Source {
    /// Returns whether the models are those of botocore, with its endpoint rules and partitions.
    pub fn is_botocore(&self) -> bool {
        match self {
            Self::Package(_) | Self::Python { .. } | Self::Botocore { .. } => true,
            Self::Smithy { .. } | Self::File { .. } => false,
        }
    }

    /// Returns the name of the model file in a service's folder: one of [`MODEL_FILES`]. It does not determine the
    /// format of the model.
    pub fn model_file(&self) -> &'static str {
        let [botocore, other] = MODEL_FILES;
        if self.is_botocore() { botocore } else { other }
    }
}

/// The names of model files: for botocore's models, and for all others.
pub const MODEL_FILES: [&str; 2] = ["service-2.json", "model.json"];

/// The keys of the kinds of sources.
const KINDS: [&str; 5] = ["package", "python", "path", "smithy", "file"];
/// The Python packages that contain or use botocore's models.
const PYTHON: [&str; 3] = ["botocore", "boto3", "awscli"];

/// Parses the table, and reports a missing one.
pub(super) fn parse(root: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<Source> {
    if !root.has("source") {
        let help = "add `[source]` with one of: package, python, path, smithy, file";
        problems.add_help(root.location(), "missing table `[source]`", help);
        return None;
    }
    let table = root.table("source", problems)?;
    table.check_keys(&["package", "version", "sha256", "python", "path", "smithy", "file"], problems);
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| table.has(kind)).collect();
    let [kind] = kinds.as_slice() else {
        let problem = match kinds.is_empty() {
            true => "no source of models is set".to_owned(),
            false => format!("several sources of models are set: {}", kinds.join(", ")),
        };
        problems.add_help(table.location(), problem, format!("set exactly one of: {}", KINDS.join(", ")));
        return None;
    };
    if *kind == "package" {
        return distribution(&table, problems).map(Source::Package);
    }
    for key in ["version", "sha256"] {
        if let Some(found) = table.get(key) {
            let help = "remove it: what was read is pinned in `smithereen.lock`";
            problems.add_help(&found.location, format!("`{key}` belongs to a `package`"), help);
        }
    }
    let text = table.string(kind, problems)?;
    match *kind {
        "python" => python(&text, problems),
        _ if !is_path(text.value) => {
            problems.add(&text.location, "is not a path");
            None
        }
        "path" => Some(Source::Botocore { path: text.value.to_owned() }),
        "smithy" => Some(Source::Smithy { path: text.value.to_owned() }),
        _ => Some(Source::File { path: text.value.to_owned() }),
    }
}

fn python(text: &Located<&str>, problems: &mut Problems<'_>) -> Option<Source> {
    if PYTHON.contains(&text.value) {
        return Some(Source::Python { package: text.value.to_owned() });
    }
    let help = format!("use one of: {}", PYTHON.join(", "));
    problems.add_help(&text.location, format!("`{}` does not contain models", text.value), help);
    None
}

fn distribution(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<Distribution> {
    let pin = "`smithereen update` writes the newest version and its SHA-256";
    let package = name(table.string("package", problems), problems);
    let version = table.required("version", pin, problems);
    let version = name(version, problems);
    let sha256 = table.required("sha256", pin, problems);
    let sha256 = sha256.filter(|digits| {
        if !is_sha256(digits.value) {
            problems.add(&digits.location, "should be 64 hexadecimal digits in lower case");
        }
        is_sha256(digits.value)
    });
    Some(Distribution { package: package?, version: version?, sha256: sha256?.value.to_owned() })
}

/// Parses a name that becomes part of a path and of a command line.
fn name(text: Option<Located<&str>>, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = text?;
    if is_plain_name(value) {
        return Some(value.to_owned());
    }
    let help = "use letters, digits, `-`, `_` and `.`, a letter or digit first";
    problems.add_help(&location, format!("`{value}` is not a valid name"), help);
    None
}
