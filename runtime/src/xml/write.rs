//! The XML serializer. It writes into one buffer. It is not generic, so it is compiled once for all types.

use super::escape;
use super::forms;
use super::names::{is_attribute, is_element, root_name};
use crate::codec::{
    CodecError, ErrorPath, MAX_DEPTH, Segment, TOO_DEEP, UNKNOWN_VARIANT, map_key, map_value_name, write_text,
};
use crate::reflect::{List, Map, Shape, ValueRef, used_members};
use crate::schema::{Flag, Member, Schema, TimestampFormat, XmlNamespace};
use std::io::Write;

/// Serializes a value as the root element. `namespace` is the service's.
pub(super) fn write(
    value: ValueRef<'_>,
    member: &'static Member,
    namespace: Option<XmlNamespace>,
) -> Result<Vec<u8>, CodecError> {
    write_with(value, member, namespace, false)
}

/// Serializes an output as the root element, with the members that may be in the encoding of forms encoded.
pub(super) fn write_url_encoded(
    output: &dyn Shape,
    namespace: Option<XmlNamespace>,
) -> Result<Vec<u8>, CodecError> {
    write_with(ValueRef::Shape(output), Member::ELEMENT, namespace, true)
}

fn write_with(
    value: ValueRef<'_>,
    member: &'static Member,
    namespace: Option<XmlNamespace>,
    is_url_encoded: bool,
) -> Result<Vec<u8>, CodecError> {
    let schema = if let ValueRef::Shape(shape) = value { Some(shape.schema()) } else { None };
    let out = Vec::with_capacity(schema.map_or(256, Schema::body_capacity));
    let mut writer = Writer { out, is_url_encoded, error_path: ErrorPath::default() };
    let shape_namespace = schema.and_then(|schema| schema.rare).and_then(|traits| traits.namespace);
    let tag = Tag {
        name: root_name(member, schema),
        namespace: namespace_of(member).or(shape_namespace).or(namespace),
        depth: 0,
    };
    match writer.element(tag, value, member) {
        Ok(()) => {
            if let Some(schema) = schema {
                schema.record_body_size(writer.out.len());
            }
            Ok(writer.out)
        }
        Err(reason) => Err(writer.error_path.into_error(reason.to_owned())),
    }
}

/// The error is the reason why a value cannot be serialized.
type WriteResult = Result<(), &'static str>;

/// The tag of an element: its name, the namespace that it declares, and its depth.
#[derive(Clone, Copy)]
struct Tag {
    name: &'static str,
    namespace: Option<XmlNamespace>,
    /// The number of elements around the element.
    depth: usize,
}

struct Writer {
    out: Vec<u8>,
    /// Whether members are encoded that may be in the encoding of forms.
    is_url_encoded: bool,
    error_path: ErrorPath,
}

impl Writer {
    /// Writes an element: its tags, and the value as attributes and content.
    fn element(&mut self, tag: Tag, value: ValueRef<'_>, member: &'static Member) -> WriteResult {
        self.start(tag)?;
        match value {
            ValueRef::Shape(shape) => {
                // Names of attributes can use the prefix of the shape's namespace, so that each element of the shape declares it.
                let shape_namespace = shape.schema().rare.and_then(|traits| traits.namespace);
                if let (None, Some(namespace)) = (tag.namespace, shape_namespace) {
                    self.namespace(namespace)?;
                }
                self.attributes(shape)?;
            }
            ValueRef::None => self.out.extend_from_slice(NIL),
            _ => {}
        }
        self.out.push(b'>');
        self.content(value, member, tag.depth)?;
        self.end(tag.name);
        Ok(())
    }

    /// Writes a start tag without its attributes and its `>`.
    #[inline]
    fn start(&mut self, tag: Tag) -> WriteResult {
        if tag.depth > MAX_DEPTH {
            return Err(TOO_DEEP);
        }
        self.out.reserve(tag.name.len() + 2);
        self.out.push(b'<');
        self.out.extend_from_slice(tag.name.as_bytes());
        match tag.namespace {
            Some(namespace) => self.namespace(namespace),
            None => Ok(()),
        }
    }

    #[inline]
    fn end(&mut self, name: &str) {
        self.out.reserve(name.len() + 3);
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }

    fn namespace(&mut self, namespace: XmlNamespace) -> WriteResult {
        self.out.extend_from_slice(b" xmlns");
        if !namespace.prefix.is_empty() {
            self.out.push(b':');
            self.out.extend_from_slice(namespace.prefix.as_bytes());
        }
        self.out.push(b'=');
        escape::push_attribute_value(&mut self.out, namespace.uri)
    }

    fn attributes(&mut self, shape: &dyn Shape) -> WriteResult {
        for (index, member) in used_members(shape) {
            if !is_attribute(member) {
                continue;
            }
            let value = shape.get(index);
            if !matches!(value, ValueRef::None) {
                let written = self.attribute(value, member);
                self.error_path.at(Segment::Member(member.name), written)?;
            }
        }
        Ok(())
    }

