//! Endpoint discovery without a client: the request of the operation that returns endpoints, and its response. Nothing is sent or
//! cached here.

use crate::endpoint::{Endpoint, EndpointError};
use crate::error::{BuildError, Error, MessageError, ServiceError};
use crate::operation::{check, read_output, response_error, write_input};
use crate::reflect::{Shape, Value, ValueRef, used_members};
use crate::response::RawResponse;
use crate::schema::Flag;
use crate::service::{EndpointDiscovery, OperationSchema};
use crate::validation::Validation;
use bytes::Bytes;
use http::{Request, Response};
use std::collections::BTreeMap;
use std::time::Duration;

/// The longest time for which an endpoint is kept, whatever the service sends.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl EndpointDiscovery {
    /// Creates the discovery of endpoints with an operation, whose input has no members.
    pub const fn new(operation: &'static OperationSchema) -> Self {
        Self { operation, takes_identifiers: false }
    }

    /// States that the input of the operation has the members `Operation` and `Identifiers`. They are sent if the input of the
    /// other operation has identifiers (`clientEndpointDiscoveryId`).
    #[must_use]
    pub const fn with_identifiers(self) -> Self {
        Self { takes_identifiers: true, ..self }
    }

    /// Returns the identifiers in the input of an operation, by the names of their members. Endpoints of inputs with the same
    /// identifiers are the same; without identifiers, all operations of the service have the same endpoints.
    pub fn identifiers(&self, input: &dyn Shape) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        if self.takes_identifiers {
            gather(input, &mut found);
        }
        found
    }

    /// Builds the unsigned request for the endpoints of an operation. `endpoint` is that of the endpoint rules, `identifiers` are
    /// those that [`Self::identifiers`] returns.
    ///
    /// ```
    /// use smithereen::Operation;
    /// # fn example<O: Operation>(input: &O, endpoint: &smithereen::Endpoint) -> Result<(), Box<dyn std::error::Error>> {
    /// if let Some(discovery) = O::OPERATION.endpoint_discovery {
    ///     let request = discovery.to_http(O::OPERATION, discovery.identifiers(input), endpoint)?;
    ///     # let response: http::Response<Vec<u8>> = todo!();
    ///     // .. sign and send it ..
    ///     if let [first, ..] = discovery.parse(response)?.as_slice() {
    ///         let request = input.to_http(&first.at(endpoint)?)?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns an error for an identifier that cannot be sent.
    pub fn to_http(
        &self,
        operation: &'static OperationSchema,
        identifiers: BTreeMap<String, String>,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, BuildError> {
        let has_any = self.takes_identifiers && !identifiers.is_empty();
        let input = Input {
            operation: has_any.then(|| operation.name.to_owned()),
            identifiers: has_any.then_some(identifiers),
        };
        write_input(self.operation, &input, endpoint)
    }

    /// Parses the response with the endpoints, which are in the order of preference. There is at least one.
    ///
    /// # Errors
    /// Returns [`Error::Service`] for an error of the service, and [`Error::Response`] for a response that cannot be parsed or
    /// has no endpoint.
    pub fn parse<B: Into<Bytes>>(&self, response: Response<B>) -> Result<Vec<DiscoveredEndpoint>, Error<()>> {
        let response = response.map(Into::into);
        let response = &RawResponse::from(&response);
        let protocol = self.operation.service.protocol;
        check(self.operation, response).map_err(Error::Response)?;
        if protocol.is_error(self.operation, response) {
            let meta = protocol.error(self.operation, response, &mut ());
            return Err(Error::Service(ServiceError::new((), response.status, meta).with_response(response)));
        }
        let mut output = Output::default_value();
        read_output(self.operation, response, &mut output, Validation::Lenient).map_err(Error::Response)?;
        let usable = output.endpoints.into_iter().filter(|found| !found.address.is_empty());
        let endpoints: Vec<_> = usable.map(DiscoveredEndpoint::from).collect();
        match endpoints.is_empty() {
            false => Ok(endpoints),
            true => {
                let none = MessageError::new("Endpoints", "has no endpoint with an address");
                Err(Error::Response(response_error(self.operation, response, none)))
            }
        }
    }
}

/// Collects the identifiers of an input and of the structures in it. An unset member has none.
fn gather(shape: &dyn Shape, found: &mut BTreeMap<String, String>) {
    for (index, member) in used_members(shape) {
        match shape.get(index) {
            ValueRef::String(text) if member.has(Flag::EndpointDiscoveryId) => {
                found.insert(member.name.to_owned(), text.to_owned());
            }
            ValueRef::Shape(inner) => gather(inner, found),
            _ => {}
        }
    }
}

/// An endpoint that the service returned.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiscoveredEndpoint {
    /// A host name or a URL.
    pub address: String,
    /// How long the endpoint may be used, at most a year.
    pub cache_period: Duration,
}

impl DiscoveredEndpoint {
    /// Returns the endpoint of the rules at the address of this one: the path and the signature are those of the rules.
    ///
    /// # Errors
    /// Returns an error if the address is neither a host name nor a URL with `http` or `https`.
    pub fn at(&self, endpoint: &Endpoint) -> Result<Endpoint, EndpointError> {
        match self.address.contains("://") {
            true => endpoint.at_origin(&self.address),
            false => endpoint.at_origin(&format!("https://{}", self.address)),
        }
    }
}

impl From<Address> for DiscoveredEndpoint {
    fn from(found: Address) -> Self {
        let minutes = u64::try_from(found.cache_period_in_minutes).unwrap_or_default();
        let cache_period = Duration::from_secs(minutes.saturating_mul(60)).min(LONGEST);
        Self { address: found.address, cache_period }
    }
}

// The shapes that the trait `aws.api#clientEndpointDiscovery` requires of the operation. The generator checks that a model has
// them.

/// The input of the operation.
#[derive(Default)]
struct Input {
    operation: Option<String>,
    identifiers: Option<BTreeMap<String, String>>,
}

/// The output of the operation.
struct Output {
    endpoints: Vec<Address>,
}

/// An element of the output.
struct Address {
    address: String,
    cache_period_in_minutes: i64,
}

crate::structure! {
    Input = "Input" {
        0 operation => Member::new("Operation"),
        1 identifiers => Member::new("Identifiers"),
    }
}

crate::structure! {
    Output = "Output" {
        0 endpoints => Member::new("Endpoints").required(),
    }
}

crate::structure! {
    Address = "Endpoint" {
        0 address => Member::new("Address").required(),
        1 cache_period_in_minutes => Member::new("CachePeriodInMinutes").required(),
    }
}

#[cfg(test)]
mod tests;
