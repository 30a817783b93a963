//! Reads shapes and their traits.

use super::flat::Flat;
use super::ids::Table;
use super::shared::{bounds, deprecated, timestamp_format, xml_namespace};
use super::traits::{Step, Traits};
use super::{error, member};
use crate::graph::{EnumValue, Kind, Member, Shape, ShapeTrait, XmlRoot};
use crate::json::Node;
use std::collections::HashSet;

/// Reads all shapes into the table.
pub(super) fn read_all<'a>(flats: &[Flat<'a, '_>], table: &Table<'_, 'a>) {
    for flat in flats {
        if let Some(id) = table.own(flat.id)
            && let Some(shape) = read(flat, table)
        {
            table.put(id, shape);
        }
    }
}

fn read<'a>(flat: &Flat<'a, '_>, table: &Table<'_, 'a>) -> Option<Shape> {
    let mut traits = Traits::new(&flat.traits, table.at, table.out);
    let sensitive = traits.has("smithy.api#sensitive");
    let deprecated = deprecated(&mut traits);
    let bounds = bounds(&mut traits);
    let kind = kind(flat, &mut traits, table)?;
    let mut found = Vec::new();
    if traits.has("smithy.api#streaming") {
        let is_union = matches!(kind, Kind::Union { .. });
        found.push(if is_union { ShapeTrait::EventStream } else { ShapeTrait::Streaming });
    }
    if traits.has("smithy.api#requiresLength") {
        found.push(ShapeTrait::RequiresLength);
    }
    let name = table.name(flat.id).to_owned();
    let has_root = matches!(kind, Kind::Structure { .. } | Kind::Union { .. });
    let xml = match has_root && table.protocols.reads_xml_traits() {
        true => root(&name, &mut traits),
        false => XmlRoot::default(),
    };
    traits.finish();
    Some(Shape { name, kind, sensitive, deprecated, bounds, xml, traits: found, docs: None })
}

/// Reads the name and the namespace of the root element of a structure or union.
fn root(name: &str, traits: &mut Traits<'_, '_, '_>) -> XmlRoot {
    let own = traits.text("smithy.api#xmlName").filter(|own| *own != name);
    XmlRoot { name: own.map(str::to_owned), namespace: xml_namespace(traits) }
}

fn kind<'a>(flat: &Flat<'a, '_>, traits: &mut Traits<'_, 'a, '_>, table: &Table<'_, 'a>) -> Option<Kind> {
    Some(match flat.kind {
        "structure" => Kind::Structure {
            error: error::read(traits, table.has_query_codes),
            members: member::read_all(flat, table),
        },
        "union" => Kind::Union { members: member::read_all(flat, table) },
        // A set differs from a list only in that its elements have no order, but JSON arrays have one.
        "list" | "set" => {
            let element = element(flat, "member", table)?;
            Kind::List { element, sparse: traits.has("smithy.api#sparse") }
        }
        "map" => {
            let (key, value) = (element(flat, "key", table), element(flat, "value", table));
            Kind::Map { key: key?, value: value?, sparse: traits.has("smithy.api#sparse") }
        }
        "string" => old_enum(traits).map_or(Kind::String, |values| Kind::Enum { values }),
        "enum" => Kind::Enum { values: enum_values(flat, table) },
        "intEnum" => Kind::IntEnum { values: int_values(flat, table) },
        "blob" => Kind::Blob,
        "boolean" => Kind::Boolean,
        "byte" => Kind::Byte,
        "short" => Kind::Short,
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "bigInteger" => Kind::BigInteger,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "bigDecimal" => Kind::BigDecimal,
        "timestamp" => Kind::Timestamp { format: timestamp_format(traits) },
        "document" => Kind::Document,
        other => {
            let problem = format!("unknown shape type `{other}`");
            flat.origin().with_location(table.at, |at| table.out.error(&at.key("type"), problem));
            return None;
        }
    })
}

fn element<'a>(flat: &Flat<'a, '_>, key: &'static str, table: &Table<'_, 'a>) -> Option<Box<Member>> {
    let is_it = |step: Option<Step<'_>>| matches!(step, Some(Step::Element(found)) if found == key);
    let Some(found) = flat.members.iter().find(|member| is_it(member.origin.step)) else {
        flat.origin().with_location(table.at, |at| table.out.error(at, format!("`{key}` is missing")));
        return None;
    };
    Some(Box::new(member::read(found, table)))
}

/// Reads the trait `enum`, the form of enums in Smithy 1.0.
fn old_enum(traits: &mut Traits<'_, '_, '_>) -> Option<Vec<EnumValue>> {
    let found = traits.take("smithy.api#enum")?;
    let Node::Array(entries) = found.value else {
        traits.wrong(found, "an array", found.value);
        return None;
    };
    let mut values = Vec::new();
    for entry in entries {
        match entry {
            Node::Object(object) => match object.get("value") {
                Some(Node::String(value)) => {
                    values.push(EnumValue { value: value.clone().into_owned(), docs: None });
                }
                _ => traits.wrong(found, "a `value` in each entry", entry),
            },
            other => traits.wrong(found, "an array of objects", other),
        }
    }
    Some(values)
}

/// Reads the values of an enum. The default value of a member is its name.
fn enum_values(flat: &Flat<'_, '_>, table: &Table<'_, '_>) -> Vec<EnumValue> {
    let values = flat.members.iter().map(|member| {
        let mut traits = Traits::new(&member.traits, table.at, table.out);
        let value = traits.text("smithy.api#enumValue").unwrap_or(member.name).to_owned();
        traits.finish();
        EnumValue { value, docs: None }
    });
    values.collect()
}

fn int_values(flat: &Flat<'_, '_>, table: &Table<'_, '_>) -> Vec<(String, i32)> {
    let (mut values, mut seen) = (Vec::new(), HashSet::new());
    for member in &flat.members {
        let mut traits = Traits::new(&member.traits, table.at, table.out);
        let value = traits.take("smithy.api#enumValue").map(|found| found.value);
        traits.finish();
        let number = match value {
            Some(Node::Number(number)) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
            _ => None,
        };
        match number {
            Some(number) if !seen.insert(number) => {
                let problem = format!("{number} is the value of two members");
                member
                    .origin
                    .with_location(table.at, |at| table.out.error_help(at, problem, "remove one of them"));
            }
            Some(number) => values.push((member.name.to_owned(), number)),
            None => {
                let problem = "`smithy.api#enumValue` is not a 32-bit integer";
                member.origin.with_location(table.at, |at| table.out.error(&at.key("traits"), problem));
            }
        }
    }
    values
}
