use aws::s3::{Client, CreateBucketInput, GetObjectInput, ListObjectsV2Input, PutObjectInput};
use std::error::Error;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    println!("{}", run(&Client::new(&config), "pets").await?);
    Ok(())
}

/// Stores, lists and loads an object in a new bucket. Returns a link to it that is valid for ten minutes.
pub async fn run(client: &Client, bucket: &str) -> Result<String, Box<dyn Error>> {
    client.create_bucket(&CreateBucketInput::new(bucket)).await?;
    client.put_object(&PutObjectInput::new(bucket, "cats/tom").body("a cat")).await?;
    let mut objects = client.list_objects_v2_paginator(&ListObjectsV2Input::new(bucket)).items();
    while let Some(object) = objects.next().await.transpose()? {
        println!("{:?}, {:?} bytes", object.key, object.size);
    }
    let input = GetObjectInput::new(bucket, "cats/tom");
    let content = client.get_object(&input).await?.body.collect().await?;
    println!("{}", String::from_utf8_lossy(&content));
    let link = client.caller().presign(&input, Duration::from_secs(600)).await?;
    Ok(link.url().to_owned())
}
