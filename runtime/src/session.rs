//! Sessions without a client: the request of the operation that returns the credentials of a session, and its response. Nothing
//! is sent or cached here.

use crate::endpoint::{Endpoint, EndpointError, Param, Params};
use crate::error::{BuildError, Error, MessageError, ServiceError};
use crate::operation::{check, read_output, response_error, write_input};
use crate::reflect::{Shape, Value};
use crate::response::RawResponse;
use crate::service::{OperationSchema, Sessions};
use crate::sign::Credentials;
use crate::timestamp::Timestamp;
use crate::validation::Validation;
use bytes::Bytes;
use http::{Request, Response};
use std::fmt;

impl Sessions {
    /// Returns the resource of an operation's input, such as its bucket, or `None` if the input has none.
    pub fn resource(&self, operation: &OperationSchema, input: &dyn Shape) -> Option<String> {
        let params = Params::default().with_sources(operation.endpoint_params, input);
        params.string(self.param).map(str::to_owned)
    }

    /// Resolves the endpoint of the operation that returns the session of a resource.
    ///
    /// # Errors
    /// Returns an error if the endpoint rules reject the parameters.
    pub fn to_endpoint(&self, resource: &str, params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        let params = params.clone().with_sources(self.operation.endpoint_params, &());
        (self.operation.service.endpoint)(&params.with(self.param, Param::from(resource)))
    }

    /// Builds the unsigned request for a session. `endpoint` is that of [`Self::to_endpoint`]; [`OperationSchema::signing`] of
    /// the operation returns its signing configuration.
    ///
    /// ```
    /// use smithereen::endpoint::Params;
    /// use smithereen::sign::Signer;
    /// use smithereen::{Operation, Timestamp};
    /// # fn send(_: http::Request<bytes::Bytes>) -> http::Response<Vec<u8>> { todo!() }
    /// # fn example<O: Operation>(input: &O, signer: &Signer, now: Timestamp) -> Result<(), Box<dyn std::error::Error>> {
    /// let params = Params::region("us-west-2");
    /// if let Some(sessions) = O::OPERATION.service.sessions {
    ///     let resource = sessions.resource(O::OPERATION, input).unwrap_or_default();
    ///     let endpoint = sessions.to_endpoint(&resource, &params)?;
    ///     let mut request = sessions.to_http(&endpoint)?;
    ///     signer.sign(&mut request, &sessions.operation.signing(&endpoint, "us-west-2")?, now)?;
    ///     let session = sessions.parse(send(request))?;
    ///     // Until it expires, this signer signs the requests to endpoints that require a session.
    ///     let signer = Signer::new(session.credentials);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns an error if the endpoint is not part of a valid URL.
    pub fn to_http(&self, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
        write_input(self.operation, &(), endpoint)
    }

    /// Parses the response with the credentials of a session.
    ///
    /// # Errors
    /// Returns [`Error::Service`] for an error of the service, and [`Error::Response`] for a response that cannot be parsed or
    /// has no complete credentials.
    pub fn parse<B: Into<Bytes>>(&self, response: Response<B>) -> Result<Session, Error<()>> {
        let response = response.map(Into::into);
        let response = &RawResponse::from(&response);
        let protocol = self.operation.service.protocol;
        check(self.operation, response).map_err(Error::Response)?;
        if protocol.is_error(self.operation, response) {
            let meta = protocol.error(self.operation, response, &mut ());
            return Err(Error::Service(ServiceError::new((), response.status, meta).with_response(response)));
        }
        let mut output = Output::default_value();
        read_output(self.operation, response, &mut output, Validation::Strict).map_err(Error::Response)?;
        let Found { access_key_id, secret_access_key, session_token, expiration } = output.credentials;
        if [&access_key_id, &secret_access_key, &session_token].iter().any(|text| text.is_empty()) {
            let empty = MessageError::new("Credentials", "has an empty member");
            return Err(Error::Response(response_error(self.operation, response, empty)));
        }
        let credentials = Credentials::new(access_key_id, secret_access_key);
        Ok(Session { credentials: credentials.with_session_token(session_token), expires: expiration })
    }
}

/// A session: credentials for the requests that concern one resource.
#[derive(Clone)]
#[non_exhaustive]
pub struct Session {
    /// The credentials, with the session token.
    pub credentials: Credentials,
    /// When the credentials expire, by the clock of the service.
    pub expires: Timestamp,
}

/// Shows no part of the credentials.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("expires", &self.expires).finish_non_exhaustive()
    }
}

// The shapes that are read. The generator checks that a model has them.

/// The output of the operation.
struct Output {
    credentials: Found,
}

/// The credentials in the output.
struct Found {
    access_key_id: String,
    secret_access_key: String,
    session_token: String,
    expiration: Timestamp,
}

crate::structure! {
    Output = "Output" {
        0 credentials => Member::new("Credentials").required(),
    }
}

crate::structure! {
    Found = "SessionCredentials" sensitive {
        0 access_key_id => Member::new("AccessKeyId").required(),
        1 secret_access_key => Member::new("SecretAccessKey").required(),
        2 session_token => Member::new("SessionToken").required(),
        3 expiration => Member::new("Expiration").required(),
    }
}

#[cfg(all(test, feature = "xml"))]
mod tests;
