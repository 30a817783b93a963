//! Modeled errors: selects the variant of an operation's error enum by its code, independent of the format of the body.

use crate::error::{ErrorMeta, active_variant};
use crate::reflect::{Shape, Slot, ValueRef};
use crate::response::RawResponse;
use crate::schema::{Binding, Flag, Member};
use crate::service::Target;

/// A variant of an operation's error enum, identified by its index.
pub(crate) struct Variant<'a>(&'a mut dyn Shape, usize);

impl Target for Variant<'_> {
    fn reset(&mut self) -> Slot<'_> {
        self.0.slot(self.1)
    }
}

/// Activates the variant with the code of `meta`, or else with the shape name `name`, and deserializes it with `fill`. A code
/// without a variant activates the unknown variant. Without a code, nothing is changed.
///
/// Returns whether the error's message is sensitive in the model, so that the caller must remove it from `meta`.
pub(crate) fn activate_variant(
    error: &mut dyn Shape,
    meta: &ErrorMeta,
    name: Option<&str>,
    fill: impl FnOnce(&mut Variant<'_>),
) -> bool {
    let Some(code) = meta.code.as_deref() else { return false };
    let members = error.schema().members;
    let with_code = members.iter().position(|member| member.wire == code);
    let with_name = || members.iter().position(|member| member.name == name.unwrap_or(code));
    let Some(index) = with_code.or_else(with_name) else {
        error.set_unknown(code);
        return false;
    };
    fill(&mut Variant(error, index));
    active_variant(error).is_some_and(hides_message)
}

/// Returns whether the error's message is sensitive in the model.
fn hides_message(error: &dyn Shape) -> bool {
    let schema = error.schema();
    let is_message = |member: &&Member| {
        // `rpcv2Cbor` uses the name in the model.
        let mut names = [member.wire, member.name].into_iter();
        names.any(|name| name.eq_ignore_ascii_case("message") || name == "error_description")
    };
    schema.sensitive || schema.members.iter().filter(is_message).any(|member| member.has(Flag::Sensitive))
}

/// Sets the message of an error from the strings `message` and `Message` of the body, unless it is set already. Services send
/// either spelling, whichever the model has. `name_of` returns the name of a member in the body.
pub(crate) fn set_message(
    error: &mut dyn Shape,
    name_of: impl Fn(&Member) -> &'static str,
    [lower, upper]: [Option<String>; 2],
) {
    let is_message =
        |member: &Member| member.binding == Binding::Body && name_of(member).eq_ignore_ascii_case("message");
    let mut members = error.schema().members.iter().enumerate().filter(|(_, member)| is_message(member));
    if let (Some((index, member)), None) = (members.next(), members.next())
        && let ValueRef::None | ValueRef::String("") = error.get(index)
        && let Some(message) = if name_of(member) == "Message" { upper.or(lower) } else { lower.or(upper) }
    {
        match error.slot(index) {
            Slot::String(out) => *out = message,
            Slot::Enum(out) => out.set(message),
            _ => {}
        }
    }
}

/// Returns the AWS request ID from the first header that has one.
pub(super) fn request_id(response: &RawResponse<'_>) -> Option<String> {
    let names = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];
    let mut values = names.iter().filter_map(|name| response.header(name));
    values.find(|id| !id.is_empty()).map(str::to_owned)
}

/// Removes the namespace before `#` and the URI after `:` from an error code.
pub(super) fn sanitize(code: &str) -> Option<String> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then(|| code.to_owned())
}

/// Returns the error code in the header that the JSON protocols define.
pub(super) fn code_in_header(response: &RawResponse<'_>) -> Option<String> {
    response.header("x-amzn-errortype").and_then(sanitize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    /// An error whose only member is sensitive.
    #[derive(Debug)]
    struct Hidden;

    impl Shape for Hidden {
        fn schema(&self) -> &'static Schema {
            static SCHEMA: Schema =
                Schema::structure("Hidden", &[Member::new("error_description").sensitive()]);
            &SCHEMA
        }
        fn get(&self, _: usize) -> ValueRef<'_> {
            ValueRef::None
        }
        fn slot(&mut self, _: usize) -> Slot<'_> {
            Slot::Skip
        }
    }

    #[test]
    fn a_sensitive_error_description_is_not_the_message() {
        assert!(hides_message(&Hidden));
    }
}
