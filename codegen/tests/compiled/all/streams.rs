//! Requests and responses whose bodies are streams.

use fixtures::smithereen::{Body, Bytes, Endpoint, Error, Operation, Received, Response};
use fixtures::streams::*;
use std::io::Read;

fn at() -> Endpoint {
    Endpoint::new("https://example.com").unwrap()
}

fn stream(text: &'static str) -> Body {
    Body::from_reader(text.as_bytes())
}

fn read(body: Body) -> std::io::Result<String> {
    let mut text = String::new();
    body.into_reader().read_to_string(&mut text).map(|_| text)
}

#[test]
fn bytes_are_an_ordinary_body() {
    let input = PutObjectInput::new("k").body("text");
    let request = input.to_http(&at()).unwrap();
    assert_eq!(request.body().as_ref(), b"text");
    assert_eq!(request.headers()["content-length"], "4");
    assert_eq!(request.headers()["content-type"], "application/octet-stream");
    let request = input.to_streaming_http(&at()).unwrap();
    assert_eq!(request.body().as_bytes().as_deref(), Some(b"text".as_slice()));
    let typed = PutObjectInput::new("k").body("text").r#type("text/plain").to_http(&at()).unwrap();
    assert_eq!(typed.headers()["content-type"], "text/plain");
    let empty = PutObjectInput::new("k").to_http(&at()).unwrap();
    assert_eq!(empty.headers()["content-length"], "0");
    assert_eq!(empty.headers().get("content-type"), None);
}

#[test]
fn a_stream_is_sent_once() {
    let input = PutObjectInput::new("k").body(stream("text"));
    let rejected = input.to_http(&at()).unwrap_err().to_string();
    assert_eq!(
        rejected,
        "PutObject: member `body`: the body is a stream, which `to_streaming_http` and a client can send"
    );
    let request = input.to_streaming_http(&at()).unwrap();
    assert_eq!(request.headers().get("content-length"), None);
    assert_eq!(read(request.into_body()).unwrap(), "text");
    let rejected = input.to_streaming_http(&at()).unwrap_err().to_string();
    assert_eq!(
        rejected,
        "PutObject: member `body`: the stream was sent by another request and cannot be read again"
    );
}

