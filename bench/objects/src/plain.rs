//! An HTTP client without TLS. Requests for `https` are sent as `http`, so that clients do what they do over HTTPS, and the cost
//! of encryption, which is the same for all, is not measured.

use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// Returns a connector without the settings of an SDK.
pub(crate) fn connector() -> SharedHttpConnector {
    SharedHttpConnector::new(WithoutTls(SharedHttpConnector::new(Connector::builder().build_http())))
}

#[derive(Debug)]
pub(crate) struct Plain(SharedHttpClient);

impl Plain {
    pub(crate) fn new() -> Self {
        Self(Builder::new().build_http())
    }
}

impl HttpClient for Plain {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(WithoutTls(self.0.http_connector(settings, components)))
    }
}

#[derive(Debug)]
struct WithoutTls(SharedHttpConnector);

impl HttpConnector for WithoutTls {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        if let Some(rest) = request.uri().strip_prefix("https:") {
            let uri = format!("http:{rest}");
            request.set_uri(uri).expect("a URI");
        }
        self.0.call(request)
    }
}
