#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! A generated crate contains descriptions of shapes, operations and services. This crate contains the code that uses
//! them:
//!
//! | module | purpose |
//! |---|---|
//! | [`schema`] | descriptions of shapes as plain data |
//! | [`reflect`] | access to the values of a generated type by index |
//! | [`json`], [`protocol`] | serialization of requests, deserialization of responses |
//! | `cbor` | the codec of `rpcv2Cbor` (feature `cbor`) |
//! | `event_stream` | event streams: frames and the events in them (feature `event-stream`) |
//! | `query` | the requests of `awsQuery` and `ec2Query` (feature `query`) |
//! | `sign` | signatures of requests, presigned URLs, chunks and events (feature `sign`) |
//! | `checksum`, `aws_chunked` | checksums of bodies, and bodies with a checksum at their end (feature `checksum`) |
//! | [`endpoint`] | the endpoint of a request, from the rules of its service |
//! | `client` | the client on the official AWS runtime (feature `client`) |
//! | [`guide`] | documentation for use without the client, for tests and for timeouts |
//!
//! Without features, the crate needs no async runtime, no TLS and no HTTP client: [`Operation::to_http`] builds an
//! `http::Request<Bytes>`, [`Operation::parse`] parses an `http::Response<Bytes>`, and the caller sends the request.
#![forbid(unsafe_code)]

mod auth;
mod base64;
mod body;
mod body_format;
mod box_error;
mod codec;
#[cfg(feature = "gzip")]
mod compression;
mod cross_region_url;
mod dynamic;
mod endpoint_discovery;
mod erased;
mod error;
mod features;
mod http;
mod idempotency_token;
mod input;
mod number;
mod operation;
mod operation_schema;
mod paginate;
#[cfg(feature = "sign")]
mod presign;
mod response;
#[cfg(feature = "client")]
mod server;
mod service;
mod service_schema;
#[cfg(feature = "sign")]
mod session;
mod timestamp;
mod validation;

#[cfg(feature = "checksum")]
pub mod aws_chunked;
#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "checksum")]
pub mod checksum;
#[cfg(feature = "client")]
pub mod client;
pub mod endpoint;
#[cfg(feature = "event-stream")]
pub mod event_stream;
pub mod guide;
pub mod jmespath;
pub mod json;
pub mod protocol;
#[cfg(feature = "query")]
pub mod query;
pub mod reflect;
pub mod schema;
#[cfg(feature = "sign")]
pub mod sign;
pub mod wait;
#[cfg(feature = "xml")]
mod xml;

pub use ::http::{Method, Request, Response, StatusCode};
pub use auth::{ApiKey, AuthScheme};
#[cfg(feature = "tokio")]
pub use body::BodyAsyncRead;
#[cfg(feature = "stream")]
pub use body::BodyReader;
pub use body::{Body, BodyError};
pub use bytes::Bytes;
pub use cross_region_url::CrossRegionUrl;
pub use dynamic::Dynamic;
pub use endpoint::{Endpoint, EndpointError};
pub use endpoint_discovery::DiscoveredEndpoint;
pub use error::{
    BoxError, BuildError, Error, ErrorMeta, ResponseError, ServiceError, TransportError, TransportKind,
};
pub use number::{BigNumber, NotANumber};
#[cfg(feature = "event-stream")]
pub use operation::{EventInput, EventOutput};
pub use operation::{Incomplete, Operation, Received};
pub use paginate::{Item, PageItems, PageToken, Paginated, Pagination, PaginationError, TokenError};
pub use response::{Headers, RawResponse, Undecoded};
pub use serde_json::Value as Document;
pub use service::{EndpointDiscovery, OperationSchema, Service, Sessions};
#[cfg(feature = "sign")]
pub use session::Session;
pub use timestamp::{OutOfRange, Timestamp};
pub use validation::Validation;
pub use wait::Waiter;

#[doc(hidden)]
#[cfg(feature = "serde")]
pub use serde_core as serde;
