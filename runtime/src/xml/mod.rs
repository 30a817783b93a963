//! XML serialization and deserialization of any shape, for `restXml`, `awsQuery` and `ec2Query`.
//!
//! This folder contains the format alone: `write` serializes, `read` deserializes. Media types, wrapper elements and error codes
//! of a protocol are in [`protocol`](crate::protocol).
//!
//! Names, attributes, namespaces and flattening follow Smithy's XML traits, which [`Member`] and
//! [`RareTraits`](crate::schema::RareTraits) contain. Bodies contain the members that are bound to the body.
//!
//! Where Smithy does not specify a form, this codec has these rules:
//!
//! - A null in a sparse list or map is an element with the attribute `xsi:nil="true"` of XML Schema. An element without
//!   content is an empty string, blob, list, map or structure, and an error for a number, timestamp or boolean.
//! - A map entry without a value is null. An entry without a key is an error.
//! - Depth is counted in elements below the root.

mod escape;
mod forms;
mod names;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::codec::{Checks, CodecError};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Member, XmlNamespace};

#[cfg(feature = "client")]
pub(crate) use escape::push_text;
#[cfg(feature = "record")]
pub(crate) use read::normalized;
pub(crate) use read::{ErrorFields, error_fields, error_text, has_error_root};

/// Serializes the members of `shape` that are bound to the body, in an element with the name of the shape. `namespace` is the
/// service's; the element declares it if the shape has no namespace.
///
/// # Errors
/// Returns an error for the unknown variant of a union, a document, nesting beyond 128 elements, and text with a character
/// that XML forbids.
pub(crate) fn to_body(shape: &dyn Shape, namespace: Option<XmlNamespace>) -> Result<Vec<u8>, CodecError> {
    write::write(ValueRef::Shape(shape), Member::ELEMENT, namespace)
}

/// Serializes an output like [`to_body`], with the members that may be in the encoding of forms encoded.
///
/// # Errors
/// Returns the errors of [`to_body`].
pub(crate) fn to_url_encoded_body(
    output: &dyn Shape,
    namespace: Option<XmlNamespace>,
) -> Result<Vec<u8>, CodecError> {
    write::write_url_encoded(output, namespace)
}

/// Serializes one value as the whole body. The root element has the name of the member if the model sets one, otherwise the name
/// of the shape. It declares the namespace of the member, or else of the shape, or else of the service.
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

/// Deserializes one value from the whole body, with checks. A body of white space leaves the value unchanged, so that all members
/// of a structure are missing.
///
/// `wrappers` lists the names of the elements between the root and the value, from the outside to the inside, such as
/// `ListUsersResult` in `awsQuery`. It is empty if the root itself is the element of the value. The name of the root is ignored.
///
/// # Errors
/// Returns an error for text that is not well-formed to its end, a document type declaration, a missing wrapper,
/// nesting beyond 128 elements, and a value of the wrong type.
pub(crate) fn read_body(
    body: &[u8],
    slot: Slot<'_>,
    member: &'static Member,
    checks: Checks,
    wrappers: &[&str],
) -> Result<(), CodecError> {
    read_text(body, |text| read::read(text, slot, member, checks, wrappers))
}

/// Deserializes a shape from the whole body, and decodes the members that are in the encoding of forms.
///
/// # Errors
/// Returns the errors of [`read_body`].
pub(crate) fn read_url_encoded(body: &[u8], shape: &mut dyn Shape, checks: Checks) -> Result<(), CodecError> {
    read_text(body, |text| read::read_url_encoded(text, shape, checks))
}

fn read_text(body: &[u8], read: impl FnOnce(&str) -> Result<(), CodecError>) -> Result<(), CodecError> {
    match std::str::from_utf8(body) {
        Ok(text) => read(text),
        Err(error) => Err(CodecError::new(format!("not UTF-8 at byte {}", error.valid_up_to()))),
    }
}
