//! Conditional requests.

use crate::setup::{Setup, refused};
use crate::steps::{Step, done, output_of, say};
use server_calls::s3::*;
use server_calls::smithereen::Timestamp;

/// An ETag that no object has.
const OTHER: &str = "\"00000000000000000000000000000000\"";

/// A time before any test.
const PAST: Timestamp = Timestamp::new(1_000_000_000, 0);

pub(crate) async fn steps(setup: &Setup) {
    match setup.put("condition", "text").await {
        Ok(output) => {
            let etag = output.e_tag.unwrap_or_default();
            gets(setup, &etag).await;
            heads(setup, &etag).await;
            puts(setup).await;
        }
        Err(why) => say("conditions: put", Err(why)),
    }
}

async fn gets(setup: &Setup, etag: &str) {
    let get = |change: &dyn Fn(GetObjectInput) -> GetObjectInput| {
        setup.client.get_object(&change(GetObjectInput::new(&setup.bucket, "condition")))
    };
    say("conditions: get if it matches", done(get(&|input| input.if_match(etag)).await));
    let result = get(&|input| input.if_match(OTHER)).await;
    say("conditions: get if another matches", refused(result, 412, "PreconditionFailed"));
    say("conditions: get if another does not match", done(get(&|input| input.if_none_match(OTHER)).await));
    let result = get(&|input| input.if_none_match(etag)).await;
    say("conditions: get if it does not match", refused(result, 304, "-"));
    say("conditions: get if modified since the past", done(get(&|input| input.if_modified_since(PAST)).await));
    let now = setup.head("condition").await.ok().and_then(|head| head.last_modified).unwrap_or(PAST);
    let result = get(&|input| input.if_modified_since(now)).await;
    say("conditions: get if modified since now", refused(result, 304, "-"));
    say("conditions: get if unmodified since now", done(get(&|input| input.if_unmodified_since(now)).await));
    let result = get(&|input| input.if_unmodified_since(PAST)).await;
    say("conditions: get if unmodified since the past", refused(result, 412, "PreconditionFailed"));
}

async fn heads(setup: &Setup, etag: &str) {
    let head = |change: &dyn Fn(HeadObjectInput) -> HeadObjectInput| {
        setup.client.head_object(&change(HeadObjectInput::new(&setup.bucket, "condition")))
    };
    say("conditions: head if it matches", done(head(&|input| input.if_match(etag)).await));
    say("conditions: head if another matches", refused(head(&|input| input.if_match(OTHER)).await, 412, "-"));
    say("conditions: head if it does not match", refused(head(&|input| input.if_none_match(etag)).await, 304, "-"));
}

async fn puts(setup: &Setup) {
    let put = |key: &str, change: &dyn Fn(PutObjectInput) -> PutObjectInput| {
        setup.client.put_object(&change(PutObjectInput::new(&setup.bucket, key).body("other")))
    };
    let result = put("condition", &|input| input.if_none_match("*")).await;
    say("conditions: put if there is none", refused(result, 412, "PreconditionFailed"));
    say("conditions: put if there is none yet", done(put("new-condition", &|input| input.if_none_match("*")).await));
    let result = put("condition", &|input| input.if_match(OTHER)).await;
    say("conditions: put if another matches", refused(result, 412, "PreconditionFailed"));
    let result = put("no-condition", &|input| input.if_match(OTHER)).await;
    say("conditions: put if a missing one matches", refused(result, 404, "NoSuchKey"));
    say("conditions: put if it matches", replaced(setup).await);
}

async fn replaced(setup: &Setup) -> Step {
    let etag = setup.head("condition").await?.e_tag.unwrap_or_default();
    let input = PutObjectInput::new(&setup.bucket, "condition").body("replaced").if_match(etag);
    output_of(setup.client.put_object(&input).await)?;
    crate::setup::same_content(&setup.get("condition").await?, b"replaced")
}
