//! Ten thousand objects: put at the same time, listed in pages, deleted a thousand at once.

use crate::setup::Setup;
use crate::steps::{Step, output_of, same, say};
use server_calls::s3::*;
use tokio::task::JoinSet;

/// The number of objects.
const COUNT: usize = 10_000;

/// The number of calls at the same time.
const IN_FLIGHT: usize = 32;

pub(crate) async fn steps(setup: &Setup) {
    say("pages: put 10,000 objects", put(setup).await);
    say("pages: list 10,000 objects", listed(setup, COUNT).await);
    say("pages: delete 1,000 objects at once, ten times", delete(setup).await);
    say("pages: list no objects", listed(setup, 0).await);
}

fn key(index: usize) -> String {
    format!("many/{index:05}")
}

async fn put(setup: &Setup) -> Step {
    let mut tasks = JoinSet::new();
    for index in 0..COUNT {
        if tasks.len() >= IN_FLIGHT {
            ended(tasks.join_next().await)?;
        }
        let (client, bucket) = (setup.client.clone(), setup.bucket.clone());
        tasks.spawn(async move {
            let input = PutObjectInput::new(bucket, key(index)).body(index.to_string());
            output_of(client.put_object(&input).await).map(|_| ())
        });
    }
    while let Some(task) = tasks.join_next().await {
        ended(Some(task))?;
    }
    Ok(format!("{IN_FLIGHT} at the same time"))
}

fn ended(task: Option<Result<Result<(), String>, tokio::task::JoinError>>) -> Result<(), String> {
    match task {
        Some(Ok(result)) => result,
        Some(Err(error)) => Err(error.to_string()),
        None => Ok(()),
    }
}

async fn listed(setup: &Setup, expected: usize) -> Step {
    let (mut found, mut count, mut token) = (Vec::new(), 0, None::<String>);
    loop {
        let mut input = ListObjectsV2Input::new(&setup.bucket).prefix("many/");
        input.continuation_token = token;
        let output = output_of(setup.client.list_objects_v2(&input).await)?;
        count += 1;
        found.extend(output.contents.unwrap_or_default().into_iter().filter_map(|object| object.key));
        token = output.next_continuation_token;
        if token.is_none() || count > 20 {
            break;
        }
    }
    same("keys", found.iter().enumerate().all(|(index, found)| *found == key(index)), true)?;
    same("number of keys", found.len(), expected)?;
    same("pages", count, expected.div_ceil(1000).max(1))
}

async fn delete(setup: &Setup) -> Step {
    let mut count = 0;
    for begin in (0..COUNT).step_by(1000) {
        let objects: Vec<_> = (begin..begin + 1000).map(|index| ObjectIdentifier::new(key(index))).collect();
        let output = setup.client.delete_objects(&DeleteObjectsInput::new(&setup.bucket, Delete::new(objects))).await;
        let output = output_of(output)?;
        same("errors", output.errors.unwrap_or_default(), Vec::new())?;
        count += output.deleted.unwrap_or_default().len();
    }
    same("deleted", count, COUNT)
}
