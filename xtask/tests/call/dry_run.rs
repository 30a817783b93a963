//! What is shown before anything is sent, and what is wrong with the arguments.

use crate::program::{call, call_in};

const REPORT: &str = r#"{"Identifier": "t", "CapabilityReport": {"version": "1.0.0", "endpoints": [
    {"id": "1", "deviceTypes": ["Light", null], "capabilities": []}]}}"#;

#[test]
fn a_request_is_shown_as_it_would_be_sent() {
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
fn each_operation_is_shown() {
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
fn the_endpoint_is_that_of_the_arguments_or_the_environment() {
    let arguments = ["iot", "UpdatePackageConfiguration", "--dry-run"];
    let url = |variables: &[(&str, &str)], more: &[&str]| {
        let out = call_in(variables, &[&arguments[..], more].concat()).succeeds();
        out.split(['?', '\n']).next().unwrap().to_owned()
    };
    assert_eq!(url(&[], &[]), "PATCH https://iot.us-east-1.amazonaws.com/package-configuration");
    let variables = [("AWS_REGION", "cn-north-1")];
    assert_eq!(url(&variables, &[]), "PATCH https://iot.cn-north-1.amazonaws.com.cn/package-configuration");
    let more = ["--region", "eu-west-1"];
    assert_eq!(url(&variables, &more), "PATCH https://iot.eu-west-1.amazonaws.com/package-configuration");
    let more = ["--endpoint-url", "http://localhost:4566/base/"];
    assert_eq!(url(&variables, &more), "PATCH http://localhost:4566/base/package-configuration");
    for wrong in ["localhost", "ftp://host", "http://host/?a"] {
        call(&[&arguments[..], &["--endpoint-url", wrong]].concat()).fails(1, &["the endpoint URL"]);
    }
}

#[test]
fn a_mistake_in_the_usage_exits_with_2() {
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
fn an_unknown_operation_is_answered_with_those_that_there_are() {
    let known = [
        "iot UpdatePackageConfiguration",
        "iot UpdateProvisioningTemplate",
        "iot-managed-integrations UpdateManagedThing",
    ];
    for [service, operation] in [
        ["iot", "UpdateManagedThing"],
        ["sqs", "SendMessage"],
        ["iot", "updatePackageConfiguration"],
        ["", ""],
    ] {
        for arguments in [&[service, operation][..], &[service, operation, "{}", "--dry-run"]] {
            let told = call(arguments).fails(1, &known);
            assert!(told.contains(&format!("`{service} {operation}`")), "{told}");
        }
    }
}

/// Each input that cannot be sent, and what is said of it.
const WRONG: [(&str, &[&str]); 16] = [
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
fn an_input_that_cannot_be_sent_is_refused_by_its_member() {
    for (input, told) in WRONG {
        call(&["iot", "UpdateProvisioningTemplate", input, "--dry-run"]).fails(1, told);
    }
    let things = ["iot-managed-integrations", "UpdateManagedThing"];
    for (input, told) in [
        (REPORT, "CapabilityReport.endpoints[0].deviceTypes[1]"),
        (r#"{"Identifier": "t", "MetaData": {"a": 5}}"#, "MetaData"),
        (r#"{"Identifier": "t", "CapabilitySchemas": {}}"#, "CapabilitySchemas"),
        (
            r#"{"Identifier": "t", "WiFiSimpleSetupConfiguration": {"TimeoutInMinutes": 2147483648}}"#,
            "TimeoutInMinutes",
        ),
    ] {
        call(&[&things[..], &[input, "--dry-run"]].concat()).fails(1, &[told]);
    }
}

#[test]
fn what_is_sensitive_is_not_repeated() {
    for input in [r#"{"Identifier": "t", "Owner": 12345}"#, r#"{"Identifier": "t", "Owner": {"a": "12345"}}"#]
    {
        let told = call(&["iot-managed-integrations", "UpdateManagedThing", input, "--dry-run"])
            .fails(1, &["Owner"]);
        assert!(!told.contains("12345"), "{told}");
    }
}
