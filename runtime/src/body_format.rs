//! The interface of the formats of bodies and of payloads of events.

use crate::codec::CodecError;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::Member;
use crate::validation::Validation;
use bytes::Bytes;
use std::fmt::Debug;

/// The format of the bodies of a protocol.
pub trait BodyFormat: Debug + Send + Sync {
    /// Returns the media type of a body with members.
    fn content_type(&self) -> &'static str;
    /// Returns the body for an unset payload that is a structure. `None` sends no body.
    fn unset_payload(&self) -> Option<Bytes>;
    /// Serializes the members of the input that are bound to the body.
    fn write(&self, input: &dyn Shape) -> Result<Vec<u8>, CodecError>;
    /// Serializes the members of an output that are bound to the body, those in the encoding of forms encoded.
    fn write_url_encoded(&self, output: &dyn Shape) -> Result<Vec<u8>, CodecError> {
        self.write(output)
    }
    /// Serializes a payload that is a structure, union, list, map or document.
    fn write_payload(&self, value: ValueRef<'_>, member: &'static Member) -> Result<Vec<u8>, CodecError>;
    /// Deserializes the members that are bound to the body.
    fn read(&self, body: &[u8], shape: &mut dyn Shape, validation: Validation) -> Result<(), CodecError>;
    /// Deserializes a payload that is a structure, union, list, map or document.
    fn read_payload(
        &self,
        body: &[u8],
        slot: Slot<'_>,
        member: &'static Member,
        validation: Validation,
    ) -> Result<(), CodecError>;
}
