//! Host prefixes: when a client puts one before the host, and how to disable them.

use super::widgets::{self, GetWidgetInput};
use super::{IOT, config, provider, transport};
use crate::loopback::{CannedResponse, Server};
use aws_config::BehaviorVersion;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_types::SdkConfig;
use aws_types::os_shim_internal::Env;
use aws_types::region::Region;
use smithereen::client::Caller;
use smithereen::{Error, TransportKind};
use std::fs;
use std::path::Path;

/// The environment variable that the AWS tools have for it.
const VARIABLE: &str = "AWS_DISABLE_HOST_PREFIX_INJECTION";

/// Loads the configuration from a profile and an environment, as programs do.
async fn load(name: &str, profile: &str, variables: &[(&str, &str)], url: &str) -> SdkConfig {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, format!("[default]\n{profile}\n")).unwrap();
    let files = EnvConfigFiles::builder().with_file(EnvConfigFileKind::Config, &path).build();
    let loaded = aws_config::defaults(BehaviorVersion::latest())
        .env(Env::from_slice(variables))
        .profile_files(files)
        .region(Region::from_static(IOT.region))
        .credentials_provider(provider(None))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(url)
        .load()
        .await;
    fs::remove_file(path).unwrap();
    loaded
}

/// `localhost` with the port of the server.
fn localhost(server: &Server) -> String {
    server.url().replace("127.0.0.1", "localhost")
}

/// Returns the host that a call was made to.
async fn host(server: &Server, config: &SdkConfig) -> String {
    Caller::new(&widgets::SERVICE, config).call(&GetWidgetInput {}).await.unwrap();
    server.only().header("host").unwrap().to_owned()
}

#[tokio::test]
async fn the_profile_disables_host_prefixes() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let url = localhost(&server);
    let config = load("prefix-profile", "disable_host_prefix_injection = true", &[], &url).await;
    assert_eq!(host(&server, &config).await, url.replace("http://", ""));
}

#[tokio::test]
async fn the_environment_has_precedence_over_the_profile() {
    let (on, off) = ("disable_host_prefix_injection = false", "disable_host_prefix_injection = true");
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let url = localhost(&server);
    let config = load("prefix-environment", on, &[(VARIABLE, "TRUE")], &url).await;
    assert_eq!(host(&server, &config).await, url.replace("http://", ""));

    let url = "http://nowhere.invalid";
    let config = load("prefix-environment-2", off, &[(VARIABLE, "false")], url).await;
    let caller = Caller::new(&widgets::SERVICE, &config);
    let error = transport(caller.call(&GetWidgetInput {}).await);
    assert!(error.to_string().contains("`data.nowhere.invalid`"), "{error}");
}

#[tokio::test]
async fn an_invalid_setting_is_a_configuration_error_of_each_call() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let url = localhost(&server);
    let config = load("prefix-invalid", "disable_host_prefix_injection = yes", &[], &url).await;
    let caller = Caller::new(&widgets::SERVICE, &config);
    match caller.call(&GetWidgetInput {}).await {
        Err(Error::Build(error)) => {
            let reason = error.reason();
            assert!(
                reason.contains("`disable_host_prefix_injection`") && reason.contains("\"yes\""),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(caller.endpoint().is_err());
    assert_eq!(server.connections(), 0);
    caller.without_host_prefix().call(&GetWidgetInput {}).await.unwrap();
    server.only();
}

#[tokio::test]
async fn an_ip_address_gets_no_prefix() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let config = config().endpoint_url(server.url()).build();
    assert_eq!(host(&server, &config).await, server.url().replace("http://", ""));
}

/// DNS has to resolve the host name with its prefix.
#[tokio::test]
async fn a_failed_lookup_names_the_host_with_its_prefix() {
    let config = config().endpoint_url("http://nowhere.invalid:8080").build();
    let caller = Caller::new(&widgets::SERVICE, &config);
    for (caller, host) in [
        (caller.clone(), "the host is `data.nowhere.invalid`"),
        (caller.without_host_prefix(), "the host is `nowhere.invalid`"),
    ] {
        let error = transport(caller.call(&GetWidgetInput {}).await);
        assert_eq!(error.kind(), TransportKind::Connection, "{error}");
        assert!(error.to_string().contains(host), "{error}");
    }
}
