//! The text of a new `smithereen.toml`.

use std::fmt::Write;

/// The settings that depend on the project.
pub(super) struct Settings<'s> {
    /// The lines of `[source]`.
    pub(super) source: &'s str,
    pub(super) name: &'s str,
    pub(super) path: &'s str,
    /// The path of the runtime, or `None` for a released version.
    pub(super) runtime: Option<String>,
    /// Whether the crate belongs to the workspace around it.
    pub(super) is_member: bool,
}

/// Returns the text of the file.
pub(super) fn config(settings: &Settings<'_>) -> String {
    let Settings { source, name, path, runtime, is_member } = settings;
    let (name, path) = (quoted(name), quoted(path));
    let runtime = match runtime {
        Some(path) => format!("{{ path = {} }}", quoted(path)),
        None => format!("{{ version = \"{}\" }}", env!("CARGO_PKG_VERSION")),
    };
    let mut text = format!(
        "# The operations that the crate below calls, and the models that it is generated from.\n\
         # After editing this file by hand, run `smithereen pull`.\n\n\
         [source]\n{source}\n\
         [crate]\nname = {name}\npath = {path}\nversion = \"0.1.0\"\nruntime = {runtime}\n"
    );
    if !is_member {
        let _ = writeln!(text, "# The crate is not part of a Cargo workspace.\nworkspace = \"none\"");
    }
    text
}

/// Returns a TOML string. TOML accepts JSON's escapes.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
