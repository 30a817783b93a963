//! Adds the crate to the members of a workspace.

use super::Edit;
use crate::project::Project;
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

/// The manifest of the workspace.
const MANIFEST: &str = "Cargo.toml";

/// Returns the manifest with `path` added to its members.
pub(super) fn with_member(project: &Project, path: &str) -> Result<Edit, Diagnostic> {
    let old = project.read(MANIFEST)?.unwrap_or_default();
    let new = add_member(&old, path).map_err(|problem| {
        report::error_help(MANIFEST, problem, format!("add `{path}` to `workspace.members` by hand"))
    })?;
    Ok(Edit { path: MANIFEST.to_owned(), old: Some(old), new })
}

fn add_member(text: &str, path: &str) -> Result<String, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let workspace = document.get_mut("workspace").and_then(Item::as_table_like_mut);
    let workspace: &mut dyn TableLike = workspace.ok_or("`workspace` is not a table")?;
    let members = workspace.entry("members").or_insert_with(|| Item::Value(Array::new().into()));
    let members = members.as_array_mut().ok_or("`workspace.members` is not an array")?;
    let mut member = Value::from(path);
    if let Some(last) = members.iter().last() {
        let prefix = last.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        let line = prefix.rfind('\n').and_then(|end| prefix.get(end..)).unwrap_or(" ");
        let is_alone = members.len() == 1 && !prefix.contains('\n');
        member.decor_mut().set_prefix(if is_alone { " " } else { line });
    }
    members.push_formatted(member);
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_added_in_the_style_of_the_others() {
        for (before, after) in [
            ("[workspace]\n", "[workspace]\nmembers = [\"aws\"]\n"),
            ("[workspace]\nmembers = [\"app\"] # all\n", "[workspace]\nmembers = [\"app\", \"aws\"] # all\n"),
            (
                "[workspace]\nmembers = [\n    \"app\",\n    \"lib\",\n]\n",
                "[workspace]\nmembers = [\n    \"app\",\n    \"lib\",\n    \"aws\",\n]\n",
            ),
            ("workspace = { members = [] }\n", "workspace = { members = [\"aws\"] }\n"),
        ] {
            assert_eq!(add_member(before, "aws").as_deref(), Ok(after));
        }
        assert!(add_member("[workspace]\nmembers = 1\n", "aws").is_err());
    }
}
