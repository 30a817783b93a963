//! Deletes of several objects at once.

use crate::setup::{Setup, refused};
use crate::steps::{Step, list, output_of, same, say};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    say("deletes: objects with odd keys", odd_keys(setup).await);
    say("deletes: quiet", quiet(setup).await);
    say("deletes: missing objects", missing(setup).await);
    say("deletes: no objects", none(setup).await);
    let input = DeleteObjectsInput::new("a-missing-bucket", Delete::new([ObjectIdentifier::new("k")]));
    say("deletes: in a missing bucket", refused(setup.client.delete_objects(&input).await, 404, "NoSuchBucket"));
}

async fn delete(setup: &Setup, delete: Delete) -> Result<DeleteObjectsOutput, String> {
    output_of(setup.client.delete_objects(&DeleteObjectsInput::new(&setup.bucket, delete)).await)
}

async fn odd_keys(setup: &Setup) -> Step {
    let keys = ["del/a b", "del/<&>", "del/\"é\"", "del/+%2F"];
    for key in keys {
        setup.put(key, "text").await?;
    }
    let output = delete(setup, Delete::new(keys.map(ObjectIdentifier::new))).await?;
    same("errors", output.errors.unwrap_or_default(), Vec::new())?;
    let mut deleted: Vec<_> = output.deleted.unwrap_or_default().into_iter().filter_map(|one| one.key).collect();
    deleted.sort_unstable();
    let mut expected = list(&keys);
    expected.sort_unstable();
    same("deleted", deleted, expected)?;
    for key in keys {
        refused(setup.client.head_object(&HeadObjectInput::new(&setup.bucket, key)).await, 404, "-")?;
    }
    Ok(String::new())
}

async fn quiet(setup: &Setup) -> Step {
    setup.put("del/quiet", "text").await?;
    let output = delete(setup, Delete::new([ObjectIdentifier::new("del/quiet")]).quiet(true)).await?;
    same("deleted", output.deleted.unwrap_or_default(), Vec::new())?;
    refused(setup.client.head_object(&HeadObjectInput::new(&setup.bucket, "del/quiet")).await, 404, "-")
}

async fn missing(setup: &Setup) -> Step {
    let output = delete(setup, Delete::new(["del/1", "del/2"].map(ObjectIdentifier::new))).await?;
    same("errors", output.errors.unwrap_or_default(), Vec::new())?;
    same("deleted", output.deleted.unwrap_or_default().len(), 2)
}

async fn none(setup: &Setup) -> Step {
    let input = DeleteObjectsInput::new(&setup.bucket, Delete::new([]));
    refused(setup.client.delete_objects(&input).await, 400, "MalformedXML")
}
