//! Reads the service.

use super::flat::Flat;
use super::ids::Table;
use super::traits::Traits;
use super::{auth, shared};
use crate::graph::{OperationTrait, Paginator, Protocol, Service, ServiceCustomization};
use crate::read::context_params;
use crate::read::paginator::Paginated;

/// The trait `aws.api#service`.
#[derive(Default)]
struct Aws {
    sdk_id: Option<String>,
    arn_namespace: Option<String>,
    endpoint_prefix: Option<String>,
}

pub(super) fn read(flat: &Flat<'_, '_>, table: &Table<'_, '_>) -> Option<Service> {
    let mut traits = Traits::new(&flat.traits, table.at, table.calls.out);
    let name = table.name(flat.id);
    let aws = aws(&mut traits);
    let title = traits.text("smithy.api#title").map(str::to_owned);
    let sdk_id = aws.sdk_id.or_else(|| title.clone()).unwrap_or_else(|| name.to_owned());
    let signed_for =
        [signing_name(&mut traits, "aws.auth#sigv4"), signing_name(&mut traits, "aws.auth#sigv4a")];
    let signing_name = signed_for.into_iter().flatten().next();
    let signing_name = signing_name.or(aws.arn_namespace).or(aws.endpoint_prefix);
    let auth = auth::of_service(flat, &mut traits, table.at, table.calls.out);
    let reads_xml = table.protocols.reads_xml_traits();
    let xml_namespace = if reads_xml { shared::xml_namespace(&mut traits) } else { None };
    let no_error_wrapping = no_error_wrapping(&mut traits);
    let query_compatible = traits.has("aws.protocols#awsQueryCompatible");
    let own_prefix = traits.text("smithereen.botocore#targetPrefix").map(str::to_owned);
    let client_params = traits.take("smithy.rules#clientContextParams");
    let client_params = client_params.map(|found| {
        found.with_location(table.at, |at| context_params::client(found.value, at, table.calls.out))
    });
    check_endpoint_discovery(&mut traits, table);
    // The keys are defaults of the operations, which read them.
    traits.fields(Paginator::NAME, |fields, _| {
        Paginated::read(fields);
    });
    traits.finish();
    let protocol = table.calls.or(table.protocols.used, || Protocol::RestJson1)?;
    let target_prefix = match protocol.sends_service_name() {
        true => own_prefix.or_else(|| Some(name.to_owned())),
        false => own_prefix,
    };
    Some(Service {
        title: title.unwrap_or_else(|| sdk_id.clone()),
        version: version(flat, table).unwrap_or_default(),
        signing_name: signing_name.unwrap_or_else(|| name.to_lowercase()),
        sdk_id,
        protocol,
        protocols: table.protocols.declared.clone(),
        target_prefix,
        xml_namespace,
        query_compatible,
        no_error_wrapping,
        auth,
        client_params: client_params.unwrap_or_default(),
        customization: ServiceCustomization::default(),
        docs: None,
    })
}

/// Reports an error for invalid endpoints that clients do not know. The operation that returns endpoints has a trait in the
/// graph.
fn check_endpoint_discovery(traits: &mut Traits<'_, '_, '_>, table: &Table<'_, '_>) {
    traits.fields(OperationTrait::EndpointOperation.name(), |fields, at| {
        fields.ignore(&["operation"]);
        let error = fields.string("error").and_then(|id| id.rsplit('#').next());
        if let Some(error) = error.filter(|error| *error != "InvalidEndpointException") {
            let problem = format!("`{error}` does not cause another discovery, unless its status is 421");
            table.calls.out.warning(&at.key("error"), problem);
        }
    });
}

/// Returns the version, which is optional in Smithy 2.0.
fn version(flat: &Flat<'_, '_>, table: &Table<'_, '_>) -> Option<String> {
    let (part, node) = flat.value("version")?;
    let at = table.at.key(part);
    crate::read::fields::string(node, &at.key("version"), table.out).map(str::to_owned)
}

fn aws(traits: &mut Traits<'_, '_, '_>) -> Aws {
    let read = traits.fields("aws.api#service", |fields, _| {
        fields.ignore(&["cloudFormationName", "cloudTrailEventSource", "docId"]);
        let mut text = |key| fields.string(key).map(str::to_owned);
        Aws {
            sdk_id: text("sdkId"),
            arn_namespace: text("arnNamespace"),
            endpoint_prefix: text("endpointPrefix"),
        }
    });
    read.unwrap_or_default()
}

/// Reads the setting of `restXml` that botocore's models do not have.
fn no_error_wrapping(traits: &mut Traits<'_, '_, '_>) -> bool {
    let read = traits.fields(Protocol::RestXml.name(), |fields, _| {
        // Versions of HTTP.
        fields.ignore(&["http", "eventStreamHttp"]);
        fields.flag("noErrorWrapping")
    });
    read.unwrap_or_default()
}

fn signing_name(traits: &mut Traits<'_, '_, '_>, scheme: &str) -> Option<String> {
    traits.fields(scheme, |fields, _| fields.require_string("name").map(str::to_owned)).flatten()
}