    fn attribute(&mut self, value: ValueRef<'_>, member: &Member) -> WriteResult {
        let text = write_text(value, member, TimestampFormat::DateTime)?;
        self.out.push(b' ');
        self.out.extend_from_slice(member.wire.as_bytes());
        self.out.push(b'=');
        escape::push_attribute_value(&mut self.out, &text)
    }

    /// Writes the content between the tags of an element at a depth.
    fn content(&mut self, value: ValueRef<'_>, member: &'static Member, depth: usize) -> WriteResult {
        match value {
            ValueRef::None => {}
            ValueRef::String(value) if self.is_url_encoded && forms::is_url_encoded(member) => {
                forms::encode(value).for_each(|part| self.out.extend_from_slice(part.as_bytes()));
            }
            ValueRef::String(value) => return escape::push_text(&mut self.out, value),
            ValueRef::Integer(value) => {
                return write!(self.out, "{value}").map_err(|_| "cannot be formatted");
            }
            ValueRef::Shape(value) => return self.shape(value, depth),
            ValueRef::List(value) => return self.list(value, member, depth),
            ValueRef::Strings(value) => return self.list(value, member, depth),
            ValueRef::Map(value) => return self.map(value, ENTRY, member, depth),
            ValueRef::Document(_) => return Err("a document cannot be sent as XML"),
            value => {
                let text = write_text(value, member, TimestampFormat::DateTime)?;
                self.out.extend_from_slice(text.as_bytes());
            }
        }
        Ok(())
    }

    fn shape(&mut self, shape: &dyn Shape, depth: usize) -> WriteResult {
        if shape.unknown().is_some() {
            return Err(UNKNOWN_VARIANT);
        }
        for (index, member) in used_members(shape) {
            if !is_element(member) {
                continue;
            }
            let value = shape.get(index);
            if !matches!(value, ValueRef::None) {
                let written = self.member(value, member, depth);
                self.error_path.at(Segment::Member(member.name), written)?;
            }
        }
        Ok(())
    }

    fn member(&mut self, value: ValueRef<'_>, member: &'static Member, depth: usize) -> WriteResult {
        let (name, namespace) = (member.wire, namespace_of(member));
        if member.has(Flag::Flattened) {
            if let Some(list) = value.as_list() {
                let namespace = namespace.or_else(|| namespace_of(member.element_or_default()));
                return self.elements(list, name, namespace, member, depth);
            }
            if let ValueRef::Map(map) = value {
                return self.map(map, (name, namespace), member, depth);
            }
        }
        self.element(Tag { name, namespace, depth: depth + 1 }, value, member)
    }

    fn list(&mut self, list: &dyn List, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        self.elements(list, element.wire, namespace_of(element), member, depth)
    }

    /// Writes each element of a list as an XML element, one level below `depth`.
    fn elements(
        &mut self,
        list: &dyn List,
        name: &'static str,
        namespace: Option<XmlNamespace>,
        member: &'static Member,
        depth: usize,
    ) -> WriteResult {
        let tag = Tag { name, namespace, depth: depth + 1 };
        let element = member.element_or_default();
        for index in 0..list.len() {
            let written = self.element(tag, list.get(index), element);
            self.error_path.at(Segment::Index(index), written)?;
        }
        Ok(())
    }

    /// Writes each entry of a map as an XML element, one level below `depth`.
    fn map(
        &mut self,
        map: &dyn Map,
        (name, namespace): (&'static str, Option<XmlNamespace>),
        member: &'static Member,
        depth: usize,
    ) -> WriteResult {
        let tag = Tag { name, namespace, depth: depth + 1 };
        let mut written = Ok(());
        map.visit(&mut |key, value| {
            let entry = self.entry(tag, key, value, member);
            written = self.error_path.at(Segment::Key, entry);
            written.is_ok()
        });
        written
    }

    fn entry(&mut self, tag: Tag, key: &str, value: ValueRef<'_>, member: &'static Member) -> WriteResult {
        let (key_member, value_member) = (map_key(member), member.element_or_default());
        let inner = |name, member| Tag { name, namespace: namespace_of(member), depth: tag.depth + 1 };
        self.start(tag)?;
        self.out.push(b'>');
        self.element(inner(key_member.wire, key_member), ValueRef::String(key), key_member)?;
        self.element(inner(map_value_name(value_member), value_member), value, value_member)?;
        self.end(tag.name);
        Ok(())
    }
}

/// The name and the namespace of the entries of a map without `xmlFlattened`.
const ENTRY: (&str, Option<XmlNamespace>) = ("entry", None);

/// The attributes of an element that stands for a null.
const NIL: &[u8] = b" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";

#[inline]
fn namespace_of(member: &Member) -> Option<XmlNamespace> {
    member.rare.and_then(|traits| traits.namespace)
}
