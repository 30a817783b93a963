//! The service.

use super::{Traits, Writer, entries, keys, mark, target, text, texts};
use crate::graph::{OperationTrait, Service};
use crate::json::Node;

/// What signs and names what it signs for.
const SIGV4: [&str; 2] = ["aws.auth#sigv4", "aws.auth#sigv4a"];

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
        for scheme in &service.auth {
            let is_signed = SIGV4.contains(&scheme.as_str());
            // What is no id of a trait is in the list alone.
            if scheme.contains('#') {
                let signed = || entries([("name", text(&service.signing_name))]);
                traits.add(scheme, if is_signed { signed() } else { mark() });
            }
        }
        traits.add("smithy.api#auth", texts(&service.auth));
        let namespace = service.xml_namespace.as_ref();
        traits.add_some("smithy.api#xmlNamespace", namespace.map(|uri| entries([("uri", text(uri))])));
        let prefix = service.target_prefix.as_ref();
        let own_prefix = prefix.filter(|prefix| self.ids.service.split('#').nth(1) != Some(prefix));
        traits.add_some("smithereen.botocore#targetPrefix", own_prefix.map(text));
        traits.add_some(OperationTrait::EndpointOperation.name(), self.discovery());
        traits.add_some("smithy.rules#endpointRuleSet", rules.cloned());
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

    /// The operation that others ask for endpoints.
    fn discovery(&self) -> Option<Node<'static>> {
        let is_asked =
            |found: &&crate::graph::Operation| found.traits.contains(&OperationTrait::EndpointOperation);
        let asked = self.model.operations.iter().find(is_asked)?;
        Some(entries([("operation", text(self.ids.operations.get(&asked.name)?))]))
    }
}
