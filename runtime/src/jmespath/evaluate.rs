//! Evaluates expressions.

use super::functions;
use super::{Comparison, Expression, Node};
use crate::reflect::ValueRef;

impl Expression {
    /// Returns the value of the expression for `value`. A path allocates nothing.
    pub fn evaluate<'a>(&self, value: ValueRef<'a>) -> Node<'a> {
        self.of(&Node::of(value))
    }

    /// The depth of the recursion is that of the expression, which is static.
    pub(super) fn of<'a>(&self, node: &Node<'a>) -> Node<'a> {
        match self {
            Self::Current => node.clone(),
            Self::Path([first, rest @ ..]) => {
                rest.iter().fold(node.member(first), |found, name| found.member(name))
            }
            Self::Path([]) => node.clone(),
            Self::Then((left, right)) => right.of(&left.of(node)),
            Self::Index(list, index) => index_of(&list.of(node), *index),
            Self::Flatten(list) => flatten(&list.of(node)),
            Self::Each((list, right)) => project(list.of(node), |_| true, right),
            Self::Values((object, right)) => values(&object.of(node), right),
            Self::Filter((list, condition, right)) => {
                project(list.of(node), |element| condition.of(element).is_true(), right)
            }
            Self::Or((left, right)) => {
                Some(left.of(node)).filter(Node::is_true).unwrap_or_else(|| right.of(node))
            }
            Self::And((left, right)) => match left.of(node) {
                left if left.is_true() => right.of(node),
                left => left,
            },
            Self::Not(value) => Node::boolean(!value.of(node).is_true()),
            Self::Compare((left, comparison, right)) => compare(&left.of(node), *comparison, &right.of(node)),
            Self::List(_) if node.is_null() => Node::NULL,
            Self::List(all) => Node::List(all.iter().map(|one| one.of(node)).collect()),
            Self::Length(value) => functions::length(&value.of(node)),
            Self::Contains((value, part)) => functions::contains(&value.of(node), &part.of(node)),
            Self::Keys(value) => functions::keys(&value.of(node)),
            Self::String(text) => Node::Value(ValueRef::String(text)),
            Self::Number(number) => Node::Value(ValueRef::Double(*number)),
            Self::Bool(value) => Node::boolean(*value),
            Self::Null => Node::NULL,
        }
    }
}

/// Returns an element, counted from the end if the number is negative.
fn index_of<'a>(list: &Node<'a>, index: i32) -> Node<'a> {
    let distance = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    let index = match index < 0 {
        true => list.element_count().unwrap_or_default().checked_sub(distance),
        false => Some(distance),
    };
    index.map_or(Node::NULL, |index| list.element(index))
}

/// Returns the elements of a list, with the elements of lists among them in place of these. Null for other values.
fn flatten<'a>(list: &Node<'a>) -> Node<'a> {
    if list.element_count().is_none() {
        return Node::NULL;
    }
    let mut flat = Vec::new();
    for element in list.elements() {
        match element.element_count() {
            Some(_) => flat.extend(element.elements()),
            None => flat.push(element),
        }
    }
    Node::List(flat)
}

/// Returns the values for the elements that `is_kept` accepts, without nulls. Returns null if `list` is not a list.
fn project<'a>(list: Node<'a>, is_kept: impl Fn(&Node<'a>) -> bool, right: &Expression) -> Node<'a> {
    if list.element_count().is_none() {
        return Node::NULL;
    }
    let kept = list.elements().filter(is_kept).map(|element| right.of(&element));
    Node::List(kept.filter(|value| !value.is_null()).collect())
}

/// Returns the values for the members of an object, without nulls. Null for other values.
fn values<'a>(object: &Node<'a>, right: &Expression) -> Node<'a> {
    if !functions::is_object(object) {
        return Node::NULL;
    }
    let values = object.members().into_iter().map(|(_, value)| right.of(&value));
    Node::List(values.filter(|value| !value.is_null()).collect())
}

fn compare<'a>(left: &Node<'a>, comparison: Comparison, right: &Node<'a>) -> Node<'a> {
    let is_equal = || left.is_equal(right);
    let Some((one, other)) = left.as_f64().zip(right.as_f64()) else {
        return match comparison {
            Comparison::Equal => Node::boolean(is_equal()),
            Comparison::NotEqual => Node::boolean(!is_equal()),
            _ => Node::NULL,
        };
    };
    Node::boolean(match comparison {
        Comparison::Equal => one == other,
        Comparison::NotEqual => one != other,
        Comparison::Less => one < other,
        Comparison::LessOrEqual => one <= other,
        Comparison::Greater => one > other,
        Comparison::GreaterOrEqual => one >= other,
    })
}
