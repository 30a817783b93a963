//! What every error response states, whatever the service.


/// The code, the message and the request ID of an error response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorMeta {
    /// The error code without its namespace, such as `ThrottlingException`.
    pub code: Option<String>,
    /// The message for people.
    pub message: Option<String>,
    /// The AWS request ID.
    pub request_id: Option<String>,
}

impl ErrorMeta {
    /// Converts it to the official runtime's type.
    #[cfg(feature = "client")]
    pub(super) fn to_official(&self) -> ErrorMetadata {
        let mut out = ErrorMetadata::builder();
        if let Some(code) = &self.code {
            out = out.code(code);
        }
        if let Some(message) = &self.message {
            out = out.message(message);
        }
        if let Some(id) = &self.request_id {
            out = out.custom("aws_request_id", id);
        }
        out.build()
    }
}
