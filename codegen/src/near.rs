//! Which of the known names was meant by one that is not known.

use std::cell::Cell;

/// Below this, names have little in common.
const LIKE: f64 = 0.75;
/// Longer names are nobody's slip, and take long to compare.
const LONGEST: usize = 128;
/// How many names of a model are looked for among all others: after that it is the model that is odd, and the time that
/// it takes to read should stay in proportion to its length.
const MOST: usize = 32;

/// The nearest of these names, if one is near. Of absolute ids, what counts is the name after the namespace.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let likeness =
        |other: &str| (strsim::jaro_winkler(plain(name), plain(other)), strsim::jaro_winkler(name, other));
    let near = known.filter(|other| other.len() <= LONGEST).map(|other| (likeness(other), other));
    let near = near.filter(|((likeness, _), _)| *likeness > LIKE);
    // Names may come in any order.
    let nearest = near.max_by(|((one, whole), name), ((other, other_whole), other_name)| {
        one.total_cmp(other).then(whole.total_cmp(other_whole)).then_with(|| other_name.cmp(name))
    });
    nearest.map(|(_, other)| other)
}

/// What to do about an unknown name.
pub(crate) fn help<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// The same for the names in a model, as long as there are few that are not known.
#[derive(Debug, Default)]
pub(crate) struct Guess {
    made: Cell<usize>,
}

impl Guess {
    pub(crate) fn help<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
        self.made.set(self.made.get().saturating_add(1));
        if self.made.get() <= MOST { help(name, known) } else { None }
    }
}

fn plain(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found_by_name_and_then_by_namespace() {
        let known = ["com.a#Order", "com.b#Payment", "com.a#Payment", "smithy.api#String"];
        for (name, expected) in [
            ("com.a#Paymnt", Some("com.a#Payment")),
            ("com.b#Paymnt", Some("com.b#Payment")),
            ("smithy.api#Order", Some("com.a#Order")),
            ("com.a#Zebra", None),
        ] {
            assert_eq!(nearest(name, known.into_iter()), expected, "{name}");
        }
    }

    #[test]
    fn of_many_unknown_names_the_first_alone_are_looked_for() {
        let guess = Guess::default();
        let made = (0..100).filter_map(|_| guess.help("Ordr", ["Order"].into_iter()));
        assert_eq!(made.count(), MOST);
        assert_eq!(nearest(&"a".repeat(LONGEST + 1), ["a"].into_iter()), None);
    }
}
