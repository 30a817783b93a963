//! Checksums, in each algorithm.

use crate::setup::{Setup, content, pattern, refused, same_content};
use crate::steps::{Step, check, holds, output_of, same, say};
use server_calls::s3::*;
use server_calls::smithereen::Body;
use server_calls::smithereen::checksum::Algorithm;

pub(crate) async fn steps(setup: &Setup) {
    for algorithm in Algorithm::BY_PRIORITY {
        say(&format!("checksums: {}, right", algorithm.name()), whole(setup, algorithm).await);
        say(&format!("checksums: {}, wrong", algorithm.name()), wrong(setup, algorithm).await);
        say(&format!("checksums: {}, of a stream", algorithm.name()), stream(setup, algorithm).await);
    }
    say("checksums: the default", default(setup).await);
    say("checksums: attributes of an object", attributes(setup).await);
    say("checksums: of parts", parts(setup, Algorithm::Crc32, ChecksumType::Composite).await);
    say("checksums: of all parts as one", parts(setup, Algorithm::Crc64Nvme, ChecksumType::FullObject).await);
    say("checksums: a range of an object", range(setup).await);
    say("checksums: Content-MD5", content_md5(setup, "HLJR7A1WjeapKbUgxK7Y0Q==").await);
    let input = PutObjectInput::new(&setup.bucket, "sum").body("text").content_md5("AAAAAAAAAAAAAAAAAAAAAA==");
    say("checksums: a wrong Content-MD5", refused(setup.client.put_object(&input).await, 400, "BadDigest"));
}

const TEXT: &[u8] = b"123456789";

fn named(algorithm: Algorithm) -> ChecksumAlgorithm {
    ChecksumAlgorithm::from(algorithm.name())
}

/// Sets the checksum of an input, or returns that of an output.
macro_rules! member {
    ($algorithm:expr, $value:expr, $use_it:ident) => {
        match $algorithm {
            Algorithm::Crc32 => $use_it!($value, checksum_crc32),
            Algorithm::Crc32c => $use_it!($value, checksum_crc32c),
            Algorithm::Crc64Nvme => $use_it!($value, checksum_crc64nvme),
            Algorithm::Sha1 => $use_it!($value, checksum_sha1),
            Algorithm::Sha256 => $use_it!($value, checksum_sha256),
            Algorithm::Sha512 => $use_it!($value, checksum_sha512),
            Algorithm::Md5 => $use_it!($value, checksum_md5),
            Algorithm::XxHash64 => $use_it!($value, checksum_xxhash64),
            Algorithm::XxHash3 => $use_it!($value, checksum_xxhash3),
            Algorithm::XxHash128 => $use_it!($value, checksum_xxhash128),
            _ => None,
        }
    };
}

macro_rules! read {
    ($value:expr, $member:ident) => {
        $value.$member.clone()
    };
}

async fn whole(setup: &Setup, algorithm: Algorithm) -> Step {
    let input = PutObjectInput::new(&setup.bucket, "sum").body(TEXT).checksum_algorithm(named(algorithm));
    let put = output_of(setup.client.put_object(&input).await)?;
    let expected = Some(algorithm.base64(TEXT));
    same("checksum of the put", member!(algorithm, put, read), expected.clone())?;
    read_back(setup, algorithm, TEXT, expected).await
}

/// Compares the checksums of a head and of a get, of which the client checks the latter.
async fn read_back(setup: &Setup, algorithm: Algorithm, bytes: &[u8], expected: Option<String>) -> Step {
    let input = HeadObjectInput::new(&setup.bucket, "sum").checksum_mode(ChecksumMode::Enabled);
    let head = output_of(setup.client.head_object(&input).await)?;
    same("checksum of the head", member!(algorithm, head, read), expected.clone())?;
    let get = output_of(setup.client.get_object(&GetObjectInput::new(&setup.bucket, "sum")).await)?;
    same("checksum of the get", member!(algorithm, get, read), expected.clone())?;
    same_content(&content(get).await?, bytes)?;
    Ok(expected.unwrap_or_default())
}

async fn wrong(setup: &Setup, algorithm: Algorithm) -> Step {
    let mut input = PutObjectInput::new(&setup.bucket, "wrong-sum").body(TEXT);
    let value = algorithm.base64(b"another text");
    macro_rules! set {
        ($value:expr, $member:ident) => {
            input.$member.replace($value)
        };
    }
    let _ = member!(algorithm, value, set);
    refused(setup.client.put_object(&input).await, 400, "BadDigest")
}

