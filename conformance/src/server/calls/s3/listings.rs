//! Lists of objects.

use crate::setup::{Setup, refused, refused_as};
use crate::steps::{Step, list, output_of, same, say};
use server_calls::s3::*;

const KEYS: &[&str] = &["list/a", "list/b/1", "list/b/2", "list/c d", "list/é", "list/f&g<h>", "list/z"];

pub(crate) async fn steps(setup: &Setup) {
    say("lists: put the objects", put(setup).await);
    say("lists: a prefix", prefix(setup).await);
    say("lists: fields of an object", fields(setup).await);
    say("lists: a delimiter", delimiter(setup).await);
    say("lists: pages", pages(setup).await);
    say("lists: after a key", start_after(setup).await);
    say("lists: encoded", encoded(setup).await);
    say("lists: no objects", none(setup).await);
    say("lists: version 1, pages", pages_of_version_1(setup).await);
    say("lists: version 1, a delimiter", delimiter_of_version_1(setup).await);
    let missing = setup.client.list_objects_v2(&ListObjectsV2Input::new("a-missing-bucket")).await;
    let is_it = |error: &ListObjectsV2Error| matches!(error, ListObjectsV2Error::NoSuchBucket(_));
    say("lists: a missing bucket", refused_as(missing, 404, "NoSuchBucket", is_it));
    let input = ListObjectsV2Input::new(&setup.bucket).continuation_token("not a token");
    say("lists: a wrong token", refused(setup.client.list_objects_v2(&input).await, 400, "InvalidArgument"));
}

async fn put(setup: &Setup) -> Step {
    for key in KEYS {
        setup.put(key, "text").await?;
    }
    Ok(String::new())
}

fn input(setup: &Setup) -> ListObjectsV2Input {
    ListObjectsV2Input::new(&setup.bucket).prefix("list/")
}

async fn page(setup: &Setup, input: ListObjectsV2Input) -> Result<ListObjectsV2Output, String> {
    output_of(setup.client.list_objects_v2(&input).await)
}

fn keys(objects: Option<Vec<Object>>) -> Vec<String> {
    objects.unwrap_or_default().into_iter().filter_map(|object| object.key).collect()
}

fn prefixes(prefixes: Option<Vec<CommonPrefix>>) -> Vec<String> {
    prefixes.unwrap_or_default().into_iter().filter_map(|prefix| prefix.prefix).collect()
}

/// Returns the keys in the order of their bytes in UTF-8.
fn sorted() -> Vec<String> {
    let mut keys = list(KEYS);
    keys.sort_unstable();
    keys
}

async fn prefix(setup: &Setup) -> Step {
    let output = page(setup, input(setup)).await?;
    same("prefix", output.prefix.as_deref(), Some("list/"))?;
    same("name", output.name.as_deref(), Some(&*setup.bucket))?;
    same("truncated", output.is_truncated, Some(false))?;
    same("count", output.key_count, Some(7))?;
    same("keys", keys(output.contents), sorted())
}

async fn fields(setup: &Setup) -> Step {
    let output = page(setup, input(setup).fetch_owner(true)).await?;
    let object = output.contents.unwrap_or_default().into_iter().next().ok_or("no object")?;
    same("size", object.size, Some(4))?;
    same("ETag", object.e_tag.as_deref(), Some("\"1cb251ec0d568de6a929b520c4aed8d1\""))?;
    same("class", object.storage_class, Some(ObjectStorageClass::Standard))?;
    same("time", object.last_modified.is_some(), true)?;
    same("owner", object.owner.is_some_and(|owner| owner.id.is_some()), true)
}

async fn delimiter(setup: &Setup) -> Step {
    let output = page(setup, input(setup).delimiter("/")).await?;
    same("delimiter", output.delimiter.as_deref(), Some("/"))?;
    same("prefixes", prefixes(output.common_prefixes), list(&["list/b/"]))?;
    let expected = sorted().into_iter().filter(|key| !key.contains("b/")).collect();
    same("keys", keys(output.contents), expected)
}

/// Pages of two objects.
async fn pages(setup: &Setup) -> Step {
    let (mut found, mut count, mut token) = (Vec::new(), 0, None::<String>);
    while count < 10 {
        let mut next = input(setup).max_keys(2);
        next.continuation_token = token;
        let output = page(setup, next).await?;
        count += 1;
        found.extend(keys(output.contents));
        token = output.next_continuation_token;
        if token.is_none() {
            break;
        }
        same("truncated", output.is_truncated, Some(true))?;
    }
    same("pages", count, 4)?;
    same("keys", found, sorted())
}

async fn start_after(setup: &Setup) -> Step {
    let output = page(setup, input(setup).start_after("list/c d")).await?;
    let expected = sorted().into_iter().filter(|key| key.as_str() > "list/c d").collect();
    same("keys", keys(output.contents), expected)
}

/// The keys are not decoded.
async fn encoded(setup: &Setup) -> Step {
    let output = page(setup, input(setup).encoding_type(EncodingType::Url)).await?;
    same("encoding", output.encoding_type, Some(EncodingType::Url))?;
    let keys = keys(output.contents);
    same("keys", keys.len(), KEYS.len())?;
    let is_encoded = |key: &String| key.bytes().all(|byte| byte.is_ascii_graphic());
    same("encoded", keys.iter().all(is_encoded), true)?;
    same("escape", keys.iter().any(|key| key.ends_with("%C3%A9")), true)
}

async fn none(setup: &Setup) -> Step {
    let output = page(setup, ListObjectsV2Input::new(&setup.bucket).prefix("list/none")).await?;
    same("count", output.key_count, Some(0))?;
    same("keys", keys(output.contents), Vec::new())
}

async fn pages_of_version_1(setup: &Setup) -> Step {
    let (mut found, mut marker) = (Vec::new(), None::<String>);
    for _ in 0..10 {
        let mut input = ListObjectsInput::new(&setup.bucket).prefix("list/").max_keys(3);
        input.marker = marker;
        let output = output_of(setup.client.list_objects(&input).await)?;
        found.extend(keys(output.contents));
        if output.is_truncated != Some(true) {
            break;
        }
        marker = found.last().cloned();
    }
    same("keys", found, sorted())
}

/// With a delimiter, a page names where the next one begins.
async fn delimiter_of_version_1(setup: &Setup) -> Step {
    let input = ListObjectsInput::new(&setup.bucket).prefix("list/").delimiter("/").max_keys(2);
    let output = output_of(setup.client.list_objects(&input).await)?;
    same("keys", keys(output.contents), list(&["list/a"]))?;
    same("prefixes", prefixes(output.common_prefixes), list(&["list/b/"]))?;
    same("truncated", output.is_truncated, Some(true))?;
    let marker = output.next_marker.ok_or("no marker")?;
    let output = output_of(setup.client.list_objects(&input.marker(marker)).await)?;
    same("keys", keys(output.contents), list(&["list/c d", "list/f&g<h>"]))
}
