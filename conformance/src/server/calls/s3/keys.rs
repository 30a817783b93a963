//! Keys that are often encoded incorrectly.

use crate::setup::{Setup, refused, same_content};
use crate::steps::{Step, output_of, same, say};
use server_calls::s3::*;

const KEYS: &[&str] = &[
    "a//b",
    "../x",
    "a/../b",
    "a/./b",
    "./a",
    "a/..",
    "/leading",
    "//two",
    "trailing/",
    "a/b/",
    "a+b",
    "a~b-c_d.e",
    "a b",
    " a ",
    "a%20b",
    "100%",
    "%2F%2f%00",
    "it's",
    "\"quoted\"",
    "a&b=c;d?e#f",
    "?versionId=1",
    "(a)*!$@:,",
    "<a>&amp;</a>",
    "a\\b",
    "{a}|[b]^`",
    "é/ü/ß",
    "e\u{301}",
    "日本語/🦀",
    "a\tb",
    "a\nb",
];

pub(crate) async fn steps(setup: &Setup) {
    for key in KEYS {
        say(&format!("keys: {}", key.escape_debug()), whole(setup, key).await);
    }
    say("keys: 1,024 bytes", whole(setup, &"k".repeat(1024)).await);
    say("keys: 900 bytes in segments", whole(setup, &format!("{}end", "segment-of-text/".repeat(56))).await);
}

/// Puts, reads, lists and deletes an object.
async fn whole(setup: &Setup, key: &str) -> Step {
    let (client, bucket) = (&setup.client, setup.bucket.as_str());
    setup.put(key, key.to_owned()).await.map_err(|why| format!("put: {why}"))?;
    let found = setup.get(key).await.map_err(|why| format!("get: {why}"))?;
    same_content(&found, key.as_bytes())?;
    let head = setup.head(key).await.map_err(|why| format!("head: {why}"))?;
    same("length", head.content_length, i64::try_from(key.len()).ok())?;
    let page = output_of(client.list_objects_v2(&ListObjectsV2Input::new(bucket).prefix(key)).await)?;
    let keys: Vec<_> = page.contents.unwrap_or_default().into_iter().filter_map(|object| object.key).collect();
    same("listed keys", keys, vec![key.to_owned()])?;
    output_of(client.delete_object(&DeleteObjectInput::new(bucket, key)).await)?;
    let shown: String = key.chars().take(40).collect();
    refused(client.head_object(&HeadObjectInput::new(bucket, key)).await, 404, "-").map(|_| shown)
}
