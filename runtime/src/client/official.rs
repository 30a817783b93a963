//! The runtime's own traits on our errors, for code that is written against them.

use crate::error::{Error, ServiceError};
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use std::sync::LazyLock;

impl<E> ProvideErrorMetadata for ServiceError<E> {
    fn meta(&self) -> &ErrorMetadata {
        self.official()
    }
}

impl<E> ProvideErrorMetadata for Error<E> {
    fn meta(&self) -> &ErrorMetadata {
        static NONE: LazyLock<ErrorMetadata> = LazyLock::new(|| ErrorMetadata::builder().build());
        self.as_service().map_or(&NONE, ProvideErrorMetadata::meta)
    }
}

impl<E> RequestId for Error<E> {
    fn request_id(&self) -> Option<&str> {
        Error::request_id(self)
    }
}
