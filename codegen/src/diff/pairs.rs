//! Which type of the new model stands for which of the old one.

use super::surface::Surface;
use crate::graph::{Kind, Member, ShapeId};
use std::collections::{HashMap, HashSet};

/// The types of both sides, matched by their names, and by where they are used when there is no type of the name.
pub(super) struct Pairs {
    /// Of before and of now, in the order of now.
    pub(super) both: Vec<(ShapeId, ShapeId)>,
    /// The new names of types that are called otherwise now.
    pub(super) renamed: HashMap<String, String>,
    /// Without a counterpart.
    pub(super) added: Vec<ShapeId>,
    pub(super) removed: Vec<ShapeId>,
}

impl Pairs {
    pub(super) fn of(old: &Surface<'_>, new: &Surface<'_>) -> Self {
        let before: HashMap<String, ShapeId> = old.types().collect();
        let now: HashSet<String> = new.types().map(|(name, _)| name).collect();
        let mut both: Vec<(ShapeId, ShapeId)> =
            new.types().filter_map(|(name, id)| Some((*before.get(&name)?, id))).collect();
        let mut renamed = HashMap::new();
        let mut new_names = HashSet::new();
        let mut next = 0;
        // Those that are found on the way are looked through as well.
        while let Some((one, other)) = both.get(next).copied() {
            next += 1;
            for (from, to) in used_alike(old, new, one, other) {
                let (Some(was), Some(is)) = (old.type_name(from), new.type_name(to)) else { continue };
                let is_free = !now.contains(&was) && !before.contains_key(&is) && !renamed.contains_key(&was);
                if is_free && same_kind(old, new, from, to) && new_names.insert(is.clone()) {
                    renamed.insert(was, is);
                    both.push((from, to));
                }
            }
        }
        let (paired_before, paired_now): (HashSet<_>, HashSet<_>) = both.iter().copied().unzip();
        let added = new.types().map(|(_, id)| id).filter(|id| !paired_now.contains(id)).collect();
        let removed = old.types().map(|(_, id)| id).filter(|id| !paired_before.contains(id)).collect();
        Self { both, renamed, added, removed }
    }
}

/// The types that members of the same name hold, through as many lists and maps.
fn used_alike(old: &Surface<'_>, new: &Surface<'_>, one: ShapeId, other: ShapeId) -> Vec<(ShapeId, ShapeId)> {
    let before: HashMap<String, &Member> = old.members(one).collect();
    let held = new.members(other).filter_map(|(name, member)| {
        Some((innermost(old, before.get(&name)?.target), innermost(new, member.target)))
    });
    held.collect()
}

/// What lists and maps hold in the end. One that holds itself was refused before.
fn innermost(face: &Surface<'_>, mut id: ShapeId) -> ShapeId {
    loop {
        match &face.shape(id).kind {
            Kind::List { element, .. } => id = element.target,
            Kind::Map { value, .. } => id = value.target,
            _ => return id,
        }
    }
}

fn same_kind(old: &Surface<'_>, new: &Surface<'_>, one: ShapeId, other: ShapeId) -> bool {
    old.shape(one).kind.name() == new.shape(other).kind.name()
}
