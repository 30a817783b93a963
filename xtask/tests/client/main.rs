//! The generated clients make calls that a service accepts, and come to the right end whatever the service does.
//!
//! They run on the official runtime, over HTTP, against a service on the loopback interface that recomputes each
//! signature. Each case tells what the caller gets and how many requests were made; that all attempts of a call are
//! the same request is checked wherever they are counted.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod answers;
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
mod other_ways;
mod retries;
mod secrets;
mod signature;
mod timeouts;
mod widgets;

use calls::{
    IOT, KEY, PackageError, REGION, SECRET, THINGS, config, iot_at, package, provider, things_at, transport,
    update, without_credentials,
};
