//! The programs of the page on S3, as it prints them.

use crate::guide_programs::{s3_files, s3_list, s3_multipart, s3_presign, s3_program, s3_text};
use crate::presigned::curl;
use crate::setup::{Setup, pattern, same_content};
use crate::steps::{Step, done, same, say};
use aws_types::region::Region;
use server_calls::s3::*;
use std::error::Error;

pub(crate) async fn steps(setup: &Setup) {
    say("guide: the first program", first(setup).await);
    say("guide: a text", text(setup).await);
    say("guide: a text that is missing", missing(setup).await);
    say("guide: a file", file(setup).await);
    say("guide: a list of keys", list(setup).await);
    say("guide: a link", link(setup).await);
    say("guide: parts", parts(setup).await);
}

pub(crate) fn why(error: Box<dyn Error>) -> String {
    format!("{error}: {error:?}")
}

/// Runs the program in its region, then deletes what it leaves.
async fn first(setup: &Setup) -> Step {
    let config = setup.config.to_builder().region(Region::new("us-east-1")).build();
    let client = Client::new(&config).endpoint_param("ForcePathStyle", true);
    let bucket = format!("{}-guide", setup.bucket);
    let url = s3_program::run(&client, &bucket).await.map_err(why)?;
    same_content(&curl(&["--fail", &url])?.into(), b"a cat")?;
    done(client.delete_object(&DeleteObjectInput::new(&bucket, "cats/tom")).await)?;
    done(client.delete_bucket(&DeleteBucketInput::new(&bucket)).await)
}

async fn text(setup: &Setup) -> Step {
    s3_text::store(&setup.client, &setup.bucket, "guide/é", "ü".to_owned()).await.map_err(why)?;
    let found = s3_text::load(&setup.client, &setup.bucket, "guide/é").await.map_err(why)?;
    same("text", found.as_deref(), Some("ü"))
}

async fn missing(setup: &Setup) -> Step {
    let found = s3_text::load(&setup.client, &setup.bucket, "guide/missing").await.map_err(why)?;
    same("text", found, None)
}

async fn file(setup: &Setup) -> Step {
    let (from, to) = (setup.folder.with_extension("from"), setup.folder.with_extension("to"));
    let content = pattern(100_000);
    std::fs::write(&from, &content).map_err(|error| error.to_string())?;
    s3_files::upload(&setup.client, &setup.bucket, "guide/file", &from).await.map_err(why)?;
    let length = s3_files::download(&setup.client, &setup.bucket, "guide/file", &to).await.map_err(why)?;
    let read = std::fs::read(&to).map_err(|error| error.to_string());
    for path in [from, to] {
        std::fs::remove_file(path).map_err(|error| error.to_string())?;
    }
    same("length", length, content.len())?;
    same_content(&read?.into(), &content)
}

async fn list(setup: &Setup) -> Step {
    setup.put("guide/list", "listed").await?;
    let keys = s3_list::keys(&setup.client, &setup.bucket, "guide/l").await.map_err(why)?;
    same("keys", keys, vec!["guide/list".to_owned()])
}

async fn link(setup: &Setup) -> Step {
    setup.put("guide/link", "of a link").await?;
    let url = s3_presign::link(&setup.client, &setup.bucket, "guide/link").await.map_err(why)?;
    same_content(&curl(&["--fail", &url])?.into(), b"of a link")
}

async fn parts(setup: &Setup) -> Step {
    let content = pattern((5 << 20) + 1);
    let parts = [content.slice(..5 << 20), content.slice(5 << 20..)];
    let key = "guide/parts";
    s3_multipart::upload_parts(&setup.client, &setup.bucket, key, parts).await.map_err(why)?;
    same_content(&setup.get(key).await?, &content)
}
