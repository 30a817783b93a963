//! What replies to the requests that no rule of a fake matches.

use super::reply::{Reply, Respond};
use bytes::Bytes;
use http::Request;

/// The source of replies besides the rules.
pub(in crate::client) trait Fallback: Send + Sync {
    /// Returns the reply to a request, or why there is none.
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String>;

    /// Describes what was not used.
    fn unused(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Fallback for Box<Respond> {
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String> {
        Ok(self(request))
    }
}
