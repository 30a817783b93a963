//! Validates target paths, and derives the names of temporary files.

use std::path::{Path, PathBuf};

/// The name of the journal, in the folder that a run changes.
pub(super) const JOURNAL: &str = ".smithereen-journal";

/// Checks that a path is inside of its folder on every platform, and that its names are not reserved.
pub(super) fn check(path: &str) -> Result<(), String> {
    let fault = |part: &str| match part {
        "" => Some("empty component"),
        "." | ".." => Some("component of dots"),
        _ if part.contains(['\\', ':']) => Some("backslash or colon"),
        _ if part.contains(char::is_control) => Some("control character"),
        JOURNAL => Some("name reserved for the journal"),
        _ if Temporary::of(part).is_some() => Some("name reserved for temporary files"),
        _ => None,
    };
    match path.split('/').find_map(fault) {
        Some(fault) => Err(format!("invalid path: {fault}")),
        None => Ok(()),
    }
}

/// Returns whether the path of an existing file is inside of its folder and has no control character, such as the line feed
/// that ends an entry of the journal.
pub(super) fn stays_inside(path: &str) -> bool {
    !path.contains(char::is_control) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The temporary files beside a target.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Temporary {
    /// The new content, until it is moved to the target.
    New,
    /// The old content, until the run has committed.
    Old,
}

impl Temporary {
    pub(super) const ALL: [Self; 2] = [Self::New, Self::Old];

    fn suffix(self) -> &'static str {
        match self {
            Self::New => ".smithereen-new",
            Self::Old => ".smithereen-old",
        }
    }

    /// Returns the path of a target's temporary file. It is in the same folder, so that it can be renamed.
    pub(super) fn beside(self, target: &Path) -> PathBuf {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        target.with_file_name(format!(".{name}{}", self.suffix()))
    }

    /// Returns the kind and the target of a temporary file; `None` for any other path.
    pub(super) fn of(path: &str) -> Option<(Self, String)> {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        Self::ALL.into_iter().find_map(|kind| {
            let original =
                name.strip_prefix('.')?.strip_suffix(kind.suffix()).filter(|name| !name.is_empty())?;
            Some((kind, format!("{folder}{slash}{original}")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_outside_of_the_folder_are_rejected() {
        for good in ["Cargo.toml", "src/lib.rs", ".gitignore", "a/..b/c..", "é"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "..",
            "../a",
            "a/../../b",
            "./a",
            "a\\b",
            "C:",
            "C:/a",
            "c:a",
            "a\0b",
            "a\nb",
            "a/.b.smithereen-new",
            ".b.smithereen-old/a",
            ".smithereen-journal",
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_target_of_a_temporary_file_is_found() {
        for kind in Temporary::ALL {
            for path in ["lib.rs", "src/iot/mod.rs", ".gitignore"] {
                let beside = kind.beside(Path::new(path));
                let (found, original) = Temporary::of(beside.to_str().unwrap()).unwrap();
                assert!(found == kind && original == path, "{path}");
            }
        }
        assert!(Temporary::of("src/lib.rs").is_none() && Temporary::of("lib.rs.smithereen-new").is_none());
    }
}
