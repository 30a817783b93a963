//! Reads `operations`.

use super::table::Table;
use super::{auth, shared, xml};
use crate::diagnostic::At;
use crate::graph::{
    Auth, Http, HttpChecksum, Operation, OperationCustomization, OperationTrait, ShapeId, XmlRoot,
};
use crate::json::Node;
use crate::read::errors::distinct;
use crate::read::fields::{Fields, object};
use crate::read::{checksum, context_params};

/// The operations of a model.
#[derive(Default)]
pub(super) struct Operations {
    pub(super) read: Vec<Operation>,
    /// The names of operations that cannot be read.
    pub(super) unread: Vec<String>,
    /// The names of operations that a slice keeps by name only.
    pub(super) unselected: Vec<String>,
    /// The root elements that operations name for their inputs.
    pub(super) roots: Vec<(String, ShapeId, XmlRoot)>,
}

pub(super) fn read_all(node: &Node<'_>, at: &At<'_>, table: &mut Table<'_>) -> Operations {
    let mut all = Operations::default();
    for (name, node) in object(node, at, table.out).map(|object| object.entries.iter()).into_iter().flatten()
    {
        if is_stub(node) {
            all.unselected.push(name.clone().into_owned());
            continue;
        }
        let mut root = XmlRoot::default();
        match read(name, node, &at.key(name), &mut root, table) {
            Some(operation) => {
                let named = operation.input.filter(|_| root != XmlRoot::default());
                all.roots.extend(named.map(|id| (operation.name.clone(), id, root)));
                all.read.push(operation);
            }
            None => all.unread.push(name.clone().into_owned()),
        }
    }
    all
}

/// Returns whether a slice has kept only the name of an operation.
fn is_stub(node: &Node<'_>) -> bool {
    matches!(node, Node::Object(object) if object.entries.len() == 1 && object.get("name").is_some())
}

/// Reads an operation, and the root element of its input into `root`.
fn read(
    name: &str,
    node: &Node<'_>,
    at: &At<'_>,
    root: &mut XmlRoot,
    table: &Table<'_>,
) -> Option<Operation> {
    object(node, at, table.out)?;
    let mut fields = Fields::of(node, at, table.calls.out)?;
    fields.ignore(&["name", "documentation", "documentationUrl"]);
    let http = fields.require("http").and_then(|node| http(node, &at.key("http"), table));
    let input = fields.take("input").map(|node| io(node, &at.key("input"), root, table));
    // The names of root elements have no effect in responses.
    let ignored = &mut XmlRoot::default();
    let output = fields.take("output").map(|node| io(node, &at.key("output"), ignored, table));
    let at_errors = at.key("errors");
    let errors = fields.array("errors").iter().enumerate();
    let errors = distinct(errors.map(|(index, node)| error(node, &at_errors.index(index), table)));
    let host_prefix = fields.take("endpoint").and_then(|node| host_prefix(node, &at.key("endpoint"), table));
    let mut traits = Vec::new();
    let auth = own_auth(&mut fields, at, table, &mut traits);
    let idempotent = fields.flag("idempotent");
    let readonly = fields.flag("readonly");
    let deprecated = shared::deprecated(&mut fields);
    let mut context = Vec::new();
    if let Some(node) = fields.take("operationContextParams") {
        context.extend(context_params::paths(node, &at.key("operationContextParams"), table.calls.out));
    }
    if let Some(node) = fields.take("staticContextParams") {
        context.extend(context_params::constants(node, &at.key("staticContextParams"), table.calls.out));
    }
    let checksum = checksums(&mut fields, at, table);
    more(&mut fields, &mut traits);
    traits.extend(endpoint_discovery(&mut fields, at, table));
    traits.extend(compression(&mut fields, at, table));
    fields.finish();
    let docs = None;
    let name = name.to_owned();
    let http = table.calls.or(http, Http::root)?;
    Some(Operation {
        name,
        http,
        has_input: input.is_some(),
        input,
        output,
        errors,
        host_prefix,
        auth,
        context,
        idempotent,
        readonly,
        deprecated,
        checksum,
        paginator: None,
        waiters: Vec::new(),
        traits,
        customization: OperationCustomization::default(),
        docs,
    })
}

/// Reads the prefix that an operation adds to the host of its endpoint.
fn host_prefix(node: &Node<'_>, at: &At<'_>, table: &Table<'_>) -> Option<String> {
    let mut fields = Fields::of(node, at, table.calls.out)?;
    let prefix = fields.require_string("hostPrefix").map(str::to_owned);
    fields.finish();
    prefix
}

