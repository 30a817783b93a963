//! Interoperability with boto3: each reads objects that the other has written, and verifies the checksums that the writer sent.

use crate::peer::{Peer, bytes, read_bytes};
use crate::setup::{Setup, content, pattern, same_content};
use crate::steps::{BYTES, Step, output_of, same, say, texts};
use serde_json::{Value, json};
use server_calls::s3::*;
use server_calls::smithereen::Body;
use server_calls::smithereen::checksum::Algorithm;

/// The algorithms that boto3 computes.
pub(crate) const ALGORITHMS: [Algorithm; 5] =
    [Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64Nvme, Algorithm::Sha1, Algorithm::Sha256];

pub(crate) async fn steps(setup: &Setup) {
    let mut peer = match Peer::start(&setup.url) {
        Ok(peer) => peer,
        Err(why) => return say("peers: start boto3", Err(why)),
    };
    let mut peers = Peers { setup, peer: &mut peer };
    for algorithm in ALGORITHMS {
        let name = algorithm.name();
        say(&format!("peers: boto3 writes, {name}"), peers.read(algorithm).await);
        say(&format!("peers: boto3 reads, {name}"), peers.write(algorithm).await);
    }
    say("peers: boto3 writes nothing", peers.read_nothing().await);
    say("peers: boto3 reads nothing", peers.write_nothing().await);
    say("peers: boto3 writes headers and metadata", peers.read_headers().await);
    say("peers: boto3 reads headers and metadata", peers.write_headers().await);
    say("peers: boto3 writes parts", peers.read_parts().await);
    say("peers: boto3 reads parts", peers.write_parts());
    say("peers: boto3 reads a stream", peers.write_stream().await);
    for key in ["a//b/./c", "é +%2F~'\"", "?a=b&c#d", " lead/日本"] {
        say(&format!("peers: the key {key}"), peers.key(key).await);
    }
    say("peers: boto3 lists the same keys", peers.list().await);
}

pub(crate) struct Peers<'s> {
    pub(crate) setup: &'s Setup,
    pub(crate) peer: &'s mut Peer,
}

