//! The fallback of a fake, for requests that no rule matches.

use super::reply::{Reply, Respond};
use bytes::Bytes;
use http::Request;

/// The source of replies besides the rules.
pub(in crate::client) trait Fallback: Send + Sync {
    /// Returns the reply to a request, or the reason for the failure.
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String>;

    /// Describes the replies that were not used.
    fn unused(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Fallback for Box<Respond> {
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String> {
        Ok(self(request))
    }
}
