//! Reads operations.

use super::ast::reference;
use super::auth;
use super::flat::Flat;
use super::ids::{Table, UNIT};
use super::shared::deprecated;
use super::traits::Traits;
use crate::diagnostic::Diagnostics;
use crate::graph::{
    ContextParam, Http, HttpChecksum, Operation, OperationCustomization, OperationTrait, Paginator, ShapeId,
    Waiter,
};
use crate::json::Node;
use crate::read::errors::distinct;
use crate::read::fields::{Fields, object};
use crate::read::paginator::{self, Paginated};
use crate::read::{checksum, context_params, waiter};

/// Reads the errors that all operations of a service have in common.
pub(super) fn service_errors(service: &Flat<'_, '_>, table: &Table<'_, '_>) -> Vec<ShapeId> {
    errors(service, table)
}

/// Reads an operation. Returns `None` for an operation that cannot be read, which is reported.
pub(super) fn read<'a>(
    flat: &Flat<'a, '_>,
    service: &Flat<'a, '_>,
    shared_errors: &[ShapeId],
    table: &Table<'_, 'a>,
) -> Option<Operation> {
    let mut traits = Traits::new(&flat.traits, table.at, table.calls.out);
    let http = http(flat, &mut traits, table);
    let errors = distinct(errors(flat, table).into_iter().chain(shared_errors.iter().copied()));
    let host_prefix = traits
        .fields("smithy.api#endpoint", |fields, _| fields.require_string("hostPrefix").map(str::to_owned));
    let mut found = Vec::new();
    if traits.has("aws.auth#unsignedPayload") {
        found.push(OperationTrait::UnsignedPayload);
    }
    let auth = auth::of_operation(service, &mut traits, table.at, table.calls.out);
    let context = context(&mut traits, table);
    let checksum =
        traits.fields(HttpChecksum::NAME, |fields, at| checksum::read(fields, at, table.calls.out));
    let paginator = paginator(service, &mut traits, table);
    let waiters = waiters(&mut traits, table);
    more_traits(flat, service, &mut traits, &mut found);
    found.extend(endpoint_discovery(&mut traits));
    found.extend(compression(&mut traits, table));
    let (input, output) = (io(flat, "input", table), io(flat, "output", table));
    let (idempotent, readonly) = (traits.has("smithy.api#idempotent"), traits.has("smithy.api#readonly"));
    let deprecated = deprecated(&mut traits);
    traits.finish();
    // All other problems of the operation were reported by now.
    Some(Operation {
        name: table.name(flat.id).to_owned(),
        http: table.calls.or(http, Http::root)?,
        has_input: input.is_some(),
        input,
        output,
        errors,
        host_prefix: host_prefix.flatten(),
        auth,
        context,
        idempotent,
        readonly,
        deprecated,
        checksum: checksum.flatten(),
        paginator,
        waiters,
        traits: found,
        customization: OperationCustomization::default(),
        docs: None,
    })
}

/// Reads `http`. Under a protocol without bindings, all requests go to `/`.
fn http(flat: &Flat<'_, '_>, traits: &mut Traits<'_, '_, '_>, table: &Table<'_, '_>) -> Option<Http> {
    if !table.protocols.has_bindings() {
        return Some(Http::root());
    }
    let read = traits.fields("smithy.api#http", |fields, _| http_fields(fields));
    if read.is_none() && flat.trait_named("smithy.api#http").is_none() {
        flat.origin().with_location(table.at, |at| {
            table.calls.out.error(&at.key("traits"), "`smithy.api#http` is missing")
        });
    }
    read.flatten()
}

fn http_fields(fields: &mut Fields<'_, '_>) -> Option<Http> {
    let method = fields.require_string("method");
    let uri = fields.require_string("uri");
    let code = fields.small("code").unwrap_or(200);
    Some(Http { method: method?.to_owned(), uri: uri?.to_owned(), code })
}

fn io(flat: &Flat<'_, '_>, key: &str, table: &Table<'_, '_>) -> Option<ShapeId> {
    let (part, node) = flat.value(key)?;
    let at = table.at.key(part);
    let at = at.key(key);
    let id = reference(node, &at, table.out)?;
    (id != UNIT).then(|| table.find(id, &at.key("target")))
}

fn errors(flat: &Flat<'_, '_>, table: &Table<'_, '_>) -> Vec<ShapeId> {
    let targets = flat.targets("errors", table.at, table.out).into_iter();
    let errors = targets.map(|target| {
        let at = table.at.key(target.part);
        let at = at.key("errors");
        table.find(target.id, &at.index(target.index).key("target"))
    });
    errors.collect()
}

