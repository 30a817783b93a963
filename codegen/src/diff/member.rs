//! What changes in members.

use super::bounds;
use super::change::{Change, Rust, What, Wire};
use super::shape::Both;
use super::surface::Surface;
use super::types::{self, GLANCE};
use crate::graph::{Binding, Deprecated, Kind, Member, MemberTrait, Presence, ShapeId, TimestampFormat};

pub(super) fn compare(
    both: &Both<'_, '_>,
    name: &str,
    old: &Member,
    new: &Member,
    changes: &mut Vec<Change>,
) {
    let member = Compared { both, name, old, new };
    member.compare_type(changes);
    member.compare_presence(changes);
    member.compare_place(changes);
    member.compare_traits(changes);
    bounds::of_member(both, name, old, new, changes);
}

struct Compared<'a, 'b, 'm> {
    both: &'a Both<'b, 'm>,
    name: &'a str,
    old: &'a Member,
    new: &'a Member,
}

impl Compared<'_, '_, '_> {
    fn note(&self, what: What, rust: Rust, wire: Wire, changes: &mut Vec<Change>) {
        self.both.note(Some(self.name), what, rust, wire, changes);
    }

    fn compare_type(&self, changes: &mut Vec<Change>) {
        let (old_face, new_face) = (self.both.old.0, self.both.new.0);
        let none = Default::default();
        let old = old_face.type_of(self.old, &self.both.pairs.renamed);
        let new = new_face.type_of(self.new, &none);
        let alike = types::look_alike((old_face, self.old.target), (new_face, self.new.target), GLANCE);
        let same = old == new;
        if !same {
            let wire = if alike { Wire::Compatible } else { Wire::Breaking };
            self.note(What::Type { old, new }, Rust::Breaks, wire, changes);
        }
        let (was, is) = (format(old_face, self.old), format(new_face, self.new));
        if let (Some(old), Some(new), true) = (was, is, was != is) {
            let what = What::TimestampFormat { old: format!("{old:?}"), new: format!("{new:?}") };
            self.note(what, Rust::Unchanged, Wire::Breaking, changes);
        }
    }

    fn compare_presence(&self, changes: &mut Vec<Change>) {
        let is_union = matches!(self.both.new.0.shape(self.both.new.1).kind, Kind::Union { .. });
        match (self.old.presence, self.new.presence) {
            _ if is_union => {}
            (Presence::Required, Presence::Optional) => {
                self.note(What::Optional, Rust::Breaks, Wire::Compatible, changes);
            }
            (Presence::Optional, Presence::Required) => {
                let wire = if self.both.is_sent() { Wire::Breaking } else { Wire::Compatible };
                self.note(What::Required, Rust::Breaks, wire, changes);
            }
            _ => {}
        }
    }

    fn compare_place(&self, changes: &mut Vec<Change>) {
        let (old, new) = (place(self.old), place(self.new));
        if old != new {
            self.note(What::Place { old, new }, Rust::Unchanged, Wire::Breaking, changes);
        }
        if self.old.name != self.new.name {
            let what = What::ModelName { old: self.old.name.clone(), new: self.new.name.clone() };
            self.note(what, Rust::Unchanged, Wire::Unchanged, changes);
        }
    }

    fn compare_traits(&self, changes: &mut Vec<Change>) {
        for (found, now) in gained_and_lost(&self.old.traits, &self.new.traits) {
            let wire = match found {
                MemberTrait::IdempotencyToken => Wire::Compatible,
                _ => Wire::Breaking,
            };
            self.note(What::Trait { name: found.name(), now }, Rust::Unchanged, wire, changes);
        }
        deprecation(self.old.deprecated.as_ref(), self.new.deprecated.as_ref(), |what, rust| {
            self.note(what, rust, Wire::Unchanged, changes);
        });
        let was = is_hidden(self.both.old.0, self.old.target);
        let is = is_hidden(self.both.new.0, self.new.target);
        if was != is {
            let what = if is { What::Sensitive } else { What::NotSensitive };
            self.note(what, Rust::Unchanged, Wire::Unchanged, changes);
        }
    }
}

/// Where it is in a message, and under which name.
fn place(member: &Member) -> String {
    match &member.binding {
        Binding::Body => format!("body as `{}`", member.wire_name.as_ref().unwrap_or(&member.name)),
        Binding::Label(name) => format!("path as `{name}`"),
        Binding::Query(name) => format!("query as `{name}`"),
        Binding::QueryParams => "query, a parameter an entry".to_owned(),
        Binding::Header(name) => format!("header `{name}`"),
        Binding::PrefixHeaders(prefix) => format!("headers that begin with `{prefix}`"),
        Binding::ResponseCode => "status".to_owned(),
        Binding::Payload => "body, which it is the whole of".to_owned(),
    }
}

/// The format that is said of a timestamp; nothing of what is none.
fn format(face: &Surface<'_>, member: &Member) -> Option<Format> {
    match &face.shape(member.target).kind {
        Kind::Timestamp { format } => {
            Some(member.timestamp.or(*format).map_or(Format::Default, Format::Said))
        }
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    /// The protocol's own for the place.
    Default,
    Said(TimestampFormat),
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("the protocol's own"),
            Self::Said(format) => write!(f, "{format:?}"),
        }
    }
}

/// Whether a type of Rust's that holds no type of ours is kept out of `Debug`; types of ours answer for themselves.
fn is_hidden(face: &Surface<'_>, mut id: ShapeId) -> bool {
    loop {
        if face.type_name(id).is_some() {
            return false;
        }
        let shape = face.shape(id);
        if shape.sensitive {
            return true;
        }
        match &shape.kind {
            Kind::List { element, .. } => id = element.target,
            Kind::Map { key, .. } if face.shape(key.target).sensitive => return true,
            Kind::Map { value, .. } => id = value.target,
            _ => return false,
        }
    }
}

/// What is in one of two lists alone, and whether in the new one.
pub(super) fn gained_and_lost<T: PartialEq + Copy>(old: &[T], new: &[T]) -> Vec<(T, bool)> {
    let gained = new.iter().filter(|found| !old.contains(found)).map(|found| (*found, true));
    let lost = old.iter().filter(|found| !new.contains(found)).map(|found| (*found, false));
    gained.chain(lost).collect()
}

/// The compiler warns of the use of what is deprecated.
pub(super) fn deprecation(
    old: Option<&Deprecated>,
    new: Option<&Deprecated>,
    mut note: impl FnMut(What, Rust),
) {
    match (old, new) {
        (None, Some(_)) => note(What::Deprecated, Rust::Grows),
        (Some(_), None) => note(What::NotDeprecated, Rust::Unchanged),
        (Some(old), Some(new)) if old != new => note(What::DeprecationNote, Rust::Unchanged),
        _ => {}
    }
}
