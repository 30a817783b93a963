//! Implements the official runtime's error traits, for code that is written against them.

use crate::error::{Error, ErrorMeta, ServiceError};
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use std::sync::LazyLock;

static NO_METADATA: LazyLock<ErrorMetadata> = LazyLock::new(|| ErrorMetadata::builder().build());

/// Converts the metadata of an error.
fn metadata(meta: &ErrorMeta) -> ErrorMetadata {
    let mut out = ErrorMetadata::builder();
    if let Some(code) = &meta.code {
        out = out.code(code);
    }
    if let Some(message) = &meta.message {
        out = out.message(message);
    }
    if let Some(id) = &meta.request_id {
        out = out.custom("aws_request_id", id);
    }
    out.build()
}

impl<E> ProvideErrorMetadata for ServiceError<E> {
    fn meta(&self) -> &ErrorMetadata {
        self.converted_meta(metadata).unwrap_or(&NO_METADATA)
    }
}

impl<E> ProvideErrorMetadata for Error<E> {
    fn meta(&self) -> &ErrorMetadata {
        self.as_service().map_or(&NO_METADATA, ProvideErrorMetadata::meta)
    }
}

impl<E> RequestId for Error<E> {
    fn request_id(&self) -> Option<&str> {
        Error::request_id(self)
    }
}
