//! A shape with inherited and applied traits and members.

use super::ast::{Raw, RawMember};
use super::traits::{Origin, Trait, override_traits};
use crate::diagnostic::{At, Diagnostics};
use crate::json::{Node, Object};
use std::collections::HashMap;

/// The trait of mixins.
pub(super) const MIXIN: &str = "smithy.api#mixin";

/// A shape after mixins and `apply`.
pub(super) struct Flat<'a, 't> {
    /// Its absolute id.
    pub(super) id: &'a str,
    /// Its type: `structure`, `list` and so on.
    pub(super) kind: &'a str,
    pub(super) traits: Vec<Trait<'a, 't>>,
    pub(super) members: Vec<RawMember<'a, 't>>,
    /// The mixins and the shape itself, last. For shapes with members, only the shape itself.
    parts: Vec<Part<'a, 't>>,
}

/// A mixin, or the shape itself.
#[derive(Clone, Copy)]
struct Part<'a, 't> {
    id: &'a str,
    object: &'a Object<'t>,
}

impl<'a, 't> Flat<'a, 't> {
    /// Combines a shape with its mixins, whose traits and members come first and in their order.
    pub(super) fn after<'m>(raw: Raw<'a, 't>, mixins: impl Iterator<Item = &'m Flat<'a, 't>>) -> Self
    where
        'a: 'm,
        't: 'm,
    {
        let mut flat =
            Self { id: raw.id, kind: raw.kind, traits: Vec::new(), members: Vec::new(), parts: Vec::new() };
        let mut indices = HashMap::new();
        for mixin in mixins {
            override_traits(&mut flat.traits, mixin.inherited());
            flat.merge_members(mixin.members.iter().cloned(), &mut indices);
            if flat.holds_lists() {
                flat.parts.extend(&mixin.parts);
            }
        }
        override_traits(&mut flat.traits, raw.traits);
        flat.merge_members(raw.members.into_iter(), &mut indices);
        flat.parts.push(Part { id: raw.id, object: raw.object });
        flat
    }

    /// Returns whether the shape has lists of other shapes besides members and traits.
    fn holds_lists(&self) -> bool {
        matches!(self.kind, "service" | "operation" | "resource")
    }

    /// Returns the number of members, parts and traits.
    pub(super) fn size(&self) -> usize {
        self.members.len() + self.parts.len() + self.traits.len()
    }

    /// Returns the traits that shapes with this mixin inherit.
    fn inherited(&self) -> impl Iterator<Item = Trait<'a, 't>> {
        let own = self.trait_named(MIXIN).map(|found| found.value);
        let local: Vec<&str> = match own {
            Some(Node::Object(object)) => match object.get("localTraits") {
                Some(Node::Array(names)) => names.iter().filter_map(text).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        self.traits.iter().copied().filter(move |found| found.name != MIXIN && !local.contains(&found.name))
    }

    /// Adds members. An existing member gets the new target and traits, and keeps its position.
    fn merge_members(
        &mut self,
        members: impl Iterator<Item = RawMember<'a, 't>>,
        indices: &mut HashMap<&'a str, usize>,
    ) {
        for member in members {
            match indices.get(member.name).and_then(|index| self.members.get_mut(*index)) {
                Some(found) => {
                    found.target = member.target;
                    found.origin = member.origin;
                    override_traits(&mut found.traits, member.traits);
                }
                None => {
                    indices.insert(member.name, self.members.len());
                    self.members.push(member);
                }
            }
        }
    }

    /// Adds traits to members. Returns the names of members that do not exist.
    pub(super) fn apply<'m>(
        &mut self,
        applied: impl Iterator<Item = (&'a str, &'m [Trait<'a, 't>])>,
    ) -> Vec<&'a str>
    where
        'a: 'm,
        't: 'm,
    {
        let indices = self.members.iter().enumerate().map(|(index, member)| (member.name, index));
        let indices: HashMap<&str, usize> = indices.collect();
        let mut missing = Vec::new();
        for (name, traits) in applied {
            match indices.get(name).and_then(|index| self.members.get_mut(*index)) {
                Some(member) => override_traits(&mut member.traits, traits.iter().copied()),
                None => missing.push(name),
            }
        }
        missing
    }

    /// Returns the trait of that name.
    pub(super) fn trait_named(&self, name: &str) -> Option<&Trait<'a, 't>> {
        self.traits.iter().find(|found| found.name == name)
    }

    /// Returns the location of the shape.
    pub(super) fn origin(&self) -> Origin<'a> {
        Origin { shape: self.id, step: None }
    }

    /// Returns the value at a key of the shape or, if it has none, of its last mixin with one.
    pub(super) fn value(&self, key: &str) -> Option<(&'a str, &'a Node<'t>)> {
        self.parts.iter().rev().find_map(|part| Some((part.id, part.object.get(key)?)))
    }

    /// Returns the targets in the arrays at a key of the mixins and the shape, with their locations.
    pub(super) fn targets(&self, key: &str, at: &At<'_>, out: &Diagnostics) -> Vec<Target<'a>> {
        let mut all = Vec::new();
        for part in &self.parts {
            let Some(Node::Array(nodes)) = part.object.get(key) else { continue };
            let at = at.key(part.id);
            let at = at.key(key);
            for (index, node) in nodes.iter().enumerate() {
                let found = super::ast::reference(node, &at.index(index), out);
                all.extend(found.map(|id| Target { id, part: part.id, index }));
            }
        }
        all
    }
}

/// A reference in an array.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) id: &'a str,
    /// The shape with the array.
    pub(super) part: &'a str,
    pub(super) index: usize,
}

fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node {
        Node::String(text) => Some(text),
        _ => None,
    }
}
