//! The traits of a shape or member, which are taken one by one; what nobody takes is judged by `known.rs`.

use super::known;
use crate::diagnostic::{At, Diagnostics};
use crate::json::Node;
use crate::near;
use crate::read::fields::{Fields, string};
use std::collections::HashMap;

/// A trait where it stands.
#[derive(Clone, Copy)]
pub(super) struct Trait<'a, 't> {
    /// Its absolute id.
    pub(super) name: &'a str,
    pub(super) value: &'a Node<'t>,
    pub(super) origin: Origin<'a>,
}

/// What a trait stands on, in the file.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The key below `shapes`.
    pub(super) shape: &'a str,
    pub(super) step: Option<Step<'a>>,
}

/// From a shape to a member.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// Of a structure, union or enum.
    Member(&'a str),
    /// Of a list or map.
    Element(&'static str),
}

impl<'a> Origin<'a> {
    /// Hands on the spot. `at` is where the shapes are.
    pub(super) fn spot<R>(&self, at: &At<'_>, then: impl FnOnce(&At<'_>) -> R) -> R {
        let at = at.key(self.shape);
        match self.step {
            None => then(&at),
            Some(Step::Element(key)) => then(&at.key(key)),
            Some(Step::Member(name)) => then(&at.key("members").key(name)),
        }
    }
}

impl<'a, 't> Trait<'a, 't> {
    /// Hands on the spot of its value.
    pub(super) fn spot<R>(&self, at: &At<'_>, then: impl FnOnce(&At<'_>) -> R) -> R {
        self.origin.spot(at, |at| then(&at.key("traits").key(self.name)))
    }

    /// The way to its value, from the top of the file.
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

/// Puts `more` over `traits`: of a name, the later one counts.
pub(super) fn put_over<'a, 't>(
    traits: &mut Vec<Trait<'a, 't>>,
    more: impl IntoIterator<Item = Trait<'a, 't>>,
) {
    let mut places: HashMap<&str, usize> =
        traits.iter().enumerate().map(|(place, found)| (found.name, place)).collect();
    for one in more {
        match places.get(one.name).and_then(|place| traits.get_mut(*place)) {
            Some(found) => *found = one,
            None => {
                places.insert(one.name, traits.len());
                traits.push(one);
            }
        }
    }
}

/// The traits of something that is being read.
pub(super) struct Traits<'f, 'a, 't> {
    all: &'f [Trait<'a, 't>],
    taken: Vec<bool>,
    at: &'f At<'f>,
    out: &'f Diagnostics,
}

impl<'f, 'a, 't> Traits<'f, 'a, 't> {
    /// `at` is where the shapes are.
    pub(super) fn new(all: &'f [Trait<'a, 't>], at: &'f At<'f>, out: &'f Diagnostics) -> Self {
        Self { all, taken: vec![false; all.len()], at, out }
    }

    /// The trait of that name.
    pub(super) fn take(&mut self, name: &str) -> Option<&'f Trait<'a, 't>> {
        let index = self.all.iter().position(|found| found.name == name)?;
        *self.taken.get_mut(index)? = true;
        self.all.get(index)
    }

    /// Whether there is one of that name.
    pub(super) fn has(&mut self, name: &str) -> bool {
        self.take(name).is_some()
    }

    /// Its value, a string; reported where it is none.
    pub(super) fn text(&mut self, name: &str) -> Option<&'a str> {
        let found = self.take(name)?;
        found.spot(self.at, |at| string(found.value, at, self.out))
    }

    /// Reports a value of another kind than expected.
    pub(super) fn wrong(&self, found: &Trait<'_, '_>, expected: &str, value: &Node<'_>) {
        found.spot(self.at, |at| {
            self.out.error(at, format!("expected {expected}, found {}", value.kind()));
        });
    }

    /// What is in its value, an object; reported where it is none, or where it holds what is not known here.
    pub(super) fn fields<R>(
        &mut self,
        name: &str,
        then: impl FnOnce(&mut Fields<'_, 't>, &At<'_>) -> R,
    ) -> Option<R> {
        let (found, out) = (self.take(name)?, self.out);
        found.spot(self.at, |at| {
            let mut fields = Fields::of(found.value, at, out)?;
            let read = then(&mut fields, at);
            fields.finish();
            Some(read)
        })
    }

    /// Reports as unknown what was not taken and might change what is sent.
    pub(super) fn finish(self) {
        for (found, taken) in self.all.iter().zip(&self.taken) {
            if !taken && !known::may_be_passed_over(found.name) {
                found.spot(self.at, |at| {
                    let problem = "this trait is not known here and has no effect";
                    self.out.warning_hint(at, problem, near::help(found.name, known::names()));
                });
            }
        }
    }
}
