//! `--dry-run`, and errors in arguments and inputs.

use crate::program::{call, call_in};
use std::fs;
use std::path::Path;

const REPORT: &str = r#"{"Identifier": "t", "CapabilityReport": {"version": "1.0.0", "endpoints": [
    {"id": "1", "deviceTypes": ["Light", null], "capabilities": []}]}}"#;

#[test]
fn the_request_is_printed() {
    let input = r#"{"templateName": "a b/ü", "enabled": true, "description": "für alle"}"#;
    let out =
        call(&["iot", "UpdateProvisioningTemplate", input, "--dry-run", "--region", "eu-west-1"]).succeeds();
    let expected = "PATCH https://iot.eu-west-1.amazonaws.com/provisioning-templates/a%20b%2F%C3%BC\n\
        content-type: application/json\n\
        content-length: 42\n\
        accept-encoding: identity\n\
        \n\
        {\"description\":\"für alle\",\"enabled\":true}\n";
    assert_eq!(out, expected);
}

#[test]
fn requests_of_all_operations_are_printed() {
    let token = "0f0e0d0c-0b0a-4908-8706-050403020100";
    let input = format!(r#"{{"clientToken": "{token}"}}"#);
    let out = call(&["--dry-run", "--region=us-gov-west-1", "iot", "UpdatePackageConfiguration", &input])
        .succeeds();
    let url = "https://iot.us-gov-west-1.amazonaws.com/package-configuration";
    assert!(
        out.starts_with(&format!("PATCH {url}?clientToken={token}\n")) && out.ends_with("\n\n{}\n"),
        "{out}"
    );
    let out = call(&["iot", "UpdatePackageConfiguration", "--dry-run", "--region", "eu-west-1"]).succeeds();
    assert!(out.contains("?clientToken=") && out.ends_with("\n\n{}\n"), "without an input: {out}");

    let arguments =
        ["iot-managed-integrations", "UpdateManagedThing", r#"{"Identifier": "t", "Owner": "o"}"#];
    let out = call(&[&arguments[..], &["--dry-run", "--region", "eu-west-1"]].concat()).succeeds();
    let url = "https://api.iotmanagedintegrations.eu-west-1.api.aws/managed-things/t";
    assert!(out.starts_with(&format!("PUT {url}\n")) && out.ends_with("\n\n{\"Owner\":\"o\"}\n"), "{out}");
}

#[test]
fn arguments_have_precedence_over_the_environment() {
    let arguments = ["iot", "UpdatePackageConfiguration", "--dry-run"];
    let url = |variables: &[(&str, &str)], more: &[&str]| {
        let (out, _) = call_in(variables, &[&arguments[..], more].concat()).succeeds_with_notes();
        out.split(['?', '\n']).next().unwrap().to_owned()
    };
    assert_eq!(url(&[], &[]), "PATCH https://iot.us-east-1.amazonaws.com/package-configuration");
    let variables = [("AWS_REGION", "cn-north-1")];
    assert_eq!(url(&variables, &[]), "PATCH https://iot.cn-north-1.amazonaws.com.cn/package-configuration");
    let more = ["--region", "eu-west-1"];
    assert_eq!(url(&variables, &more), "PATCH https://iot.eu-west-1.amazonaws.com/package-configuration");
    let more = ["--endpoint-url", "http://localhost:4566/base/"];
    assert_eq!(url(&variables, &more), "PATCH http://localhost:4566/base/package-configuration");
    for invalid in ["localhost", "ftp://host", "http://host/?a"] {
        call(&[&arguments[..], &["--endpoint-url", invalid]].concat()).fails(2, &["the endpoint URL"]);
    }
}

#[test]
fn invalid_arguments_exit_with_2() {
    for arguments in [
        &[][..],
        &["iot"],
        &["--dry-run"],
        &["iot", "UpdatePackageConfiguration", "{}", "more"],
        &["iot", "UpdatePackageConfiguration", "--unknown"],
        &["iot", "UpdatePackageConfiguration", "--region"],
        &["--stdin", "iot"],
        &["--stdin", "--dry-run"],
    ] {
        call(arguments).fails(2, &["For more information, try '--help'."]);
    }
    let help = call(&["--help"]).succeeds();
    for text in ["--dry-run", "--stdin", "--region", "--endpoint-url", "[SERVICE] [OPERATION] [INPUT]"] {
        assert!(help.contains(text), "not there: {text}\n{help}");
    }
}

#[test]
fn an_unknown_operation_exits_with_2_and_suggests_a_near_name() {
    for ([service, operation], help) in [
        (["iot", "UpdatePackageConfigurations"], "did you mean `iot UpdatePackageConfiguration`?"),
        (["iot", "update-package-configuratio"], "did you mean `iot UpdatePackageConfiguration`?"),
        (["iot", "updatePackageConfiguration"], "did you mean `iot UpdatePackageConfiguration`?"),
        (["iot", "UpdateManagedThing"], "did you mean `iot-managed-integrations UpdateManagedThing`?"),
        (["iott", "UpdatePackageConfiguration"], "did you mean `iot UpdatePackageConfiguration`?"),
        (["iot-managed-integration", "UpdateThing"], "did you mean the service `iot-managed-integrations`?"),
        (
            ["iot", "Publish"],
            "the operations of `iot` are: UpdatePackageConfiguration, UpdateProvisioningTemplate",
        ),
        (["sqs", "SendMessage"], "the services are: iot, iot-managed-integrations"),
        (["", ""], "the services are: iot, iot-managed-integrations"),
    ] {
        for arguments in [&[service, operation][..], &[service, operation, "{}", "--dry-run"]] {
            let message = call(arguments).fails(2, &[]);
            let expected = format!("error: unknown operation `{service} {operation}`\nhelp: {help}\n");
            assert_eq!(message, expected);
        }
    }
}

#[test]
fn an_operation_may_have_its_name_in_the_aws_cli() {
    let input = r#"{"templateName": "fleet", "enabled": true}"#;
    let dry_run = |operation| call(&["iot", operation, input, "--dry-run", "--region=eu-west-1"]).succeeds();
    assert_eq!(dry_run("update-provisioning-template"), dry_run("UpdateProvisioningTemplate"));
}

#[test]
fn an_input_may_be_in_a_file() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("call-input.json");
    fs::write(&path, r#"{"templateName": "fleet", "enabled": true}"#).unwrap();
    let url = format!("file://{}", path.display());
    let arguments = ["iot", "UpdateProvisioningTemplate", &url, "--dry-run", "--region=eu-west-1"];
    assert!(call(&arguments).succeeds().ends_with("\n\n{\"enabled\":true}\n"));
    fs::remove_file(&path).unwrap();
    call(&arguments).fails(2, &["cannot read `", "call-input.json`: "]);
}

#[test]
fn a_dry_run_without_a_region_prints_the_fallback() {
    let arguments = ["iot", "UpdatePackageConfiguration", "--dry-run"];
    let (out, notes) = call(&arguments).succeeds_with_notes();
    assert!(out.starts_with("PATCH https://iot.us-east-1.amazonaws.com/"), "{out}");
    assert_eq!(notes, "note: no region is configured; the request is for `us-east-1`\n");
    call_in(&[("AWS_REGION", "eu-west-1")], &arguments).succeeds();
}

#[test]
fn the_help_lists_the_exit_codes() {
    let help = call(&["--help"]).succeeds();
    for code in ["Exit codes:", "\n  0  ", "\n  2  ", "\n  3  ", "\n  4  ", "\n  5  "] {
        assert!(help.contains(code), "missing: {code}\n{help}");
    }
}

/// Invalid inputs and parts of their errors.
const INVALID: [(&str, &[&str]); 16] = [
    ("templateName", &["UpdateProvisioningTemplate", "not JSON"]),
    ("{", &["not JSON"]),
    (r#"{"templateName": "t"} {}"#, &["not JSON"]),
    (r#"{"templateName": "t", }"#, &["not JSON"]),
    ("[]", &["expected an object"]),
    ("\"t\"", &["expected an object"]),
    ("", &["templateName"]),
    ("{}", &["templateName"]),
    (r#"{"enabled": true}"#, &["templateName"]),
    (r#"{"templateName": null}"#, &["templateName"]),
    (r#"{"templateName": ""}"#, &["`templateName`"]),
    (r#"{"templateName": 5}"#, &["`templateName`", "expected"]),
    (r#"{"templateName": "t", "Enabled": true}"#, &["Enabled"]),
    (r#"{"templateName": "t", "enabled": "true"}"#, &["`enabled`", "expected"]),
    (r#"{"templateName": "t", "defaultVersionId": 1.5}"#, &["`defaultVersionId`"]),
    (
        r#"{"templateName": "t", "preProvisioningHook": {"payloadVersion": "1"}}"#,
        &["preProvisioningHook", "targetArn"],
    ),
];

#[test]
fn an_invalid_input_exits_with_2_and_names_the_member() {
    for (input, expected) in INVALID {
        call(&["iot", "UpdateProvisioningTemplate", input, "--dry-run"]).fails(2, expected);
    }
    let things = ["iot-managed-integrations", "UpdateManagedThing"];
    for (input, expected) in [
        (REPORT, "CapabilityReport.endpoints[0].deviceTypes[1]"),
        (r#"{"Identifier": "t", "MetaData": {"a": 5}}"#, "MetaData"),
        (r#"{"Identifier": "t", "CapabilitySchemas": {}}"#, "CapabilitySchemas"),
        (
            r#"{"Identifier": "t", "WiFiSimpleSetupConfiguration": {"TimeoutInMinutes": 2147483648}}"#,
            "TimeoutInMinutes",
        ),
    ] {
        call(&[&things[..], &[input, "--dry-run"]].concat()).fails(2, &[expected]);
    }
}

#[test]
fn errors_do_not_show_sensitive_values() {
    for input in [r#"{"Identifier": "t", "Owner": 12345}"#, r#"{"Identifier": "t", "Owner": {"a": "12345"}}"#]
    {
        let expected = call(&["iot-managed-integrations", "UpdateManagedThing", input, "--dry-run"])
            .fails(2, &["Owner"]);
        assert!(!expected.contains("12345"), "{expected}");
    }
}
