//! The typed interface of the generated crate. It sends the same bytes as the dynamic one.

use super::endpoint;
use serde_json::{Value, json};
use smithereen::{Bytes, Dynamic, Error, ErrorMeta, Operation, Request, Response, ServiceError, StatusCode};
use smithereen_aws::iot::{
    ProvisioningHook, ResourceNotFoundException, UpdatePackageConfigurationError,
    UpdatePackageConfigurationInput, UpdateProvisioningTemplateError, UpdateProvisioningTemplateInput,
    UpdateProvisioningTemplateOutput, ValidationException, VersionUpdateByJobsConfig,
};
use smithereen_aws::iot_managed_integrations::{
    CapabilityReport, CapabilityReportCapability, CapabilityReportEndpoint, CapabilitySchemaItem,
    HubNetworkMode, SchemaVersionFormat, UpdateManagedThingError, UpdateManagedThingInput,
    WiFiSimpleSetupConfiguration,
};
use std::collections::BTreeMap;

use crate::support::compare::is_uuid_4;

const TOKEN: &str = "0f0e0d0c-0b0a-4908-8706-050403020100";

fn package() -> UpdatePackageConfigurationInput {
    let config =
        VersionUpdateByJobsConfig::default().enabled(true).role_arn("arn:aws:iam::123456789012:role/fleet");
    UpdatePackageConfigurationInput::default().version_update_by_jobs_config(config).client_token(TOKEN)
}

fn template() -> UpdateProvisioningTemplateInput {
    UpdateProvisioningTemplateInput::new("fleet")
        .description("")
        .enabled(false)
        .default_version_id(i32::MIN)
        .provisioning_role_arn("arn")
        .pre_provisioning_hook(ProvisioningHook::new("arn:aws:lambda").payload_version("2020-04-01"))
        .remove_pre_provisioning_hook(false)
}

#[allow(deprecated, reason = "it is still sent")]
fn thing() -> UpdateManagedThingInput {
    let document = json!({ "deep": [1, 1.0, -0.0, null, { "": "" }], "big": u64::MAX });
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let capability = CapabilityReportCapability::new(
        [],
        [],
        "matter.OnOff@1.4",
        "On/Off",
        texts(&["OnOff", "OnTime"]),
        "6",
    );
    let report =
        CapabilityReport::new([CapabilityReportEndpoint::new([capability], texts(&["Light"]), "1")], "1.0.0");
    let schema = CapabilitySchemaItem::new("zcl.OnOff@1.0", "0x06", 1, SchemaVersionFormat::Zcl, document);
    let setup = WiFiSimpleSetupConfiguration::default().enable_as_provisioner(true);
    UpdateManagedThingInput::new("thing / 1")
        .owner("")
        .wi_fi_simple_setup_configuration(setup.timeout_in_minutes(5))
        .capability_report(report.node_id("1"))
        .capability_schemas([schema])
        .capabilities("old")
        .hub_network_mode(HubNetworkMode::Unknown("NEW".to_owned()))
        .meta_data([("b".to_owned(), "é".to_owned()), ("a".to_owned(), String::new())])
}

fn sent(input: &impl Operation) -> Request<Bytes> {
    input.to_http(&endpoint()).unwrap()
}

#[track_caller]
fn assert_same_bytes<O: Operation>(typed: &O, dynamic: &Value) {
    let (typed, dynamic) =
        (sent(typed), Dynamic::of::<O>().to_http(&dynamic.to_string(), &endpoint()).unwrap());
    assert_eq!(typed.body(), dynamic.body());
    assert_eq!((typed.method(), typed.uri()), (dynamic.method(), dynamic.uri()));
    assert_eq!(typed.headers(), dynamic.headers());
    assert_eq!(typed.version(), dynamic.version());
}

