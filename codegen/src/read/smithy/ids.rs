//! Maps absolute shape ids to ids of the graph and to names without namespaces.

use super::flat::{Flat, MIXIN};
use super::traits::Origin;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Kind, Shape, ShapeId, Shapes};
use crate::json::Node;
use crate::near::Suggestions;
use crate::read::calls::Calls;
use crate::read::protocols::Protocols;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The namespace of Smithy's prelude.
const PRELUDE: &str = "smithy.api#";
/// The shapes of the prelude that models refer to.
const PRELUDE_SHAPES: &[&str] = &[
    "smithy.api#BigDecimal",
    "smithy.api#BigInteger",
    "smithy.api#Blob",
    "smithy.api#Boolean",
    "smithy.api#Byte",
    "smithy.api#Document",
    "smithy.api#Double",
    "smithy.api#Float",
    "smithy.api#Integer",
    "smithy.api#Long",
    "smithy.api#Short",
    "smithy.api#String",
    "smithy.api#Timestamp",
    UNIT,
];
/// The shape that stands for no input or output.
pub(super) const UNIT: &str = "smithy.api#Unit";

/// Facts about all shapes, which are collected before the first shape is read.
pub(super) struct Table<'m, 'a> {
    pub(super) out: &'m Diagnostics,
    pub(super) calls: Calls<'m>,
    /// The location of the shapes.
    pub(super) at: &'m At<'m>,
    pub(super) protocols: Protocols,
    /// Whether `awsQueryError` has an effect.
    pub(super) has_query_codes: bool,
    ids: HashMap<&'a str, ShapeId>,
    /// The absolute ids of the shapes in the file.
    absolute: HashMap<ShapeId, &'a str>,
    renamed: HashMap<&'a str, &'a str>,
    media_types: HashMap<&'a str, &'a str>,
    strings: HashSet<&'a str>,
    shapes: RefCell<Shapes>,
    prelude: RefCell<BTreeMap<&'static str, ShapeId>>,
    placeholder: ShapeId,
    suggestions: Suggestions,
}

impl<'m, 'a> Table<'m, 'a> {
    pub(super) fn new(
        flats: &[Flat<'a, '_>],
        service: &Flat<'a, '_>,
        protocols: Protocols,
        at: &'m At<'m>,
        calls: Calls<'m>,
        out: &'m Diagnostics,
    ) -> Self {
        let mut shapes = Shapes::default();
        let mut ids = HashMap::new();
        for flat in flats.iter().filter(|flat| is_data(flat)) {
            ids.insert(flat.id, shapes.add(Shape::placeholder()));
        }
        let placeholder = shapes.add(Shape::placeholder());
        let media_types = flats.iter().filter_map(|flat| Some((flat.id, media_type(flat)?)));
        Self {
            out,
            calls,
            at,
            has_query_codes: protocols.used.is_some_and(|protocol| {
                let is_compatible = service.trait_named("aws.protocols#awsQueryCompatible").is_some();
                protocol.has_query_codes(is_compatible)
            }),
            protocols,
            absolute: ids.iter().map(|(id, index)| (*index, *id)).collect(),
            renamed: renamed(service, at, out),
            media_types: media_types.collect(),
            strings: flats.iter().filter(|flat| flat.kind == "string").map(|flat| flat.id).collect(),
            ids,
            shapes: RefCell::new(shapes),
            prelude: RefCell::default(),
            placeholder,
            suggestions: Suggestions::default(),
        }
    }

    /// Returns the shape of an absolute id in the file.
    pub(super) fn own(&self, id: &str) -> Option<ShapeId> {
        self.ids.get(id).copied()
    }

