//! Matches the types of two models.

use super::surface::Surface;
use crate::graph::{Kind, Member, ShapeId};
use std::collections::{HashMap, HashSet};

/// The types of two models: matched by name, or else by the members that use them.
pub(super) struct TypeMatches {
    /// The old and the new id of each matched type, in the order of the new model.
    pub(super) pairs: Vec<(ShapeId, ShapeId)>,
    /// The new names of renamed types.
    pub(super) renamed: HashMap<String, String>,
    /// The types that only the new model has.
    pub(super) added: Vec<ShapeId>,
    /// The types that only the old model has.
    pub(super) removed: Vec<ShapeId>,
}

impl TypeMatches {
    pub(super) fn of(old: &Surface<'_>, new: &Surface<'_>) -> Self {
        let old_types: HashMap<String, ShapeId> = old.types().collect();
        let new_names: HashSet<String> = new.types().map(|(name, _)| name).collect();
        let mut pairs: Vec<(ShapeId, ShapeId)> =
            new.types().filter_map(|(name, id)| Some((*old_types.get(&name)?, id))).collect();
        let mut renamed = HashMap::new();
        let mut targets = HashSet::new();
        let mut next = 0;
        // Pairs that are found by their use are searched for more of them.
        while let Some((old_id, new_id)) = pairs.get(next).copied() {
            next += 1;
            for (from, to) in used_alike(old, new, old_id, new_id) {
                let (Some(was), Some(is)) = (old.type_name(from), new.type_name(to)) else { continue };
                let is_free =
                    !new_names.contains(&was) && !old_types.contains_key(&is) && !renamed.contains_key(&was);
                if is_free && same_kind(old, new, from, to) && targets.insert(is.clone()) {
                    renamed.insert(was, is);
                    pairs.push((from, to));
                }
            }
        }
        let (old_ids, new_ids): (HashSet<_>, HashSet<_>) = pairs.iter().copied().unzip();
        let added = new.types().map(|(_, id)| id).filter(|id| !new_ids.contains(id)).collect();
        let removed = old.types().map(|(_, id)| id).filter(|id| !old_ids.contains(id)).collect();
        Self { pairs, renamed, added, removed }
    }
}

/// Returns the types that members of the same name use, through lists and maps.
fn used_alike(
    old: &Surface<'_>,
    new: &Surface<'_>,
    old_id: ShapeId,
    new_id: ShapeId,
) -> Vec<(ShapeId, ShapeId)> {
    let old_members: HashMap<String, &Member> = old.members(old_id).collect();
    let used = new.members(new_id).filter_map(|(name, member)| {
        Some((innermost(old, old_members.get(&name)?.target), innermost(new, member.target)))
    });
    used.collect()
}

/// Returns the element type below nested lists and maps. It exists: collections that only contain themselves were
/// rejected before.
fn innermost(surface: &Surface<'_>, mut id: ShapeId) -> ShapeId {
    loop {
        match &surface.shape(id).kind {
            Kind::List { element, .. } => id = element.target,
            Kind::Map { value, .. } => id = value.target,
            _ => return id,
        }
    }
}

fn same_kind(old: &Surface<'_>, new: &Surface<'_>, old_id: ShapeId, new_id: ShapeId) -> bool {
    old.shape(old_id).kind.name() == new.shape(new_id).kind.name()
}
