//! The types of members as text, and the shapes that members use.

use crate::graph::{Kind, Member, Shape, ShapeId, Shapes};
use std::collections::{HashSet, VecDeque};

/// The number of nested lists and maps that are written out.
const MAX_DEPTH: usize = 8;

/// Returns the type of a shape: `string`, `[Endpoint]`, `{string: [integer]}`. Shapes with members or values have their
/// names.
pub(super) fn name(shapes: &Shapes, id: ShapeId) -> String {
    let (mut before, mut after) = (String::new(), String::new());
    let mut at = id;
    for _ in 0..MAX_DEPTH {
        match &shapes[at].kind {
            Kind::List { element, .. } => {
                before.push('[');
                after.insert(0, ']');
                at = element.target;
            }
            Kind::Map { key, value, .. } => {
                before.push_str(&format!("{{{}: ", plain(&shapes[key.target])));
                after.insert(0, '}');
                at = value.target;
            }
            _ => return format!("{before}{}{after}", plain(&shapes[at])),
        }
    }
    format!("{before}…{after}")
}

fn plain(shape: &Shape) -> &str {
    if has_parts(shape) { &shape.name } else { shape.kind.name() }
}

/// Returns whether a shape has members or values, and so a section of its own.
pub(super) fn has_parts(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        Kind::Structure { .. } | Kind::Union { .. } | Kind::Enum { .. } | Kind::IntEnum { .. }
    )
}

/// Returns a member, followed by the elements of its list or the values of its map, and so on.
pub(super) fn chain<'m>(shapes: &'m Shapes, member: &'m Member) -> Vec<&'m Member> {
    let mut chain = vec![member];
    let mut at = member;
    while let Kind::List { element: next, .. } | Kind::Map { value: next, .. } = &shapes[at.target].kind
        && chain.len() <= MAX_DEPTH
    {
        at = next;
        chain.push(at);
    }
    chain
}

/// Returns the shapes with members or values that a member uses, through lists and maps.
pub(super) fn parts_of(shapes: &Shapes, member: &Member) -> Vec<ShapeId> {
    let mut found = Vec::new();
    for at in chain(shapes, member) {
        if let Kind::Map { key, .. } = &shapes[at.target].kind {
            found.push(key.target);
        }
        found.push(at.target);
    }
    found.retain(|id| has_parts(&shapes[*id]));
    found
}

/// Returns a shape and the shapes with members or values that it uses, in breadth-first order.
pub(super) fn reached(shapes: &Shapes, root: ShapeId) -> Vec<ShapeId> {
    let mut seen = HashSet::from([root]);
    let (mut order, mut open) = (Vec::new(), VecDeque::from([root]));
    while let Some(id) = open.pop_front() {
        order.push(id);
        let parts = shapes[id].kind.members().iter().flat_map(|member| parts_of(shapes, member));
        open.extend(parts.filter(|id| seen.insert(*id)));
    }
    order
}
