//! Generates event streams: the errors of a stream, and the items of operations that have one.

use super::context::Context;
use super::file::File;
use super::listing::Listing;
use super::{docs, member, syntax, union};
use crate::graph::{Kind, Member, Model, Operation, ShapeId};
use crate::names::Name;
use proc_macro2::TokenStream;
use quote::quote;

/// Generates the errors of an event stream as a union by name, and the implementation of `EventStream` for the union of its events.
pub(super) fn errors(context: &Context<'_>, id: ShapeId, file: &mut File) {
    let (service, shapes) = (context.service, &context.service.model.shapes);
    let (Some(name), Some(error)) = (service.names.of_type(id), service.names.of_stream_error(id)) else {
        return;
    };
    file.exports(error);
    let (mut variants, mut entries) = (Vec::new(), Vec::new());
    let members = shapes[id].kind.members().iter().zip(service.names.of_members(id));
    for (member, variant) in members.filter(|(member, _)| shapes.is_error(member)) {
        let (shape, Some(of)) = (&shapes[member.target], service.names.of_type(member.target)) else {
            continue;
        };
        let Kind::Structure { error: Some(error), .. } = &shape.kind else { continue };
        file.uses("super", of.as_str());
        let about = docs::outer(&docs::brief(shape)).attributes();
        variants.push(syntax::tuple_variant(about, variant.ident(), syntax::named(of.ident())));
        entries.push((variant, member::stream_error_entry(member, shape, error)));
    }
    let about = docs::outer(&[format!("The errors in a stream of [`{name}`].")]);
    let unknown = "An error that the model does not list for this stream. The string is the error code.";
    file.push(union::definition(about.attributes(), error, variants, unknown));
    let listing = Listing {
        of: "operation_error",
        name: error,
        model_name: error.as_str(),
        sensitive: false,
        rare: None,
        events: None,
    };
    file.push_as_is(&listing.print(entries));
    file.push(quote! {
        impl smithereen::event_stream::EventStream for #name {
            type Error = #error;
        }
    });
}

/// An event stream of an operation: the field, its name in the model, and the type of its events.
struct Stream<'a> {
    field: &'a Name,
    name: &'a str,
    events: &'a Name,
}

impl<'a> Stream<'a> {
    fn of(context: &Context<'a>, id: Option<ShapeId>) -> Option<Self> {
        let (id, service) = (id?, context.service);
        let members = service.model.shapes[id].kind.members().iter();
        let (member, field) =
            members.zip(service.names.of_members(id)).find(|(member, _)| member.is_event_stream())?;
        Some(Self { field, name: &member.name, events: service.names.of_type(member.target)? })
    }
}

/// Returns whether a request or a response is an event stream.
pub(super) fn are_needed(model: &Model, operation: &Operation) -> bool {
    let ids = operation.input.iter().chain(&operation.output);
    ids.flat_map(|id| model.shapes[*id].kind.members()).any(Member::is_event_stream)
}

/// What an operation with event streams has in addition to others.
#[derive(Default)]
pub(super) struct Parts {
    /// Calls on the schema of the operation.
    pub(super) calls: Vec<&'static str>,
    /// Functions of `Operation`.
    pub(super) functions: Vec<TokenStream>,
    /// Implementations of further traits.
    pub(super) implementations: TokenStream,
}

/// Returns the parts of an operation for its event streams.
pub(super) fn parts(context: &Context<'_>, operation: &Operation, input: &Name, file: &mut File) -> Parts {
    let mut parts = Parts::default();
    if let Some(Stream { field, name, events }) = Stream::of(context, operation.input) {
        file.uses("super", events.as_str());
        parts.calls.push("event_input");
        parts.functions.push(quote! {
            fn events(&self) -> Option<(&'static str, &dyn smithereen::event_stream::SendEvents)> {
                Some((#name, &self.#field))
            }
        });
        parts.implementations.extend(quote! {
            impl smithereen::EventInput for #input {
                type Events = #events;
            }
        });
    }
    if let Some(Stream { field, name, events }) = Stream::of(context, operation.output) {
        file.uses("super", events.as_str());
        parts.calls.push("event_output");
        parts.functions.push(quote! {
            fn events_slot(
                output: &mut Self::Output,
            ) -> Option<(&'static str, &mut dyn smithereen::event_stream::ReceiveEvents)> {
                Some((#name, &mut output.#field))
            }
        });
        parts.implementations.extend(quote! {
            impl smithereen::EventOutput for #input {
                type Events = #events;
            }
        });
    }
    parts
}
