//! Calls with our client.

use crate::{LARGE, Large, SMALL, calls, clients, misused, small};
use smithereen::Body;

include!(concat!(env!("OUT_DIR"), "/smithereen.rs"));

use s3::{Client, GetObjectInput, PutObjectInput};

pub(crate) async fn run(url: &str, what: &str) {
    let client: &'static Client = Box::leak(Box::new(Client::new(&clients::config(url))));
    let bytes: &'static bytes::Bytes = Box::leak(Box::new(small()));
    match what {
        "get" => calls(move || get(client)).await,
        "put" => calls(move || put(client, SMALL, bytes.clone().into())).await,
        "get-large" => get_large(client).await,
        "put-large" => put(client, LARGE, Body::from_http_body(Large::new())).await,
        _ => misused(),
    }
}

async fn get(client: &Client) {
    let object =
        client.get_object(&GetObjectInput::new("bucket", SMALL.to_string())).await.expect("a response");
    assert_eq!(object.body.collect().await.expect("the object").len(), SMALL);
}

async fn get_large(client: &Client) {
    let input = GetObjectInput::new("bucket", LARGE.to_string());
    let mut object = client.get_object(&input).await.expect("a response");
    let mut length = 0;
    while let Some(piece) = object.body.next().await {
        length += piece.expect("a piece").len();
    }
    assert_eq!(length, LARGE);
}

async fn put(client: &Client, length: usize, body: Body) {
    let input = PutObjectInput::new("bucket", length.to_string()).body(body);
    client.put_object(&input).await.expect("a response");
}
