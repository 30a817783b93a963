//! Members that say more than their targets: `length`, `range`, `pattern` or `sensitive` of their own.

use crate::graph::{Bounds, Kind, Shape, ShapeId, Shapes};

/// What a member says beyond its target.
pub(super) struct Narrowing {
    /// The shape that has the member.
    pub(super) owner: ShapeId,
    /// Its place there; of a map, 0 is the key and 1 the value.
    pub(super) place: usize,
    pub(super) bounds: Bounds,
    pub(super) sensitive: bool,
}

impl Narrowing {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.bounds == Bounds::default() && !self.sensitive
    }
}

/// Gives such a member a target of its own, where no type is made of that.
pub(super) fn apply(shapes: &mut Shapes, narrowings: Vec<Narrowing>) {
    for narrowing in narrowings {
        let Some(target) = target(shapes, &narrowing).map(|target| *target) else { continue };
        if shapes[target].kind.has_type() {
            if let Some(shape) = shapes.get_mut(target) {
                shape.sensitive |= narrowing.sensitive;
            }
            continue;
        }
        let own = shapes.add(narrowed(&shapes[target], &narrowing));
        if let Some(place) = self::target(shapes, &narrowing) {
            *place = own;
        }
    }
}

fn narrowed(shape: &Shape, narrowing: &Narrowing) -> Shape {
    let Bounds { min, max, pattern } = narrowing.bounds.clone();
    let mut own = shape.clone();
    own.sensitive |= narrowing.sensitive;
    // The two ends come as one trait.
    if min.is_some() || max.is_some() {
        (own.bounds.min, own.bounds.max) = (min, max);
    }
    own.bounds.pattern = pattern.or(own.bounds.pattern);
    own
}

fn target<'s>(shapes: &'s mut Shapes, narrowing: &Narrowing) -> Option<&'s mut ShapeId> {
    match &mut shapes.get_mut(narrowing.owner)?.kind {
        Kind::List { element, .. } => Some(&mut element.target),
        Kind::Map { key, value, .. } => {
            Some(if narrowing.place == 0 { &mut key.target } else { &mut value.target })
        }
        kind => kind.members_mut().get_mut(narrowing.place).map(|member| &mut member.target),
    }
}
