//! Buckets themselves.

use crate::setup::{Setup, creation, refused, refused_as};
use crate::steps::{Step, check, done, holds, output_of, same, say};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    let (client, bucket) = (&setup.client, setup.bucket.as_str());
    say("buckets: create", done(setup.create(bucket).await));
    let again = setup.create(bucket).await;
    let is_it = |error: &CreateBucketError| matches!(error, CreateBucketError::BucketAlreadyOwnedByYou(_));
    say("buckets: create again", refused_as(again, 409, "BucketAlreadyOwnedByYou", is_it));
    let invalid = client.create_bucket(&creation("Not_a_valid.name-")).await;
    say("buckets: an invalid name", refused(invalid, 400, "InvalidBucketName"));
    let head = client.head_bucket(&HeadBucketInput::new(bucket)).await;
    say("buckets: head", done(head));
    let head = client.head_bucket(&HeadBucketInput::new("a-missing-bucket")).await;
    say("buckets: head of a missing one", refused(head, 404, "-"));
    let location = client.get_bucket_location(&GetBucketLocationInput::new(bucket)).await;
    let expected = Some(BucketLocationConstraint::from("eu-west-1"));
    say("buckets: location", check(location, |output| same("location", output.location_constraint, expected)));
    let location = client.get_bucket_location(&GetBucketLocationInput::new("a-missing-bucket")).await;
    say("buckets: location of a missing one", refused(location, 404, "NoSuchBucket"));
    say("buckets: list", list(setup).await);
    say("buckets: delete of one with an object", not_empty(setup).await);
    let missing = client.delete_bucket(&DeleteBucketInput::new("a-missing-bucket")).await;
    say("buckets: delete of a missing one", refused(missing, 404, "NoSuchBucket"));
    say("buckets: delete", delete(setup).await);
}

async fn list(setup: &Setup) -> Step {
    let output = output_of(setup.client.list_buckets(&ListBucketsInput::default()).await)?;
    let buckets = output.buckets.unwrap_or_default();
    let found = buckets.iter().find(|found| found.name.as_deref() == Some(&setup.bucket));
    holds("creation date", found.and_then(|found| found.creation_date), Option::is_some)
}

async fn not_empty(setup: &Setup) -> Step {
    setup.put("kept", "text").await?;
    let deleted = setup.client.delete_bucket(&DeleteBucketInput::new(&setup.bucket)).await;
    refused(deleted, 409, "BucketNotEmpty")
}

async fn delete(setup: &Setup) -> Step {
    let other = format!("{}-other", setup.bucket);
    output_of(setup.create(&other).await)?;
    output_of(setup.client.delete_bucket(&DeleteBucketInput::new(&other)).await)?;
    let head = setup.client.head_bucket(&HeadBucketInput::new(&other)).await;
    refused(head, 404, "-")
}

/// Empties the bucket of the steps and deletes it.
pub(crate) async fn end(setup: &Setup) {
    say("buckets: delete after all steps", empty(setup).await);
}

async fn empty(setup: &Setup) -> Step {
    let (client, bucket) = (&setup.client, setup.bucket.as_str());
    let mut count = 0;
    loop {
        let page = output_of(client.list_objects_v2(&ListObjectsV2Input::new(bucket)).await)?;
        let objects = page.contents.unwrap_or_default();
        if objects.is_empty() {
            break;
        }
        count += objects.len();
        for object in objects {
            let key = object.key.unwrap_or_default();
            output_of(client.delete_object(&DeleteObjectInput::new(bucket, key)).await)?;
        }
    }
    output_of(client.delete_bucket(&DeleteBucketInput::new(bucket)).await)?;
    Ok(format!("{count} objects were left"))
}
