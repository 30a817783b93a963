//! What changes in members.

use super::change::{Change, Rust, What, Wire};
use super::shape::Both;
use super::surface::Surface;
use super::types::{self, GLANCE};
use super::{contents, context};
use crate::graph::{Binding, Deprecated, Kind, Member, MemberTrait, Presence, TimestampFormat, Xml};

pub(super) fn compare(
    both: &Both<'_, '_>,
    name: &str,
    old: &Member,
    new: &Member,
    changes: &mut Vec<Change>,
) {
    // Each is compared below. `boxed` is a part of the type.
    let Member {
        name: _,
        target: _,
        presence: _,
        binding: _,
        wire_name: _,
        xml,
        timestamp: _,
        bounds: _,
        sensitive: _,
        context_param,
        deprecated: _,
        traits: _,
        media_type: _,
        boxed: _,
        docs: _,
    } = new;
    let member = Compared { both, name, old, new };
    member.compare_type(changes);
    member.compare_presence(changes);
    member.compare_place(changes);
    member.compare_traits(changes);
    if both.is_xml_or_query() {
        compare_xml(&old.xml, xml, |what| member.note(what, Rust::Unchanged, Wire::Breaking, changes));
    }
    let (was, is) = ((&*old.name, old.context_param.as_ref()), (&*new.name, context_param.as_ref()));
    context::compare_member(was, is, |what, rust, wire| member.note(what, rust, wire, changes));
    contents::compare(both, name, (old.target, new.target), changes);
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
        if let Some(what) = was.zip(is).and_then(|(was, is)| timestamp_format(was, is)) {
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
            let what = What::Trait { name: found.name(), now };
            self.note(what, Rust::Unchanged, trait_on_wire(found), changes);
        }
        deprecation(self.old.deprecated.as_ref(), self.new.deprecated.as_ref(), |what, rust| {
            self.note(what, rust, Wire::Unchanged, changes);
        });
        let was = is_hidden(self.both.old.0, self.old);
        let is = is_hidden(self.both.new.0, self.new);
        if was != is {
            let what = if is { What::Sensitive } else { What::NotSensitive };
            self.note(what, Rust::Unchanged, Wire::Unchanged, changes);
        }
    }
}

pub(super) fn trait_on_wire(found: MemberTrait) -> Wire {
    match found {
        MemberTrait::IdempotencyToken => Wire::Compatible,
        MemberTrait::HostLabel
        | MemberTrait::JsonValue
        | MemberTrait::EventPayload
        | MemberTrait::EventHeader
        | MemberTrait::Streaming => Wire::Breaking,
    }
}

pub(super) fn compare_xml(old: &Xml, new: &Xml, mut note: impl FnMut(What)) {
    let Xml { attribute, flattened, namespace, query_name } = new;
    let namespace_text = |of: &Option<(String, Option<String>)>| match of {
        Some((uri, Some(prefix))) => format!("{prefix}:{uri}"),
        Some((uri, None)) => uri.clone(),
        None => String::new(),
    };
    let text = |name: &Option<String>| name.clone().unwrap_or_default();
    for (of, old, new) in [
        ("whether it is an XML attribute", old.attribute.to_string(), attribute.to_string()),
        ("whether it is flattened", old.flattened.to_string(), flattened.to_string()),
        ("its XML namespace", namespace_text(&old.namespace), namespace_text(namespace)),
        ("its name in `ec2Query`", text(&old.query_name), text(query_name)),
    ] {
        if old != new {
            note(What::Xml { of, old, new });
        }
    }
}

/// The change between the formats that the models state for a timestamp.
pub(super) fn timestamp_format(old: Option<TimestampFormat>, new: Option<TimestampFormat>) -> Option<What> {
    let text = |format: Option<TimestampFormat>| {
        format.map_or_else(|| "the protocol's own".to_owned(), |format| format!("{format:?}"))
    };
    (old != new).then(|| What::TimestampFormat { old: text(old), new: text(new) })
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
        Binding::Payload => match &member.media_type {
            Some(media_type) => format!("body, which it is the whole of, as `{media_type}`"),
            None => "body, which it is the whole of".to_owned(),
        },
    }
}

/// The format that the model states for a timestamp, if any; nothing for another type.
pub(super) fn format(face: &Surface<'_>, member: &Member) -> Option<Option<TimestampFormat>> {
    match &face.shape(member.target).kind {
        Kind::Timestamp { format } => Some(member.timestamp.or(*format)),
        _ => None,
    }
}

/// Whether a type of Rust's that holds no type of ours is kept out of `Debug`; types of ours answer for themselves.
fn is_hidden<'m>(face: &Surface<'m>, mut member: &'m Member) -> bool {
    loop {
        let shape = face.shape(member.target);
        if face.type_name(member.target).is_some() {
            return false;
        }
        if member.sensitive || shape.sensitive {
            return true;
        }
        match &shape.kind {
            Kind::List { element, .. } => member = element,
            Kind::Map { key, .. } if key.sensitive || face.shape(key.target).sensitive => return true,
            Kind::Map { value, .. } => member = value,
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
