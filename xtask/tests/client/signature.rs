//! Signatures of requests: the server recomputes each one.

use super::{IOT, KEY, REGION, THINGS, config, iot_at, package, provider, things_at};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use aws_types::app_name::AppName;
use aws_types::region::Region;
use serde_json::json;
use smithereen::Error;
use smithereen_aws::iot::{self, UpdateProvisioningTemplateInput, UpdateProvisioningTemplateOutput};
use smithereen_aws::iot_managed_integrations::{self as things, UpdateManagedThingInput};

const TOKEN: &str = "0f0e0d0c-0b0a-4908-8706-050403020100";

#[tokio::test]
async fn update_package_configuration_succeeds() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let client = iot_at(&server);
    client.update_package_configuration(&package().client_token(TOKEN)).await.unwrap();
    let seen = server.only();
    assert_eq!(seen.method, "PATCH");
    assert_eq!(seen.target, format!("/package-configuration?clientToken={TOKEN}"));
    assert_eq!(seen.json(), json!({ "versionUpdateByJobsConfig": { "enabled": true } }));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("host"), server.url().strip_prefix("http://"));
}

#[tokio::test]
async fn update_provisioning_template_succeeds() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let input = UpdateProvisioningTemplateInput::new("fleet").enabled(true);
    let output = iot_at(&server).update_provisioning_template(&input).await.unwrap();
    assert_eq!(output, UpdateProvisioningTemplateOutput::default());
    let seen = server.only();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("PATCH", "/provisioning-templates/fleet"));
    assert_eq!(seen.json(), json!({ "enabled": true }));
}

#[tokio::test]
async fn update_managed_thing_succeeds() {
    let server = Server::responding(THINGS, [CannedResponse::new(204, "")]);
    let input = UpdateManagedThingInput::new("thing-1").owner("somebody");
    let () = things_at(&server).update_managed_thing(&input).await.unwrap();
    let seen = server.only();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("PUT", "/managed-things/thing-1"));
    assert_eq!(seen.json(), json!({ "Owner": "somebody" }));
}

/// Labels and their form in the path. The signature encodes the path once more.
const LABELS: [(&str, &str); 16] = [
    ("a b", "a%20b"),
    (" ", "%20"),
    ("a/b", "a%2Fb"),
    ("/", "%2F"),
    ("//", "%2F%2F"),
    ("a/../b", "a%2F..%2Fb"),
    ("100%", "100%25"),
    ("%2F", "%252F"),
    ("Größe", "Gr%C3%B6%C3%9Fe"),
    ("温度🌡", "%E6%B8%A9%E5%BA%A6%F0%9F%8C%A1"),
    ("a+b", "a%2Bb"),
    ("arn:aws:iot", "arn%3Aaws%3Aiot"),
    ("a?b=c&d#e", "a%3Fb%3Dc%26d%23e"),
    ("a;b,c=d@e!$'()*", "a%3Bb%2Cc%3Dd%40e%21%24%27%28%29%2A"),
    ("...", "..."),
    ("~-_.", "~-_."),
];

#[tokio::test]
async fn special_characters_in_labels_are_signed() {
    let iot = Server::scripted(IOT, |_| CannedResponse::ok());
    let things = Server::scripted(THINGS, |_| CannedResponse::new(204, ""));
    let clients = (iot_at(&iot), things_at(&things));
    for (label, path) in LABELS {
        let input = UpdateProvisioningTemplateInput::new(label);
        clients
            .0
            .update_provisioning_template(&input)
            .await
            .unwrap_or_else(|error| panic!("{label:?}: {error}"));
        assert_eq!(iot.requests().pop().unwrap().target, format!("/provisioning-templates/{path}"));
        let input = UpdateManagedThingInput::new(label);
        clients.1.update_managed_thing(&input).await.unwrap_or_else(|error| panic!("{label:?}: {error}"));
        assert_eq!(things.requests().pop().unwrap().target, format!("/managed-things/{path}"));
    }
    assert_eq!((iot.requests().len(), things.requests().len()), (LABELS.len(), LABELS.len()));
}

#[tokio::test]
async fn special_characters_in_the_query_are_signed() {
    let server = Server::scripted(IOT, |_| CannedResponse::ok());
    let client = iot_at(&server);
    for (token, query) in LABELS {
        let input = package().client_token(token);
        client
            .update_package_configuration(&input)
            .await
            .unwrap_or_else(|error| panic!("{token:?}: {error}"));
        assert_eq!(server.requests().pop().unwrap().query(), format!("clientToken={query}"));
    }
    assert_eq!(server.requests().len(), LABELS.len());
}

