//! The part of the configuration that affects checksums.

use crate::checksum::When;
use crate::endpoint::Endpoint;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_types::SdkConfig;

/// The settings `request_checksum_calculation` and `response_checksum_validation`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checksums {
    requests: When,
    responses: When,
}

impl Checksums {
    pub(super) fn of(config: &SdkConfig) -> Self {
        // Unset and unknown values are the default, as in the official client.
        Self {
            requests: match config.request_checksum_calculation() {
                Some(RequestChecksumCalculation::WhenRequired) => When::Required,
                _ => When::Supported,
            },
            responses: match config.response_checksum_validation() {
                Some(ResponseChecksumValidation::WhenRequired) => When::Required,
                _ => When::Supported,
            },
        }
    }

    pub(super) fn apply(self, endpoint: Endpoint) -> Endpoint {
        let endpoint = endpoint.request_checksums(self.requests).response_checksums(self.responses);
        endpoint.defer_checksums()
    }
}
