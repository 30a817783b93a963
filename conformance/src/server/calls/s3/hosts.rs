//! Where the name of the bucket is: in the host by default, in the path for an IP address or with `ForcePathStyle`.

use crate::setup::{Setup, content, creation, refused, same_content};
use crate::steps::{Step, list, output_of, same, say};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    let client = &setup.virtual_host_client;
    say("hosts: in the host", whole(setup, client, "host/a b+c").await);
    say("hosts: in the host, an odd key", whole(setup, client, "a//b/../é%2F").await);
    say("hosts: in the host, a key with a slash at its beginning", whole(setup, client, "/a").await);
    say("hosts: in the host, a stream", whole(setup, client, "host/stream").await);
    say("hosts: in the host, create and delete", create(client, &format!("{}-host", setup.bucket)).await);
    say("hosts: a bucket with dots", dots(setup).await);
    let missing = client.get_object(&GetObjectInput::new(&setup.bucket, "missing")).await;
    say("hosts: in the host, a missing object", refused(missing, 404, "NoSuchKey"));
    say("hosts: in the path of an IP address", whole(setup, &Client::new(&setup.config), "ip/a b").await);
}

async fn whole(setup: &Setup, client: &Client, key: &str) -> Step {
    let bucket = setup.bucket.as_str();
    output_of(client.put_object(&PutObjectInput::new(bucket, key).body(key.to_owned())).await)?;
    // The other client finds the same object.
    same_content(&setup.get(key).await?, key.as_bytes())?;
    let get = output_of(client.get_object(&GetObjectInput::new(bucket, key)).await)?;
    same_content(&content(get).await?, key.as_bytes())?;
    let output = client.list_objects_v2(&ListObjectsV2Input::new(bucket).prefix(key)).await;
    let keys: Vec<_> = output_of(output)?.contents.unwrap_or_default().into_iter().filter_map(|one| one.key).collect();
    same("keys", keys, list(&[key]))?;
    output_of(client.delete_object(&DeleteObjectInput::new(bucket, key)).await).map(|_| String::new())
}

async fn create(client: &Client, bucket: &str) -> Step {
    output_of(client.create_bucket(&creation(bucket)).await)?;
    output_of(client.head_bucket(&HeadBucketInput::new(bucket)).await)?;
    output_of(client.delete_bucket(&DeleteBucketInput::new(bucket)).await).map(|_| String::new())
}

/// A certificate for all subdomains does not cover a name with further dots, so the endpoint rules leave such a bucket in the path
/// over https.
async fn dots(setup: &Setup) -> Step {
    let (client, bucket) = (&setup.virtual_host_client, format!("{}.with.dots", setup.bucket));
    output_of(client.create_bucket(&creation(&bucket)).await)?;
    output_of(client.put_object(&PutObjectInput::new(&bucket, "k").body("text")).await)?;
    let get = output_of(setup.client.get_object(&GetObjectInput::new(&bucket, "k")).await)?;
    same_content(&content(get).await?, b"text")?;
    output_of(client.delete_object(&DeleteObjectInput::new(&bucket, "k")).await)?;
    output_of(client.delete_bucket(&DeleteBucketInput::new(&bucket)).await).map(|_| String::new())
}
