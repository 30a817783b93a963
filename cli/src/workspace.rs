//! The Cargo workspace around a folder.

use crate::{paths, report};
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The manifest of a package or workspace.
const MANIFEST: &str = "Cargo.toml";

/// A Cargo workspace.
pub(crate) struct Workspace {
    /// The folder of its manifest.
    pub(crate) root: PathBuf,
    members: Vec<String>,
    exclude: Vec<String>,
}

impl Workspace {
    /// Finds the nearest workspace in a folder or above it.
    pub(crate) fn around(folder: &Path) -> Result<Option<Self>, Diagnostic> {
        for folder in folder.ancestors() {
            let path = folder.join(MANIFEST);
            let displayed = path.display().to_string();
            let Some(text) = smithereen_build::files::read_optional(&path, &displayed)? else { continue };
            let manifest: Table = text.parse().map_err(|error: toml::de::Error| {
                report::error(displayed, format!("is not TOML: {}", error.message().trim_end()))
            })?;
            let Some(table) = manifest.get("workspace").and_then(Value::as_table) else { continue };
            let list = |key: &str| strings(table.get(key));
            let root = folder.to_owned();
            return Ok(Some(Self { root, members: list("members"), exclude: list("exclude") }));
        }
        Ok(None)
    }

    /// Returns whether a crate in `folder` has to be a workspace of its own, because the workspace around it does not
    /// list it.
    pub(crate) fn is_needed_for(folder: &Path) -> Result<bool, Diagnostic> {
        let around = folder.parent().map_or(Ok(None), Self::around)?;
        Ok(around.is_some_and(|workspace| workspace.claims(folder) && !workspace.has_member(folder)))
    }

    /// Returns whether a crate in `folder` belongs to the workspace: it is listed, or matches a pattern, and is not
    /// excluded.
    pub(crate) fn has_member(&self, folder: &Path) -> bool {
        let Some(path) = self.relative(folder) else { return false };
        self.members.iter().any(|pattern| matches(pattern, &path)) && !self.excludes(&path)
    }

    /// Returns whether Cargo expects a crate in `folder` to be a member.
    pub(crate) fn claims(&self, folder: &Path) -> bool {
        self.relative(folder).is_some_and(|path| !self.excludes(&path))
    }

    fn excludes(&self, path: &str) -> bool {
        let is_in = |excluded: &String| {
            let excluded = excluded.trim_start_matches("./").trim_end_matches('/');
            path.strip_prefix(excluded).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.exclude.iter().any(is_in)
    }

    fn relative(&self, folder: &Path) -> Option<String> {
        let root = paths::normal(&self.root);
        paths::normal(folder).strip_prefix(root).ok().map(paths::text)
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let elements = value.and_then(Value::as_array).into_iter().flatten();
    elements.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Returns whether a path matches a pattern of `members`, in which `*` stands for a part of a name and `**` for
/// folders.
fn matches(pattern: &str, path: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !matches!(*part, "" | ".")).map(str::to_owned).collect()
    };
    folders_match(&parts(pattern), &parts(path))
}

fn folders_match(pattern: &[String], path: &[String]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first == "**" => {
            folders_match(rest, path)
                || path.split_first().is_some_and(|(_, below)| folders_match(pattern, below))
        }
        (Some((first, rest)), Some((name, below))) => {
            name_matches(first.as_bytes(), name.as_bytes()) && folders_match(rest, below)
        }
        _ => false,
    }
}

fn name_matches(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => {
            name_matches(rest, name)
                || name.split_first().is_some_and(|(_, more)| name_matches(pattern, more))
        }
        (Some((b'?', rest)), Some((_, more))) => name_matches(rest, more),
        (Some((one, rest)), Some((other, more))) => one == other && name_matches(rest, more),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workspace_members_are_listed_or_match_a_pattern() {
        let workspace = Workspace {
            root: PathBuf::from("/work"),
            members: ["crates/*", "./app", "tools/**", "a?-*"].map(str::to_owned).to_vec(),
            exclude: vec!["crates/old".to_owned()],
        };
        for member in ["crates/aws", "app", "tools/a/b", "ab-c", "crates/x/../aws"] {
            assert!(workspace.has_member(&Path::new("/work").join(member)), "{member}");
        }
        for other in ["crates", "crates/a/b", "crates/old", "apps", "../other", "a-c"] {
            assert!(!workspace.has_member(&Path::new("/work").join(other)), "{other}");
        }
        assert!(workspace.claims(Path::new("/work/aws")) && !workspace.claims(Path::new("/other")));
        assert!(!workspace.claims(Path::new("/work/crates/old/x")));
    }
}
