//! Generates an enum of strings, with an open variant for unknown values.

use super::context::Context;
use super::docs;
use super::file::File;
use super::syntax::{self, Function, ident, path_in_self, patterns};
use crate::graph::{EnumValue, Shape, ShapeId};
use crate::names::Name;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, Variant};

/// The documentation of the open variant.
pub(super) const UNKNOWN: &str =
    "A value that the model does not know. `From` returns this variant only for such values.";

/// Generates all items of an enum.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[EnumValue], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let variants = context.service.names.of_members(id);
    let texts: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    file.exports(name);
    file.push(definition(context, id, name, values, variants));
    file.push(as_str(name, &texts, variants));
    file.push(from(name, &texts, variants));
    file.push(registration("smithereen::string_enum", name, shape));
}

/// Generates the call of the runtime's macro, which implements the traits of an enum.
pub(super) fn registration(of: &str, name: &Name, shape: &Shape) -> Item {
    let mark = shape.sensitive.then(|| quote!(, sensitive));
    syntax::macro_call(syntax::path(of), quote!(#name #mark))
}

fn definition(
    context: &Context<'_>,
    id: ShapeId,
    name: &Name,
    values: &[EnumValue],
    variants: &[Name],
) -> Item {
    let variants = values.iter().zip(variants).map(|(value, variant)| {
        let about = docs::outer(&[value.docs.clone().unwrap_or_else(|| on_the_wire(&value.value))]);
        syntax::unit_variant(about.attributes(), variant.ident())
    });
    let derived = quote!(Clone, PartialEq, Eq, PartialOrd, Ord, Hash);
    open_enum(context, id, name, derived, variants.collect(), "String")
}

/// Generates an enum with an open variant, which contains a value of the type `unknown`.
pub(super) fn open_enum(
    context: &Context<'_>,
    id: ShapeId,
    name: &Name,
    derived: TokenStream,
    mut variants: Vec<Variant>,
    unknown: &str,
) -> Item {
    let mut attributes = docs::outer(&docs::shape(context, id)).attributes();
    attributes.push(syntax::list("derive", derived));
    attributes.extend(docs::deprecated(context.service.model.shapes[id].deprecated.as_ref()));
    let about = docs::outer(&[UNKNOWN.to_owned()]).attributes();
    variants.push(syntax::tuple_variant(about, ident("Unknown"), syntax::named(ident(unknown))));
    syntax::enumeration(attributes, name.ident(), variants)
}

/// `pub fn as_str(&self) -> &str { match self { Self::Variant => "text", .. } }`
fn as_str(name: &Name, texts: &[&str], variants: &[Name]) -> Item {
    let of_known = |(text, variant): (&&str, &Name)| {
        syntax::arm(patterns::constant(path_in_self(variant.ident())), syntax::text(text))
    };
    let of_unknown =
        syntax::arm(patterns::tuple(path_in_self(ident("Unknown")), "value"), syntax::variable("value"));
    let arms = texts.iter().zip(variants).map(of_known).chain([of_unknown]);
    let function = Function {
        attributes: docs::outer(&["The value on the wire.".to_owned()]).attributes(),
        name: ident("as_str"),
        arguments: vec![syntax::self_reference()],
        output: syntax::reference(syntax::named(ident("str")), false),
        body: vec![syntax::result(syntax::match_on(syntax::variable("self"), arms))],
    };
    syntax::implementation(Vec::new(), None, syntax::named(name.ident()), vec![function.public()])
}

/// `fn from(value: String) -> Self { match value.as_str() { "text" => Self::Variant, .. } }`
fn from(name: &Name, texts: &[&str], variants: &[Name]) -> Item {
    let of_known = |(text, variant): (&&str, &Name)| {
        syntax::arm(patterns::string(text), syntax::name(path_in_self(variant.ident())))
    };
    let unknown = syntax::call("Self::Unknown", [syntax::variable("value")]);
    let arms = texts.iter().zip(variants).map(of_known).chain([syntax::arm(patterns::wildcard(), unknown)]);
    let string = || syntax::named(ident("String"));
    let text = syntax::method(syntax::variable("value"), "as_str", []);
    let function = Function {
        attributes: Vec::new(),
        name: ident("from"),
        arguments: vec![syntax::argument(ident("value"), string())],
        output: syntax::named(ident("Self")),
        body: vec![syntax::result(syntax::match_on(text, arms))],
    };
    let of_trait = syntax::generic_path("From", [string()]);
    syntax::implementation(Vec::new(), Some(of_trait), syntax::named(name.ident()), vec![function.of_trait()])
}

/// Returns the default documentation of a value.
fn on_the_wire(value: &str) -> String {
    match value {
        "" => "An empty string on the wire.".to_owned(),
        value => format!("{} on the wire.", docs::code(value)),
    }
}
