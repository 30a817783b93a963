//! Classifies errors: throttling, transient, not found.

use super::{Error, ServiceError, TransportKind};
use crate::reflect::Shape;
use crate::schema::Flag;

/// The codes of throttling errors: those that official clients recognize.
const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];
/// Codes of errors that may not occur again.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];
/// The statuses of errors that may not occur again.
const TRANSIENT_STATUSES: [u16; 4] = [500, 502, 503, 504];

impl<E> Error<E> {
    /// Returns the error enum of the operation, if the service returned an error.
    ///
    /// ```
    /// # fn example<E>(error: &smithereen::Error<E>) {
    /// if let Some(_modeled) = error.as_modeled() {
    ///     // match its variants, such as `GetThingError::NotFound(error)`
    /// }
    /// # }
    /// ```
    pub fn as_modeled(&self) -> Option<&E> {
        self.as_service().map(ServiceError::error)
    }

    /// Returns whether a timeout expired.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Returns whether the service responded that a resource does not exist. See [`ServiceError::is_not_found`].
    pub fn is_not_found(&self) -> bool {
        self.as_service().is_some_and(ServiceError::is_not_found)
    }
}

impl<E: Shape> Error<E> {
    /// Returns whether the error is throttling: the client should slow down. See [`ServiceError::is_throttling`].
    pub fn is_throttling(&self) -> bool {
        self.as_service().is_some_and(ServiceError::is_throttling)
    }

    /// Returns whether the same call may succeed later: the connection failed, a timeout expired, or
    /// [`ServiceError::is_retryable`]. The client has retried such a call already, within its limits.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => {
                matches!(error.kind(), TransportKind::Connection | TransportKind::Timeout)
            }
            Self::Service(error) => error.is_retryable(),
            _ => false,
        }
    }
}

impl<E> ServiceError<E> {
    /// Returns whether a resource does not exist: the status is 404, or the code contains `NotFound`, `DoesNotExist` or
    /// `NonExistent` or begins with `NoSuch`.
    pub fn is_not_found(&self) -> bool {
        let is_not_found_code = |code: &str| {
            let parts = ["NotFound", "DoesNotExist", "NonExistent"];
            code.starts_with("NoSuch") || parts.iter().any(|part| code.contains(part))
        };
        self.status().as_u16() == 404 || self.code().is_some_and(is_not_found_code)
    }
}

impl<E: Shape> ServiceError<E> {
    /// Returns whether the error is throttling, so that the client should slow down: by the model (`smithy.api#retryable` with
    /// `throttling`), by one of the codes that official clients recognize, or by the status 429.
    pub fn is_throttling(&self) -> bool {
        self.has_flag(Flag::Throttling)
            || self.code().is_some_and(|code| THROTTLING.contains(&code))
            || self.status().as_u16() == 429
    }

    /// Returns whether the same call may succeed later: by [`is_throttling`](Self::is_throttling), by the model (`retryable`), by
    /// a code for a timeout, or by one of the statuses 500, 502, 503 and 504.
    pub fn is_retryable(&self) -> bool {
        self.is_throttling()
            || self.has_flag(Flag::Retryable)
            || self.code().is_some_and(|code| TRANSIENT.contains(&code))
            || TRANSIENT_STATUSES.contains(&self.status().as_u16())
    }

    /// Returns whether the modeled error has a flag.
    fn has_flag(&self, flag: Flag) -> bool {
        let error: &dyn Shape = self.error();
        let member = error.active().and_then(|index| error.schema().members.get(index));
        member.is_some_and(|member| member.has(flag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ErrorMeta, TransportError};
    use http::StatusCode;

    fn error(code: &str, status: u16) -> Error<()> {
        let meta = ErrorMeta { code: Some(code.to_owned()), ..ErrorMeta::default() };
        Error::Service(ServiceError::new((), StatusCode::from_u16(status).unwrap(), meta))
    }

    #[test]
    fn errors_are_classified_by_code_and_status() {
        for (code, status, throttling, retryable, not_found) in [
            ("ThrottlingException", 400, true, true, false),
            ("Anything", 429, true, true, false),
            ("SlowDown", 503, true, true, false),
            ("InternalFailure", 500, false, true, false),
            ("RequestTimeout", 400, false, true, false),
            ("ValidationException", 400, false, false, false),
            ("ResourceNotFoundException", 400, false, false, true),
            ("InvalidInstanceID.NotFound", 400, false, false, true),
            ("NoSuchKey", 404, false, false, true),
            ("QueueDoesNotExist", 400, false, false, true),
            ("AWS.SimpleQueueService.NonExistentQueue", 400, false, false, true),
            ("Whatever", 404, false, false, true),
        ] {
            let error = error(code, status);
            let found = (error.is_throttling(), error.is_retryable(), error.is_not_found());
            assert_eq!(found, (throttling, retryable, not_found), "{code}");
        }
    }

    #[test]
    fn transport_errors_are_retryable_unless_the_configuration_is_wrong() {
        for (kind, retryable, timeout) in [
            (TransportKind::Connection, true, false),
            (TransportKind::Timeout, true, true),
            (TransportKind::Credentials, false, false),
            (TransportKind::Other, false, false),
        ] {
            let error: Error<()> = TransportError::new(kind, "x").into();
            assert_eq!((error.is_retryable(), error.is_timeout()), (retryable, timeout), "{kind:?}");
            assert!(!error.is_throttling() && error.as_modeled().is_none());
        }
    }
}