/// Reads the endpoint parameters. Static ones come last, and take precedence.
fn context(traits: &mut Traits<'_, '_, '_>, table: &Table<'_, '_>) -> Vec<ContextParam> {
    let mut params = Vec::new();
    if let Some(found) = traits.take("smithy.rules#operationContextParams") {
        params.extend(
            found.with_location(table.at, |at| context_params::paths(found.value, at, table.calls.out)),
        );
    }
    if let Some(found) = traits.take("smithy.rules#staticContextParams") {
        params.extend(
            found.with_location(table.at, |at| context_params::constants(found.value, at, table.calls.out)),
        );
    }
    params
}

fn more_traits(
    flat: &Flat<'_, '_>,
    service: &Flat<'_, '_>,
    traits: &mut Traits<'_, '_, '_>,
    found: &mut Vec<OperationTrait>,
) {
    for one in [OperationTrait::HttpChecksumRequired, OperationTrait::EndpointOperation] {
        let is_there = match one {
            OperationTrait::EndpointOperation => discovery_operation(service) == Some(flat.id),
            other => traits.has(other.name()),
        };
        if is_there {
            found.push(one);
        }
    }
}

/// Reads `clientDiscoveredEndpoint`.
fn endpoint_discovery(traits: &mut Traits<'_, '_, '_>) -> Option<OperationTrait> {
    let name = OperationTrait::EndpointDiscovery.name();
    traits.fields(name, |fields, _| match fields.flag("required") {
        true => OperationTrait::RequiredEndpointDiscovery,
        false => OperationTrait::EndpointDiscovery,
    })
}

/// Reads `paginated`, or the paginator that botocore has instead.
fn paginator(
    service: &Flat<'_, '_>,
    traits: &mut Traits<'_, '_, '_>,
    table: &Table<'_, '_>,
) -> Option<Paginator> {
    if let Some(found) = traits.take(Paginator::OF_BOTOCORE) {
        return found.with_location(table.at, |at| paginator::of_botocore(found.value, at, table.calls.out));
    }
    // Problems of the service's trait are reported where the service is read.
    let ignored = Diagnostics::default();
    let defaults = service
        .trait_named(Paginator::NAME)
        .and_then(|found| Some(Paginated::read(&mut Fields::of(found.value, table.at, &ignored)?)));
    let own = traits.take(Paginator::NAME)?;
    own.with_location(table.at, |at| {
        let mut fields = Fields::of(own.value, at, table.calls.out)?;
        let read = Paginated::read(&mut fields);
        fields.finish();
        read.finish(defaults.unwrap_or_default(), at, table.calls.out)
    })
}

/// Reads `waitable`, and the waiters that botocore has beyond it. They are sorted by name.
fn waiters(traits: &mut Traits<'_, '_, '_>, table: &Table<'_, '_>) -> Vec<Waiter> {
    let mut waiters = Vec::new();
    if let Some(found) = traits.take(Waiter::NAME) {
        waiters
            .extend(found.with_location(table.at, |at| waiter::of_smithy(found.value, at, table.calls.out)));
    }
    if let Some(found) = traits.take(Waiter::OF_BOTOCORE) {
        found.with_location(table.at, |at| {
            let others = object(found.value, at, table.calls.out).map(|object| object.entries.iter());
            for (name, node) in others.into_iter().flatten() {
                let read = waiter::of_botocore(name, node, &at.key(name), table.calls.out);
                waiters.extend(read.map(|(waiter, _)| waiter));
            }
        });
    }
    waiters.sort_by(|one, other| one.name.cmp(&other.name));
    waiters
}

/// Returns the id of the endpoint discovery operation, which is a trait of the service.
fn discovery_operation<'f>(service: &'f Flat<'_, '_>) -> Option<&'f str> {
    let found = service.trait_named(OperationTrait::EndpointOperation.name())?;
    match found.value {
        Node::Object(object) => match object.get("operation") {
            Some(Node::String(id)) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// Reads `requestCompression`. gzip is the only known encoding.
fn compression(traits: &mut Traits<'_, '_, '_>, table: &Table<'_, '_>) -> Option<OperationTrait> {
    let name = OperationTrait::RequestCompression.name();
    let is_known = traits.fields(name, |fields, at| {
        let is_known = fields.strings("encodings").contains(&"gzip");
        if !is_known {
            table.calls.out.warning(at, "no known encoding: bodies are sent uncompressed");
        }
        is_known
    });
    (is_known == Some(true)).then_some(OperationTrait::RequestCompression)
}
