//! Names of parameters: paths whose segments are names of the model and numbers.

use super::Dialect;
use super::encode::encode;
use crate::schema::Member;

/// A segment of a name: that of a parameter, after its prefix, or of a prefix.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    text: &'a str,
    is_capitalized: bool,
}

impl<'a> Name<'a> {
    /// A segment that is written as it is.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, is_capitalized: false }
    }

    /// The segment of a member of a structure or union.
    pub(super) fn of_member(dialect: Dialect, member: &'static Member) -> Name<'static> {
        match (dialect, member.rare.and_then(|traits| traits.query_name)) {
            (Dialect::AwsQuery, _) => Name::new(member.wire),
            (Dialect::Ec2Query, Some(name)) => Name::new(name),
            (Dialect::Ec2Query, None) => Name { text: member.wire, is_capitalized: true },
        }
    }

    /// Appends the segment, percent-encoded.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        let start = out.len();
        encode(out, self.text);
        if let (true, Some(first)) = (self.is_capitalized, out.get_mut(start)) {
            first.make_ascii_uppercase();
        }
    }
}

/// Returns the name of a map's keys.
pub(super) fn key_of(map: &Member) -> Name<'static> {
    Name::new(map.rare.and_then(|traits| traits.key).map_or("key", |key| key.wire))
}

/// Returns the name of a map's values. `member` is the default of lists and stands for the default of maps.
pub(super) fn value_of(element: &'static Member) -> Name<'static> {
    let is_default = element.name == "member" && element.wire == "member";
    Name::new(if is_default { "value" } else { element.wire })
}
