//! Makes calls with the official crate of S3, like `peer_boto3.py`. Reads newline-delimited JSON from standard input and writes one
//! response per line.

use aws_config::BehaviorVersion;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::DisplayErrorContext;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, ChecksumMode};
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let trust = TrustStore::empty().with_pem_certificate(std::fs::read(std::env::var("AWS_CA_BUNDLE")?)?);
    let context = TlsContext::builder().with_trust_store(trust).build()?;
    let tls = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    let loader = aws_config::defaults(BehaviorVersion::latest()).http_client(tls.tls_context(context).build_https());
    let config = aws_sdk_s3::config::Builder::from(&loader.load().await).force_path_style(true).build();
    let client = Client::from_conf(config);
    for line in std::io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let arguments = &request["arguments"];
        let result = match request["call"].as_str() {
            Some("put_object") => put(&client, arguments).await,
            Some("get_object") => get(&client, arguments).await,
            _ => Err(format!("unknown call: {request}")),
        };
        let response = match result {
            Ok(output) => json!({ "output": output }),
            Err(error) => json!({ "error": error }),
        };
        writeln!(std::io::stdout(), "{response}")?;
    }
    Ok(())
}

fn text<'a>(arguments: &'a Value, name: &str) -> &'a str {
    arguments[name].as_str().unwrap_or_default()
}

/// Puts bytes, or with `"Stream": true` a file, whose checksum follows its content.
async fn put(client: &Client, arguments: &Value) -> Result<Value, String> {
    let bytes = arguments["Body"]["bytes"].as_str().unwrap_or_default();
    let bytes = BASE64_STANDARD.decode(bytes).map_err(|error| error.to_string())?;
    let path = std::env::temp_dir().join(format!("s3-official-{}", std::process::id()));
    let body = if arguments["Stream"] == true {
        std::fs::write(&path, bytes).map_err(|error| error.to_string())?;
        ByteStream::from_path(&path).await.map_err(|error| error.to_string())?
    } else {
        bytes.into()
    };
    let algorithm = arguments["ChecksumAlgorithm"].as_str().map(ChecksumAlgorithm::from);
    let call = client.put_object().bucket(text(arguments, "Bucket")).key(text(arguments, "Key")).body(body);
    let result = call.set_checksum_algorithm(algorithm).send().await;
    let _ = std::fs::remove_file(path);
    result.map(|output| json!({ "ETag": output.e_tag() })).map_err(|error| DisplayErrorContext(error).to_string())
}

/// Gets an object and compares its checksum.
async fn get(client: &Client, arguments: &Value) -> Result<Value, String> {
    let call = client.get_object().bucket(text(arguments, "Bucket")).key(text(arguments, "Key"));
    let output = call.checksum_mode(ChecksumMode::Enabled).send().await;
    let output = output.map_err(|error| DisplayErrorContext(error).to_string())?;
    let sums = json!({
        "ChecksumCRC32": output.checksum_crc32(), "ChecksumCRC32C": output.checksum_crc32_c(),
        "ChecksumCRC64NVME": output.checksum_crc64_nvme(), "ChecksumSHA1": output.checksum_sha1(),
        "ChecksumSHA256": output.checksum_sha256(),
    });
    let body = output.body.collect().await.map_err(|error| DisplayErrorContext(error).to_string())?;
    let mut response = json!({ "Body": { "bytes": BASE64_STANDARD.encode(body.into_bytes()) } });
    if let (Value::Object(response), Value::Object(sums)) = (&mut response, sums) {
        response.extend(sums);
    }
    Ok(response)
}
