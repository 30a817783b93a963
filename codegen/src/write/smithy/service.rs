//! Writes the service and its authentication schemes.

use super::writer::{Traits, Writer, entries, keys, mark, object, target, text};
use super::xml;
use crate::format::{RULE_TRAITS, is_diagram};
use crate::graph::{ApiKey, AuthScheme, KeyLocation, OperationTrait, Protocol};
use crate::json::Node;

impl Writer<'_> {
    pub(super) fn service<'t>(&self, rules: Option<&Node<'t>>) -> (String, Node<'t>) {
        let service = &self.model.service;
        let mut traits = Traits::default();
        traits.add(
            "aws.api#service",
            entries([
                ("sdkId", text(&service.sdk_id)),
                ("arnNamespace", text(&service.signing_name)),
                ("endpointPrefix", text(&service.signing_name)),
            ]),
        );
        traits.add("smithy.api#title", text(&service.title));
        self.add_protocols(&mut traits);
        self.add_schemes(&mut traits);
        traits.add("smithy.api#auth", names(&service.auth));
        traits.add_some("smithy.api#xmlNamespace", service.xml_namespace.as_ref().map(xml::namespace));
        traits.mark("aws.protocols#awsQueryCompatible", service.query_compatible);
        let prefix = service.target_prefix.as_ref();
        let own_prefix = prefix.filter(|prefix| self.ids.service.split('#').nth(1) != Some(prefix));
        traits.add_some("smithereen.botocore#targetPrefix", own_prefix.map(text));
        traits.add_some(OperationTrait::EndpointOperation.name(), self.discovery());
        traits.add_some("smithy.rules#clientContextParams", super::context_params::client(service, rules));
        let [rule_set, diagram] = RULE_TRAITS;
        let name = if rules.is_some_and(is_diagram) { diagram } else { rule_set };
        traits.add_some(name, rules.cloned());
        let operations = self.model.operations.iter();
        let operations =
            operations.filter_map(|one| Some(target(self.ids.operations.get(&one.name)?.clone())));
        let keys = keys([
            ("type", text("service")),
            ("version", text(&service.version)),
            ("operations", Node::Array(operations.collect())),
        ]);
        (self.ids.service.clone(), traits.close(keys))
    }

    /// Adds the traits of the protocols, apart from those whose names or bindings the graph does not have.
    fn add_protocols(&self, traits: &mut Traits<'_>) {
        let service = &self.model.service;
        let declared = service.protocols.iter().copied().filter(|protocol| match protocol {
            Protocol::RestJson1 => false,
            Protocol::RestXml => service.protocol.has_bindings(),
            _ => true,
        });
        let mut all: Vec<Protocol> = declared.filter(|protocol| *protocol != service.protocol).collect();
        all.insert(0, service.protocol);
        for protocol in all {
            let settings = match protocol {
                Protocol::RestXml if service.no_error_wrapping => {
                    entries([("noErrorWrapping", Node::Bool(true))])
                }
                _ => mark(),
            };
            traits.add(protocol.name(), settings);
        }
    }

    /// Returns the schemes of the service and of its operations.
    fn schemes(&self) -> impl Iterator<Item = &AuthScheme> {
        let service = &self.model.service;
        let own = self.model.operations.iter().flat_map(|operation| operation.auth.schemes(service));
        service.auth.iter().chain(own)
    }

    /// Returns the first API key, which `httpApiKeyAuth` of the service describes.
    pub(super) fn key(&self) -> Option<&ApiKey> {
        self.schemes().find_map(key)
    }

    /// Adds the trait of each scheme that the service or one of its operations lists.
    fn add_schemes(&self, traits: &mut Traits<'_>) {
        let service = &self.model.service;
        let mut added: Vec<&str> = Vec::new();
        for scheme in self.schemes() {
            // Unknown schemes that are not shape ids have no trait.
            if added.contains(&scheme.name()) || !scheme.name().contains('#') {
                continue;
            }
            added.push(scheme.name());
            let settings = match scheme {
                AuthScheme::SigV4 | AuthScheme::SigV4a => entries([("name", text(&service.signing_name))]),
                AuthScheme::ApiKey(key) => api_key(key),
                _ => mark(),
            };
            traits.add(scheme.name(), settings);
        }
    }

    /// Returns `clientEndpointDiscovery`, if an operation returns endpoints.
    fn discovery(&self) -> Option<Node<'static>> {
        let is_endpoint_operation =
            |found: &&crate::graph::Operation| found.traits.contains(&OperationTrait::EndpointOperation);
        let found = self.model.operations.iter().find(is_endpoint_operation)?;
        Some(entries([("operation", text(self.ids.operations.get(&found.name)?))]))
    }
}

/// Returns the names of schemes.
pub(super) fn names(schemes: &[AuthScheme]) -> Node<'static> {
    Node::Array(schemes.iter().map(|scheme| text(scheme.name())).collect())
}

/// Returns the API key of a scheme.
pub(super) fn key(scheme: &AuthScheme) -> Option<&ApiKey> {
    match scheme {
        AuthScheme::ApiKey(key) => Some(key),
        _ => None,
    }
}

/// Returns the value of `httpApiKeyAuth`.
pub(super) fn api_key(key: &ApiKey) -> Node<'static> {
    let location = match key.location {
        KeyLocation::Header => "header",
        KeyLocation::Query => "query",
    };
    let scheme = key.scheme.as_ref().map(|scheme| ("scheme", text(scheme)));
    let all = [("name", text(&key.name)), ("in", text(location))].into_iter().chain(scheme);
    object(all.map(|(key, value)| (key.to_owned(), value)))
}
