//! XML serialization and deserialization of any shape, for `restXml`, `awsQuery` and `ec2Query`.
//!
//! Names, attributes, namespaces and flattening are those of Smithy's XML traits, which [`Member`] and
//! [`RareTraits`](crate::schema::RareTraits) contain. Messages contain the members that are bound to the body.
//!
//! Where Smithy does not specify a form, this codec uses these:
//!
//! - A null in a sparse list or map is an element with the attribute `xsi:nil="true"` of XML Schema. An element without
//!   content is an empty string, blob, list, map or structure; it is no number, no timestamp and no boolean.
//! - A map entry without a value is null. An entry without a key is an error.
//! - Depth is counted in elements below the root.

mod names;
mod read;
#[cfg(test)]
mod tests;

use crate::codec::{Checks, CodecError};
use crate::reflect::Slot;
use crate::schema::Member;

/// Deserializes one value from the whole body, with checks. White space alone leaves the value as it is, like a structure
/// without members.
///
/// `within` lists the elements around the value below the root, from the outside, such as `ListUsersResult` in `awsQuery`.
/// It is empty if the root is the element of the value. The root may have any name.
///
/// # Errors
/// Returns an error for text that is not well-formed to its end, a document type declaration, a missing element of `within`,
/// nesting beyond 128 elements, and a value of the wrong type.
pub(crate) fn read_body(
    body: &[u8],
    slot: Slot<'_>,
    member: &'static Member,
    checks: Checks,
    within: &[&str],
) -> Result<(), CodecError> {
    match std::str::from_utf8(body) {
        Ok(text) => read::read(text, slot, member, checks, within),
        Err(error) => Err(CodecError::new(format!("not UTF-8 at byte {}", error.valid_up_to()))),
    }
}
