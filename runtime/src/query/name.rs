//! The segments of parameter names. A parameter name such as `Tags.member.1.Key` is a path of names and numbers.

use super::Dialect;
use super::encode::encode;
use crate::schema::Member;

/// One segment of a parameter name.
#[derive(Clone, Copy)]
pub(super) struct NameSegment<'a> {
    text: &'a str,
    is_capitalized: bool,
}

impl<'a> NameSegment<'a> {
    /// Creates a segment that is written without a change of case.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, is_capitalized: false }
    }

    /// Creates the segment for a member of a structure or union.
    pub(super) fn of_member(dialect: Dialect, member: &'static Member) -> NameSegment<'static> {
        match (dialect, member.rare.and_then(|traits| traits.query_name)) {
            (Dialect::AwsQuery, _) => NameSegment::new(member.wire),
            (Dialect::Ec2Query, Some(name)) => NameSegment::new(name),
            (Dialect::Ec2Query, None) => NameSegment { text: member.wire, is_capitalized: true },
        }
    }

    /// Returns the segment as it is in a decoded parameter name.
    #[cfg(feature = "client")]
    pub(super) fn text(self) -> String {
        let mut text = self.text.to_owned();
        if let (true, Some(first)) = (self.is_capitalized, text.get_mut(..1)) {
            first.make_ascii_uppercase();
        }
        text
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
