//! How to make calls in other ways than by a client: this module holds no code, only pages.
//!
//! # Any transport
//!
//! An input stands for its operation. [`Operation::to_http`](crate::Operation::to_http) makes the request of it,
//! unsigned, and [`Operation::parse`](crate::Operation::parse) reads the response. What happens between is up to the
//! caller. With `ureq` for the transport and `aws-sigv4` for the signature, without an async runtime:
//!
//! ```
#![doc = include_str!("guide/blocking.rs")]
//! ```
//!
//! A request that is sent again should be the same one, or an idempotency token in it is not.
//!
//! # In tests
//!
//! Where code makes calls without a client, a test may give it any function from request to response. A client is
//! given the configuration of a `smithereen::client::Fake`, which answers without a network and remembers what it was
//! asked.
//!
//! # The AWS configuration
//!
//! A client is made from an `SdkConfig`, and `aws-config` loads that as any AWS tool does: region, credentials, retries,
//! timeouts and endpoints from environment, profiles and the machine.
//!
//! ```no_run
//! # async fn load() {
//! let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
//! # let _ = config;
//! # }
//! ```
//!
//! `aws-config` brings an HTTP client with TLS by its default features. Without those, an HTTP client is set by hand, as
//! `examples/call.rs` of each generated crate does.
