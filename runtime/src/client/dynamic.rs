//! Calls of operations that are selected at run time.

use super::caller::Caller;
use crate::dynamic::Dynamic;
use crate::endpoint::{Endpoint, Params};
use crate::error::Error;
use serde_json::Value as Document;

impl Dynamic {
    /// Calls the operation with a JSON object as input and returns its output as one.
    ///
    /// # Errors
    /// Returns the errors that a typed call returns, and [`Error::Build`] for an input that [`Self::to_http`] rejects.
    pub async fn call(&self, caller: &Caller, input: &str) -> Result<Document, Error<Document>> {
        let resolve = |params: &Params<'_>| self.to_endpoint(input, params);
        let build = |endpoint: &Endpoint| self.to_http(input, endpoint);
        self.parse(caller.send(self.operation(), self.errors(), &resolve, &build).await?)
    }
}
