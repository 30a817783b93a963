//! Generates the module of a service: its submodules, the service description, and the client.

use super::context::Context;
use super::file::File;
use super::{auth, customization, docs, operation, page, protocol, syntax};
use crate::graph::rules::Source;
use crate::names::Name;
use crate::source::{Content, Form};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;
use syn::{Attribute, Item};

/// Generates `mod.rs`.
pub(super) fn module(context: &Context<'_>, folder: &str, types: &[File], own: &[usize]) -> File {
    let service = &context.service.model.service;
    let text = service.docs.clone().unwrap_or_else(|| format!("{}.", docs::plain(&service.title)));
    let is_whole = context.content == Content::Whole;
    let signed = match is_whole && auth::takes_signature(context) {
        true => format!(", signed for {}", docs::code(&service.signing_name)),
        false => String::new(),
    };
    let version = format!("API version {}{signed}.", docs::code(&service.version));
    let mut about = vec![text, version];
    about.extend(protocol::docs_sentence(service).filter(|_| is_whole));
    let mut file = File::new(&format!("{folder}/mod.rs"), about);
    // Modules within another crate have no fixed path that an example could use.
    if is_whole && context.form == Form::Crate {
        file.page(page::lines(context, own));
    }
    let operations = context.service.names.of_operations();
    let mut modules: BTreeSet<&str> = is_whole.then_some("endpoint").into_iter().collect();
    modules.extend(types.iter().filter_map(stem));
    modules.extend(operations.iter().map(|names| names.module.as_str()));
    let modules: Vec<Item> = modules.into_iter().map(syntax::module).collect();
    file.push(modules);
    if is_whole {
        file.push(quote!(
            pub use endpoint::endpoint;
        ));
    }
    file.push(exports(context, types));
    if is_whole {
        file.push(description(context));
        if let Some(discovery) = operation::endpoint_discovery(context) {
            file.push(discovery);
        }
        if let Some(sessions) = operation::sessions(context) {
            file.push(sessions);
        }
    }
    if let Some(gate) = context.client() {
        client(context, &gate, &mut file);
    }
    file
}

/// Re-exports the types of all modules.
fn exports(context: &Context<'_>, types: &[File]) -> Vec<Item> {
    let names = &context.service.names;
    let shared = types.iter().filter_map(|types| Some(syntax::export(stem(types)?, &types.exported())));
    let own = context.service.model.operations.iter().zip(names.of_operations());
    let own = own.map(|(operation, operation_names)| {
        let types = [operation.input, operation.output].into_iter().flatten();
        let types = types.filter_map(|id| names.of_type(id));
        let error = (context.content == Content::Whole).then_some(&operation_names.error);
        let types: BTreeSet<String> = types.chain(error).map(Name::to_string).collect();
        syntax::export(operation_names.module.as_str(), &types)
    });
    shared.chain(own).collect()
}

/// Returns the module name of a file: `types` for `src/iot/types.rs`.
fn stem(file: &File) -> Option<&str> {
    file.path.rsplit('/').next()?.strip_suffix(".rs")
}

