//! Strict parsers for requests of the three operations, written by hand from the models. Anything unexpected in a request
//! is a failure.

use serde_json::{Map, Value};
use smithereen::{Bytes, Request};
use smithereen_aws::iot::{
    ProvisioningHook, UpdatePackageConfigurationInput, UpdateProvisioningTemplateInput,
    VersionUpdateByJobsConfig,
};
use smithereen_aws::iot_managed_integrations::{
    CapabilityReport, CapabilityReportCapability, CapabilityReportEndpoint, CapabilitySchemaItem,
    UpdateManagedThingInput, WiFiSimpleSetupConfiguration,
};

/// The endpoint of all requests.
pub(crate) const URL: &str = "https://example.com/base";

/// Returns the label, the query and the body of a request with this method and path.
fn read(request: &Request<Bytes>, method: &str, path: &str) -> (String, String, Object) {
    assert_eq!(request.method(), method);
    let uri = request.uri().to_string();
    let rest =
        uri.strip_prefix(URL).and_then(|rest| rest.strip_prefix(path)).unwrap_or_else(|| panic!("{uri}"));
    let (label, query) = rest.split_once('?').unwrap_or((rest, ""));
    let headers: Vec<_> =
        request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let length = request.body().len().to_string();
    let expected = [
        ("content-type", "application/json"),
        ("content-length", length.as_str()),
        ("accept-encoding", "identity"),
    ];
    assert_eq!(headers, expected);
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    // The body has the length of the re-serialized value: no white space and no duplicate keys, which parsing would
    // hide.
    assert_eq!(body.to_string().len(), request.body().len());
    (decode(label), query.to_owned(), Object::of(body))
}

/// Decodes percent-encoding. Every byte but the unreserved characters must be encoded, in upper case.
fn decode(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        match byte {
            b'%' => {
                let escaped = hex(bytes.next()) * 16 + hex(bytes.next());
                let needless = escaped.is_ascii_alphanumeric() || b"-._~".contains(&escaped);
                assert!(!needless, "{text}");
                out.push(escaped);
            }
            _ if plain => out.push(byte),
            other => panic!("{:?} in {text}", char::from(other)),
        }
    }
    String::from_utf8(out).unwrap()
}

fn hex(digit: Option<u8>) -> u8 {
    match digit.unwrap() {
        digit @ b'0'..=b'9' => digit - b'0',
        digit @ b'A'..=b'F' => digit - b'A' + 10,
        other => panic!("{other} is no digit"),
    }
}

/// An object whose members are removed one by one.
struct Object(Map<String, Value>);

impl Object {
    fn of(value: Value) -> Self {
        match value {
            Value::Object(members) => Self(members),
            other => panic!("no object: {other}"),
        }
    }

    /// Removes a member that may be missing, but not null.
    fn maybe<T>(&mut self, name: &str, read: impl FnOnce(Value) -> T) -> Option<T> {
        self.0.remove(name).map(read)
    }

    fn must<T>(&mut self, name: &str, read: impl FnOnce(Value) -> T) -> T {
        self.maybe(name, read).unwrap_or_else(|| panic!("no {name}"))
    }

    /// Checks that no member is left.
    fn end<T>(self, value: T) -> T {
        assert!(self.0.is_empty(), "also there: {:?}", self.0);
        value
    }
}

