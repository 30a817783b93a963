//! Signatures of the chunks of a request.
//!
//! The signature of the first chunk covers that of the request, which the official runtime computes. The chunks are signed while the
//! body is sent.

use super::seed::{seed, signer};
use crate::client::call_chunks::CallChunks;
use crate::timestamp::Timestamp;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::config_bag::ConfigBag;

/// Sets the signer of the chunks of a request that was signed with this identity.
pub(super) fn set_signer(
    request: &HttpRequest,
    identity: &Identity,
    config: &ConfigBag,
) -> Result<(), BoxError> {
    if let Some(CallChunks(chunks)) = config.load::<CallChunks>() {
        let header = |name| request.headers().get(name);
        let seed = header("authorization").and_then(seed);
        let time = header("x-amz-date").and_then(time);
        let (seed, time) = seed.zip(time).ok_or("the request has no signature for its chunks")?;
        let (signer, config) = signer(identity, config)?;
        chunks.set(signer.chunks(&config, seed, time)?);
    }
    Ok(())
}

/// Parses the time of a signature, such as `20150830T123600Z`.
fn time(text: &str) -> Option<Timestamp> {
    let part = |from, to| text.get(from..to);
    let date = [part(0, 4)?, part(4, 6)?, part(6, 8)?].join("-");
    let time = [part(9, 11)?, part(11, 13)?, part(13, 15)?].join(":");
    Timestamp::parse(&format!("{date}T{time}Z"))
}

#[test]
fn the_time_of_a_signature_is_parsed() {
    assert_eq!(time("20150830T123600Z"), Some(Timestamp::new(1_440_938_160, 0)));
    for wrong in ["", "20150830", "2015083éT123600Z", "20151330T123600Z"] {
        assert_eq!(time(wrong), None, "{wrong}");
    }
}