fn description(context: &Context<'_>) -> TokenStream {
    let service = &context.service.model.service;
    let (id, signing_name, version) = (&service.sdk_id, &service.signing_name, &service.version);
    let protocol = protocol::expression(service);
    // `Service` is imported inside of the block only, since a type of the model may have that name.
    let auth = auth::schemes(&service.auth);
    let customization = customization::of_service(service);
    let parameters = &context.service.rules.parameters;
    let has_account = parameters.iter().any(|parameter| parameter.input.source == Source::AccountId);
    let account = has_account.then(|| quote!(.account_id_endpoints()));
    let sessions = operation::sessions(context).map(|_| quote!(.sessions(&SESSIONS)));
    let about = docs::outer(&[format!(
        "The description of {} that clients and operations use.",
        docs::plain(&service.title)
    )]);
    quote! {
        #about
        pub static SERVICE: smithereen::Service = {

            use smithereen::{Service, protocol};
            Service::new(#id, &#protocol, endpoint)
                .version(#version)
                .signing_name(#signing_name)
                .auth(#auth)
                #account
                #customization
                #sessions
        };
    }
}

fn client(context: &Context<'_>, gate: &[Attribute], file: &mut File) {
    let service = &context.service.model.service;
    let about = docs::outer(&[format!("A client for {}. Cloning it is cheap.", docs::plain(&service.title))]);
    file.push(quote! {
        #about
        #(#gate)*
        #[derive(Clone, Debug)]
        pub struct Client {
            caller: smithereen::client::Caller,
        }
    });
    let with_api_key = auth::takes_key(context).then(with_api_key);
    let endpoint_param = endpoint_param(&service.client_params);
    let has_prefix = context.service.model.operations.iter().any(|one| one.host_prefix.is_some());
    let without_host_prefix = has_prefix.then(without_host_prefix);
    let endpoint_discovery = operation::endpoint_discovery(context).map(|_| endpoint_discovery());
    let derived = derived(auth::takes_signature(context));
    file.push_block(quote! {
        #(#gate)*
        impl Client {
            /// Creates a client with the region, credentials, endpoint, retries and timeouts of `config`. If
            /// something required is missing, each call returns an error before it sends anything.
            pub fn new(config: &smithereen::client::SdkConfig) -> Self {
                Self { caller: smithereen::client::Caller::new(&SERVICE, config) }
            }
            #with_api_key
            #endpoint_param
            #without_host_prefix
            #endpoint_discovery
            #derived
            /// Returns the caller that sends the requests of this client.
            pub fn caller(&self) -> &smithereen::client::Caller {
                &self.caller
            }
        }
    });
}

/// Generates the methods that return a client with another region, endpoint or, for signed operations, credentials.
fn derived(is_signed: bool) -> TokenStream {
    let with_credentials = is_signed.then(|| {
        quote! {
            /// Returns a client with other credentials. It shares connections and the retry quota with
            /// this one. For the credentials of one call, use `credentials` of the call.
            #[must_use]
            pub fn with_credentials(
                &self,
                provider: impl smithereen::client::ProvideCredentials + 'static,
            ) -> Self {
                Self { caller: self.caller.with_credentials(provider) }
            }
        }
    });
    quote! {
        /// Returns a client for another region. It shares connections with this one, and has the
        /// retry quota of its region.
        #[must_use]
        pub fn with_region(&self, region: impl Into<std::borrow::Cow<'static, str>>) -> Self {
            Self { caller: self.caller.with_region(region) }
        }
        /// Returns a client for another endpoint URL. It shares connections and the retry quota with
        /// this one.
        #[must_use]
        pub fn with_endpoint_url(&self, url: impl Into<String>) -> Self {
            Self { caller: self.caller.with_endpoint_url(url) }
        }
        #with_credentials
    }
}

fn with_api_key() -> TokenStream {
    quote! {
        /// Returns a client that authenticates with this API key. The key appears in no error and no log.
        #[must_use]
        pub fn with_api_key(self, key: impl Into<String>) -> Self {
            Self { caller: self.caller.with_api_key(key) }
        }
    }
}

fn without_host_prefix() -> TokenStream {
    quote! {
        /// Returns a client that adds no operation-specific prefix to the host: for proxies and local servers.
        #[must_use]
        pub fn without_host_prefix(self) -> Self {
            Self { caller: self.caller.without_host_prefix() }
        }
    }
}

fn endpoint_discovery() -> TokenStream {
    quote! {
        /// Returns a client that discovers endpoints for all operations that support it, or for none. By default, it discovers
        /// those of operations that require it, unless the configuration has an endpoint URL.
        #[must_use]
        pub fn endpoint_discovery(self, enabled: bool) -> Self {
            Self { caller: self.caller.endpoint_discovery(enabled) }
        }
    }
}

/// Generates the method that sets the endpoint parameters of the client (`clientContextParams`).
fn endpoint_param(params: &[String]) -> Option<TokenStream> {
    let names: Vec<_> = params.iter().map(|name| docs::code(name)).collect();
    let about =
        format!("Returns a client with a value for a parameter of the endpoint rules: {}.", names.join(", "));
    let about = docs::outer(&[about]);
    (!names.is_empty()).then(|| {
        quote! {
            #about
            #[must_use]
            pub fn endpoint_param(
                self,
                name: &'static str,
                value: impl Into<smithereen::endpoint::Param<'static>>,
            ) -> Self {
                Self { caller: self.caller.endpoint_param(name, value) }
            }
        }
    })
}