fn text(value: Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn flag(value: Value) -> bool {
    value.as_bool().unwrap()
}

fn number(value: Value) -> i32 {
    value.as_i64().unwrap().try_into().unwrap()
}

fn list<T>(value: Value, read: fn(Value) -> T) -> Vec<T> {
    match value {
        Value::Array(values) => values.into_iter().map(read).collect(),
        other => panic!("no array: {other}"),
    }
}

fn texts(value: Value) -> Vec<String> {
    list(value, text)
}

/// `PATCH /package-configuration?clientToken=`
pub(crate) fn package(request: &Request<Bytes>) -> UpdatePackageConfigurationInput {
    let (label, query, mut body) = read(request, "PATCH", "/package-configuration");
    assert_eq!(label, "");
    let token = query.strip_prefix("clientToken=").unwrap();
    let config = body.maybe("versionUpdateByJobsConfig", |config| {
        let mut config = Object::of(config);
        let (enabled, role_arn) = (config.maybe("enabled", flag), config.maybe("roleArn", text));
        config.end(filled!(VersionUpdateByJobsConfig { enabled, role_arn }))
    });
    let client_token = Some(decode(token));
    body.end(filled!(UpdatePackageConfigurationInput { version_update_by_jobs_config: config, client_token }))
}

/// `PATCH /provisioning-templates/{templateName}`
pub(crate) fn template(request: &Request<Bytes>) -> UpdateProvisioningTemplateInput {
    let (template_name, query, mut body) = read(request, "PATCH", "/provisioning-templates/");
    assert!(query.is_empty() && !request.uri().to_string().contains('?'));
    let input = filled!(UpdateProvisioningTemplateInput {
        template_name,
        description: body.maybe("description", text),
        enabled: body.maybe("enabled", flag),
        default_version_id: body.maybe("defaultVersionId", number),
        provisioning_role_arn: body.maybe("provisioningRoleArn", text),
        pre_provisioning_hook: body.maybe("preProvisioningHook", |hook| {
            let mut hook = Object::of(hook);
            let (payload_version, target_arn) =
                (hook.maybe("payloadVersion", text), hook.must("targetArn", text));
            hook.end(filled!(ProvisioningHook { payload_version, target_arn }))
        }),
        remove_pre_provisioning_hook: body.maybe("removePreProvisioningHook", flag),
    });
    body.end(input)
}

/// `PUT /managed-things/{Identifier}`
#[allow(deprecated, reason = "what is deprecated is sent too")]
pub(crate) fn thing(request: &Request<Bytes>) -> UpdateManagedThingInput {
    let (identifier, query, mut body) = read(request, "PUT", "/managed-things/");
    assert!(query.is_empty() && !request.uri().to_string().contains('?'));
    let input = filled!(UpdateManagedThingInput {
        identifier,
        owner: body.maybe("Owner", text),
        credential_locker_id: body.maybe("CredentialLockerId", text),
        serial_number: body.maybe("SerialNumber", text),
        wi_fi_simple_setup_configuration: body.maybe("WiFiSimpleSetupConfiguration", wifi),
        brand: body.maybe("Brand", text),
        model: body.maybe("Model", text),
        name: body.maybe("Name", text),
        capability_report: body.maybe("CapabilityReport", report),
        capability_schemas: body.maybe("CapabilitySchemas", |schemas| list(schemas, schema)),
        capabilities: body.maybe("Capabilities", text),
        classification: body.maybe("Classification", text),
        hub_network_mode: body.maybe("HubNetworkMode", |mode| text(mode).into()),
        meta_data: body.maybe("MetaData", |data| {
            Object::of(data).0.into_iter().map(|(key, value)| (key, text(value))).collect()
        }),
    });
    body.end(input)
}

fn wifi(value: Value) -> WiFiSimpleSetupConfiguration {
    let mut wifi = Object::of(value);
    let read = filled!(WiFiSimpleSetupConfiguration {
        enable_as_provisioner: wifi.maybe("EnableAsProvisioner", flag),
        enable_as_provisionee: wifi.maybe("EnableAsProvisionee", flag),
        timeout_in_minutes: wifi.maybe("TimeoutInMinutes", number),
    });
    wifi.end(read)
}

fn report(value: Value) -> CapabilityReport {
    let mut report = Object::of(value);
    let read = filled!(CapabilityReport {
        version: report.must("version", text),
        node_id: report.maybe("nodeId", text),
        endpoints: report.must("endpoints", |endpoints| list(endpoints, endpoint)),
    });
    report.end(read)
}

fn endpoint(value: Value) -> CapabilityReportEndpoint {
    let mut endpoint = Object::of(value);
    let read = filled!(CapabilityReportEndpoint {
        id: endpoint.must("id", text),
        device_types: endpoint.must("deviceTypes", texts),
        capabilities: endpoint.must("capabilities", |capabilities| list(capabilities, capability)),
    });
    endpoint.end(read)
}

fn capability(value: Value) -> CapabilityReportCapability {
    let mut capability = Object::of(value);
    let read = filled!(CapabilityReportCapability {
        id: capability.must("id", text),
        name: capability.must("name", text),
        version: capability.must("version", text),
        properties: capability.must("properties", texts),
        actions: capability.must("actions", texts),
        events: capability.must("events", texts),
    });
    capability.end(read)
}

fn schema(value: Value) -> CapabilitySchemaItem {
    let mut schema = Object::of(value);
    let read = filled!(CapabilitySchemaItem {
        format: schema.must("Format", text).into(),
        capability_id: schema.must("CapabilityId", text),
        extrinsic_id: schema.must("ExtrinsicId", text),
        extrinsic_version: schema.must("ExtrinsicVersion", number),
        schema_: schema.must("Schema", |document| document),
    });
    schema.end(read)
}