/// The checksum of a stream follows its bytes where the service allows this.
async fn stream(setup: &Setup, algorithm: Algorithm) -> Step {
    let bytes = pattern(200_000);
    let body = Body::from_async_read(std::io::Cursor::new(bytes.clone())).with_length(200_000);
    let input = PutObjectInput::new(&setup.bucket, "sum").body(body).checksum_algorithm(named(algorithm));
    output_of(setup.client.put_object(&input).await)?;
    same("encoding", setup.head("sum").await?.content_encoding, None)?;
    read_back(setup, algorithm, &bytes, Some(algorithm.base64(&bytes))).await
}

async fn default(setup: &Setup) -> Step {
    let put = setup.put("sum", TEXT).await?;
    same("checksum", put.checksum_crc32.as_deref(), Some("y/Q5Jg=="))?;
    read_back(setup, Algorithm::Crc32, TEXT, Some("y/Q5Jg==".to_owned())).await
}

async fn attributes(setup: &Setup) -> Step {
    use ObjectAttributes::{Checksum, ETag, ObjectSize, StorageClass};
    let input = GetObjectAttributesInput::new(&setup.bucket, "sum", [Checksum, ETag, ObjectSize, StorageClass]);
    let output = output_of(setup.client.get_object_attributes(&input).await)?;
    same("size", output.object_size, Some(9))?;
    same("ETag", output.e_tag.as_deref(), Some("25f9e794323b453885f5181f1b624d0b"))?;
    same("checksum", output.checksum.and_then(|checksum| checksum.checksum_crc32).as_deref(), Some("y/Q5Jg=="))
}

/// Uploads two parts and compares the checksum of the object.
async fn parts(setup: &Setup, algorithm: Algorithm, kind: ChecksumType) -> Step {
    let (client, bucket) = (&setup.client, setup.bucket.as_str());
    let input = CreateMultipartUploadInput::new(bucket, "sum").checksum_algorithm(named(algorithm));
    let upload = output_of(client.create_multipart_upload(&input.checksum_type(kind.clone())).await)?;
    let id = upload.upload_id.ok_or("no ID")?;
    let bytes = [pattern(5 << 20), pattern(10)];
    let mut parts = Vec::new();
    for (number, bytes) in (1..).zip(&bytes) {
        let input = UploadPartInput::new(bucket, "sum", number, &id).body(bytes.clone());
        let output = output_of(client.upload_part(&input.checksum_algorithm(named(algorithm))).await)?;
        same("checksum of a part", member!(algorithm, output, read), Some(algorithm.base64(bytes)))?;
        let mut part = CompletedPart::default().part_number(number).e_tag(output.e_tag.ok_or("no ETag")?);
        (part.checksum_crc32, part.checksum_crc64nvme) = (output.checksum_crc32, output.checksum_crc64nvme);
        parts.push(part);
    }
    let input = CompleteMultipartUploadInput::new(bucket, "sum", &id);
    let parts = CompletedMultipartUpload::default().parts(parts);
    output_of(client.complete_multipart_upload(&input.multipart_upload(parts)).await)?;
    let whole = bytes.concat();
    let head = HeadObjectInput::new(bucket, "sum").checksum_mode(ChecksumMode::Enabled);
    let head = output_of(client.head_object(&head).await)?;
    let found = member!(algorithm, head, read);
    match kind {
        ChecksumType::FullObject => same("checksum", found, Some(algorithm.base64(&whole)))?,
        _ => holds("checksum", found, |found| found.as_ref().is_some_and(|found| found.ends_with("-2")))?,
    };
    same_content(&setup.get("sum").await?, &whole)
}

/// A server that sends the checksum of the whole object with a range would make the client reject it.
async fn range(setup: &Setup) -> Step {
    setup.put("sum", TEXT).await?;
    let get = setup.client.get_object(&GetObjectInput::new(&setup.bucket, "sum").range("bytes=1-3")).await;
    same_content(&content(output_of(get)?).await?, b"234")
}

async fn content_md5(setup: &Setup, md5: &str) -> Step {
    let input = PutObjectInput::new(&setup.bucket, "sum").body("text").content_md5(md5);
    check(setup.client.put_object(&input).await, |_| Ok(md5.to_owned()))
}
