//! An enum of integers, open to values that the model does not know.

use super::docs::Docs;
use super::enumeration::UNKNOWN;
use super::file::File;
use super::{Context, docs, layout};
use crate::graph::{Shape, ShapeId};
use crate::names::Name;

/// All items of an enum of integers.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[(String, i32)], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let variants = context.service.names.of_members(id);
    let numbers: Vec<i32> = values.iter().map(|(_, number)| *number).collect();
    file.exports(name);
    let about = docs::outer(&docs::shape(context, id));
    file.push_text(definition(&about, shape, name, &numbers, variants));
    file.push_text(as_i32(name, &numbers, variants));
    file.push_text(from(name, &numbers, variants));
    let mark = if shape.sensitive { ", sensitive" } else { "" };
    file.push_text(format!("smithereen::int_enum!({name}{mark});\n"));
}

fn definition(about: &Docs, shape: &Shape, name: &Name, numbers: &[i32], variants: &[Name]) -> String {
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    let variants = numbers.iter().zip(variants).map(|(number, variant)| {
        let about = docs::outer(&[format!("{} on the wire.", docs::code(&number.to_string()))]);
        format!("{about}{variant},\n")
    });
    let derived = "#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n";
    let head = format!("{about}{derived}{deprecated}pub enum {name}");
    layout::braced(&head, variants.chain([format!("{UNKNOWN}Unknown(i32),\n")]))
}

fn as_i32(name: &Name, numbers: &[i32], variants: &[Name]) -> String {
    let arms =
        numbers.iter().zip(variants).map(|(number, variant)| format!("Self::{variant} => {number},\n"));
    let body = layout::braced("match self", arms.chain(["Self::Unknown(value) => value,\n".to_owned()]));
    let function = layout::braced("/// The value on the wire.\npub fn as_i32(self) -> i32", [body]);
    layout::braced(&format!("impl {name}"), [function])
}

fn from(name: &Name, numbers: &[i32], variants: &[Name]) -> String {
    let arms =
        numbers.iter().zip(variants).map(|(number, variant)| format!("{number} => Self::{variant},\n"));
    let arms = arms.chain(["_ => Self::Unknown(value),\n".to_owned()]);
    let function = layout::braced("fn from(value: i32) -> Self", [layout::braced("match value", arms)]);
    layout::braced(&format!("impl From<i32> for {name}"), [function])
}
