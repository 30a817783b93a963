//! The checksum that a response has to have.

use crate::checksum::{Algorithm, Hasher, HttpChecksum};
use crate::error::MessageError;
use crate::response::RawResponse;
use crate::service::OperationSchema;
use http::Method;

/// The checksum that the body of a response has to have.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) algorithm: Algorithm,
    pub(super) base64: String,
}

impl Expected {
    /// Returns the checksum of a response that is checked: that of the first algorithm, by priority, that both the model and the
    /// response have. Composite checksums, such as `y/Q5Jg==-2`, are of the parts of an object and not of the body.
    pub(super) fn of(
        operation: &OperationSchema,
        checksum: &HttpChecksum,
        response: &RawResponse<'_>,
    ) -> Option<Self> {
        // A response to HEAD, and one without success, has the headers of another body than its own, or none.
        if response.is_unchecked || !response.status.is_success() || operation.method == Method::HEAD {
            return None;
        }
        let supported = Algorithm::BY_PRIORITY.into_iter().filter(|one| checksum.response.contains(one));
        supported
            .filter_map(|algorithm| {
                let base64 = response.header(algorithm.header())?.trim().to_owned();
                (!base64.contains('-')).then_some(Self { algorithm, base64 })
            })
            .next()
    }

    /// Returns a hasher for the body.
    pub(super) fn hasher(&self) -> Hasher {
        Hasher::new(self.algorithm)
    }

    /// Compares the checksum of the whole body.
    ///
    /// # Errors
    /// Returns an error that names the algorithm.
    pub(super) fn compare(&self, hasher: Hasher) -> Result<(), MessageError> {
        match hasher.base64() == self.base64 {
            true => Ok(()),
            false => {
                let Self { algorithm, .. } = self;
                let (name, header) = (algorithm.name(), algorithm.header());
                Err(MessageError::new(
                    "",
                    format!("the {name} of the body is not that of the header `{header}`"),
                ))
            }
        }
    }
}
