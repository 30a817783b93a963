//! Calls to a server on the loopback interface, and their exit codes.

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use crate::program::{Run, call_in};
use serde_json::json;

const ACCOUNT: Account = Account {
    key: "AKIDEXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    token: None,
    region: "eu-central-1",
    service: "iot",
    escaped_twice: true,
};
const CREDENTIALS: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", ACCOUNT.key), ("AWS_SECRET_ACCESS_KEY", ACCOUNT.secret)];

fn call_at(server: &Server, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let more = ["--endpoint-url", server.url(), "--region", ACCOUNT.region];
    call_in(variables, &[arguments, &more].concat())
}

#[test]
fn a_success_is_printed_as_json() {
    let server = Server::responding(ACCOUNT, [CannedResponse::ok()]);
    let input = r#"{"templateName": "a/b ü", "enabled": true}"#;
    let out = call_at(&server, &CREDENTIALS, &["iot", "UpdateProvisioningTemplate", input]).succeeds();
    assert_eq!(out, "{}\n");
    let seen = server.only();
    assert_eq!((seen.method.as_str(), seen.path()), ("PATCH", "/provisioning-templates/a%2Fb%20%C3%BC"));
    assert_eq!(seen.json(), json!({ "enabled": true }));
}

#[test]
fn a_success_without_content_is_printed_as_json() {
    let account = Account { service: "iotmanagedintegrations", token: Some("a session"), ..ACCOUNT };
    let server = Server::responding(account, [CannedResponse::new(204, "")]);
    let variables = [&CREDENTIALS[..], &[("AWS_SESSION_TOKEN", "a session")]].concat();
    let arguments =
        ["iot-managed-integrations", "UpdateManagedThing", r#"{"Identifier": "t", "Owner": "o"}"#];
    assert_eq!(call_at(&server, &variables, &arguments).succeeds(), "{}\n");
    assert_eq!(server.only().json(), json!({ "Owner": "o" }));
}

#[test]
fn the_region_and_the_endpoint_url_may_be_in_the_environment() {
    let server = Server::responding(ACCOUNT, [CannedResponse::ok()]);
    let variables = [&CREDENTIALS[..], &[("AWS_REGION", ACCOUNT.region)]].concat();
    let arguments = ["iot", "UpdatePackageConfiguration", "--endpoint-url", server.url()];
    assert_eq!(call_in(&variables, &arguments).succeeds(), "{}\n");
    assert!(server.only().query().starts_with("clientToken="));
    let server = Server::responding(ACCOUNT, [CannedResponse::ok()]);
    let variables = [&variables[..], &[("AWS_ENDPOINT_URL_IOT", server.url())]].concat();
    assert_eq!(call_in(&variables, &["iot", "UpdatePackageConfiguration"]).succeeds(), "{}\n");
    server.only();
}

#[test]
fn a_service_error_exits_with_3_and_shows_its_code() {
    let response = CannedResponse::error(409, "ConflictException", r#"{"message": "in use"}"#);
    let server = Server::responding(ACCOUNT, [response.header("x-amzn-requestid", "id-1")]);
    let message = call_at(&server, &CREDENTIALS, &["iot", "UpdatePackageConfiguration"]).fails(3, &[]);
    assert_eq!(message, "error: ConflictException: in use (status 409, request id id-1)\n");
    server.only();

    let server = Server::responding(ACCOUNT, [CannedResponse::error(418, "BrandNewException", "<html>")]);
    let message = call_at(&server, &CREDENTIALS, &["iot", "UpdatePackageConfiguration"]).fails(3, &[]);
    assert_eq!(message, "error: BrandNewException (status 418)\n");
}

#[test]
fn the_body_of_an_output_without_body_members_is_not_parsed() {
    let server = Server::responding(ACCOUNT, [CannedResponse::new(200, "<html>")]);
    assert_eq!(call_at(&server, &CREDENTIALS, &["iot", "UpdatePackageConfiguration"]).succeeds(), "{}\n");
    server.only();
}

#[test]
fn a_wrong_secret_key_is_a_service_error() {
    let server = Server::responding(Account { secret: "another", ..ACCOUNT }, []);
    let message = ["InvalidSignatureException", "(status 403)"];
    let message = call_at(&server, &CREDENTIALS, &["iot", "UpdatePackageConfiguration"]).fails(3, &message);
    assert!(!message.contains(ACCOUNT.secret), "{message}");
}

#[test]
fn a_missing_setting_or_invalid_input_is_an_error_and_nothing_is_sent() {
    let server = Server::responding(ACCOUNT, []);
    let arguments = ["iot", "UpdatePackageConfiguration", "{}"];
    call_at(&server, &[], &arguments).fails(4, &["credentials"]);
    let without_region = [&arguments[..], &["--endpoint-url", server.url()]].concat();
    let message = call_in(&CREDENTIALS, &without_region).fails(4, &[]);
    assert!(message.to_lowercase().contains("region"), "{message}");
    call_in(&CREDENTIALS, &arguments).fails(2, &["Missing Region"]);
    let unknown = ["iot", "UpdatePackageConfiguration", r#"{"ClientToken": "t"}"#];
    call_at(&server, &CREDENTIALS, &unknown).fails(2, &["ClientToken"]);
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_refused_connection_exits_with_4() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let arguments = ["iot", "UpdatePackageConfiguration", "--region", "eu-west-1"];
    let url = format!("http://{address}");
    call_in(&CREDENTIALS, &[&arguments[..], &["--endpoint-url", &url]].concat())
        .fails(4, &["the connection failed"]);
}
