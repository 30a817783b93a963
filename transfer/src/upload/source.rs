//! The requests that an upload makes.

use super::Part;
use smithereen::{Body, BoxError};

/// An object that can be uploaded in parts. [`s3!`](crate::s3) implements it for Amazon S3.
///
/// Retries belong to the implementation: generated clients retry each call.
pub trait MultipartUpload: Sync {
    /// Uploads a small object in one request. Returns its entity tag, if the response has one.
    fn put(&self, body: Body) -> impl Future<Output = Result<Option<String>, BoxError>> + Send;

    /// Creates an upload. Returns its ID.
    fn create(&self) -> impl Future<Output = Result<String, BoxError>> + Send;

    /// Uploads a part, with a number from 1 to 10,000. Returns its entity tag.
    fn upload_part(
        &self,
        upload_id: &str,
        number: u32,
        body: Body,
    ) -> impl Future<Output = Result<String, BoxError>> + Send;

    /// Completes an upload from its parts, which are ordered by number. Returns the entity tag of the object, if the response has
    /// one.
    fn complete(
        &self,
        upload_id: &str,
        parts: &[Part],
    ) -> impl Future<Output = Result<Option<String>, BoxError>> + Send;

    /// Aborts an upload and deletes its parts.
    fn abort(&self, upload_id: &str) -> impl Future<Output = Result<(), BoxError>> + Send;
}
