//! Traits that `apply` statements add to shapes and members.

use super::traits::Trait;
use std::collections::BTreeMap;

/// Traits by their target: `namespace#Shape` or `namespace#Shape$member`.
#[derive(Default)]
pub(super) struct Applied<'a, 't>(BTreeMap<&'a str, Vec<Trait<'a, 't>>>);

impl<'a, 't> Applied<'a, 't> {
    /// Adds traits to a target.
    pub(super) fn add(&mut self, target: &'a str, traits: Vec<Trait<'a, 't>>) {
        self.0.entry(target).or_default().extend(traits);
    }

    /// Returns all targets.
    pub(super) fn targets(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().copied()
    }

    /// Returns the traits that are applied to a shape itself.
    pub(super) fn to_shape(&self, id: &str) -> &[Trait<'a, 't>] {
        self.0.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the members of a shape that traits are applied to, with the traits.
    pub(super) fn to_members(&self, id: &str) -> impl Iterator<Item = (&'a str, &[Trait<'a, 't>])> {
        let start = format!("{id}$");
        let after =
            self.0.range::<str, _>((std::ops::Bound::Included(start.as_str()), std::ops::Bound::Unbounded));
        let of_shape: Vec<_> = after
            .map_while(|(target, traits)| Some((target.strip_prefix(&start)?, traits.as_slice())))
            .collect();
        of_shape.into_iter()
    }
}
