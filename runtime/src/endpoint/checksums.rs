//! The settings of checksums.

use super::Endpoint;
use crate::checksum::When;

impl Endpoint {
    /// Sets when requests get a checksum, for operations with `aws.protocols#httpChecksum`. The default is [`When::Supported`].
    #[must_use]
    pub fn request_checksums(mut self, when: When) -> Self {
        self.request_checksums = when;
        self
    }

    /// Sets when checksums of responses are requested and checked, for operations with `aws.protocols#httpChecksum`. The default
    /// is [`When::Supported`].
    #[must_use]
    pub fn response_checksums(mut self, when: When) -> Self {
        self.response_checksums = when;
        self
    }

    /// Leaves checksums of streams to the sender of the request, which may be able to read the stream twice.
    #[cfg(feature = "client")]
    pub(crate) fn defer_checksums(mut self) -> Self {
        self.defers_checksums = true;
        self
    }
}