impl Peers<'_> {
    pub(crate) fn peer_put(&mut self, key: &str, body: &[u8], others: Value) -> Result<Value, String> {
        let mut arguments = json!({ "Bucket": self.setup.bucket, "Key": key, "Body": bytes(body) });
        if let (Value::Object(arguments), Value::Object(others)) = (&mut arguments, others) {
            arguments.extend(others);
        }
        self.peer.call("put_object", arguments)
    }

    fn peer_get(&mut self, key: &str) -> Result<Value, String> {
        self.peer.call("get_object", json!({ "Bucket": self.setup.bucket, "Key": key }))
    }

    fn peer_reads(&mut self, key: &str, expected: &[u8]) -> Step {
        let output = self.peer_get(key)?;
        same_content(&read_bytes(&output["Body"])?.into(), expected)
    }

    async fn get(&self, key: &str) -> Result<GetObjectOutput, String> {
        output_of(self.setup.client.get_object(&GetObjectInput::new(&self.setup.bucket, key)).await)
    }

    pub(crate) async fn read(&mut self, algorithm: Algorithm) -> Step {
        let text = pattern(70_000);
        self.peer_put("peer", &text, json!({ "ChecksumAlgorithm": algorithm.name() }))?;
        let output = self.get("peer").await?;
        same("encoding", output.content_encoding.as_deref(), None)?;
        let sums = [
            &output.checksum_crc32,
            &output.checksum_crc32c,
            &output.checksum_crc64nvme,
            &output.checksum_sha1,
            &output.checksum_sha256,
        ];
        let found = sums.into_iter().flatten().next().cloned();
        same("checksum", found, Some(algorithm.base64(&text)))?;
        same_content(&content(output).await?, &text)
    }

    pub(crate) async fn write(&mut self, algorithm: Algorithm) -> Step {
        let text = pattern(70_000);
        let input = PutObjectInput::new(&self.setup.bucket, "peer").body(text.clone());
        let input = input.checksum_algorithm(ChecksumAlgorithm::from(algorithm.name()));
        output_of(self.setup.client.put_object(&input).await)?;
        let output = self.peer_get("peer")?;
        let name = format!("Checksum{}", algorithm.name());
        same("checksum", output[&name].as_str(), Some(&*algorithm.base64(&text)))?;
        same_content(&read_bytes(&output["Body"])?.into(), &text)
    }

    pub(crate) async fn read_nothing(&mut self) -> Step {
        self.peer_put("peer", b"", json!({}))?;
        let output = self.get("peer").await?;
        same("length", output.content_length, Some(0))?;
        same_content(&content(output).await?, b"")
    }

    pub(crate) async fn write_nothing(&mut self) -> Step {
        self.setup.put("peer", Body::default()).await?;
        self.peer_reads("peer", b"")
    }

    async fn read_headers(&mut self) -> Step {
        let others = json!({
            "ContentType": "text/x-odd; a=b", "CacheControl": "max-age=5", "Metadata": { "of": "a  b;c", "dash-ed": "+%é".replace('é', "%C3") },
        });
        self.peer_put("peer", BYTES, others)?;
        let output = self.get("peer").await?;
        same("type", output.content_type.as_deref(), Some("text/x-odd; a=b"))?;
        same("cache", output.cache_control.as_deref(), Some("max-age=5"))?;
        same("metadata", output.metadata, Some(texts(&[("of", "a  b;c"), ("dash-ed", "+%%C3")])))
    }

    async fn write_headers(&mut self) -> Step {
        let input = PutObjectInput::new(&self.setup.bucket, "peer").body(BYTES).content_type("text/x-odd; a=b");
        let metadata = texts(&[("of", "a  b;c"), ("dash-ed", "+%%C3")]);
        output_of(self.setup.client.put_object(&input.cache_control("max-age=5").metadata(metadata)).await)?;
        let output = self.peer_get("peer")?;
        same("type", &output["ContentType"], &json!("text/x-odd; a=b"))?;
        same("cache", &output["CacheControl"], &json!("max-age=5"))?;
        same("metadata", &output["Metadata"], &json!({ "of": "a  b;c", "dash-ed": "+%%C3" }))
    }

    async fn read_parts(&mut self) -> Step {
        let (bucket, parts) = (self.setup.bucket.clone(), [pattern(5 << 20), pattern(100)]);
        let created = json!({ "Bucket": bucket, "Key": "peer", "ChecksumAlgorithm": "CRC32C" });
        let id = self.peer.call("create_multipart_upload", created)?["UploadId"].take();
        let mut done = Vec::new();
        for (number, part) in (1..).zip(&parts) {
            let arguments = json!({
                "Bucket": bucket, "Key": "peer", "UploadId": id, "PartNumber": number, "Body": bytes(part),
                "ChecksumAlgorithm": "CRC32C",
            });
            let output = self.peer.call("upload_part", arguments)?;
            let mut one = json!({ "PartNumber": number, "ETag": output["ETag"] });
            // A server may ignore the checksum.
            if let Some(checksum) = output["ChecksumCRC32C"].as_str() {
                one["ChecksumCRC32C"] = checksum.into();
            }
            done.push(one);
        }
        let complete = json!({
            "Bucket": bucket, "Key": "peer", "UploadId": id, "MultipartUpload": { "Parts": done },
        });
        self.peer.call("complete_multipart_upload", complete)?;
        same_content(&self.setup.get("peer").await?, &parts.concat())
    }

    /// Reads the object that the steps of uploads in parts have left.
    pub(crate) fn write_parts(&mut self) -> Step {
        let part = |number: usize, length: usize| pattern(length + number).slice(number..);
        self.peer_reads("parts", &[part(1, 5 << 20), part(2, 5 << 20), part(3, 1000)].concat())
    }

    pub(crate) async fn write_stream(&mut self) -> Step {
        let text = pattern(300_000);
        let body = Body::from_async_read(std::io::Cursor::new(text.clone())).with_length(300_000);
        self.setup.put("peer", body).await?;
        self.peer_reads("peer", &text)
    }

    pub(crate) async fn key(&mut self, key: &str) -> Step {
        self.peer_put(key, b"of the peer", json!({}))?;
        same_content(&self.setup.get(key).await?, b"of the peer")?;
        self.setup.put(key, "of this client").await?;
        self.peer_reads(key, b"of this client")
    }

    async fn list(&mut self) -> Step {
        let input = ListObjectsV2Input::new(&self.setup.bucket);
        let output = output_of(self.setup.client.list_objects_v2(&input).await)?;
        let ours: Vec<_> = output.contents.unwrap_or_default().into_iter().filter_map(|object| object.key).collect();
        let mut output = self.peer.call("list_objects_v2", json!({ "Bucket": self.setup.bucket }))?;
        let Value::Array(theirs) = output["Contents"].take() else { return Err(format!("no keys: {output}")) };
        let theirs = theirs.into_iter().map(|object| object["Key"].as_str().unwrap_or_default().to_owned());
        same("keys", ours, theirs.collect())
    }
}
