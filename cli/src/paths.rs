//! Paths from one folder to another, for manifests.

use std::path::{Component, Path, PathBuf};

/// Returns the path from the folder `from` to `to`, with `/`. Both start from `root`, or are absolute. The result is
/// relative unless one of the two alone is absolute.
pub(crate) fn between(root: &Path, from: &str, to: &str) -> String {
    if Path::new(to).is_absolute() {
        return to.to_owned();
    }
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let target = normal(&root.join(to));
    if Path::new(from).is_absolute() {
        return text(&target);
    }
    text(&relative(&normal(&root.join(from)), &target))
}

/// Returns the relative path from a folder to another path. Both are absolute, without `..`.
pub(crate) fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// Removes `.` and `..` from the text of a path, without access to the disk.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            part => out.push(part),
        }
    }
    out
}

/// Returns a path in the form of manifests, with `/`.
pub(crate) fn text(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_one_folder_to_the_other() {
        let root = Path::new("/work/project");
        for (from, to, expected) in [
            ("generated", "runtime", "../runtime"),
            ("crates/aws", "runtime", "../../runtime"),
            ("./crates/../aws", "./runtime", "../runtime"),
            ("../aws", "runtime", "../project/runtime"),
            ("aws", "../smithereen/runtime", "../../smithereen/runtime"),
            ("aws", "/opt/runtime", "/opt/runtime"),
            ("/opt/aws", "runtime", "/work/project/runtime"),
        ] {
            assert_eq!(between(root, from, to), expected, "{from} {to}");
        }
    }
}
