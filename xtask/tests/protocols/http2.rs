//! A client and a server of HTTP/2 without TLS.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use smithereen::Body;
use std::convert::Infallible;
use tokio::net::{TcpListener, TcpStream};

/// Starts a server, and returns its URL.
pub(crate) async fn serve<F, R>(respond: F) -> String
where
    F: Fn(http::request::Parts, Body) -> R + Clone + Send + 'static,
    R: Future<Output = http::Response<Body>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let stream = TokioIo::new(listener.accept().await.unwrap().0);
            let respond = respond.clone();
            let service = service_fn(move |request: http::Request<Incoming>| {
                let (head, body) = request.into_parts();
                let response = respond(head, Body::from_http_body(body));
                async move { Ok::<_, Infallible>(response.await) }
            });
            let server = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
            tokio::spawn(server.serve_connection(stream, service));
        }
    });
    url
}

/// An HTTP client that opens a connection for each request.
#[derive(Clone, Debug)]
pub(crate) struct Connector;

async fn send(request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let request = request.try_into_http1x().unwrap();
    let io = |error: hyper::Error| ConnectorError::io(error.into());
    let stream = TcpStream::connect(request.uri().authority().unwrap().as_str()).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .map_err(io)?;
    tokio::spawn(connection);
    let response = sender.send_request(request).await.map_err(io)?;
    Ok(response.map(SdkBody::from_body_1_x).try_into().unwrap())
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(send(request))
    }
}

impl HttpClient for Connector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
