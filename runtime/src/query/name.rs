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
