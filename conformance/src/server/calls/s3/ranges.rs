//! Parts of objects.

use crate::setup::{Setup, content, pattern, refused, same_content};
use crate::steps::{Step, output_of, same, say};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    let put = setup.put("range", "0123456789").await;
    say("ranges: put", put.map(|_| String::new()));
    for (name, range, expected, content_range) in [
        ("ranges: the beginning", "bytes=0-3", "0123", "bytes 0-3/10"),
        ("ranges: the middle", "bytes=4-6", "456", "bytes 4-6/10"),
        ("ranges: to the end", "bytes=7-", "789", "bytes 7-9/10"),
        ("ranges: the last bytes", "bytes=-2", "89", "bytes 8-9/10"),
        ("ranges: beyond the end", "bytes=8-100", "89", "bytes 8-9/10"),
    ] {
        say(name, range_of(setup, range, expected, content_range).await);
    }
    let input = GetObjectInput::new(&setup.bucket, "range").range("bytes=10-");
    say("ranges: after the end", refused(setup.client.get_object(&input).await, 416, "InvalidRange"));
    let input = HeadObjectInput::new(&setup.bucket, "range").range("bytes=2-4");
    let head = setup.client.head_object(&input).await;
    say("ranges: a head", output_of(head).and_then(|head| same("length", head.content_length, Some(3))));
    say("ranges: halves of a large object", halves(setup).await);
}

async fn range_of(setup: &Setup, range: &str, expected: &str, content_range: &str) -> Step {
    let input = GetObjectInput::new(&setup.bucket, "range").range(range);
    let output = output_of(setup.client.get_object(&input).await)?;
    same("range", output.content_range.as_deref(), Some(content_range))?;
    same("length", output.content_length, i64::try_from(expected.len()).ok())?;
    same_content(&content(output).await?, expected.as_bytes())
}

/// Reads both halves at the same time.
async fn halves(setup: &Setup) -> Step {
    let half = |range: &str| {
        let input = GetObjectInput::new(&setup.bucket, "large").range(range);
        let call = setup.client.get_object(&input);
        async move { content(output_of(call.await)?).await }
    };
    let (first, second) = tokio::join!(half("bytes=0-9999999"), half("bytes=10000000-"));
    same_content(&[first?, second?].concat().into(), &pattern(20_000_000))
}
