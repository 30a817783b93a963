//! The Rust types of shapes, for generated code and for comparisons.

use crate::graph::{Kind, Member, MemberTrait, Model, ShapeId};
use crate::names::{Name, Names};

/// The maximum depth of nested lists and maps. Rust's own limit for types is about the same.
const DEPTH: usize = 128;

/// A Rust type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RustType<'a> {
    /// A type that needs no import, such as `i32` or `String`.
    Plain(&'static str),
    /// A type that is generated from a shape.
    Generated(&'a Name),
    /// A type of the runtime, such as `Timestamp`.
    Runtime(&'static str),
    /// A JSON document. Its path depends on the crate that the code is in.
    Document,
    /// A body that may be a stream, with its path: a model may have a type of the same name.
    Body,
    /// The events that an output receives, with the path of the type.
    EventReceiver(Box<Self>),
    /// The events that an input sends, with the path of the type.
    EventSource(Box<Self>),
    /// `Vec<element>`
    Vec(Box<Self>),
    /// `BTreeMap<key, value>`
    Map(Box<(Self, Self)>),
    /// `Option<value>`
    Option(Box<Self>),
    /// `Box<value>`
    Boxed(Box<Self>),
    /// A type with too many nested lists and maps.
    TooDeep,
}

/// The module of the runtime with the types of event streams.
const EVENT_STREAM: &str = "smithereen::event_stream";

impl<'a> RustType<'a> {
    /// Returns the type of a field: the type of the value, or an `Option` of it for an optional member.
    pub(crate) fn of_field(model: &Model, names: &'a Names, member: &Member) -> Self {
        Self::of_value(model, names, member).optional(member.is_option())
    }

    /// Returns the type of a member's value, boxed if the type would otherwise contain itself.
    pub(crate) fn of_value(model: &Model, names: &'a Names, member: &Member) -> Self {
        Graph { model, names }.value(member, DEPTH)
    }

    /// Returns the type of a member's value before it is boxed.
    pub(crate) fn of_unboxed(model: &Model, names: &'a Names, member: &Member) -> Self {
        Graph { model, names }.unboxed(member, DEPTH)
    }

    /// Returns the type as text, with the caller's names for generated types and documents.
    pub(crate) fn print(&self, generated: &dyn Fn(&Name) -> String, document: &str) -> String {
        let print = |of: &Self| of.print(generated, document);
        match self {
            Self::Plain(name) | Self::Runtime(name) => (*name).to_owned(),
            Self::Generated(name) => generated(name),
            Self::Document => document.to_owned(),
            Self::Body => "smithereen::Body".to_owned(),
            Self::EventReceiver(events) => format!("{EVENT_STREAM}::EventReceiver<{}>", print(events)),
            Self::EventSource(events) => format!("{EVENT_STREAM}::EventSource<{}>", print(events)),
            Self::Vec(element) => format!("Vec<{}>", print(element)),
            Self::Map(entry) => format!("BTreeMap<{}, {}>", print(&entry.0), print(&entry.1)),
            Self::Option(value) => format!("Option<{}>", print(value)),
            Self::Boxed(value) => format!("Box<{}>", print(value)),
            Self::TooDeep => "..".to_owned(),
        }
    }

    fn optional(self, is_optional: bool) -> Self {
        if is_optional { Self::Option(Box::new(self)) } else { self }
    }
}

struct Graph<'g, 'a> {
    model: &'g Model,
    names: &'a Names,
}

impl<'a> Graph<'_, 'a> {
    fn value(&self, member: &Member, depth: usize) -> RustType<'a> {
        let of = self.unboxed(member, depth);
        if member.boxed { RustType::Boxed(Box::new(of)) } else { of }
    }

    /// Returns the type before boxing. A string with JSON is a document for callers.
    fn unboxed(&self, member: &Member, depth: usize) -> RustType<'a> {
        if member.traits.contains(&MemberTrait::JsonValue) {
            return RustType::Document;
        }
        let events = || Box::new(self.shape(member.target, depth));
        match () {
            () if member.is_stream() => RustType::Body,
            () if member.traits.contains(&MemberTrait::ReceivesEvents) => RustType::EventReceiver(events()),
            () if member.traits.contains(&MemberTrait::SendsEvents) => RustType::EventSource(events()),
            () => self.shape(member.target, depth),
        }
    }

    fn shape(&self, id: ShapeId, depth: usize) -> RustType<'a> {
        if let Some(name) = self.names.of_type(id) {
            return RustType::Generated(name);
        }
        let Some(depth) = depth.checked_sub(1) else { return RustType::TooDeep };
        match &self.model.shapes[id].kind {
            Kind::List { element, sparse } => {
                RustType::Vec(Box::new(self.value(element, depth).optional(*sparse)))
            }
            // Keys are strings or enums. With other types, both keys and values could nest, and the type could grow
            // exponentially.
            Kind::Map { key, value, sparse } => RustType::Map(Box::new((
                self.shape(key.target, 1),
                self.value(value, depth).optional(*sparse),
            ))),
            Kind::Blob => RustType::Runtime("Bytes"),
            Kind::BigInteger | Kind::BigDecimal => RustType::Runtime("BigNumber"),
            Kind::Timestamp { .. } => RustType::Runtime("Timestamp"),
            Kind::Document => RustType::Document,
            kind => RustType::Plain(scalar(kind)),
        }
    }
}

/// Returns the Rust type of a scalar that needs no import. Other shapes are strings here, or have a type above.
fn scalar(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "bool",
        Kind::Byte => "i8",
        Kind::Short => "i16",
        Kind::Integer => "i32",
        Kind::Long => "i64",
        Kind::Float => "f32",
        Kind::Double => "f64",
        _ => "String",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_printed_with_the_callers_names() {
        let inner = RustType::Map(Box::new((RustType::Plain("String"), RustType::Document.optional(true))));
        let of = RustType::Vec(Box::new(inner));
        let print = |document| of.print(&ToString::to_string, document);
        assert_eq!(print("smithereen::Document"), "Vec<BTreeMap<String, Option<smithereen::Document>>>");
        assert_eq!(print("Json"), "Vec<BTreeMap<String, Option<Json>>>");
    }
}
