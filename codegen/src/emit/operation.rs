//! An operation: its input, output and errors, the implementation of `Operation` for its input, and the client method.

use super::context::Context;
use super::file::File;
use super::listing::Listing;
use super::union;
use super::{auth, checksum, context_params, customization, docs, events, member, paginator, structure};
use crate::graph::{Kind, Member, Model, Operation, OperationTrait, Protocol, ShapeId};
use crate::names::{Name, OperationNames};
use crate::source::Content;
use proc_macro2::TokenStream;
use quote::quote;

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
        let implementation = implementation(context, operation, names, input, &params, &mut file);
        file.push(implementation);
        paginator::add(context, operation, input, &mut file);
    }
    if let Some(id) = operation.output {
        structure::items(context, id, shapes[id].kind.members(), &mut file);
    }
    if is_whole {
        errors(context, operation, names, &mut file);
    }
    if let Some(gate) = context.client() {
        file.push_block(methods(operation, names, input, &gate));
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
fn output(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let name = operation.output.and_then(|id| context.service.names.of_type(id));
    name.map_or_else(|| quote!(()), |name| quote!(#name))
}

fn implementation(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    input: &Name,
    params: &[TokenStream],
    file: &mut File,
) -> TokenStream {
    let (output, error) = (output(context, operation), &names.error);
    let events::Parts { calls, functions, implementations } = events::parts(context, operation, input, file);
    let schema = schema(context, operation, &quote!(super::SERVICE), params, &calls);
    quote! {
        impl Operation for #input {
            type Output = #output;
            type Error = #error;
            const OPERATION: &'static OperationSchema = &#schema;
            #functions
        }
        #implementations
    }
}

/// Returns the description of an operation. `service` is the path of the description of its service, `calls` are those for event
/// streams.
fn schema(
    context: &Context<'_>,
    operation: &Operation,
    service: &TokenStream,
    params: &[TokenStream],
    calls: &TokenStream,
) -> TokenStream {
    let (name, method, uri) = (&operation.name, &operation.http.method, &operation.http.uri);
    let prefix = operation.host_prefix.as_ref().map(|prefix| quote!(.host_prefix(#prefix)));
    let md5 = operation.has_content_md5().then(|| quote!(.content_md5()));
    let checksum = checksum::of_operation(operation);
    let gzip = needs_gzip(operation).then(|| quote!(.gzip()));
    // Other protocols do not distinguish a missing input from one without members.
    let is_cbor = context.service.model.service.protocol == Protocol::RpcV2Cbor;
    let without_input = (is_cbor && !operation.has_input).then(|| quote!(.without_input()));
    let unsigned = operation.traits.contains(&OperationTrait::UnsignedPayload);
    let unsigned = unsigned.then(|| quote!(.unsigned_payload()));
    let streaming_output = operation.output.is_some_and(|id| has_stream(&context.service.model, id));
    let streaming_output = streaming_output.then(|| quote!(.streaming_output()));
    let suppress_logs = has_sensitive_bindings(context, operation).then(|| quote!(.suppress_logs()));
    let params = (!params.is_empty()).then(|| quote!(.endpoint_params(&[#(#params),*])));
    let discovery = discovery(context, operation);
    let override_auth = auth::of_operation(context, operation);
    let customization = customization::of_operation(operation);
    quote! {
        OperationSchema::new(&#service, #name, #method, #uri)
            #prefix #md5 #checksum #gzip #without_input #unsigned #streaming_output #calls #suppress_logs #override_auth
            #params #discovery #customization
    }
}

/// Generates the discovery of endpoints of a service, if one of its operations has such an endpoint.
pub(super) fn endpoint_discovery(context: &Context<'_>) -> Option<TokenStream> {
    let found = context.service.model.endpoint_operation.as_ref().filter(|found| found.problem.is_none())?;
    let params = context_params::params(context, &found.operation);
    let schema = schema(context, &found.operation, &quote!(SERVICE), &params, &TokenStream::new());
    let with_identifiers = found.takes_identifiers.then(|| quote!(.with_identifiers()));
    let endpoint = (!params.is_empty()).then(|| {
        quote!(
            use smithereen::endpoint;
        )
    });
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

/// Returns the calls for the discovery of the operation's endpoint, and for an operation that returns endpoints.
fn discovery(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let is_discovered = context.service.model.endpoint_operation.as_ref();
    let is_discovered = is_discovered.filter(|found| found.problem.is_none());
    let own = is_discovered.and_then(|_| operation.endpoint_discovery()).map(|found| match found {
        OperationTrait::RequiredEndpointDiscovery => {
            quote!(.required_endpoint_discovery(&super::ENDPOINT_DISCOVERY))
        }
        _ => quote!(.endpoint_discovery(&super::ENDPOINT_DISCOVERY)),
    });
    let is_endpoint_operation = operation.traits.contains(&OperationTrait::EndpointOperation);
    let api_version = is_endpoint_operation.then(|| quote!(.api_version_header()));
    quote!(#own #api_version)
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
        let about = docs::outer(&docs::brief(shape));
        variants.push(quote!(#about #variant(#of)));
        entries.push((variant, member::error_entry(shape, error)));
    }
    let about = docs::outer(&[format!("The errors that {} returns.", docs::code(&operation.name))]);
    let unknown = "An error that the model does not list for this operation. The string is the error code.";
    file.push(union::definition(&quote!(#about), name, &variants, unknown));
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

/// Generates the client's methods. They are in this file so that everything of an operation is in one place.
fn methods(operation: &Operation, names: &OperationNames, input: &Name, gate: &TokenStream) -> TokenStream {
    let text = operation.docs.clone();
    let text = text.unwrap_or_else(|| format!("Calls the operation {}.", docs::code(&operation.name)));
    let about = docs::outer(&[text, "Nothing is sent until the call is awaited.".to_owned()]);
    let deprecated = docs::deprecated(operation.deprecated.as_ref());
    let method = &names.method;
    let paginator = paginator::method(operation, names, input);
    quote! {
        #gate
        impl super::Client {
            #about
            #deprecated
            pub fn #method(&self, input: &#input) -> smithereen::client::Call<#input> {
                self.caller.call(input)
            }
            #paginator
        }
    }
}
