//! Versions of objects.

use crate::setup::{Setup, content, refused, same_content};
use crate::steps::{Step, holds, output_of, same, say};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    let bucket = format!("{}-versions", setup.bucket);
    say("versions: create a bucket", output_of(setup.create(&bucket).await).map(|_| String::new()));
    let versions = Versions { client: &setup.client, bucket: &bucket };
    say("versions: enable", versions.enable().await);
    say("versions: put twice", versions.put().await);
    say("versions: get an old version", versions.get().await);
    say("versions: copy an old version", versions.copy().await);
    say("versions: delete marker", versions.mark().await);
    say("versions: list", versions.list().await);
    say("versions: pages", versions.pages().await);
    say("versions: delete the marker", versions.unmark().await);
    say("versions: a version that does not exist", versions.missing().await);
    say("versions: delete all at once", versions.delete_all().await);
    say("versions: suspend", versions.suspend().await);
    let deleted = setup.client.delete_bucket(&DeleteBucketInput::new(&bucket)).await;
    say("versions: delete the bucket", output_of(deleted).map(|_| String::new()));
}

struct Versions<'s> {
    client: &'s Client,
    bucket: &'s str,
}

impl Versions<'_> {
    async fn set(&self, status: BucketVersioningStatus) -> Step {
        let configuration = VersioningConfiguration::default().status(status.clone());
        output_of(self.client.put_bucket_versioning(&PutBucketVersioningInput::new(self.bucket, configuration)).await)?;
        let output = self.client.get_bucket_versioning(&GetBucketVersioningInput::new(self.bucket)).await;
        same("status", output_of(output)?.status, Some(status))
    }

    async fn enable(&self) -> Step {
        let output = self.client.get_bucket_versioning(&GetBucketVersioningInput::new(self.bucket)).await;
        same("status", output_of(output)?.status, None)?;
        self.set(BucketVersioningStatus::Enabled).await
    }

    async fn suspend(&self) -> Step {
        self.set(BucketVersioningStatus::Suspended).await
    }

    async fn put(&self) -> Step {
        let mut ids = Vec::new();
        for text in ["first", "second"] {
            let output = self.client.put_object(&PutObjectInput::new(self.bucket, "k").body(text)).await;
            ids.push(output_of(output)?.version_id.ok_or("no version")?);
        }
        holds("versions", ids, |ids| ids.first() != ids.last())
    }

    /// Returns the versions, newest first, and the delete markers.
    async fn all(&self) -> Result<(Vec<ObjectVersion>, Vec<DeleteMarkerEntry>), String> {
        let output = self.client.list_object_versions(&ListObjectVersionsInput::new(self.bucket).prefix("k")).await;
        let output = output_of(output)?;
        Ok((output.versions.unwrap_or_default(), output.delete_markers.unwrap_or_default()))
    }

    async fn oldest(&self) -> Result<String, String> {
        let oldest = self.all().await?.0.pop().and_then(|version| version.version_id);
        oldest.ok_or_else(|| "no version".to_owned())
    }

    async fn get(&self) -> Step {
        let oldest = self.oldest().await?;
        let input = GetObjectInput::new(self.bucket, "k").version_id(&oldest);
        let output = output_of(self.client.get_object(&input).await)?;
        same("version", output.version_id.as_deref(), Some(&*oldest))?;
        same_content(&content(output).await?, b"first")
    }

    async fn copy(&self) -> Step {
        let source = format!("{}/k?versionId={}", self.bucket, self.oldest().await?);
        output_of(self.client.copy_object(&CopyObjectInput::new(self.bucket, source, "copy")).await)?;
        let output = self.client.get_object(&GetObjectInput::new(self.bucket, "copy")).await;
        same_content(&content(output_of(output)?).await?, b"first")
    }

    async fn mark(&self) -> Step {
        let output = output_of(self.client.delete_object(&DeleteObjectInput::new(self.bucket, "k")).await)?;
        same("marker", output.delete_marker, Some(true))?;
        holds("version", output.version_id, Option::is_some)?;
        refused(self.client.get_object(&GetObjectInput::new(self.bucket, "k")).await, 404, "NoSuchKey")
    }

    async fn list(&self) -> Step {
        let (versions, markers) = self.all().await?;
        let latest: Vec<_> = versions.iter().map(|version| version.is_latest).collect();
        same("latest versions", latest, vec![Some(false), Some(false)])?;
        same("latest markers", markers.iter().map(|marker| marker.is_latest).collect(), vec![Some(true)])
    }

    async fn pages(&self) -> Step {
        let (mut count, mut input) = (0, ListObjectVersionsInput::new(self.bucket).max_keys(1));
        for _ in 0..10 {
            let output = output_of(self.client.list_object_versions(&input).await)?;
            count += output.versions.map_or(0, |all| all.len()) + output.delete_markers.map_or(0, |all| all.len());
            if output.is_truncated != Some(true) {
                break;
            }
            (input.key_marker, input.version_id_marker) = (output.next_key_marker, output.next_version_id_marker);
        }
        same("versions and markers", count, 4)
    }

    async fn unmark(&self) -> Step {
        let (_, mut markers) = self.all().await?;
        let id = markers.pop().and_then(|marker| marker.version_id).ok_or("no marker")?;
        let output = self.client.delete_object(&DeleteObjectInput::new(self.bucket, "k").version_id(id)).await;
        same("marker", output_of(output)?.delete_marker, Some(true))?;
        let output = self.client.get_object(&GetObjectInput::new(self.bucket, "k")).await;
        same_content(&content(output_of(output)?).await?, b"second")
    }

    async fn missing(&self) -> Step {
        let input = GetObjectInput::new(self.bucket, "k").version_id("3HL4kqtJlcpXrof3vjVBH40Nrjfkd");
        refused(self.client.get_object(&input).await, 404, "NoSuchVersion")
    }

    async fn delete_all(&self) -> Step {
        let output = self.client.list_object_versions(&ListObjectVersionsInput::new(self.bucket)).await;
        let versions = output_of(output)?.versions.unwrap_or_default().into_iter();
        let objects: Vec<_> = versions
            .map(|version| {
                ObjectIdentifier::new(version.key.unwrap_or_default()).version_id(version.version_id.unwrap_or_default())
            })
            .collect();
        let count = objects.len();
        let output = self.client.delete_objects(&DeleteObjectsInput::new(self.bucket, Delete::new(objects))).await;
        let output = output_of(output)?;
        same("errors", output.errors.unwrap_or_default(), Vec::new())?;
        same("deleted", output.deleted.unwrap_or_default().len(), count)?;
        same("versions", count, 3)
    }
}