    /// Returns the absolute id of a shape of the file.
    pub(super) fn absolute(&self, id: ShapeId) -> Option<&'a str> {
        self.absolute.get(&id).copied()
    }

    /// Returns the name of a shape: its `rename` in the service, or the name without namespace.
    pub(super) fn name(&self, id: &'a str) -> &'a str {
        let plain = || id.split_once('#').map_or(id, |(_, name)| name);
        self.renamed.get(id).copied().unwrap_or_else(plain)
    }

    /// Returns the media type of a shape, where it has one.
    pub(super) fn media_type(&self, id: &str) -> Option<&'a str> {
        self.media_types.get(id).copied()
    }

    /// Returns whether it is a string.
    pub(super) fn is_string(&self, id: &str) -> bool {
        self.strings.contains(id) || id == "smithy.api#String"
    }

    /// Returns the shape of an absolute id. Reports a shape that is not in the model, and returns the placeholder.
    pub(super) fn find(&self, id: &str, at: &At<'_>) -> ShapeId {
        self.own(id).or_else(|| self.prelude(id)).unwrap_or_else(|| {
            let known = self.ids.keys().copied().chain(PRELUDE_SHAPES.iter().copied());
            let help = self.suggestions.help(id, known);
            self.out.error_hint(at, format!("the shape `{id}` is not in the model"), help);
            self.placeholder
        })
    }

    /// Returns the shape that `target` refers to.
    pub(super) fn target(&self, id: &str, origin: &Origin<'_>) -> ShapeId {
        origin.with_location(self.at, |at| self.find(id, &at.key("target")))
    }

    fn prelude(&self, id: &str) -> Option<ShapeId> {
        let (name, kind) = prelude_kind(id.strip_prefix(PRELUDE)?)?;
        let add = || {
            let shape = Shape { name: name.to_owned(), kind, ..Shape::placeholder() };
            self.shapes.borrow_mut().add(shape)
        };
        Some(*self.prelude.borrow_mut().entry(name).or_insert_with(add))
    }

    /// Sets the shape of an id.
    pub(super) fn put(&self, id: ShapeId, shape: Shape) {
        if let Some(slot) = self.shapes.borrow_mut().get_mut(id) {
            *slot = shape;
        }
    }

    /// Calls `then` with the shapes that were read so far.
    pub(super) fn with_shapes<R>(&self, then: impl FnOnce(&Shapes) -> R) -> R {
        then(&self.shapes.borrow())
    }

    pub(super) fn finish(self) -> Shapes {
        self.shapes.into_inner()
    }
}

/// Returns whether the shape is part of the graph's shapes.
pub(super) fn is_data(flat: &Flat<'_, '_>) -> bool {
    !matches!(flat.kind, "service" | "operation" | "resource") && flat.trait_named(MIXIN).is_none()
}

fn media_type<'a>(flat: &Flat<'a, '_>) -> Option<&'a str> {
    match flat.trait_named("smithy.api#mediaType")?.value {
        Node::String(text) => Some(text),
        _ => None,
    }
}

fn renamed<'a>(service: &Flat<'a, '_>, at: &At<'_>, out: &Diagnostics) -> HashMap<&'a str, &'a str> {
    let Some((part, node)) = service.value("rename") else { return HashMap::new() };
    let at = at.key(part);
    let at = at.key("rename");
    let entries = crate::read::fields::object(node, &at, out).map(|object| object.entries.iter());
    let entries = entries.into_iter().flatten();
    entries
        .filter_map(|(id, node)| Some((id.as_ref(), crate::read::fields::string(node, &at.key(id), out)?)))
        .collect()
}

/// Returns the name and kind of a shape of the prelude. Primitive shapes differ only in their default, which has no effect
/// here.
fn prelude_kind(name: &str) -> Option<(&'static str, Kind)> {
    Some(match name {
        "String" => ("String", Kind::String),
        "Blob" => ("Blob", Kind::Blob),
        "Boolean" | "PrimitiveBoolean" => ("Boolean", Kind::Boolean),
        "Byte" | "PrimitiveByte" => ("Byte", Kind::Byte),
        "Short" | "PrimitiveShort" => ("Short", Kind::Short),
        "Integer" | "PrimitiveInteger" => ("Integer", Kind::Integer),
        "Long" | "PrimitiveLong" => ("Long", Kind::Long),
        "Float" | "PrimitiveFloat" => ("Float", Kind::Float),
        "Double" | "PrimitiveDouble" => ("Double", Kind::Double),
        "BigInteger" => ("BigInteger", Kind::BigInteger),
        "BigDecimal" => ("BigDecimal", Kind::BigDecimal),
        "Timestamp" => ("Timestamp", Kind::Timestamp { format: None }),
        "Document" => ("Document", Kind::Document),
        "Unit" => ("Unit", Kind::Structure { members: Vec::new(), error: None }),
        _ => return None,
    })
}
