//! Signatures of the events of a request.
//!
//! The signature of the first event covers that of the request, which the official runtime computes. The events are signed while the
//! body is sent.

use super::seed::{seed, signer};
use crate::client::call_events::CallEvents;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::config_bag::ConfigBag;

/// Sets the signer of the events of a request that was signed with this identity.
pub(super) fn set_signer(
    request: &HttpRequest,
    identity: &Identity,
    config: &ConfigBag,
) -> Result<(), BoxError> {
    if let Some(CallEvents(events)) = config.load::<CallEvents>() {
        let seed = request.headers().get("authorization").and_then(seed);
        let seed = seed.ok_or("the request has no signature for its events")?;
        let (signer, config) = signer(identity, config)?;
        events.set(signer.events(&config, seed));
    }
    Ok(())
}
