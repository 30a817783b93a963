//! Target paths and their temporary names.

use super::journal;
use std::path::{Path, PathBuf};

/// Whether a path stays in its folder on any system, and is none of the names that we need ourselves.
pub(super) fn check(path: &str) -> Result<(), String> {
    let fault = |part: &str| match part {
        "" => Some("has an empty part"),
        "." | ".." => Some("has a part of dots"),
        _ if part.contains(['\\', ':']) => Some("has a backslash or a colon"),
        _ if part.contains(char::is_control) => Some("has a control character"),
        journal::NAME => Some("has a name that is kept for the journal"),
        _ if Temporary::of(part).is_some() => Some("has a name that is kept for temporary files"),
        _ => None,
    };
    match path.split('/').find_map(fault) {
        Some(fault) => Err(format!("is no path to write to: it {fault}")),
        None => Ok(()),
    }
}

/// Whether the path of something that exists stays in its folder, and fits on a line.
pub(super) fn stays_inside(path: &str) -> bool {
    !path.contains(char::is_control) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// What a file is called while it is not, or no longer, in its place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Temporary {
    /// It is still to come to its place.
    New,
    /// It was in its place before.
    Old,
}

impl Temporary {
    const ALL: [Self; 2] = [Self::New, Self::Old];

    fn suffix(self) -> &'static str {
        match self {
            Self::New => ".smithereen-new",
            Self::Old => ".smithereen-old",
        }
    }

    /// The path that stands for `place`: in the same folder, since only there can it be renamed for sure.
    pub(super) fn beside(self, place: &Path) -> PathBuf {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        place.with_file_name(format!(".{name}{}", self.suffix()))
    }

    /// Whether a path is such a one, and the path that it stands for.
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
    fn only_paths_that_stay_inside_are_taken() {
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
    fn a_temporary_name_leads_back() {
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
