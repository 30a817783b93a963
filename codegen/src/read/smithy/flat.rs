//! A shape with what it takes over from its mixins, and with what is applied to it.

use super::ast::{Raw, RawMember};
use super::traits::{Origin, Trait, put_over};
use crate::diagnostic::{At, Diagnostics};
use crate::json::{Node, Object};
use std::collections::HashMap;

/// Marks a shape that others take over from.
pub(super) const MIXIN: &str = "smithy.api#mixin";

/// A shape with all that it has.
pub(super) struct Flat<'a, 't> {
    /// Its absolute id.
    pub(super) id: &'a str,
    /// Its type, in Smithy's words.
    pub(super) kind: &'a str,
    pub(super) traits: Vec<Trait<'a, 't>>,
    pub(super) members: Vec<RawMember<'a, 't>>,
    /// The shapes that it is made of, itself last; of those with members, itself alone.
    parts: Vec<Part<'a, 't>>,
}

/// A shape that another one is made of.
#[derive(Clone, Copy)]
struct Part<'a, 't> {
    id: &'a str,
    object: &'a Object<'t>,
}

impl<'a, 't> Flat<'a, 't> {
    /// A shape after its mixins, which come first and in their order.
    pub(super) fn after<'m>(raw: Raw<'a, 't>, mixins: impl Iterator<Item = &'m Flat<'a, 't>>) -> Self
    where
        'a: 'm,
        't: 'm,
    {
        let mut flat =
            Self { id: raw.id, kind: raw.kind, traits: Vec::new(), members: Vec::new(), parts: Vec::new() };
        let mut places = HashMap::new();
        for mixin in mixins {
            put_over(&mut flat.traits, mixin.inherited());
            flat.take_over(mixin.members.iter().cloned(), &mut places);
            if flat.holds_lists() {
                flat.parts.extend(&mixin.parts);
            }
        }
        put_over(&mut flat.traits, raw.traits);
        flat.take_over(raw.members.into_iter(), &mut places);
        flat.parts.push(Part { id: raw.id, object: raw.object });
        flat
    }

    /// Whether what it holds is told by more than members and traits.
    fn holds_lists(&self) -> bool {
        matches!(self.kind, "service" | "operation" | "resource")
    }

    /// How much there is of it.
    pub(super) fn size(&self) -> usize {
        self.members.len() + self.parts.len() + self.traits.len()
    }

    /// What those have that it is a mixin of.
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

    /// A member that is there already gets what is new about it, and keeps its place.
    fn take_over(
        &mut self,
        members: impl Iterator<Item = RawMember<'a, 't>>,
        places: &mut HashMap<&'a str, usize>,
    ) {
        for member in members {
            match places.get(member.name).and_then(|place| self.members.get_mut(*place)) {
                Some(found) => {
                    found.target = member.target;
                    found.origin = member.origin;
                    put_over(&mut found.traits, member.traits);
                }
                None => {
                    places.insert(member.name, self.members.len());
                    self.members.push(member);
                }
            }
        }
    }

    /// Puts traits on members; gives back the names of those that are not there.
    pub(super) fn apply<'m>(
        &mut self,
        applied: impl Iterator<Item = (&'a str, &'m [Trait<'a, 't>])>,
    ) -> Vec<&'a str>
    where
        'a: 'm,
        't: 'm,
    {
        let places = self.members.iter().enumerate().map(|(place, member)| (member.name, place));
        let places: HashMap<&str, usize> = places.collect();
        let mut missing = Vec::new();
        for (name, traits) in applied {
            match places.get(name).and_then(|place| self.members.get_mut(*place)) {
                Some(member) => put_over(&mut member.traits, traits.iter().copied()),
                None => missing.push(name),
            }
        }
        missing
    }

    /// The trait of that name.
    pub(super) fn trait_named(&self, name: &str) -> Option<&Trait<'a, 't>> {
        self.traits.iter().find(|found| found.name == name)
    }

    /// Where it is.
    pub(super) fn origin(&self) -> Origin<'a> {
        Origin { shape: self.id, step: None }
    }

    /// The value at a key of it or, where it has none, of the last mixin that has one.
    pub(super) fn value(&self, key: &str) -> Option<(&'a str, &'a Node<'t>)> {
        self.parts.iter().rev().find_map(|part| Some((part.id, part.object.get(key)?)))
    }

    /// The targets in the array at a key of all its parts, each with the part and the index there.
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

/// An id in an array.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) id: &'a str,
    /// The shape that has the array.
    pub(super) part: &'a str,
    pub(super) index: usize,
}

fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node {
        Node::String(text) => Some(text),
        _ => None,
    }
}
