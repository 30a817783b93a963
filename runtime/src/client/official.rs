//! The runtime's own traits on our errors, for code that is written against them.

use crate::error::{Error, ErrorMeta, ServiceError};
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;
use std::sync::LazyLock;

/// What the runtime's trait lends out a reference to.
#[derive(Clone, Debug)]
pub(crate) struct Official(ErrorMetadata);

impl Official {
    pub(crate) fn new(meta: &ErrorMeta) -> Self {
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
        Self(out.build())
    }
}

impl<E> ProvideErrorMetadata for ServiceError<E> {
    fn meta(&self) -> &ErrorMetadata {
        &self.official().0
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
