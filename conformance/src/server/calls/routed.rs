//! Sends the requests to any host to the server, with the host in the header, and records the hosts. Configurations with an endpoint
//! URL do not use hosts of their own: those of discovered endpoints, and those with account IDs.

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use std::sync::{Arc, Mutex, PoisonError};

/// The operations and hosts of the requests so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// Returns the operation and the host of each request since the last time.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the configuration without its endpoint URL, whose server gets all requests.
pub(crate) fn routed(config: &SdkConfig) -> (SdkConfig, Log) {
    let log = Log::default();
    let mut builder = config.to_builder();
    if let (Some(client), Some(url)) = (config.http_client(), config.endpoint_url()) {
        let routed = Routed { inner: client, url: url.to_owned(), log: log.clone() };
        builder.set_http_client(Some(SharedHttpClient::new(routed)));
    }
    // The environment has the URL too.
    builder.set_endpoint_url(None).set_service_config(None::<NoSettings>);
    (builder.build(), log)
}

/// Returns the configuration with the credentials of the environment, which know their account.
pub(crate) fn of_account(config: &SdkConfig, account: &str) -> SdkConfig {
    let [id, secret] =
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(|name| std::env::var(name).unwrap_or_default());
    let credentials = Credentials::builder().access_key_id(id).secret_access_key(secret);
    let credentials = credentials.account_id(account).provider_name("the steps").build();
    config.to_builder().credentials_provider(SharedCredentialsProvider::new(credentials)).build()
}

/// The settings of no service.
#[derive(Debug)]
struct NoSettings;

impl LoadServiceConfig for NoSettings {
    fn load_config(&self, _: ServiceConfigKey<'_>) -> Option<String> {
        None
    }
}

/// An HTTP client that sends all requests to one server.
#[derive(Debug)]
struct Routed<T> {
    inner: T,
    url: String,
    log: Log,
}

impl HttpClient for Routed<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Routed { inner, url: self.url.clone(), log: self.log.clone() })
    }
}

impl HttpConnector for Routed<SharedHttpConnector> {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let sent = request.uri().to_owned();
        let host =
            sent.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next()).unwrap_or_default();
        let path = sent.split_once("://").map_or("", |(_, rest)| rest.get(host.len()..).unwrap_or_default());
        let target = request.headers().get("x-amz-target").and_then(|target| target.split('.').nth(1));
        let entry = format!("{} {host}", target.unwrap_or("-"));
        self.log.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        let uri = format!("{}{path}", self.url.trim_end_matches('/'));
        request.headers_mut().insert("host", host.to_owned());
        match request.set_uri(uri) {
            Ok(()) => self.inner.call(request),
            Err(error) => HttpConnectorFuture::ready(Err(ConnectorError::user(error.into()))),
        }
    }
}
