//! Writes shapes.

use super::media_types::Copy;
use super::writer::{Traits, Writer, entries, keys, mark, number, object, text};
use super::xml;
use crate::graph::{
    Bounds, Deprecated, EnumValue, ErrorTrait, Kind, Shape, ShapeId, ShapeTrait, TimestampFormat, pattern,
};
use crate::json::Node;
use std::collections::HashSet;

impl Writer<'_> {
    pub(super) fn shape<'t>(&self, id: ShapeId, shape: &Shape) -> (String, Node<'t>) {
        let media_type = self.ids.media_types.of(id);
        (self.ids.shapes.get(&id).cloned().unwrap_or_default(), self.definition(shape, media_type))
    }

    /// Returns a copy of a shape with a media type of its own.
    pub(super) fn copy<'t>(&self, copy: &Copy) -> (String, Node<'t>) {
        (copy.id.clone(), self.definition(&self.model.shapes[copy.of], Some(&copy.media_type)))
    }

    fn definition<'t>(&self, shape: &Shape, media_type: Option<&String>) -> Node<'t> {
        let mut keys = keys([("type", text(shape.kind.name()))]);
        let mut traits = Traits::default();
        match &shape.kind {
            Kind::Structure { members, error } => {
                keys.push(("members".to_owned(), self.members(members)));
                error.iter().for_each(|error| self.add_error(error, &mut traits));
            }
            Kind::Union { members } => keys.push(("members".to_owned(), self.members(members))),
            Kind::List { element, sparse } => {
                keys.push(("member".to_owned(), self.member(element)));
                traits.mark("smithy.api#sparse", *sparse);
            }
            Kind::Map { key, value, sparse } => {
                keys.push(("key".to_owned(), self.member(key)));
                keys.push(("value".to_owned(), self.member(value)));
                traits.mark("smithy.api#sparse", *sparse);
            }
            Kind::Enum { values } => keys.push(("members".to_owned(), enum_members(values))),
            Kind::IntEnum { values } => keys.push(("members".to_owned(), int_members(values))),
            Kind::Timestamp { format } => {
                traits.add_some("smithy.api#timestampFormat", format.map(timestamp))
            }
            _ => {}
        }
        traits.add_some("smithy.api#mediaType", media_type.map(text));
        traits.mark("smithy.api#sensitive", shape.sensitive);
        traits.add_some("smithy.api#deprecated", shape.deprecated.as_ref().map(deprecated));
        add_bounds(&shape.bounds, &shape.kind, &mut traits);
        xml::add_to_shape(&shape.xml, &mut traits);
        for found in &shape.traits {
            match found {
                // Implied by the event stream that contains it.
                ShapeTrait::Event => {}
                ShapeTrait::EventStream => traits.add("smithy.api#streaming", mark()),
                other => traits.add(other.name(), mark()),
            }
        }
        traits.close(keys)
    }

    fn add_error(&self, error: &ErrorTrait, traits: &mut Traits<'_>) {
        traits.add("smithy.api#error", text(if error.server_fault { "server" } else { "client" }));
        traits.add_some("smithy.api#httpError", error.status.map(number));
        let service = &self.model.service;
        let is_query = service.protocol.has_query_codes(service.query_compatible);
        match &error.code {
            Some(code) if is_query => {
                let status = error.status.map(|status| ("httpResponseCode".to_owned(), number(status)));
                let code = [("code".to_owned(), text(code))];
                traits.add("aws.protocols#awsQueryError", object(code.into_iter().chain(status)));
            }
            // Other protocols ignore `awsQueryError`.
            code => traits.add_some("smithereen.botocore#errorCode", code.as_ref().map(text)),
        }
        if error.retryable {
            let throttling = error.throttling.then(|| ("throttling".to_owned(), Node::Bool(true)));
            traits.add("smithy.api#retryable", object(throttling));
        }
    }
}

pub(super) fn add_bounds(bounds: &Bounds, kind: &Kind, traits: &mut Traits<'_>) {
    let Bounds { min, max, pattern } = bounds;
    let end = |key: &str, end: &Option<serde_json::Number>| Some((key.to_owned(), number(end.clone()?)));
    let ends: Vec<_> = [end("min", min), end("max", max)].into_iter().flatten().collect();
    if !ends.is_empty() {
        let is_long = matches!(
            kind,
            Kind::String | Kind::Enum { .. } | Kind::Blob | Kind::List { .. } | Kind::Map { .. }
        );
        traits.add(if is_long { "smithy.api#length" } else { "smithy.api#range" }, object(ends));
    }
    traits.add_some("smithy.api#pattern", pattern.as_deref().map(|pattern| text(pattern::anchored(pattern))));
}

/// Returns the members of an enum. Their names are derived from the values; the reader ignores them.
fn enum_members(values: &[EnumValue]) -> Node<'static> {
    let mut taken = HashSet::new();
    let members = values.iter().map(|value| {
        let name = member_name(&value.value, &mut taken);
        (name, unit_with("smithy.api#enumValue", text(&value.value)))
    });
    object(members)
}

fn int_members(values: &[(String, i32)]) -> Node<'static> {
    object(
        values.iter().map(|(name, value)| (name.clone(), unit_with("smithy.api#enumValue", number(*value)))),
    )
}

fn unit_with(name: &str, value: Node<'static>) -> Node<'static> {
    entries([("target", text("smithy.api#Unit")), ("traits", entries([(name, value)]))])
}

/// Returns the name of an enum member: `AWS_KMS` for `aws:kms`, with a number if the name is taken.
fn member_name(value: &str, taken: &mut HashSet<String>) -> String {
    let to_name = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let letters: String = value.chars().map(to_name).collect();
    let letters = letters.trim_matches('_');
    let is_valid = letters.starts_with(|c: char| c.is_ascii_alphabetic());
    let name = if is_valid { letters.to_owned() } else { format!("V{letters}") };
    let mut unique = name.clone();
    let mut count = 1;
    while !taken.insert(unique.clone()) {
        count += 1;
        unique = format!("{name}_{count}");
    }
    unique
}

pub(super) fn deprecated<'t>(deprecated: &Deprecated) -> Node<'t> {
    let Deprecated { message, since } = deprecated;
    let entry = |key: &str, value: &Option<String>| Some((key.to_owned(), text(value.as_ref()?)));
    object([entry("message", message), entry("since", since)].into_iter().flatten())
}

pub(super) fn timestamp<'t>(format: TimestampFormat) -> Node<'t> {
    text(match format {
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    })
}
