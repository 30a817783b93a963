//! `runtime`: the dependency of the generated crate on `smithereen`.

use super::table::{Problems, Table};

/// The dependency of the generated crate on the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// The folder of the runtime, relative to the folder of `smithereen.toml`.
    pub path: Option<String>,
    /// The other keys of the dependency with string values, in the order of [`KEYS`].
    others: Vec<(&'static str, String)>,
    /// Whether the dependency is inherited from the workspace.
    is_inherited: bool,
}

/// The keys of a dependency that have strings as values, except `path`.
const KEYS: [&str; 6] = ["version", "git", "branch", "tag", "rev", "registry"];

impl Runtime {
    /// Creates a dependency on a released version.
    pub fn version(version: &str) -> Self {
        Self { path: None, others: vec![("version", version.to_owned())], is_inherited: false }
    }

    /// Returns the inline table of the dependency. `path` converts the path.
    pub fn to_table(&self, path: impl FnOnce(&str) -> String) -> String {
        let path = self.path.as_deref().map(|text| ("path", path(text)));
        let others = self.others.iter().cloned();
        let strings = path.into_iter().chain(others).map(|(key, text)| format!("{key} = {}", quoted(&text)));
        let inherited = self.is_inherited.then(|| "workspace = true".to_owned());
        format!("{{ {} }}", strings.chain(inherited).collect::<Vec<_>>().join(", "))
    }
}

/// Parses the table. Returns `None` if it is missing or invalid.
pub(super) fn parse(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<Runtime> {
    let table = table.table("runtime", problems)?;
    let known: Vec<&str> = ["path", "workspace"].into_iter().chain(KEYS).collect();
    if let Some(features) = table.get("features") {
        let help = "remove it: features are added as the operations need them";
        problems.add_help(&features.location, "`features` cannot be set", help);
    } else {
        table.check_keys(&known, problems);
    }
    let mut string = |key: &str| {
        let text = table.string(key, problems)?;
        if text.value.is_empty() || text.value.contains(char::is_control) {
            problems.add(&text.location, "is empty or has control characters");
            return None;
        }
        Some(text.value.to_owned())
    };
    let path = string("path");
    let others: Vec<_> = KEYS.into_iter().filter_map(|key| Some((key, string(key)?))).collect();
    let is_inherited = table.boolean("workspace", problems).unwrap_or_default();
    let runtime = Runtime { path, others, is_inherited };
    let has_source = ["version", "path", "git", "workspace"].into_iter().any(|key| table.has(key));
    if !has_source {
        let help = "set `version`, `path` or `git`, such as `{ version = \"0.1\" }`";
        problems.add_help(table.location(), "the source of the runtime is missing", help);
    }
    Some(runtime)
}

/// Returns a TOML string. Control characters were rejected before.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
