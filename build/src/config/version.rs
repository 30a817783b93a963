//! Versions of crates.

use std::fmt;

/// A version in the form of Semantic Versioning 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Major, minor and patch number.
    pub numbers: [u64; 3],
    /// The pre-release and build identifiers, with the `-` or `+` before them; empty for most versions.
    pub suffix: String,
}

impl Version {
    /// Parses a version. Returns `None` for text of another form.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(['-', '+']).unwrap_or(text.len());
        let (numbers, suffix) = text.split_at(end);
        let mut parts = numbers.split('.').map(number);
        let numbers = [parts.next()??, parts.next()??, parts.next()??];
        let is_identifier =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let groups = suffix.get(1..).into_iter().flat_map(|rest| rest.splitn(2, '+'));
        let is_suffix = groups.flat_map(|group| group.split('.')).all(is_identifier);
        (parts.next().is_none() && is_suffix).then(|| Self { numbers, suffix: suffix.to_owned() })
    }
}

fn number(digits: &str) -> Option<u64> {
    let is_number =
        digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_number)
}

impl Default for Version {
    fn default() -> Self {
        Self { numbers: [0, 1, 0], suffix: String::new() }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}{}", self.suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_cargo_parse_and_print_unchanged() {
        for good in ["0.1.0", "1.2.3", "10.0.0-rc.1", "1.0.0+build.5", "1.0.0-a-b+c"] {
            assert_eq!(Version::parse(good).map(|version| version.to_string()).as_deref(), Some(good));
        }
        for bad in
            ["", "1", "1.2", "1.2.3.4", "01.2.3", "+1.2.3", "1.2.3-", "1.2.3-a..b", "1.2.3\n", "v1.2.3"]
        {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }
}
