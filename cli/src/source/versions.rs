//! Suggestions for a version that does not exist, from the list of versions in pip's output.

use std::cmp::Ordering;

/// The number of suggested versions on either side.
const FEW: usize = 2;

/// Returns whether the text has the form of a version: numbers separated by dots, optionally followed by letters and
/// numbers.
pub fn is_one(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Returns the nearest of the versions that pip lists, in their order, or `None` if the output has no such list.
pub(super) fn nearest<'t>(output: &'t str, version: &str) -> Option<Vec<&'t str>> {
    let (_, list) = output.split_once("(from versions: ")?;
    let (list, _) = list.split_once(')')?;
    let mut all: Vec<&str> = list.split(',').map(str::trim).filter(|known| is_one(known)).collect();
    all.sort_by(|one, other| compare(one, other));
    let index = all.partition_point(|known| compare(known, version) == Ordering::Less);
    Some(all.into_iter().skip(index.saturating_sub(FEW)).take(index.min(FEW) + FEW).collect())
}

/// Compares by number, if both are numbers.
fn compare(one: &str, other: &str) -> Ordering {
    let key = |version: &str| -> Vec<(u64, String)> {
        let parts = version.split('.');
        parts
            .map(|part| part.parse().map_or((0, part.to_owned()), |number| (number, String::new())))
            .collect()
    };
    key(one).cmp(&key(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_before_and_after_are_suggested() {
        let output = "ERROR: none (from versions: 0.4.1, 1.9.0, 1.10.0, 1.10.2, 1.10.12)\nERROR: No match";
        assert_eq!(nearest(output, "1.10.1"), Some(vec!["1.9.0", "1.10.0", "1.10.2", "1.10.12"]));
        assert_eq!(nearest(output, "9.9.9"), Some(vec!["1.10.2", "1.10.12"]));
        assert_eq!(nearest(output, "0.1"), Some(vec!["0.4.1", "1.9.0"]));
        assert_eq!(nearest("no network", "1.0"), None);
        assert_eq!(nearest("(from versions: none)", "1.0"), Some(Vec::new()));
    }

    #[test]
    fn versions_are_recognized() {
        for good in ["1", "1.44.5", "2.0rc1", "0.4.1.dev2"] {
            assert!(is_one(good), "{good}");
        }
        for bad in ["", "latest", "1..2", "1.", "../1", "1-2", "v1"] {
            assert!(!is_one(bad), "{bad}");
        }
    }
}
