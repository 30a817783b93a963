//! The same transfers with the HTTP client alone: no signature, no checksum, no SDK. It is a lower bound for every client.

use crate::plain::connector;
use crate::{LARGE, Large, SMALL, calls, misused, small};
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

pub(crate) async fn run(url: &str, what: &str) {
    let (url, connector): (&'static str, _) = (url.to_owned().leak(), connector());
    let connector: &'static SharedHttpConnector = Box::leak(Box::new(connector));
    let bytes: &'static bytes::Bytes = Box::leak(Box::new(small()));
    match what {
        "get" => calls(move || transfer(connector, url, "GET", SMALL, SdkBody::empty())).await,
        "put" => calls(move || transfer(connector, url, "PUT", SMALL, bytes.clone().into())).await,
        "get-large" => transfer(connector, url, "GET", LARGE, SdkBody::empty()).await,
        "put-large" => transfer(connector, url, "PUT", LARGE, SdkBody::from_body_1_x(Large::new())).await,
        _ => misused(),
    }
}

async fn transfer(connector: &SharedHttpConnector, url: &str, method: &str, object: usize, body: SdkBody) {
    let mut request = HttpRequest::new(body);
    request.set_method(method).expect("a method");
    request.set_uri(format!("{url}/bucket/{object}")).expect("a URI");
    if method == "PUT" {
        request.headers_mut().insert("content-length", object.to_string());
    }
    let response = connector.call(request).await.expect("a response");
    let body = ByteStream::new(response.into_body());
    if object == SMALL {
        drop(body.collect().await.expect("the object"));
        return;
    }
    let mut body = body;
    while let Some(piece) = body.try_next().await.expect("a piece") {
        drop(piece);
    }
}
