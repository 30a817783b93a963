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
//!
//! # Timeouts and retries
//!
//! What a client does unless its `SdkConfig` says otherwise:
//!
//! | what | default | then |
//! |---|---|---|
//! | connection: TCP and TLS | 3.1 s | retried |
//! | response: from sending the request to the head of the response | 20 min | an error of the kind `Timeout`; the request is not sent again, since the service may have carried it out |
//! | an attempt as a whole | unlimited | |
//! | a call as a whole, with all its attempts | 1 h | an error of the kind `Timeout` |
//! | attempts of a call | 3 | the last error |
//! | wait between attempts | random, up to 1 s, then 2 s, ... 20 s at most; the service's `x-amz-retry-after`, 20 s at most | |
//! | retry quota | 500; a retry takes 5 after throttling and 10 after a timeout or any other error | without quota, the error |
//!
//! The numbers but for the response and the call as a whole are the official runtime's. Stalled stream protection is not
//! active: a body that stops is bounded by the call as a whole. A bound that is set by `SdkConfig::timeout_config` takes
//! the place of the 20 minutes and of the hour, and where it runs out the request is sent again, as with the official clients: a
//! `read_timeout`, an `operation_attempt_timeout` or an `operation_timeout` (which is never retried).
//! `TimeoutConfig::disabled()` removes all of them.
