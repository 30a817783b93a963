//! Tags of objects.

use crate::setup::Setup;
use crate::steps::{Step, output_of, same, say};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    say("tags: put with an object", with_object(setup).await);
    say("tags: put", put(setup).await);
    say("tags: number of tags", count(setup).await);
    say("tags: copied", copied(setup).await);
    say("tags: delete", delete(setup).await);
}

async fn tags_of(setup: &Setup, key: &str) -> Result<Vec<Tag>, String> {
    let output = setup.client.get_object_tagging(&GetObjectTaggingInput::new(&setup.bucket, key)).await;
    let mut tags = output_of(output)?.tag_set;
    tags.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    Ok(tags)
}

/// Tags in a header are a query string, which the caller encodes.
async fn with_object(setup: &Setup) -> Step {
    let input = PutObjectInput::new(&setup.bucket, "tagged").body("text").tagging("a=1&b=x%20y%2B%3D");
    output_of(setup.client.put_object(&input).await)?;
    same("tags", tags_of(setup, "tagged").await?, vec![Tag::new("a", "1"), Tag::new("b", "x y+=")])
}

fn odd() -> Vec<Tag> {
    vec![Tag::new("Unit 7 : é", "a+b=c/d._-@ é"), Tag::new("empty", "")]
}

async fn put(setup: &Setup) -> Step {
    let input = PutObjectTaggingInput::new(&setup.bucket, "tagged", Tagging::new(odd()));
    output_of(setup.client.put_object_tagging(&input).await)?;
    same("tags", tags_of(setup, "tagged").await?, odd())
}

async fn count(setup: &Setup) -> Step {
    let output = setup.client.get_object(&GetObjectInput::new(&setup.bucket, "tagged")).await;
    same("tags", output_of(output)?.tag_count, Some(2))
}

async fn copied(setup: &Setup) -> Step {
    let source = format!("{}/tagged", setup.bucket);
    output_of(setup.client.copy_object(&CopyObjectInput::new(&setup.bucket, source, "tagged-copy")).await)?;
    same("tags", tags_of(setup, "tagged-copy").await?, odd())
}

async fn delete(setup: &Setup) -> Step {
    let input = DeleteObjectTaggingInput::new(&setup.bucket, "tagged");
    output_of(setup.client.delete_object_tagging(&input).await)?;
    same("tags", tags_of(setup, "tagged").await?, Vec::new())
}
