//! The input for the next page.

use super::{Pagination, PaginationError};
use crate::jmespath::Node;
use crate::reflect::{List, Shape, ValueRef, copy, copy_member, equal};
use crate::service::OperationSchema;

/// Sets `next` to the input for the page after `output`, which is the output for `input`. Returns false after the last page.
pub(super) fn next_page(
    operation: &'static OperationSchema,
    pagination: &'static Pagination,
    input: &dyn Shape,
    output: &dyn Shape,
    next: &mut dyn Shape,
) -> Result<bool, PaginationError> {
    let page = ValueRef::Shape(output);
    if pagination.more_results.as_ref().is_some_and(|more| !more.evaluate(page).is_true()) {
        return Ok(false);
    }
    let (mut is_last, mut is_repeated) = (true, true);
    for (member, expression) in pagination.tokens {
        let Some(index) = index_of(input, member) else { continue };
        let found = token(expression.evaluate(page));
        is_last &= matches!(found, ValueRef::None);
        is_repeated &= equal(token(Node::Value(input.get(index))), found);
        if !matches!(found, ValueRef::None) {
            copy(found, next.slot(index));
        }
    }
    if is_last {
        return Ok(false);
    }
    if is_repeated {
        let member = pagination.tokens.first().map_or("", |(member, _)| member);
        return Err(PaginationError::new(operation.name, member));
    }
    copy_others(pagination, input, next);
    Ok(true)
}

/// Returns a token; [`ValueRef::None`] for what no service takes as one: an empty string, zero, or an empty list or map.
fn token(found: Node<'_>) -> ValueRef<'_> {
    match found {
        Node::Value(ValueRef::String("") | ValueRef::Integer(0) | ValueRef::Bool(false)) => ValueRef::None,
        Node::Value(ValueRef::Map(map)) if map.is_empty() => ValueRef::None,
        Node::Value(value) if value.as_list().is_some_and(<dyn List>::is_empty) => ValueRef::None,
        Node::Value(value) => value,
        _ => ValueRef::None,
    }
}

/// Copies all members but the tokens.
pub(super) fn copy_others(pagination: &Pagination, input: &dyn Shape, next: &mut dyn Shape) {
    for (index, member) in input.schema().members.iter().enumerate() {
        if !pagination.tokens.iter().any(|(name, _)| *name == member.name) {
            copy_member(input, next, index);
        }
    }
}

/// Returns the index of a member.
pub(super) fn index_of(shape: &dyn Shape, name: &str) -> Option<usize> {
    shape.schema().members.iter().position(|member| member.name == name)
}
