//! The client: credentials, retries, timeouts and connections are those of the official AWS runtime, signatures those of `sign`.
//!
//! A request is built before the runtime gets it, and its response is parsed after the runtime has returned it. In
//! between, only the code of an error is read, which decides on a retry. Therefore one set of plugins serves all
//! operations, and all attempts of a call have the same idempotency token.
//!
//! No other module uses a type of the runtime except `SdkConfig`. This module depends on the rest of the crate, and the
//! rest does not depend on it.

mod attempts;
mod auth;
mod build_request;
mod call;
#[cfg(all(feature = "checksum", feature = "stream"))]
mod call_chunks;
mod call_credentials;
#[cfg(feature = "event-stream")]
mod call_events;
mod called_operation;
mod caller;
#[cfg(feature = "checksum")]
mod checksums;
mod clock_skew;
mod cross_region;
mod deferred;
mod derived;
mod discovery;
mod dynamic;
mod endpoint_cache;
mod endpoint_config;
mod endpoint_settings;
mod error_code;
mod error_traits;
mod exchange;
mod failure;
mod fake;
mod http_response;
mod identity;
mod items;
mod logging;
mod paginator;
mod payload;
mod plugins;
mod presign;
mod ready;
#[cfg(feature = "record")]
mod recording;
mod regions;
mod relocate;
mod request_error;
mod response_timeout;
mod routed;
mod sessions;
mod settings;
mod shared;
mod signing;
#[cfg(feature = "sigv4a")]
mod sigv4a;
mod span;
mod wait_error;
mod waiting;

pub use aws_credential_types::provider::ProvideCredentials;
pub use aws_types::SdkConfig;
pub use call::Call;
pub use caller::Caller;
pub use fake::{Fake, On, Reply, UnusedRules};
pub use items::Items;
pub use paginator::Paginator;
#[cfg(feature = "record")]
pub use recording::{Recorder, Recording, RecordingError};
pub use wait_error::{WaitError, WaitErrorKind, Waited};
pub use waiting::Waiting;
