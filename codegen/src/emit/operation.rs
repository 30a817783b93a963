//! An operation: its input, output and errors, the implementation of `Operation` for its input, and the client method.

use super::context::Context;
use super::file::File;
use super::listing::Listing;
use super::syntax::{self, Function, ident};
use super::{
    auth, checksum, context_params, conversions, customization, docs, events, member, paginator, structure,
    union, waiters,
};
use crate::graph::{Kind, Member, Model, Operation, OperationTrait, ShapeId};
use crate::names::{Name, OperationNames};
use crate::passes;
use crate::source::Content;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, Item, Type};

/// Generates the file of an operation.
pub(super) fn file(
    context: &Context<'_>,
    folder: &str,
    operation: &Operation,
    names: &OperationNames,
) -> File {
    let path = format!("{folder}/{}.rs", names.module.stem());
    let is_whole = context.content == Content::Whole;
    let mut file = File::new(&path, vec![about(operation, is_whole)]);
    let shapes = &context.service.model.shapes;
    let Some((id, input)) = operation.input.and_then(|id| Some((id, context.service.names.of_type(id)?)))
    else {
        return file;
    };
    structure::items(context, id, shapes[id].kind.members(), &mut file);
    if is_whole {
        file.uses("smithereen", "Operation");
        file.uses("smithereen", "OperationSchema");
        let params = context_params::params(context, operation);
        if !params.is_empty() {
            file.uses("smithereen", "endpoint");
        }
        if operation.checksum.is_some() {
            file.uses("smithereen", "checksum");
        }
        let implementation = implementation(context, operation, names, input, params, &mut file);
        file.push(implementation);
        paginator::add(context, operation, input, &mut file);
        if let Some(waiters) = waiters::constants(operation, names, input) {
            file.push_block(waiters);
        }
    }
    if let Some(id) = operation.output {
        structure::items(context, id, shapes[id].kind.members(), &mut file);
        conversions::of_output(context, id, &mut file);
    }
    if is_whole {
        errors(context, operation, names, &mut file);
    }
    if let Some(gate) = context.client() {
        file.push_block(methods(context, operation, names, input, gate));
    }
    file
}

/// Returns the first line of the file. Without operations, the method and the URI do not matter.
fn about(operation: &Operation, is_whole: bool) -> String {
    let name = docs::code(&operation.name);
    match is_whole {
        true => {
            format!("{name}: {}.", docs::code(&format!("{} {}", operation.http.method, operation.http.uri)))
        }
        false => format!("The types of {name}."),
    }
}

/// Returns whether requests may be compressed.
pub(super) fn needs_gzip(operation: &Operation) -> bool {
    operation.traits.contains(&OperationTrait::RequestCompression)
}

/// Returns whether a request or a response may be a stream.
pub(super) fn needs_stream(model: &Model, operation: &Operation) -> bool {
    operation.input.iter().chain(&operation.output).any(|id| has_stream(model, *id))
}

fn has_stream(model: &Model, id: ShapeId) -> bool {
    model.shapes[id].kind.members().iter().any(Member::is_stream)
}

/// Returns whether a sensitive value is in the URI or in a header of a request or a response.
fn has_sensitive_bindings(context: &Context<'_>, operation: &Operation) -> bool {
    let shapes = &context.service.model.shapes;
    let ids = operation.input.iter().chain(&operation.output).chain(&operation.errors);
    ids.map(|id| &shapes[*id]).any(|shape| {
        shape.kind.members().iter().any(|member| {
            member.is_outside_the_body() && (shape.sensitive || member::is_sensitive(context, member))
        })
    })
}

/// Returns the output type, `()` if the model has none.
fn output(context: &Context<'_>, operation: &Operation) -> Type {
    let name = operation.output.and_then(|id| context.service.names.of_type(id));
    name.map_or_else(syntax::unit, |name| syntax::named(name.ident()))
}

