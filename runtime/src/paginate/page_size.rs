//! The size of pages.

use super::Pagination;
use super::next::index_of;
use crate::error::BuildError;
use crate::reflect::{Shape, Slot, ValueRef, copy};
use crate::service::OperationSchema;

/// Sets the member of an input that limits the number of items in a page. Some services have text in it.
pub(super) fn set_page_size(
    operation: &'static OperationSchema,
    pagination: &Pagination,
    input: &mut dyn Shape,
    size: u32,
) -> Result<(), BuildError> {
    let error = |member, reason| Err(BuildError::new(operation.name, member, reason));
    let Some(name) = pagination.page_size else {
        return error("", "no member of the input is the size of a page");
    };
    let Some(index) = index_of(input, name) else { return error(name, "the input has no such member") };
    let is_set = match input.slot(index) {
        Slot::String(text) => {
            *text = size.to_string();
            true
        }
        slot => copy(ValueRef::Integer(size.into()), slot),
    };
    if is_set { Ok(()) } else { error(name, "the size of a page is too large for this member") }
}
