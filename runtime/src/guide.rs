//! Pages for users of generated crates: calls over any transport, tests, configuration, timeouts. This module has no
//! code.
//!
//! # Any transport
//!
//! An input represents its operation. [`Operation::to_http`](crate::Operation::to_http) builds the unsigned request, and
//! [`Operation::parse`](crate::Operation::parse) parses the response. Signing and sending are up to the caller. This example
//! uses `ureq` for the transport and the feature `sign` for the signature, without an async runtime:
//!
//! ```
#![cfg_attr(feature = "sign", doc = include_str!("guide/blocking.rs"))]
//! ```
//!
//! To retry, send the same request again: each call of `to_http` generates a new idempotency token.
//!
//! # In tests
//!
//! To test code that uses a client, give the client the configuration of a `smithereen::client::Fake`: it has rules for operations,
//! latencies, faults and recordings, keeps the requests, and uses neither a network nor real time. Code without a client can be tested with any function from request to
//! response.
//!
//! # The AWS configuration
//!
//! A client is created from an `SdkConfig`. `aws-config` loads one as all AWS tools do: region, credentials, retries,
//! timeouts and endpoints from the environment, the profile and the machine.
//!
//! ```no_run
//! # async fn load() {
//! let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
//! # let _ = config;
//! # }
//! ```
//!
//! The default features of `aws-config` include an HTTP client with TLS. Without them, set an HTTP client as
//! `examples/call.rs` of each generated crate does.
//!
//! # Timeouts and retries
//!
//! A client has these limits unless its `SdkConfig` sets others:
//!
//! | limit | default | when it is exceeded |
//! |---|---|---|
//! | connecting: DNS, TCP and TLS | 3.1 s | retried, then an error of the kind `Timeout` |
//! | waiting for the head of the response, from sending the request | 20 min | an error of the kind `Timeout`, without a retry: the service may have carried out the request |
//! | a body that makes no progress: less than one byte in a second | 5 s more (stalled stream protection) | retried, then an error of the kind `Connection` for a response body, `Timeout` for a request body |
//! | an attempt as a whole | none | |
//! | a call as a whole, with all its attempts | 1 h | an error of the kind `Timeout` |
//! | attempts of a call | 3 | the error of the last attempt |
//! | delay between attempts | random, at most 1 s, then 2 s, and so on up to 20 s; or the service's `x-amz-retry-after`, at most 20 s | |
//! | retry quota | 500 tokens; a retry takes 5 after throttling, 10 after a timeout or another error | the error of the last attempt |
//!
//! The response limit and the call limit are this client's own; the others are the official runtime's. A response with a
//! success status that cannot be parsed is an error and is not retried.
//!
//! `SdkConfig::timeout_config` sets other timeouts. A `read_timeout`, an `operation_attempt_timeout` or an
//! `operation_timeout` replaces both the 20 minutes and the hour. An attempt that exceeds one of the first two is retried, as
//! with the official clients, although the service may have carried out the request; an `operation_timeout` ends the call.
//! `TimeoutConfig::disabled()` removes all limits but stalled stream protection.
//!
//! `SdkConfig::stalled_stream_protection` sets the 5 seconds (`grace_period`), or removes the protection:
//! `StalledStreamProtectionConfig::disabled()`. A slow response is no stalled body: the protection begins with the
//! first byte of the response. A request body counts as stalled until the HTTP client takes it, so for requests with a body it
//! also bounds the time that connecting takes, at 6 seconds.
