//! `[crate]`: the generated crate.

use super::names::{is_crate_name, is_path};
use super::runtime::{self, Runtime};
use super::table::{Located, Problems, Table};
use super::version::Version;
use smithereen_codegen::near;

/// The settings of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateConfig {
    /// The name of the package. Not used for modules that a build script generates.
    pub name: Option<String>,
    /// The folder of the crate, relative to the folder of the file. Not used for modules that a build script generates.
    pub path: Option<String>,
    /// The version of the package.
    pub version: Version,
    /// The edition of Rust.
    pub edition: Edition,
    /// The license, as an SPDX expression.
    pub license: Option<String>,
    /// The oldest supported version of Rust.
    pub rust_version: Option<String>,
    /// Whether the package can be published.
    pub publish: bool,
    /// The dependency on the runtime. The default is a released version.
    pub runtime: Option<Runtime>,
    /// Whether the feature `client` is on by default; for modules of a build script, whether there is a client.
    pub client: bool,
    /// Whether the feature `serde` is on by default.
    pub serde: bool,
    /// Whether generated structures are `#[non_exhaustive]`. `None` leaves the choice to the generator.
    pub non_exhaustive: Option<bool>,
    /// Whether unions with one variant implement `From`, and outputs with one list `IntoIterator`.
    pub conversions: bool,
    /// Whether the documentation of the models is emitted; see [`super::Config::documentation`].
    pub documentation: Option<bool>,
    /// The workspace of the crate.
    pub workspace: Membership,
}

/// An edition of Rust that generated code supports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// 2024.
    #[default]
    E2024,
}

impl Edition {
    /// Returns the edition in the form of manifests.
    pub fn name(self) -> &'static str {
        match self {
            Self::E2024 => "2024",
        }
    }
}

/// The workspace of a crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Membership {
    /// The workspace that contains its folder.
    #[default]
    Member,
    /// No workspace: its manifest has an empty `[workspace]` table.
    None,
}

const KEYS: [&str; 14] = [
    "name",
    "path",
    "version",
    "edition",
    "license",
    "rust-version",
    "publish",
    "runtime",
    "client",
    "serde",
    "non-exhaustive",
    "conversions",
    "documentation",
    "workspace",
];

/// Parses the table. `models` is the folder of models, which the crate must not be in.
pub(super) fn parse(root: &Table<'_, '_>, models: &str, problems: &mut Problems<'_>) -> CrateConfig {
    let mut config = CrateConfig {
        name: None,
        path: None,
        version: Version::default(),
        edition: Edition::default(),
        license: None,
        rust_version: None,
        publish: false,
        runtime: None,
        client: true,
        serde: false,
        non_exhaustive: None,
        conversions: false,
        documentation: None,
        workspace: Membership::default(),
    };
    let Some(table) = root.table("crate", problems) else { return config };
    table.check_keys(&KEYS, problems);
    config.name = name(&table, problems);
    config.path = path(&table, models, problems);
    if config.path.is_some() && !table.has("name") {
        problems.add_help(table.location(), "missing key `name`", "name the crate, such as `name = \"aws\"`");
    }
    config.version = version(&table, problems).unwrap_or_default();
    check_edition(&table, problems);
    config.license = license(&table, problems);
    config.rust_version = rust_version(&table, problems);
    config.publish = table.boolean("publish", problems).unwrap_or(config.publish);
    config.runtime = runtime::parse(&table, problems);
    config.client = table.boolean("client", problems).unwrap_or(config.client);
    config.serde = table.boolean("serde", problems).unwrap_or(config.serde);
    config.non_exhaustive = table.boolean("non-exhaustive", problems);
    config.conversions = table.boolean("conversions", problems).unwrap_or(config.conversions);
    config.documentation = table.boolean("documentation", problems);
    if choice(&table, "workspace", &["member", "none"], problems) == Some("none") {
        config.workspace = Membership::None;
    }
    config
}

fn name(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = table.string("name", problems)?;
    if is_crate_name(value) {
        return Some(value.to_owned());
    }
    let help = "use letters, digits, `-` and `_`, a letter first";
    problems.add_help(&location, format!("`{value}` is not the name of a crate"), help);
    None
}

/// Parses the folder of the crate, which must not contain files of the project.
fn path(table: &Table<'_, '_>, models: &str, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = table.string("path", problems)?;
    let parts: Vec<&str> = value.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let is_above = !value.starts_with('/') && parts.iter().all(|part| *part == "..");
    let models: Vec<&str> = models.split('/').collect();
    let problem = match () {
        () if !is_path(value) => "is not a path",
        () if is_above => "is the folder of this file or one above it",
        () if parts.starts_with(&models) => "is in the folder of models",
        () if models.starts_with(&parts) => "contains the folder of models",
        () => return Some(value.to_owned()),
    };
    problems.add_help(&location, problem, "give the crate a folder of its own, such as `crates/aws`");
    None
}

fn version(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<Version> {
    let Located { value, location } = table.string("version", problems)?;
    let version = Version::parse(value);
    if version.is_none() {
        let help = "write major, minor and patch number, such as `0.1.0`";
        problems.add_help(&location, format!("`{value}` is not a version"), help);
    }
    version
}

/// Reports an edition that generated code does not support.
fn check_edition(table: &Table<'_, '_>, problems: &mut Problems<'_>) {
    let Some(Located { value, location }) = table.string("edition", problems) else { return };
    if value != Edition::default().name() {
        let help = "write `2024`: crates of any edition can depend on the crate";
        let problem = format!("generated code does not compile in the edition `{value}`");
        problems.add_help(&location, problem, help);
    }
}

fn license(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = table.string("license", problems)?;
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | '+' | '(' | ')' | '/' | ':');
    if !value.trim().is_empty() && value.chars().all(is_plain) {
        return Some(value.to_owned());
    }
    let help = "write an SPDX expression, such as `MIT OR Apache-2.0`";
    problems.add_help(&location, format!("`{value}` is not a license expression"), help);
    None
}

fn rust_version(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = table.string("rust-version", problems)?;
    let parts: Vec<&str> = value.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if (2..=3).contains(&parts.len()) && parts.iter().all(is_number) {
        return Some(value.to_owned());
    }
    problems.add_help(&location, format!("`{value}` is not a version of Rust"), "write it like `1.88`");
    None
}

/// Parses a string that must be one of the known values.
fn choice<'k>(
    table: &Table<'_, '_>,
    key: &str,
    known: &[&'k str],
    problems: &mut Problems<'_>,
) -> Option<&'k str> {
    let Located { value, location } = table.string(key, problems)?;
    let found = known.iter().copied().find(|name| *name == value);
    if found.is_none() {
        let help = near::help(value, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("use one of: {}", known.join(", ")));
        problems.add_help(&location, format!("unknown {key} `{value}`"), help);
    }
    found
}
