//! Calls with the official client.

use crate::{LARGE, Large, SMALL, calls, clients, misused, small};
use aws_sdk_s3::Client;
use aws_sdk_s3::primitives::{ByteStream, SdkBody};

pub(crate) async fn run(url: &str, what: &str) {
    let client: &'static Client = Box::leak(Box::new(Client::new(&clients::config(url))));
    let bytes: &'static bytes::Bytes = Box::leak(Box::new(small()));
    match what {
        "get" => calls(move || get(client)).await,
        "put" => calls(move || put(client, SMALL, bytes.clone().into())).await,
        "get-large" => get_large(client).await,
        "put-large" => put(client, LARGE, ByteStream::new(SdkBody::from_body_1_x(Large::new()))).await,
        _ => misused(),
    }
}

async fn get(client: &Client) {
    let object =
        client.get_object().bucket("bucket").key(SMALL.to_string()).send().await.expect("a response");
    let bytes = object.body.collect().await.expect("the object").into_bytes();
    assert_eq!(bytes.len(), SMALL);
}

async fn get_large(client: &Client) {
    let object = client.get_object().bucket("bucket").key(LARGE.to_string()).send().await;
    let mut body = object.expect("a response").body;
    let mut length = 0;
    while let Some(piece) = body.try_next().await.expect("a piece") {
        length += piece.len();
    }
    assert_eq!(length, LARGE);
}

async fn put(client: &Client, length: usize, body: ByteStream) {
    let call = client.put_object().bucket("bucket").key(length.to_string()).body(body);
    call.send().await.expect("a response");
}
