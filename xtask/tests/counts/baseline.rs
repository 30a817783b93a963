//! The baselines, and the tolerances of counts.

use crate::root;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;

const FILE: &str = "xtask/tests/counts/counts.toml";
const HEAD: &str = "# What was counted last, and accepted by `cargo xtask bench counts --accept`. The test beside this \
file fails where\n# a count is further off than its group allows: 5 % (generated lines and bytes 2 %, crates 0).\n";

/// Numbers by group and name.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<String, BTreeMap<String, usize>>);

/// Returns the tolerance of a group, in thousandths.
fn tolerance(group: &str) -> usize {
    match group {
        "crates" => 0,
        "generated" => 20,
        _ => 50,
    }
}

impl Counts {
    pub(crate) fn add(&mut self, group: &str, name: &str, count: usize) {
        self.0.entry(group.to_owned()).or_default().insert(name.to_owned(), count);
    }

    /// Reads the baselines from the file.
    pub(crate) fn accepted() -> Self {
        Self(toml::from_str(&fs::read_to_string(root().join(FILE)).unwrap()).unwrap())
    }

    /// Writes these counts as baselines.
    pub(crate) fn accept(&self) {
        fs::write(root().join(FILE), format!("{HEAD}{self}")).unwrap();
    }

    /// Describes the counts outside of their tolerance, with both numbers. A decrease counts too: otherwise the count could grow
    /// back unnoticed.
    pub(crate) fn differences(&self, now: &Self) -> Vec<String> {
        let mut all = Vec::new();
        for (group, name) in self.keys().chain(now.keys().filter(|key| self.get(*key).is_none())) {
            let line = match (self.get((group, name)), now.get((group, name))) {
                (Some(was), Some(is)) if is.abs_diff(was) * 1000 <= was * tolerance(group) => continue,
                (Some(was), Some(is)) => format!("accepted {was}, counted {is}"),
                (Some(was), None) => format!("accepted {was}, no longer counted"),
                (None, is) => format!("never accepted, counted {}", is.unwrap_or_default()),
            };
            all.push(format!("{group}, {name}: {line}"));
        }
        all
    }

    fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .flat_map(|(group, counts)| counts.keys().map(move |name| (group.as_str(), name.as_str())))
    }

    fn get(&self, (group, name): (&str, &str)) -> Option<usize> {
        self.0.get(group)?.get(name).copied()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (group, counts) in &self.0 {
            writeln!(f, "\n[\"{group}\"]")?;
            for (name, count) in counts {
                writeln!(f, "\"{name}\" = {count}")?;
            }
        }
        Ok(())
    }
}

/// Counts within the tolerance pass; others are described with both numbers.
pub(crate) fn counts_outside_of_the_tolerance_are_described_with_both_numbers() {
    let counts = |numbers: [usize; 3]| {
        let mut counts = Counts::default();
        let groups = ["allocations", "generated", "crates"];
        groups.iter().zip(numbers).for_each(|(group, number)| counts.add(group, "x", number));
        counts
    };
    let accepted = counts([100, 100, 100]);
    assert!(accepted.differences(&counts([105, 102, 100])).is_empty());
    assert!(accepted.differences(&counts([95, 98, 100])).is_empty());
    let differences = accepted.differences(&counts([106, 97, 101]));
    let line = |group, is| format!("{group}, x: accepted 100, counted {is}");
    assert_eq!(differences, [line("allocations", 106), line("crates", 101), line("generated", 97)]);
    assert_eq!(Counts::default().differences(&accepted).len(), 3);
    assert_eq!(accepted.differences(&Counts::default()).len(), 3);
}
