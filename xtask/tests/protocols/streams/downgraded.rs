//! An HTTP client that sends requests of `https` URLs without TLS, so that clients treat the peer as they treat S3: a stream is sent
//! while it is read, with its checksum after it.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

#[derive(Clone, Debug)]
pub(super) struct Downgraded<T>(pub(super) T);

impl HttpClient for Downgraded<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Downgraded(self.0.http_connector(settings, components)))
    }
}

impl HttpConnector for Downgraded<SharedHttpConnector> {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let uri = request.uri().replacen("https://", "http://", 1);
        request.set_uri(uri).unwrap();
        self.0.call(request)
    }
}