#[test]
fn a_stream_that_can_be_opened_again_is_sent_more_than_once() {
    let path = std::env::temp_dir().join(format!("a-stream-{}", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    let input = PutObjectInput::new("k").body(Body::from_file_blocking(&path).unwrap());
    for _ in 0..2 {
        let request = input.to_streaming_http(&at()).unwrap();
        assert_eq!(request.headers()["content-length"], "7");
        assert_eq!(read(request.into_body()).unwrap(), "content");
    }
    std::fs::write(&path, "longer content").unwrap();
    let error = read(input.to_streaming_http(&at()).unwrap().into_body()).unwrap_err();
    assert_eq!(error.to_string(), "the body could not be read: it is longer than its stated length");
    std::fs::write(&path, "short").unwrap();
    let error = read(input.to_streaming_http(&at()).unwrap().into_body()).unwrap_err();
    assert_eq!(error.to_string(), "the body could not be read: it ended 2 bytes before its stated length");
    std::fs::remove_file(&path).unwrap();
    let error = read(input.to_streaming_http(&at()).unwrap().into_body()).unwrap_err().to_string();
    assert!(error.starts_with("the body could not be read: No such file"), "{error}");
}

#[test]
fn a_length_that_the_model_requires_has_to_be_known() {
    let input = PutPartInput::new("k", stream("text"));
    let rejected = input.to_streaming_http(&at()).unwrap_err().to_string();
    assert_eq!(
        rejected,
        "PutPart: member `part`: the length of the stream has to be known: state it with `Body::with_length`"
    );
    let request = PutPartInput::new("k", stream("text").with_length(4)).to_streaming_http(&at()).unwrap();
    assert_eq!(request.headers()["content-length"], "4");
    assert!(PutPartInput::OPERATION.unsigned_payload && !PutObjectInput::OPERATION.unsigned_payload);
}

#[test]
fn an_output_is_there_before_its_body() {
    let response =
        Response::builder().header("etag", "e").header("x-size", "4").body(stream("text")).unwrap();
    let Received::Output(output) = GetObjectInput::receive(response).unwrap() else { panic!() };
    assert_eq!((output.etag.as_deref(), output.size), (Some("e"), Some(4)));
    assert_eq!(format!("{output:?}"), r#"GetObjectOutput { etag: "e", size: 4, body: [stream] }"#);
    assert_eq!(read(output.body).unwrap(), "text");
    let output = GetObjectInput::parse(Response::new("text")).unwrap();
    assert_eq!(output.body.as_bytes().as_deref(), Some(b"text".as_slice()));
}

#[test]
fn an_error_needs_its_whole_body() {
    let response = Response::builder().status(404).header("x-amzn-errortype", "NoSuchKey");
    let response = response.body(stream(r#"{"message": "no"}"#)).unwrap();
    let error = GetObjectInput::receive(response).unwrap().complete_blocking().unwrap_err();
    let Error::Service(error) = error else { panic!("{error:?}") };
    assert!(matches!(error.error(), GetObjectError::NoSuchKey(_)), "{error:?}");
    assert_eq!(error.message(), Some("no"));
}

#[test]
fn an_output_without_a_stream_needs_its_whole_body() {
    let response = Response::builder().header("etag", "e").body(stream("")).unwrap();
    let received = PutObjectInput::receive(response).unwrap();
    assert!(matches!(received, Received::Incomplete(_)));
    assert_eq!(received.complete_blocking().unwrap().etag.as_deref(), Some("e"));
}

#[test]
fn a_head_that_does_not_match_the_model_is_an_error() {
    let response = Response::builder().header("x-size", "large").body(Bytes::new()).unwrap();
    let Ok(Received::Output(output)) = GetObjectInput::receive(response) else { panic!() };
    assert_eq!(output.size, None);
}

#[cfg(feature = "client")]
mod client {
    use super::*;
    use fixtures::smithereen::client::Fake;

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn a_stream_is_read_before_it_is_signed() {
        let fake = Fake::responding(fixtures::smithereen::StatusCode::OK, "");
        let client = Client::new(&fake.config());
        run(client.put_object(&PutObjectInput::new("k").body(stream("text")))).unwrap();
        let request = &fake.requests()[0];
        assert_eq!(request.body().as_ref(), b"text");
        assert!(request.headers().contains_key("authorization"));
        assert_eq!(request.headers().get("x-amz-content-sha256"), None);
    }

    #[test]
    fn an_operation_with_an_unsigned_payload_sends_a_stream_as_it_is() {
        let fake = Fake::responding(fixtures::smithereen::StatusCode::OK, "");
        let client = Client::new(&fake.config());
        run(client.put_part(&PutPartInput::new("k", stream("text").with_length(4)))).unwrap();
        let request = &fake.requests()[0];
        assert_eq!(request.headers()["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
        assert_eq!(
            (request.body().as_ref(), &request.headers()["content-length"]),
            (b"text".as_slice(), &"4".parse().unwrap())
        );
    }

    #[test]
    fn a_file_is_sent_by_each_attempt() {
        let path = std::env::temp_dir().join(format!("a-retried-stream-{}", std::process::id()));
        std::fs::write(&path, "content").unwrap();
        let fake = Fake::responding(fixtures::smithereen::StatusCode::SERVICE_UNAVAILABLE, "");
        let client = Client::new(&fake.config());
        let body = Body::from_file_blocking(&path).unwrap();
        run(client.put_part(&PutPartInput::new("k", body))).unwrap_err();
        std::fs::remove_file(&path).unwrap();
        let bodies: Vec<Bytes> = fake.requests().into_iter().map(|request| request.into_body()).collect();
        assert_eq!(bodies, ["content"; 3]);
        run(client.put_part(&PutPartInput::new("k", stream("text").with_length(4)))).unwrap_err();
        assert_eq!(fake.requests().len(), 4, "a stream that can be read only once is not sent again");
    }

    #[test]
    fn an_output_has_a_stream() {
        let fake = Fake::responding(fixtures::smithereen::StatusCode::OK, "text");
        let client = Client::new(&fake.config());
        let mut output = run(client.get_object(&GetObjectInput::new("k"))).unwrap();
        assert_eq!(output.body.as_bytes(), None);
        assert_eq!(run(output.body.next()).unwrap().unwrap(), "text");
        assert!(run(output.body.next()).is_none());
        let fake =
            Fake::responding(fixtures::smithereen::StatusCode::NOT_FOUND, r#"{"__type": "NoSuchKey"}"#);
        let error = run(Client::new(&fake.config()).get_object(&GetObjectInput::new("k"))).unwrap_err();
        assert_eq!(error.code(), Some("NoSuchKey"));
    }
}
