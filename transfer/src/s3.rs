//! The macro that implements the traits for a generated module of Amazon S3.

/// Defines `S3Object`, an object of Amazon S3, from the path of the generated module. It implements
/// [`MultipartUpload`](crate::MultipartUpload) and [`RangedDownload`](crate::RangedDownload).
///
/// The module needs the operations `PutObject`, `CreateMultipartUpload`, `UploadPart`, `CompleteMultipartUpload`,
/// `AbortMultipartUpload` and `GetObject`. The caller needs the client. For encryption with keys of the customer, storage classes
/// and other members of the inputs, implement the traits by hand: each method is one call.
///
/// ```ignore
/// smithereen_transfer::s3!(aws::s3);
///
/// let object = S3Object::new(client, "bucket", "key").content_type("text/plain");
/// ```
#[macro_export]
macro_rules! s3 {
    ($($module:ident)::+) => {
        /// An object of Amazon S3 that is transferred in parts.
        #[derive(Clone)]
        pub struct S3Object {
            client: $($module)::+::Client,
            bucket: String,
            key: String,
            content_type: Option<String>,
        }

        impl S3Object {
            /// Creates an object from its bucket and key. Nothing is sent.
            pub fn new(
                client: $($module)::+::Client,
                bucket: impl Into<String>,
                key: impl Into<String>,
            ) -> Self {
                Self { client, bucket: bucket.into(), key: key.into(), content_type: None }
            }

            /// Sets the media type of the object.
            #[must_use]
            pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
                self.content_type = Some(media_type.into());
                self
            }
        }

        impl $crate::MultipartUpload for S3Object {
            async fn put(&self, body: $crate::Body) -> Result<Option<String>, $crate::BoxError> {
                let mut input = $($module)::+::PutObjectInput::new(&self.bucket, &self.key).body(body);
                input.content_type.clone_from(&self.content_type);
                Ok(self.client.put_object(&input).await?.e_tag)
            }

            async fn create(&self) -> Result<String, $crate::BoxError> {
                let mut input = $($module)::+::CreateMultipartUploadInput::new(&self.bucket, &self.key);
                input.content_type.clone_from(&self.content_type);
                let created = self.client.create_multipart_upload(&input).await?;
                let upload_id = created.upload_id.filter(|id| !id.is_empty());
                upload_id.ok_or_else(|| "`UploadId`: expected the ID of the upload".into())
            }

            async fn upload_part(
                &self,
                upload_id: &str,
                number: u32,
                body: $crate::Body,
            ) -> Result<String, $crate::BoxError> {
                let number = i32::try_from(number)?;
                let input =
                    $($module)::+::UploadPartInput::new(&self.bucket, &self.key, number, upload_id).body(body);
                let output = self.client.upload_part(&input).await?;
                output.e_tag.ok_or_else(|| "`ETag`: expected the entity tag of the part".into())
            }

            async fn complete(
                &self,
                upload_id: &str,
                parts: &[$crate::Part],
            ) -> Result<Option<String>, $crate::BoxError> {
                let mut completed = Vec::with_capacity(parts.len());
                for part in parts {
                    let number = i32::try_from(part.number)?;
                    completed.push(
                        $($module)::+::CompletedPart::default().part_number(number).e_tag(&part.etag),
                    );
                }
                let upload = $($module)::+::CompletedMultipartUpload::default().parts(completed);
                let input =
                    $($module)::+::CompleteMultipartUploadInput::new(&self.bucket, &self.key, upload_id)
                        .multipart_upload(upload);
                Ok(self.client.complete_multipart_upload(&input).await?.e_tag)
            }

            async fn abort(&self, upload_id: &str) -> Result<(), $crate::BoxError> {
                let input =
                    $($module)::+::AbortMultipartUploadInput::new(&self.bucket, &self.key, upload_id);
                self.client.abort_multipart_upload(&input).await?;
                Ok(())
            }
        }

        impl $crate::RangedDownload for S3Object {
            async fn read(
                &self,
                range: ::std::ops::Range<u64>,
                if_match: Option<&str>,
            ) -> Result<$crate::Piece, $crate::BoxError> {
                let header = format!("bytes={}-{}", range.start, range.end.saturating_sub(1));
                let mut input = $($module)::+::GetObjectInput::new(&self.bucket, &self.key).range(header);
                input.if_match = if_match.map(str::to_owned);
                match self.client.get_object(&input).await {
                    Ok(object) => $crate::Piece::from_content_range(
                        object.body,
                        object.content_range.as_deref(),
                        range.start,
                        object.e_tag,
                    ),
                    // 416 (Range Not Satisfiable): an empty object has no range.
                    Err(error) if range.start == 0 && error.status().is_some_and(|status| status == 416) => {
                        Ok($crate::Piece { body: $crate::Body::default(), total: 0, etag: None })
                    }
                    Err(error) => Err(error.into()),
                }
            }
        }
    };
}