#[test]
fn typed_and_dynamic_send_the_same_bytes() {
    let config = json!({ "enabled": true, "roleArn": "arn:aws:iam::123456789012:role/fleet" });
    assert_same_bytes(&package(), &json!({ "versionUpdateByJobsConfig": config, "clientToken": TOKEN }));
    assert_same_bytes(
        &template(),
        &json!({
            "templateName": "fleet", "description": "", "enabled": false, "defaultVersionId": i32::MIN,
            "provisioningRoleArn": "arn",
            "preProvisioningHook": { "payloadVersion": "2020-04-01", "targetArn": "arn:aws:lambda" },
            "removePreProvisioningHook": false,
        }),
    );
    assert_same_bytes(
        &thing(),
        &json!({
            "Identifier": "thing / 1", "Owner": "",
            "WiFiSimpleSetupConfiguration": { "EnableAsProvisioner": true, "TimeoutInMinutes": 5 },
            "CapabilityReport": { "version": "1.0.0", "nodeId": "1", "endpoints": [{
                "id": "1", "deviceTypes": ["Light"], "capabilities": [{
                    "id": "matter.OnOff@1.4", "name": "On/Off", "version": "6",
                    "properties": ["OnOff", "OnTime"], "actions": [], "events": [],
                }],
            }]},
            "CapabilitySchemas": [{
                "Format": "ZCL", "CapabilityId": "zcl.OnOff@1.0", "ExtrinsicId": "0x06", "ExtrinsicVersion": 1,
                "Schema": { "deep": [1, 1.0, -0.0, null, { "": "" }], "big": u64::MAX },
            }],
            "Capabilities": "old", "HubNetworkMode": "NEW", "MetaData": { "a": "", "b": "é" },
        }),
    );
}

#[test]
fn setters_and_assignments_give_equal_inputs() {
    let mut config = VersionUpdateByJobsConfig::default();
    config.enabled = Some(true);
    config.role_arn = Some("arn:aws:iam::123456789012:role/fleet".to_owned());
    let mut assigned = UpdatePackageConfigurationInput::default();
    assigned.version_update_by_jobs_config = Some(config);
    assigned.client_token = Some(TOKEN.to_owned());
    assert_eq!(assigned, package());
    let named = UpdateProvisioningTemplateInput::new("t").enabled(true);
    assert_eq!((named.template_name.as_str(), named.enabled, &named.description), ("t", Some(true), &None));
    assert_eq!(thing().meta_data.as_ref().map(BTreeMap::len), Some(2));
    assert_eq!(thing().clone(), thing());
}

#[test]
fn unknown_enum_values_are_kept() {
    let from = |text: &str| HubNetworkMode::from(text.to_owned());
    assert_eq!(from("STANDARD"), HubNetworkMode::Standard);
    assert_eq!(from("NETWORK_WIDE_EXCLUSION"), HubNetworkMode::NetworkWideExclusion);
    for unknown in ["standard", "Standard", "STANDARD ", "", "NEW_MODE"] {
        assert_eq!(from(unknown), HubNetworkMode::Unknown(unknown.to_owned()));
        assert_eq!(from(unknown).as_str(), unknown);
    }
    for format in ["AWS", "ZCL", "CONNECTOR"] {
        let parsed = SchemaVersionFormat::from(format.to_owned());
        assert!(!matches!(parsed, SchemaVersionFormat::Unknown(_)), "{format}");
        assert_eq!(parsed.as_str(), format);
    }
}

#[test]
fn a_given_idempotency_token_is_kept_and_a_missing_one_is_generated() {
    let query = |input: &UpdatePackageConfigurationInput| sent(input).uri().query().unwrap().to_owned();
    assert_eq!(query(&package()), format!("clientToken={TOKEN}"));
    assert_eq!(query(&package()), query(&package()));
    let mut without = package();
    without.client_token = None;
    let made: Vec<String> = (0..100).map(|_| query(&without)).collect();
    assert!(made.iter().all(|query| query.strip_prefix("clientToken=").is_some_and(is_uuid_4)), "{made:?}");
    assert_eq!(made.iter().collect::<std::collections::HashSet<_>>().len(), made.len());
    assert_eq!(without.client_token, None, "the input itself is left as it was");
}

fn response(status: u16, code: &str, body: &str) -> Response<Bytes> {
    let response = Response::builder().status(status).header("x-amzn-errortype", code);
    response.header("x-amzn-requestid", "id-1").body(body.to_owned().into()).unwrap()
}

