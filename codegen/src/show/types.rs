//! What the type of a member is called, and which shapes it leads to.

use crate::graph::{Kind, Member, Shape, ShapeId, Shapes};
use std::collections::{HashSet, VecDeque};

/// More lists of lists than this are not written out.
const DEEPEST: usize = 8;

/// `string`, `[Endpoint]`, `{string: [integer]}`. Types that have members or values go by their names.
pub(super) fn name(shapes: &Shapes, id: ShapeId) -> String {
    let (mut before, mut after) = (String::new(), String::new());
    let mut at = id;
    for _ in 0..DEEPEST {
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

/// Whether there is something in it to be told: members or values.
pub(super) fn has_parts(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        Kind::Structure { .. } | Kind::Union { .. } | Kind::Enum { .. } | Kind::IntEnum { .. }
    )
}

/// A member and, below it, the elements of its lists and the values of its maps.
pub(super) fn chain<'m>(shapes: &'m Shapes, member: &'m Member) -> Vec<&'m Member> {
    let mut chain = vec![member];
    let mut at = member;
    while let Kind::List { element: next, .. } | Kind::Map { value: next, .. } = &shapes[at.target].kind
        && chain.len() <= DEEPEST
    {
        at = next;
        chain.push(at);
    }
    chain
}

/// The shapes with parts that a member leads to, keys of maps among them.
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

/// The shape and those with parts that it reaches, the near ones first.
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
