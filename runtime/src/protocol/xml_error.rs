//! Error responses of the protocols with XML responses: the code, the message, and the members.

use super::Target;
use super::compressed::compressed_message;
use super::errors::{activate_variant, request_id, set_message};
use crate::codec::Checks;
use crate::error::{ErrorMeta, MessageError};
use crate::reflect::{Shape, Slot};
use crate::response::RawResponse;
use crate::schema::Member;
use crate::xml::{self, ErrorFields, error_fields};

/// Reads the code, the message and the request ID. The request ID in a header precedes that in the body.
pub(super) fn meta(response: &RawResponse<'_>) -> ErrorMeta {
    error_meta(response, &error_fields(&response.body))
}

fn error_meta(response: &RawResponse<'_>, fields: &ErrorFields) -> ErrorMeta {
    let message = fields.message.clone();
    ErrorMeta {
        code: fields.code.clone(),
        message: message.or_else(|| compressed_message(response, fields.code.is_some())),
        request_id: request_id(response).or_else(|| fields.request_id.clone()),
    }
}

/// Deserializes the members of a shape from the body.
pub(super) type ReadBody<'a> = &'a dyn Fn(&mut dyn Shape) -> Result<(), MessageError>;

/// Reads the code, the message and the request ID, and activates the variant of `error` with the code.
///
/// `fill` resets the variant, deserializes what the protocol puts outside of the body, and calls its last argument for the
/// members of the body.
pub(super) fn error(
    response: &RawResponse<'_>,
    error: &mut dyn Shape,
    fill: &dyn Fn(&mut dyn Target, ReadBody<'_>) -> Result<(), MessageError>,
) -> ErrorMeta {
    let fields = error_fields(&response.body);
    let mut meta = error_meta(response, &fields);
    let is_message_sensitive = activate_variant(error, &meta, None, |variant| {
        let whole = fill(variant, &|error| {
            let slot = Slot::Shape(error);
            xml::read_body(&response.body, slot, Member::ELEMENT, Checks::Lenient, fields.wrappers)?;
            set_message(error, |member| member.wire, [fields.message.clone(), None]);
            Ok(())
        });
        // If the body cannot be parsed to its end, only its message is used.
        if whole.is_err() {
            let _ = fill(variant, &|error| {
                set_message(error, |member| member.wire, [fields.message.clone(), None]);
                Ok(())
            });
        }
    });
    if is_message_sensitive {
        meta.message = compressed_message(response, fields.code.is_some());
    }
    meta
}
