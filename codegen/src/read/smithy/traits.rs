//! The traits of a shape or member, which are read one by one. Traits that were not read are looked up in `known.rs`.

use super::known;
use crate::diagnostic::{At, Diagnostics};
use crate::json::Node;
use crate::near;
use crate::read::fields::{Fields, string};
use std::collections::HashMap;

/// A trait with its location.
#[derive(Clone, Copy)]
pub(super) struct Trait<'a, 't> {
    /// Its absolute id.
    pub(super) name: &'a str,
    pub(super) value: &'a Node<'t>,
    pub(super) origin: Origin<'a>,
}

/// The location of a shape or member in the file.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The key below `shapes`.
    pub(super) shape: &'a str,
    pub(super) step: Option<Step<'a>>,
}

/// The member of a shape.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// A member of a structure, union or enum.
    Member(&'a str),
    /// The element of a list, or the key or value of a map.
    Element(&'static str),
}

impl<'a> Origin<'a> {
    /// Calls `then` with the location. `at` is the location of the shapes.
    pub(super) fn with_location<R>(&self, at: &At<'_>, then: impl FnOnce(&At<'_>) -> R) -> R {
        let at = at.key(self.shape);
        match self.step {
            None => then(&at),
            Some(Step::Element(key)) => then(&at.key(key)),
            Some(Step::Member(name)) => then(&at.key("members").key(name)),
        }
    }
}

impl<'a, 't> Trait<'a, 't> {
    /// Calls `then` with the location of the trait's value.
    pub(super) fn with_location<R>(&self, at: &At<'_>, then: impl FnOnce(&At<'_>) -> R) -> R {
        self.origin.with_location(at, |at| then(&at.key("traits").key(self.name)))
    }

    /// Returns the keys of the trait's value, from the top of the file.
    pub(super) fn path(&self) -> Vec<&'a str> {
        let mut path = vec!["shapes", self.origin.shape];
        match self.origin.step {
            None => {}
            Some(Step::Element(key)) => path.push(key),
            Some(Step::Member(name)) => path.extend(["members", name]),
        }
        path.extend(["traits", self.name]);
        path
    }
}

/// Adds `more` to `traits`. A trait replaces an earlier one of the same name.
pub(super) fn override_traits<'a, 't>(
    traits: &mut Vec<Trait<'a, 't>>,
    more: impl IntoIterator<Item = Trait<'a, 't>>,
) {
    let mut indices: HashMap<&str, usize> =
        traits.iter().enumerate().map(|(index, found)| (found.name, index)).collect();
    for one in more {
        match indices.get(one.name).and_then(|index| traits.get_mut(*index)) {
            Some(found) => *found = one,
            None => {
                indices.insert(one.name, traits.len());
                traits.push(one);
            }
        }
    }
}

/// The traits of a shape or member that is being read.
pub(super) struct Traits<'f, 'a, 't> {
    all: &'f [Trait<'a, 't>],
    taken: Vec<bool>,
    at: &'f At<'f>,
    out: &'f Diagnostics,
}

impl<'f, 'a, 't> Traits<'f, 'a, 't> {
    /// Creates the traits. `at` is the location of the shapes.
    pub(super) fn new(all: &'f [Trait<'a, 't>], at: &'f At<'f>, out: &'f Diagnostics) -> Self {
        Self { all, taken: vec![false; all.len()], at, out }
    }

    /// Returns the trait of that name, and marks it as read.
    pub(super) fn take(&mut self, name: &str) -> Option<&'f Trait<'a, 't>> {
        let index = self.all.iter().position(|found| found.name == name)?;
        *self.taken.get_mut(index)? = true;
        self.all.get(index)
    }

    /// Returns whether there is a trait of that name, which is marked as read.
    pub(super) fn has(&mut self, name: &str) -> bool {
        self.take(name).is_some()
    }

    /// Returns the value of a trait as a string. Reports another kind of value.
    pub(super) fn text(&mut self, name: &str) -> Option<&'a str> {
        let found = self.take(name)?;
        found.with_location(self.at, |at| string(found.value, at, self.out))
    }

    /// Reports a value of another kind than expected.
    pub(super) fn wrong(&self, found: &Trait<'_, '_>, expected: &str, value: &Node<'_>) {
        found.with_location(self.at, |at| {
            self.out.error(at, format!("expected {expected}, found {}", value.kind()));
        });
    }

    /// Reads the value of a trait as an object. Reports another kind of value, and unknown keys.
    pub(super) fn fields<R>(
        &mut self,
        name: &str,
        then: impl FnOnce(&mut Fields<'_, 't>, &At<'_>) -> R,
    ) -> Option<R> {
        let (found, out) = (self.take(name)?, self.out);
        found.with_location(self.at, |at| {
            let mut fields = Fields::of(found.value, at, out)?;
            let read = then(&mut fields, at);
            fields.finish();
            Some(read)
        })
    }

    /// Reports unknown traits, which might change requests.
    pub(super) fn finish(self) {
        for (found, taken) in self.all.iter().zip(&self.taken) {
            if !taken && !known::may_be_ignored(found.name) {
                found.with_location(self.at, |at| {
                    let problem = "unknown trait: it has no effect";
                    self.out.warning_hint(at, problem, near::help(found.name, known::names()));
                });
            }
        }
    }
}
