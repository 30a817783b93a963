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

mod escape;
mod names;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::codec::{Checks, CodecError};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Member, XmlNamespace};

pub(crate) use read::{ErrorFields, error_fields, has_error_root};

/// Serializes the body of a message: the members of `shape` that are bound to the body, in an element with the name of the
/// shape. `namespace` is that of the service, which the element declares if the shape has none.
///
/// # Errors
/// Returns an error for the unknown variant of a union, a document, nesting beyond 128 elements, and text with a character
/// that XML does not have.
pub(crate) fn to_body(shape: &dyn Shape, namespace: Option<XmlNamespace>) -> Result<Vec<u8>, CodecError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, namespace)
}

/// Serializes one value as the whole body. The element has the name of the member if the model gives it one, and that of the
/// shape otherwise. The namespace is that of the member, of the shape, or of the service.
///
/// # Errors
/// Returns the errors of [`to_body`].
pub(crate) fn to_body_value(
    value: ValueRef<'_>,
    member: &'static Member,
    namespace: Option<XmlNamespace>,
) -> Result<Vec<u8>, CodecError> {
    write::write(value, member, namespace)
}

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
