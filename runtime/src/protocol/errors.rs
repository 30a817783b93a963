//! The errors of an operation by their codes, whatever the format of the body.

use crate::error::{ErrorMeta, active_variant};
use crate::reflect::{Shape, Slot};
use crate::response::RawResponse;
use crate::schema::{Flag, Member};
use crate::service::Target;

/// A variant of an operation's error enum, identified by its index.
pub(super) struct Variant<'a>(&'a mut dyn Shape, usize);

impl Target for Variant<'_> {
    fn reset(&mut self) -> Slot<'_> {
        self.0.slot(self.1)
    }
}

/// Makes the variant active that has the code of `meta`, or the shape name `name`, and fills it with `fill`. An unknown code
/// makes the unknown variant active.
///
/// Returns whether the error's message is sensitive in the model, so that it must be removed from `meta`.
pub(super) fn dispatch(
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

/// Whether the error's message is sensitive in the model.
fn hides_message(error: &dyn Shape) -> bool {
    let schema = error.schema();
    let is_message =
        |member: &&Member| member.wire.eq_ignore_ascii_case("message") || member.wire == "error_description";
    schema.sensitive || schema.members.iter().filter(is_message).any(|member| member.has(Flag::Sensitive))
}

/// Returns the AWS request ID from any of the headers that services use.
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
    use crate::reflect::ValueRef;
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