/// Generates `impl Operation for Input { type Output = ..; type Error = ..; const OPERATION: .. = ..; }`, and the implementations of
/// further traits.
fn implementation(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    input: &Name,
    params: Vec<Expr>,
    file: &mut File,
) -> syn::Result<Vec<Item>> {
    let events::Parts { calls, functions, implementations } = events::parts(context, operation, input, file);
    let schema = schema(context, operation, "super::SERVICE", params, &calls);
    let of = syntax::reference(syntax::named(ident("OperationSchema")), true);
    let mut items = vec![
        syntax::associated_type("Output", output(context, operation)),
        syntax::associated_type("Error", syntax::named(names.error.ident())),
        syntax::associated_constant("OPERATION", of, syntax::borrow(schema)),
    ];
    for function in functions {
        items.push(syn::parse2(function)?);
    }
    let of_trait = Some(syntax::path("Operation"));
    let item = syntax::implementation(Vec::new(), of_trait, syntax::named(input.ident()), items);
    let others: syn::File = syn::parse2(implementations)?;
    Ok([item].into_iter().chain(others.items).collect())
}

/// Returns the description of an operation: `OperationSchema::new(&service, name, method, uri)`, with calls for what few
/// operations have. `service` is the path of the description of its service, `events` are the calls for event streams.
fn schema(
    context: &Context<'_>,
    operation: &Operation,
    service: &str,
    params: Vec<Expr>,
    events: &[&'static str],
) -> Expr {
    let service = syntax::borrow(syntax::name(syntax::path(service)));
    let texts = [&operation.name, &operation.http.method, &operation.http.uri].map(|text| syntax::text(text));
    let schema = syntax::call("OperationSchema::new", [service].into_iter().chain(texts));
    // The other protocols do not distinguish a missing input from one without members.
    let is_rpc_v2 = context.service.model.service.protocol.is_rpc_v2();
    let is_unsigned = operation.traits.contains(&OperationTrait::UnsignedPayload);
    let has_stream = |id| has_stream(&context.service.model, id);
    let body = [
        ("host_prefix", operation.host_prefix.as_ref().map(|prefix| vec![syntax::text(prefix)])),
        ("content_md5", operation.has_content_md5().then(Vec::new)),
        ("checksum", checksum::of_operation(operation).map(|checksum| vec![checksum])),
        ("gzip", needs_gzip(operation).then(Vec::new)),
        ("without_input", (is_rpc_v2 && !operation.has_input).then(Vec::new)),
        ("unsigned_payload", is_unsigned.then(Vec::new)),
        ("streaming_input", operation.input.is_some_and(has_stream).then(Vec::new)),
        ("streaming_output", operation.output.is_some_and(has_stream).then(Vec::new)),
    ];
    let events = events.iter().map(|call| (*call, Some(Vec::new())));
    let endpoint = [
        ("suppress_logs", has_sensitive_bindings(context, operation).then(Vec::new)),
        ("override_auth", auth::of_operation(context, operation).map(|schemes| vec![schemes])),
        ("endpoint_params", (!params.is_empty()).then(|| vec![syntax::slice(params)])),
    ];
    let calls = body.into_iter().chain(events).chain(endpoint).chain(discovery(context, operation));
    syntax::chain(schema, calls.chain(customization::of_operation(operation)))
}

/// Generates the discovery of endpoints of a service, if one of its operations has such an endpoint.
pub(super) fn endpoint_discovery(context: &Context<'_>) -> Option<TokenStream> {
    let found = context.service.model.endpoint_operation.as_ref().filter(|found| found.problem.is_none())?;
    let params = context_params::params(context, &found.operation);
    let endpoint = (!params.is_empty()).then(|| {
        quote!(
            use smithereen::endpoint;
        )
    });
    let schema = schema(context, &found.operation, "SERVICE", params, &[]);
    let with_identifiers = found.takes_identifiers.then(|| quote!(.with_identifiers()));
    let about =
        docs::outer(&[format!("The discovery of endpoints with {}.", docs::code(&found.operation.name))]);
    Some(quote! {
        #about
        static ENDPOINT_DISCOVERY: smithereen::EndpointDiscovery = {
            #endpoint
            use smithereen::{EndpointDiscovery, OperationSchema};
            static OPERATION: OperationSchema = #schema;
            EndpointDiscovery::new(&OPERATION)#with_identifiers
        };
    })
}

/// Generates the sessions of a service, if some of its endpoints require one.
pub(super) fn sessions(context: &Context<'_>) -> Option<TokenStream> {
    let found = context.service.model.session_operation.as_ref().filter(|found| found.problem.is_none())?;
    if !passes::requires_session(&context.service.rules) {
        return None;
    }
    let params = context_params::params(context, &found.operation);
    let endpoint = (!params.is_empty()).then(|| {
        quote!(
            use smithereen::endpoint;
        )
    });
    // A response has credentials.
    let schema = schema(context, &found.operation, "SERVICE", params, &["suppress_logs"]);
    let param = &found.param;
    let about = docs::outer(&[format!("The sessions that {} returns.", docs::code(&found.operation.name))]);
    Some(quote! {
        #about
        static SESSIONS: smithereen::Sessions = {
            #endpoint
            use smithereen::{OperationSchema, Sessions};
            static OPERATION: OperationSchema = #schema;
            Sessions::new(&OPERATION, #param)
        };
    })
}

/// Returns the calls for the discovery of the operation's endpoint, and for an operation that returns endpoints.
fn discovery(context: &Context<'_>, operation: &Operation) -> [(&'static str, Option<Vec<Expr>>); 2] {
    let is_discovered = context.service.model.endpoint_operation.as_ref();
    let is_discovered = is_discovered.is_some_and(|found| found.problem.is_none());
    let own = operation.endpoint_discovery().filter(|_| is_discovered);
    let call = match own {
        Some(OperationTrait::RequiredEndpointDiscovery) => "required_endpoint_discovery",
        _ => "endpoint_discovery",
    };
    let of_service = || syntax::borrow(syntax::name(syntax::path("super::ENDPOINT_DISCOVERY")));
    let is_endpoint_operation = operation.traits.contains(&OperationTrait::EndpointOperation);
    [(call, own.map(|_| vec![of_service()])), ("api_version_header", is_endpoint_operation.then(Vec::new))]
}

/// Generates the errors as a union by code.
fn errors(context: &Context<'_>, operation: &Operation, names: &OperationNames, file: &mut File) {
    let name = &names.error;
    file.exports(name);
    let (mut variants, mut entries) = (Vec::new(), Vec::new());
    for (id, variant) in operation.errors.iter().zip(&names.variants) {
        let shape = &context.service.model.shapes[*id];
        let (Kind::Structure { error: Some(error), .. }, Some(of)) =
            (&shape.kind, context.service.names.of_type(*id))
        else {
            continue;
        };
        file.uses("super", of.as_str());
        let about = docs::outer(&docs::brief(shape)).attributes();
        variants.push(syntax::tuple_variant(about, variant.ident(), syntax::named(of.ident())));
        entries.push((variant, member::error_entry(shape, error)));
    }
    let about = docs::outer(&[format!("The errors that {} returns.", docs::code(&operation.name))]);
    let unknown = "An error that the model does not list for this operation. The string is the error code.";
    file.push(union::definition(about.attributes(), name, variants, unknown));
    let listing = Listing {
        of: "operation_error",
        name,
        model_name: name.as_str(),
        sensitive: false,
        rare: None,
        events: None,
    };
    file.push_as_is(&listing.print(entries));
}

/// Generates `impl super::Client { pub fn method(&self, input: &Input) -> smithereen::client::Call<Input> { .. } }`, with a method
/// for the pages of a paginated operation. The methods are in this file so that everything of an operation is in one place.
fn methods(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    input: &Name,
    gate: Vec<Attribute>,
) -> Item {
    let text = operation.docs.clone();
    let text = text.unwrap_or_else(|| format!("Calls the operation {}.", docs::code(&operation.name)));
    let about = docs::outer(&[text, "Nothing is sent until the call is awaited.".to_owned()]);
    let mut attributes = about.attributes();
    attributes.extend(docs::deprecated(operation.deprecated.as_ref()));
    attributes.push(syntax::inline());
    let of_input = || syntax::named(input.ident());
    let caller = syntax::field_of(syntax::variable("self"), ident("caller"));
    let function = Function {
        attributes,
        name: names.method.ident(),
        arguments: vec![
            syntax::self_reference(),
            syntax::argument(ident("input"), syntax::reference(of_input(), false)),
        ],
        output: syntax::generic("smithereen::client::Call", [of_input()]),
        body: vec![syntax::result(syntax::method(caller, "call", [syntax::variable("input")]))],
    };
    let mut methods = vec![function.public()];
    methods.extend(paginator::method(context, operation, names, input));
    methods.extend(waiters::methods(context, operation, names, input));
    syntax::implementation(gate, None, syntax::named(syntax::path("super::Client")), methods)
}
