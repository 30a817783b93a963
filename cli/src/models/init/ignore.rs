//! Excludes the folder of downloaded models from version control.

use super::Edit;
use crate::project::Project;
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::Path;

/// The file with the patterns that Git ignores.
const FILE: &str = ".gitignore";
/// The folder that archives are downloaded and unpacked to, below the project's root.
const FOLDER: &str = "target";

/// Returns the `.gitignore` of the project's root with a pattern for the downloads, or `None` if Git ignores them already.
pub(super) fn with_downloads(project: &Project) -> Result<Option<Edit>, Diagnostic> {
    let root = project.path("");
    let mut is_ignored = false;
    for folder in repository(&root) {
        let path = folder.join(FILE);
        let text = smithereen_build::files::read_optional(&path, &path.display().to_string())?;
        let below = root.strip_prefix(folder).unwrap_or(Path::new("")).join(FOLDER);
        // A pattern in a lower folder takes precedence over those above it.
        is_ignored = ignores(&text.unwrap_or_default(), &below).unwrap_or(is_ignored);
    }
    if is_ignored {
        return Ok(None);
    }
    let old = project.read(FILE)?;
    let mut new = old.clone().unwrap_or_default();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    new.push_str(&format!("/{FOLDER}\n"));
    Ok(Some(Edit { path: FILE.to_owned(), old, new }))
}

/// Returns the folders from the top of the Git repository to `root`, or only `root` outside of a repository.
fn repository(root: &Path) -> Vec<&Path> {
    let depth = root.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    let mut folders: Vec<&Path> = root.ancestors().take(depth + 1).collect();
    folders.reverse();
    folders
}

/// Returns whether the last pattern that matches `path` or a folder above it ignores it, or `None` if no pattern matches.
/// Of wildcards, only `*` alone and a leading `**/` are understood. Other patterns do not match, so that at most a line
/// too many is written.
fn ignores(patterns: &str, path: &Path) -> Option<bool> {
    let folders: Vec<&Path> = path.ancestors().filter(|folder| folder.file_name().is_some()).collect();
    patterns.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).rev().find_map(
        |line| {
            let (pattern, is_ignored) =
                line.strip_prefix('!').map_or((line, true), |negated| (negated, false));
            let pattern = pattern.strip_suffix('/').unwrap_or(pattern);
            let pattern = pattern.strip_prefix("**/").unwrap_or(pattern);
            let matches = |folder: &&Path| match pattern.contains('/') {
                true => *folder == Path::new(pattern.trim_start_matches('/')),
                false => pattern == "*" || folder.file_name().is_some_and(|name| name == pattern),
            };
            folders.iter().any(matches).then_some(is_ignored)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_understood_as_git_does() {
        for (patterns, path, expected) in [
            ("", "target", None),
            ("# target\n*.log\n/build\n", "target", None),
            ("target", "target", Some(true)),
            ("target/\r\n", "tools/target", Some(true)),
            ("/target", "target", Some(true)),
            ("/target", "tools/target", None),
            ("tools/target", "tools/target", Some(true)),
            ("**/target", "tools/target", Some(true)),
            ("/tools/", "tools/target", Some(true)),
            ("*", "target", Some(true)),
            ("/target\n!/target\n", "target", Some(false)),
            ("!/target\n/target\n", "target", Some(true)),
            ("/targets\n", "target", None),
        ] {
            assert_eq!(ignores(patterns, Path::new(path)), expected, "{patterns:?} {path}");
        }
    }
}
