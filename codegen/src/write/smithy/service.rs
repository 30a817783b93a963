//! The service.

use super::{Traits, Writer, entries, keys, mark, object, target, text};
use crate::graph::{ApiKey, AuthScheme, KeyLocation, OperationTrait, Service};
use crate::json::Node;
use crate::read::{RULES, is_diagram};

/// The name of its shape, which some protocols send; where that is no name, one made of letters of its own.
pub(super) fn name(service: &Service) -> String {
    let sent = service.target_prefix.as_ref().filter(|prefix| is_name(prefix));
    sent.cloned().unwrap_or_else(|| {
        let letters: String = service.sdk_id.chars().filter(char::is_ascii_alphanumeric).collect();
        if is_name(&letters) { letters } else { format!("Service{letters}") }
    })
}

fn is_name(text: &str) -> bool {
    let first = text.trim_start_matches('_').chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

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
        traits.add(service.protocol.name(), mark());
        self.add_schemes(&mut traits);
        traits.add("smithy.api#auth", names(&service.auth));
        let namespace = service.xml_namespace.as_ref();
        traits.add_some("smithy.api#xmlNamespace", namespace.map(|uri| entries([("uri", text(uri))])));
        let prefix = service.target_prefix.as_ref();
        let own_prefix = prefix.filter(|prefix| self.ids.service.split('#').nth(1) != Some(prefix));
        traits.add_some("smithereen.botocore#targetPrefix", own_prefix.map(text));
        traits.add_some(OperationTrait::EndpointOperation.name(), self.discovery());
        traits.add_some("smithy.rules#clientContextParams", super::context::client(service, rules));
        let [rule_set, diagram] = RULES;
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

    /// All schemes there are.
    fn schemes(&self) -> impl Iterator<Item = &AuthScheme> {
        let service = &self.model.service;
        let own = self.model.operations.iter().flat_map(|operation| operation.auth.schemes(service));
        service.auth.iter().chain(own)
    }

    /// The key of the whole service.
    pub(super) fn key(&self) -> Option<&ApiKey> {
        self.schemes().find_map(key)
    }

    /// Each scheme that the service or one of its operations names, once.
    fn add_schemes(&self, traits: &mut Traits<'_>) {
        let service = &self.model.service;
        let mut added: Vec<&str> = Vec::new();
        for scheme in self.schemes() {
            // What is no id of a trait is in lists alone.
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

    /// The operation that others ask for endpoints.
    fn discovery(&self) -> Option<Node<'static>> {
        let is_asked =
            |found: &&crate::graph::Operation| found.traits.contains(&OperationTrait::EndpointOperation);
        let asked = self.model.operations.iter().find(is_asked)?;
        Some(entries([("operation", text(self.ids.operations.get(&asked.name)?))]))
    }
}

/// The list of their names.
pub(super) fn names(schemes: &[AuthScheme]) -> Node<'static> {
    Node::Array(schemes.iter().map(|scheme| text(scheme.name())).collect())
}

/// The key that a scheme is.
pub(super) fn key(scheme: &AuthScheme) -> Option<&ApiKey> {
    match scheme {
        AuthScheme::ApiKey(key) => Some(key),
        _ => None,
    }
}

/// Where it goes.
pub(super) fn api_key(key: &ApiKey) -> Node<'static> {
    let location = match key.location {
        KeyLocation::Header => "header",
        KeyLocation::Query => "query",
    };
    let scheme = key.scheme.as_ref().map(|scheme| ("scheme", text(scheme)));
    let all = [("name", text(&key.name)), ("in", text(location))].into_iter().chain(scheme);
    object(all.map(|(key, value)| (key.to_owned(), value)))
}