#[test]
fn an_error_is_matched_by_its_variant() {
    let body = r#"{"message": "no", "resourceId": "r"}"#;
    let error = UpdatePackageConfigurationInput::parse(response(409, "ConflictException", body)).unwrap_err();
    match error.as_service().map(ServiceError::error) {
        Some(UpdatePackageConfigurationError::ConflictException(conflict)) => {
            assert_eq!(
                (conflict.message.as_deref(), conflict.resource_id.as_deref()),
                (Some("no"), Some("r"))
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((error.code(), error.message()), (Some("ConflictException"), Some("no")));
    assert_eq!((error.request_id(), error.status()), (Some("id-1"), Some(StatusCode::CONFLICT)));
    assert_eq!(error.to_string(), "ConflictException: no (status 409, request id id-1)");

    let error =
        UpdateManagedThingInput::parse(response(404, "ResourceNotFoundException", r#"{"ResourceId": "r"}"#));
    match error.map_err(|error| error.as_service().unwrap().clone().into_error()) {
        Err(UpdateManagedThingError::ResourceNotFoundException(missing)) => {
            assert_eq!((missing.resource_id.as_deref(), missing.resource_type), (Some("r"), None));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_error_that_the_operation_does_not_list_is_unknown_by_its_code() {
    for code in ["LimitExceededException", "Brand New", "validationException"] {
        let error =
            UpdatePackageConfigurationInput::parse(response(400, code, r#"{"message": "m"}"#)).unwrap_err();
        let unknown = UpdatePackageConfigurationError::Unknown(code.to_owned());
        assert_eq!(error.as_service().map(ServiceError::error), Some(&unknown));
        assert_eq!((error.code(), error.message()), (Some(code), Some("m")));
    }
    let nameless = Response::builder().status(502).body(Bytes::from_static(b"<html>")).unwrap();
    let error = UpdateProvisioningTemplateInput::parse(nameless).unwrap_err();
    let unknown = UpdateProvisioningTemplateError::Unknown(String::new());
    assert_eq!(error.as_service().map(ServiceError::error), Some(&unknown));
    assert_eq!((error.code(), error.message(), error.status()), (None, None, Some(StatusCode::BAD_GATEWAY)));
}

#[test]
fn an_output_without_members_needs_no_body() {
    for body in ["", "{}", "<html>"] {
        let ok = || Response::builder().header("x-amzn-requestid", "id-2").body(body).unwrap();
        let output = UpdateProvisioningTemplateInput::parse(ok()).unwrap();
        assert_eq!(output, UpdateProvisioningTemplateOutput::default());
        let () = UpdateManagedThingInput::parse(ok()).unwrap();
    }
}

#[test]
fn errors_can_be_created_in_tests_of_users() {
    let variant = UpdatePackageConfigurationError::ValidationException(ValidationException::default());
    let meta = ErrorMeta { code: Some("ValidationException".to_owned()), ..ErrorMeta::default() };
    let error = Error::Service(ServiceError::new(variant.clone(), StatusCode::BAD_REQUEST, meta));
    assert_eq!(error.code(), Some("ValidationException"));
    assert_eq!(error.as_service().map(ServiceError::error), Some(&variant));
    assert_eq!(ResourceNotFoundException::default().message, None);
}

/// Generic code over all operations compiles.
#[test]
fn generic_code_has_the_name_of_the_operation() {
    fn name<O: Operation>(_: &O) -> (&'static str, &'static str, &'static str) {
        (O::OPERATION.service.id, O::OPERATION.name, O::OPERATION.method)
    }
    assert_eq!(name(&package()), ("IoT", "UpdatePackageConfiguration", "PATCH"));
    assert_eq!(name(&template()), ("IoT", "UpdateProvisioningTemplate", "PATCH"));
    assert_eq!(name(&thing()), ("IoT Managed Integrations", "UpdateManagedThing", "PUT"));
}

#[test]
fn serialization_errors_name_the_member() {
    for name in ["", ".", ".."] {
        let error = UpdateProvisioningTemplateInput::new(name).to_http(&endpoint()).unwrap_err();
        assert_eq!(
            (error.operation(), error.member()),
            ("UpdateProvisioningTemplate", "templateName"),
            "{name:?}"
        );
    }
    let deep = (0..20_000).fold(json!(1), |inner, _| Value::Array(vec![inner]));
    let schema = CapabilitySchemaItem::new("id", "1", 1, SchemaVersionFormat::Aws, deep);
    let input = UpdateManagedThingInput::new("t").capability_schemas([schema]);
    let error = input.to_http(&endpoint()).unwrap_err();
    assert!(error.member().starts_with("CapabilitySchemas[0].Schema"), "{error}");
    // Dropping a deeply nested `serde_json::Value` would overflow the stack.
    std::mem::forget(input);
}