fn http(node: &Node<'_>, at: &At<'_>, table: &Table<'_>) -> Option<Http> {
    let mut fields = Fields::of(node, at, table.calls.out)?;
    let method = fields.require_string("method");
    let uri = fields.require_string("requestUri");
    // botocore omits the default.
    let code = fields.small("responseCode").unwrap_or(200);
    fields.finish();
    // RPC protocols have paths of their own, whatever the model has.
    match table.protocols.has_bindings() {
        true => Some(Http { method: method?.to_owned(), uri: uri?.to_owned(), code }),
        false => Some(Http::root()),
    }
}

/// Reads the input or output, and its root element into `root`.
fn io(node: &Node<'_>, at: &At<'_>, root: &mut XmlRoot, table: &Table<'_>) -> ShapeId {
    let Some(mut fields) = Fields::of(node, at, table.out) else { return table.placeholder };
    // The result wrapper of the query protocol is named after the operation; `wrapper` has no effect in botocore.
    fields.ignore(&["documentation", "resultWrapper", "wrapper"]);
    let id = table.reference(&mut fields, at);
    let found = xml::root(&mut fields, at, table.out);
    if table.protocols.reads_xml_traits() {
        *root = found;
    }
    fields.finish();
    id
}

/// Reads an error. The shape of the error repeats all keys.
fn error(node: &Node<'_>, at: &At<'_>, table: &Table<'_>) -> ShapeId {
    let Some(mut fields) = Fields::of(node, at, table.out) else { return table.placeholder };
    fields.ignore(&["documentation", "exception", "error", "fault"]);
    let id = table.reference(&mut fields, at);
    fields.finish();
    id
}

fn own_auth(
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    table: &Table<'_>,
    traits: &mut Vec<OperationTrait>,
) -> Auth {
    let own = auth::schemes(fields, at, table.calls.out);
    let old = fields.string("authtype");
    // Two forms of the same trait.
    if fields.flag("unsignedPayload") || old == Some("v4-unsigned-body") {
        traits.push(OperationTrait::UnsignedPayload);
    }
    match old {
        _ if !own.is_empty() => Auth::Own(own),
        Some("v4" | "v4-unsigned-body") | None => Auth::Service,
        Some(other) => Auth::Own(vec![auth::signature(other)]),
    }
}

fn more(fields: &mut Fields<'_, '_>, traits: &mut Vec<OperationTrait>) {
    let keys = [
        ("httpChecksumRequired", OperationTrait::HttpChecksumRequired),
        ("endpointoperation", OperationTrait::EndpointOperation),
    ];
    traits.extend(keys.into_iter().filter(|(key, _)| fields.take(key).is_some()).map(|(_, found)| found));
}

fn checksums(fields: &mut Fields<'_, '_>, at: &At<'_>, table: &Table<'_>) -> Option<HttpChecksum> {
    let at = at.key("httpChecksum");
    let mut fields = Fields::of(fields.take("httpChecksum")?, &at, table.calls.out)?;
    let found = checksum::read(&mut fields, &at, table.calls.out);
    fields.finish();
    found
}

/// Reads `endpointdiscovery`.
fn endpoint_discovery(fields: &mut Fields<'_, '_>, at: &At<'_>, table: &Table<'_>) -> Option<OperationTrait> {
    let at = at.key("endpointdiscovery");
    let mut fields = Fields::of(fields.take("endpointdiscovery")?, &at, table.calls.out)?;
    let is_required = fields.flag("required");
    fields.finish();
    Some(match is_required {
        true => OperationTrait::RequiredEndpointDiscovery,
        false => OperationTrait::EndpointDiscovery,
    })
}

/// Reads `requestcompression`. gzip is the only known encoding.
fn compression(fields: &mut Fields<'_, '_>, at: &At<'_>, table: &Table<'_>) -> Option<OperationTrait> {
    let at = at.key("requestcompression");
    let mut fields = Fields::of(fields.take("requestcompression")?, &at, table.calls.out)?;
    let encodings = fields.strings("encodings");
    fields.finish();
    if !encodings.contains(&"gzip") {
        table.calls.out.warning(&at, "no known encoding: bodies are sent uncompressed");
        return None;
    }
    Some(OperationTrait::RequestCompression)
}
