//! Writes operations.

use super::writer::{Traits, Writer, entries, keys, mark, number, object, target, text, texts};
use super::{paginators, service, waiters};
use crate::graph::{Auth, Http, HttpChecksum, Operation, OperationTrait, Paginator, ShapeId, Waiter};
use crate::json::Node;

const UNIT: &str = "smithy.api#Unit";

impl Writer<'_> {
    pub(super) fn operation<'t>(&self, operation: &Operation) -> (String, Node<'t>) {
        let mut traits = Traits::default();
        self.http(&operation.http, &mut traits);
        let prefix = operation.host_prefix.as_ref();
        traits.add_some("smithy.api#endpoint", prefix.map(|prefix| entries([("hostPrefix", text(prefix))])));
        if let Auth::Own(schemes) = &operation.auth {
            traits.add("smithy.api#auth", service::names(schemes));
            let own = schemes.iter().find_map(service::key).filter(|key| self.key() != Some(key));
            traits.add_some("smithereen.botocore#apiKey", own.map(service::api_key));
        }
        self.add_context(operation, &mut traits);
        traits.mark("smithy.api#idempotent", operation.idempotent);
        traits.mark("smithy.api#readonly", operation.readonly);
        traits
            .add_some("smithy.api#deprecated", operation.deprecated.as_ref().map(super::shapes::deprecated));
        traits.add_some(HttpChecksum::NAME, operation.checksum.as_ref().map(checksum));
        if let Some(found) = &operation.paginator {
            traits.add(
                if found.is_plain() { Paginator::NAME } else { Paginator::OF_BOTOCORE },
                paginators::value(found),
            );
        }
        traits.add_some(Waiter::NAME, waiters::waitable(&operation.waiters));
        traits.add_some(Waiter::OF_BOTOCORE, waiters::others(&operation.waiters));
        for found in &operation.traits {
            match found {
                // A trait of the service.
                OperationTrait::EndpointOperation => {}
                OperationTrait::RequestCompression => {
                    traits.add(found.name(), entries([("encodings", texts(&["gzip".to_owned()]))]));
                }
                OperationTrait::RequiredEndpointDiscovery | OperationTrait::EndpointDiscovery => {
                    let is_required = *found == OperationTrait::RequiredEndpointDiscovery;
                    traits.add(found.name(), entries([("required", Node::Bool(is_required))]));
                }
                other => traits.add(other.name(), mark()),
            }
        }
        let mut keys = keys([
            ("type", text("operation")),
            ("input", self.io(operation.input)),
            ("output", self.io(operation.output)),
        ]);
        if !operation.errors.is_empty() {
            let errors = operation.errors.iter().map(|error| self.target(*error)).collect();
            keys.push(("errors".to_owned(), Node::Array(errors)));
        }
        let id = self.ids.operations.get(&operation.name).cloned().unwrap_or_default();
        (id, traits.close(keys))
    }

    /// Returns an operation without properties. It reserves the names of types, as the operation in the graph does.
    pub(super) fn stub<'t>(&self, name: &str) -> (String, Node<'t>) {
        let id = self.ids.operations.get(name).cloned().unwrap_or_default();
        (id, entries([("type", text("operation"))]))
    }

    fn io(&self, id: Option<ShapeId>) -> Node<'static> {
        id.map_or_else(|| target(UNIT.to_owned()), |id| self.target(id))
    }

    /// Adds `http`, which RPC protocols define themselves.
    fn http(&self, http: &Http, traits: &mut Traits<'_>) {
        let Http { method, uri, code } = http;
        if self.model.service.protocol.has_bindings() {
            let value = entries([("method", text(method)), ("uri", text(uri)), ("code", number(*code))]);
            traits.add("smithy.api#http", value);
        }
    }
}

/// Returns the value of `httpChecksum`.
fn checksum(found: &HttpChecksum) -> Node<'static> {
    let HttpChecksum { algorithm_member, is_required, mode_member, response_algorithms } = found;
    let algorithms: Vec<String> = response_algorithms.iter().map(|one| one.name().to_owned()).collect();
    let keys = [
        ("requestAlgorithmMember", algorithm_member.as_ref().map(text)),
        ("requestChecksumRequired", is_required.then_some(Node::Bool(true))),
        ("requestValidationModeMember", mode_member.as_ref().map(text)),
        ("responseAlgorithms", (!algorithms.is_empty()).then(|| texts(&algorithms))),
    ];
    object(keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))))
}