#[tokio::test]
async fn a_body_beyond_ascii_is_signed() {
    let server = Server::responding(THINGS, [CannedResponse::new(204, "")]);
    let text = "\u{0}\u{1f}\"\\/ é 温 🌡 \u{2028}".repeat(10_000);
    let input = UpdateManagedThingInput::new("t").meta_data([("ключ".to_owned(), text.clone())]);
    things_at(&server).update_managed_thing(&input).await.unwrap();
    assert_eq!(server.only().json(), json!({ "MetaData": { "ключ": text } }));
}

#[tokio::test]
async fn an_empty_or_dot_label_is_an_error_before_anything_is_sent() {
    let server = Server::responding(IOT, []);
    for label in ["", ".", ".."] {
        let input = UpdateProvisioningTemplateInput::new(label);
        match iot_at(&server).update_provisioning_template(&input).await {
            Err(Error::Build(error)) => assert_eq!(error.member(), "templateName"),
            other => panic!("{label:?}: {other:?}"),
        }
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_session_token_is_sent_and_signed() {
    let account = Account { token: Some("FwoGZXIvYXdzE+/=token"), ..THINGS };
    let server = Server::responding(account, [CannedResponse::new(204, "")]);
    let config = config().endpoint_url(server.url()).credentials_provider(provider(account.token));
    let client = things::Client::new(&config.build());
    client.update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap();
    assert_eq!(server.only().header("x-amz-security-token"), account.token);
}

#[tokio::test]
async fn the_signature_has_the_configured_region() {
    let server = Server::responding(Account { region: "ap-southeast-2", ..IOT }, [CannedResponse::ok()]);
    let config = config().endpoint_url(server.url()).region(Region::from_static("ap-southeast-2"));
    iot::Client::new(&config.build()).update_package_configuration(&package()).await.unwrap();
    server.only();
}

#[tokio::test]
async fn the_path_of_an_endpoint_url_is_prepended() {
    for (base, path) in
        [("/base", "/base"), ("/base/", "/base"), ("/a%20b/c", "/a%20b/c"), ("/", ""), ("", "")]
    {
        let server = Server::responding(IOT, [CannedResponse::ok()]);
        let config = config().endpoint_url(format!("{}{base}", server.url()));
        let input = UpdateProvisioningTemplateInput::new("a/b");
        let call = iot::Client::new(&config.build()).update_provisioning_template(&input);
        call.await.unwrap_or_else(|error| panic!("{base:?}: {error}"));
        assert_eq!(server.only().target, format!("{path}/provisioning-templates/a%2Fb"));
    }
}

/// A regression test of the server: it rejects a wrong signature.
#[tokio::test]
async fn a_request_signed_with_another_secret_is_rejected() {
    let server = Server::responding(Account { secret: "another", ..IOT }, []);
    let error = iot_at(&server).update_package_configuration(&package()).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert!(error.message().unwrap().starts_with("another signature for\nPATCH\n"), "{error}");
    let seen = server.requests();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].header("authorization").unwrap().contains(&format!("Credential={KEY}/")), "{seen:?}");
    assert!(seen[0].header("authorization").unwrap().contains(&format!("/{REGION}/iot/")), "{seen:?}");
}

#[tokio::test]
async fn the_user_agent_names_sdk_service_and_application() {
    let iot = Server::responding(IOT, [CannedResponse::ok()]);
    let config = config().endpoint_url(iot.url()).app_name(AppName::new("fleet-tool").unwrap()).build();
    iot::Client::new(&config).update_package_configuration(&package()).await.unwrap();
    let things = Server::responding(THINGS, [CannedResponse::new(204, "")]);
    things_at(&things).update_managed_thing(&UpdateManagedThingInput::new("t")).await.unwrap();
    for (server, expected) in
        [(&iot, " api/iot/"), (&iot, " app/fleet-tool"), (&things, " api/iotmanagedintegrations/")]
    {
        let seen = server.only();
        let agent = seen.header("user-agent").unwrap();
        assert!(
            agent.starts_with("aws-sdk-rust/") && agent.contains(expected),
            "{expected} is not in {agent}"
        );
        assert!(agent.contains("lib/smithereen/"), "{agent}");
        assert_eq!(seen.header("x-amz-user-agent"), Some(agent));
    }
}
