//! Suggestions for unknown names: the known names that a user most likely meant.
//!
//! Every part of the project that reports an unknown name takes its suggestions from here.

use std::borrow::Cow;
use std::cell::Cell;

/// The share of a name's letters that may differ, as one in so many: one letter of three to five, two of six to eight.
/// Names of one or two letters have to be equal but for case and separators.
const LETTERS_PER_EDIT: usize = 3;
/// The largest number of suggestions.
const MOST_SUGGESTIONS: usize = 3;
/// Names with more bytes get no suggestions: they are not typing errors, and comparing them is slow.
const LONGEST: usize = 128;
/// The largest number of unknown names of one model that get suggestions, so that reading takes time in proportion to
/// the model's length.
const MOST_LOOKUPS: usize = 32;

/// Returns the known names that are near to `name`, nearest first and at most three; equally near ones in the order of
/// their letters. None of them is `name` itself, and none is more than twice as far as the nearest.
///
/// Names are compared without regard to case and separators: `update-thing` and `update_thing` are `UpdateThing`. Of
/// shape ids, names without namespace are compared first, then whole ids.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let Some(wanted) = Letters::of(name) else { return Vec::new() };
    let mut near: Vec<(usize, usize, &str)> = known
        .into_iter()
        .filter(|other| *other != name)
        .filter_map(|other| {
            let letters = Letters::of(other)?;
            let edits = distance(&wanted.name, &letters.name)?;
            Some((edits, strsim::osa_distance(&wanted.whole, &letters.whole), other))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    // A name with three wrong letters is no suggestion beside a name with one.
    let nearest = near.first().map_or(0, |(edits, ..)| *edits);
    near.retain(|(edits, ..)| *edits <= 2 * nearest);
    near.into_iter().take(MOST_SUGGESTIONS).map(|(.., other)| other).collect()
}

/// Returns the help for an unknown name: "did you mean `A` or `B`?", or `None` if no known name is near.
pub fn help<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: Vec<String> = nearest(name, known).iter().map(|near| format!("`{near}`")).collect();
    let (last, others) = names.split_last()?;
    match others.is_empty() {
        true => Some(format!("did you mean {last}?")),
        false => Some(format!("did you mean {} or {last}?", others.join(", "))),
    }
}

/// [`help`] for the names in a model: only the first unknown names get suggestions.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    lookups: Cell<usize>,
}

impl Suggestions {
    pub(crate) fn help<'n>(&self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
        self.lookups.set(self.lookups.get().saturating_add(1));
        if self.lookups.get() <= MOST_LOOKUPS { help(name, known) } else { None }
    }
}

/// A name without case and separators.
struct Letters<'n> {
    whole: Cow<'n, str>,
    /// The part after the namespace.
    name: Cow<'n, str>,
}

impl<'n> Letters<'n> {
    /// Returns `None` for a name that is too long, or that has neither letters nor digits.
    fn of(name: &'n str) -> Option<Self> {
        let plain = name.split_once('#').map_or(name, |(_, name)| name);
        let letters = Self { whole: letters(name), name: letters(plain) };
        (name.len() <= LONGEST && !letters.name.is_empty()).then_some(letters)
    }
}

fn letters(name: &str) -> Cow<'_, str> {
    match name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        true => name.into(),
        false => name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect(),
    }
}

/// Returns the number of insertions, deletions, replacements and transpositions between two names, or `None` if there are
/// too many for a typo.
fn distance(one: &str, other: &str) -> Option<usize> {
    let (short, long) = match (one.chars().count(), other.chars().count()) {
        (one, other) if one <= other => (one, other),
        (one, other) => (other, one),
    };
    let most = long / LETTERS_PER_EDIT;
    if long - short > most {
        return None;
    }
    Some(strsim::osa_distance(one, other)).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_get_near_names_only() {
        let operations = "UpdateThing UpdateThingGroup DescribeThing DeleteThing ListThings";
        for (typo, known, expected) in [
            // Case and separators.
            ("update-thing", operations, "UpdateThing"),
            ("update_thing", operations, "UpdateThing"),
            ("UPDATETHING", operations, "UpdateThing"),
            ("UpdateThingGrp", operations, "UpdateThingGroup UpdateThing"),
            ("s3", "S3 s4 sr", "S3"),
            ("dynamo-db", "dynamodb", "dynamodb"),
            // Letters left out, added, replaced, swapped.
            ("UpdteThing", "UpdateThing DescribeThing", "UpdateThing"),
            ("DescribeeThing", "UpdateThing DescribeThing", "DescribeThing"),
            ("lambada", "lambda iot s3", "lambda"),
            ("labmda", "lambda iot s3", "lambda"),
            ("Kep", "Keep Drop", "Keep"),
            // The nearest come first, then by name, and three at most.
            ("ListThing", "ListThinks ListThings", "ListThings ListThinks"),
            ("Thing", "Thinj Thinf Things Thine Thinks", "Thine Thinf Things"),
            ("Thing", "Things Things", "Things"),
            ("GetThings", "GetThing ListThings PutThing", "GetThing"),
            // Names of two or three letters.
            ("ec", "ec2 s3", "ec2"),
            ("iot", "ion iam s3", "ion"),
            ("s2", "s3 sr", ""),
            ("x", "y xy xyz", ""),
            ("Pot", "Put Get", "Put"),
            // Not near, equal, or no name.
            ("Entirely", "Keep Drop", ""),
            ("foobar", "lambda iot s3", ""),
            ("Get", "GetThing GetThings", ""),
            ("Thing", "Thing", ""),
            ("", "a", ""),
            ("--", "a", ""),
            ("a", "", ""),
            // Shape ids.
            ("com.a#Paymnt", "com.a#Order com.b#Payment com.a#Payment", "com.a#Payment com.b#Payment"),
            ("com.b#Paymnt", "com.a#Order com.b#Payment com.a#Payment", "com.b#Payment com.a#Payment"),
            ("smithy.api#Order", "com.a#Order", "com.a#Order"),
            ("com.a#Zebra", "com.a#Order", ""),
        ] {
            let mut known: Vec<&str> = known.split(' ').filter(|name| !name.is_empty()).collect();
            let expected: Vec<&str> = expected.split(' ').filter(|name| !name.is_empty()).collect();
            assert_eq!(nearest(typo, known.iter().copied()), expected, "{typo}");
            known.reverse();
            assert_eq!(nearest(typo, known), expected, "{typo}: known names in another order");
        }
    }

    #[test]
    fn help_lists_the_suggestions() {
        for (known, expected) in [
            (&["Order"][..], None),
            (&["Things"][..], Some("did you mean `Things`?")),
            (&["Things", "Thin"][..], Some("did you mean `Thin` or `Things`?")),
            (&["Things", "Thin", "Think"][..], Some("did you mean `Thin`, `Things` or `Think`?")),
        ] {
            assert_eq!(help("Thing", known.iter().copied()).as_deref(), expected);
        }
    }

    #[test]
    fn only_the_first_unknown_names_of_a_model_get_suggestions() {
        let suggestions = Suggestions::default();
        let made = (0..100).filter_map(|_| suggestions.help("Ordr", ["Order"]));
        assert_eq!(made.count(), MOST_LOOKUPS);
        assert_eq!(nearest(&"a".repeat(LONGEST + 1), ["a".repeat(LONGEST).as_str()]), [""; 0]);
    }
}
