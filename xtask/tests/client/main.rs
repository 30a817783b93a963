//! Tests of the client over HTTP, against a server on the loopback interface.
//!
//! The server recomputes each signature. Each test checks the result of a call and the number of requests; all attempts of a
//! call have to be the same request.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod auth;
#[path = "../support/calls.rs"]
mod calls;
mod configuration;
mod endpoints;
#[allow(missing_docs, unreachable_pub, reason = "it is shared with the tests of all fixtures")]
#[path = "../../../codegen/tests/compiled/support/events.rs"]
mod events;
mod host_prefix;
mod load;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod responses;
mod retries;
mod secrets;
mod settings;
mod signature;
mod timeouts;
mod transports;
mod widgets;

use calls::{
    IOT, KEY, PackageError, REGION, SECRET, THINGS, config, iot_at, package, provider, things_at, transport,
    update, without_credentials,
};
