//! The compression of requests, which botocore's client does after its serializer.

use flate2::read::GzDecoder;
use serde_json::Value;
use smithereen_codegen::graph::{Operation, OperationTrait};
use std::io::Read;

/// The size from which official clients compress a body by default, in bytes.
const THRESHOLD: usize = 10_240;

/// Returns the body before it was compressed, and removes the header that says so.
///
/// # Errors
/// Returns an error if a body is compressed and should not be, or the other way round.
pub(super) fn uncompressed(
    operation: &Operation,
    headers: &mut Value,
    body: Vec<u8>,
) -> Result<Vec<u8>, String> {
    if !operation.traits.contains(&OperationTrait::RequestCompression) {
        return Ok(body);
    }
    let is_compressed = headers["content-encoding"] == "gzip";
    let mut plain = Vec::new();
    match is_compressed {
        true => drop(GzDecoder::new(&*body).read_to_end(&mut plain).map_err(|error| error.to_string())?),
        false => plain = body,
    }
    if is_compressed != (plain.len() >= THRESHOLD) {
        let length = plain.len();
        return Err(format!("a body of {length} bytes is compressed from {THRESHOLD} bytes; got {headers}"));
    }
    if let (true, Some(headers)) = (is_compressed, headers.as_object_mut()) {
        headers.remove("content-encoding");
    }
    Ok(plain)
}

#[test]
fn large_bodies_are_compressed() {
    use flate2::{Compression, write::GzEncoder};
    use serde_json::json;
    use std::io::Write;
    let text = r#"{
        "metadata": {"apiVersion": "1", "endpointPrefix": "t", "protocol": "query", "serviceId": "T"},
        "operations": {
            "Put": {"name": "Put", "http": {"method": "POST", "requestUri": "/"}, "requestcompression": {"encodings": ["gzip"]}},
            "Get": {"name": "Get", "http": {"method": "POST", "requestUri": "/"}}
        },
        "shapes": {}
    }"#;
    let source = smithereen_codegen::Source { path: "model.json".to_owned(), text: text.to_owned() };
    let model = smithereen_codegen::whole(&source).unwrap();
    let operation = |name| model.operations.iter().find(|operation| operation.name == name).unwrap();
    let compressed = |length| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&vec![b'a'; length]).unwrap();
        encoder.finish().unwrap()
    };
    let gzip = json!({ "content-encoding": "gzip" });
    let length = |name, mut headers, body| {
        let plain = uncompressed(operation(name), &mut headers, body).map(|body| body.len());
        plain.map(|length| (length, headers))
    };
    assert_eq!(length("Put", gzip.clone(), compressed(THRESHOLD)), Ok((THRESHOLD, json!({}))));
    assert_eq!(length("Put", json!({}), vec![b'a'; 9]), Ok((9, json!({}))));
    assert_eq!(length("Get", json!({}), vec![b'a'; THRESHOLD]), Ok((THRESHOLD, json!({}))));
    assert!(length("Put", json!({}), vec![b'a'; THRESHOLD]).is_err());
    assert!(length("Put", gzip.clone(), compressed(9)).is_err());
    assert!(length("Put", gzip, b"a".to_vec()).is_err());
}
