//! An enum of strings, open to values that the model does not know.

use super::docs::Docs;
use super::file::File;
use super::layout::literal;
use super::{Context, docs, layout};
use crate::graph::{EnumValue, Shape, ShapeId};
use crate::names::Name;

/// What is said of the open variant.
pub(super) const UNKNOWN: &str =
    "/// A value that the model does not know. `From` makes it of such values alone.\n";

/// All items of an enum.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[EnumValue], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let variants = context.service.names.of_members(id);
    let texts: Vec<String> = values.iter().map(|value| literal(&value.value)).collect();
    file.exports(name);
    let about = docs::outer(&docs::shape(context, id));
    file.push_text(definition(&about, shape, name, values, variants));
    file.push_text(as_str(name, &texts, variants));
    file.push_text(from(name, &texts, variants));
    let mark = if shape.sensitive { ", sensitive" } else { "" };
    file.push_text(format!("smithereen::string_enum!({name}{mark});\n"));
}

fn definition(about: &Docs, shape: &Shape, name: &Name, values: &[EnumValue], variants: &[Name]) -> String {
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    let variants = values.iter().zip(variants).map(|(value, variant)| {
        let words = value.docs.clone().unwrap_or_else(|| on_the_wire(&value.value));
        format!("{}{variant},\n", docs::outer(&[words]))
    });
    let head =
        format!("{about}#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]\n{deprecated}pub enum {name}");
    layout::braced(&head, variants.chain([format!("{UNKNOWN}Unknown(String),\n")]))
}

fn as_str(name: &Name, texts: &[String], variants: &[Name]) -> String {
    let arms = texts.iter().zip(variants).map(|(text, variant)| format!("Self::{variant} => {text},\n"));
    let body = layout::braced("match self", arms.chain(["Self::Unknown(value) => value,\n".to_owned()]));
    let function = layout::braced("/// The value on the wire.\npub fn as_str(&self) -> &str", [body]);
    layout::braced(&format!("impl {name}"), [function])
}

fn from(name: &Name, texts: &[String], variants: &[Name]) -> String {
    let arms = texts.iter().zip(variants).map(|(text, variant)| format!("{text} => Self::{variant},\n"));
    let arms = arms.chain(["_ => Self::Unknown(value),\n".to_owned()]);
    let function =
        layout::braced("fn from(value: String) -> Self", [layout::braced("match value.as_str()", arms)]);
    layout::braced(&format!("impl From<String> for {name}"), [function])
}

/// What is said of a value that nobody has words on.
fn on_the_wire(value: &str) -> String {
    match value {
        "" => "An empty string on the wire.".to_owned(),
        value => format!("{} on the wire.", docs::code(value)),
    }
}
