//! Verifies the signatures of a request and of its events, with `aws-sigv4` and with the runtime's signer.

use super::recorded::Recorded;
use aws_credential_types::Credentials;
use aws_sigv4::event_stream::{sign_empty_message, sign_message};
use aws_sigv4::http_request::{
    PayloadChecksumKind, SignableBody, SignableRequest, SigningSettings, sign as sign_request,
};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::{HeaderValue, Message};
use serde_json::Value;
use smithereen::event_stream::{Frame, HeaderValue as OurValue};
use smithereen::sign::{Credentials as OurCredentials, Payload, Signature, Signer, SigningConfig};
use smithereen::{BoxError, Request, Timestamp};
use std::time::{Duration, SystemTime};

const SERVICE: &str = "transcribe";
const REGION: &str = "us-east-1";
const HASH: &str = "x-amz-content-sha256";
/// The headers that a signature adds.
const ADDED: &[&str] = &["authorization", HASH, "x-amz-date", "x-amz-security-token"];

/// Verifies the signature of the request, those of all messages, and that a complete request ends with an empty message.
pub(super) fn verify(recorded: &Recorded, credentials: &Value) -> Result<(), String> {
    let failed = |error: BoxError| error.to_string();
    let seed = Seed::new(recorded)?;
    same(
        "aws-sigv4: the request",
        &seed.signature,
        &official_seed(recorded, credentials, &seed).map_err(failed)?,
    )?;
    same("the request", &seed.signature, &our_seed(recorded, credentials, &seed).map_err(failed)?)?;
    official_chain(recorded, credentials, &seed.signature).map_err(failed)?;
    our_chain(recorded, credentials, &seed.signature).map_err(failed)?;
    let last = recorded.messages.last().map(|message| message.payload().is_empty());
    match !recorded.is_complete || last == Some(true) {
        true => Ok(()),
        false => Err("the last message is not empty".to_owned()),
    }
}

fn same(what: &str, expected: &str, computed: &str) -> Result<(), String> {
    match expected == computed {
        true => Ok(()),
        false => Err(format!("{what} has the signature {expected}, expected {computed}")),
    }
}

/// The signature of a request.
struct Seed {
    signature: String,
    time: Timestamp,
    /// The headers that it covers, but for those that it adds and the host.
    headers: Vec<(String, String)>,
}

impl Seed {
    fn new(recorded: &Recorded) -> Result<Self, String> {
        let authorization = recorded.headers.get("authorization").ok_or("no signature")?;
        let part = |name: &str| {
            let after = authorization.split_once(name).map(|(_, after)| after)?;
            after.split(',').next().map(str::to_owned)
        };
        let signed = part("SignedHeaders=").ok_or("no signed headers")?;
        let is_covered = |name: &str| signed.split(';').any(|signed| signed == name);
        let headers = recorded.headers.iter().filter(|(name, _)| {
            is_covered(name) && !ADDED.contains(&name.as_str()) && name.as_str() != "host"
        });
        let time = recorded.headers.get("x-amz-date").and_then(|time| parsed(time)).ok_or("no time")?;
        Ok(Self {
            signature: part("Signature=").ok_or("no signature")?,
            time,
            headers: headers.map(|(name, value)| (name.clone(), value.clone())).collect(),
        })
    }
}

/// Parses a time such as `20261129T023000Z`.
fn parsed(time: &str) -> Option<Timestamp> {
    let (date, clock) = (time.get(..8)?, time.get(9..15)?);
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        date.get(..4)?,
        date.get(4..6)?,
        date.get(6..)?,
        clock.get(..2)?,
        clock.get(2..4)?,
        clock.get(4..)?
    );
    let time = aws_smithy_types::DateTime::from_str(&text, aws_smithy_types::date_time::Format::DateTime);
    Some(Timestamp::new(time.ok()?.secs(), 0))
}

fn text<'v>(credentials: &'v Value, name: &str) -> &'v str {
    credentials[name].as_str().unwrap_or_default()
}

fn official_credentials(credentials: &Value) -> Credentials {
    let token = credentials["token"].as_str().map(str::to_owned);
    Credentials::new(text(credentials, "id"), text(credentials, "secret"), token, None, "a case")
}

fn our_signer(credentials: &Value) -> Signer {
    let ours = OurCredentials::new(text(credentials, "id"), text(credentials, "secret"));
    Signer::new(match credentials["token"].as_str() {
        Some(token) => ours.with_session_token(token),
        None => ours,
    })
}

fn config() -> SigningConfig {
    SigningConfig::new(SERVICE, REGION).payload(Payload::Events)
}

fn moment(time: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(time.seconds().unsigned_abs())
}

fn official_seed(recorded: &Recorded, credentials: &Value, seed: &Seed) -> Result<String, BoxError> {
    let identity = official_credentials(credentials).into();
    let mut settings = SigningSettings::default();
    // Without the header, the signature covers an empty body: that is how the official client signs streams of events.
    let body = match recorded.headers.get(HASH) {
        Some(content) => {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
            SignableBody::Precomputed(content.clone())
        }
        None => SignableBody::Bytes(&[]),
    };
    let params = SigningParams::builder().identity(&identity).region(REGION).name(SERVICE);
    let params = params.time(moment(seed.time)).settings(settings).build()?.into();
    let headers = seed.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let signable = SignableRequest::new(&recorded.method, recorded.uri.clone(), headers, body)?;
    Ok(sign_request(signable, &params)?.into_parts().1)
}

fn our_seed(recorded: &Recorded, credentials: &Value, seed: &Seed) -> Result<String, BoxError> {
    let mut request = Request::builder().method(recorded.method.as_str()).uri(&recorded.uri);
    for (name, value) in &seed.headers {
        request = request.header(name, value);
    }
    let payload = if recorded.headers.contains_key(HASH) { Payload::Events } else { Payload::Hashed };
    let config = config().payload(payload);
    Ok(our_signer(credentials).sign(&mut request.body("")?, &config, seed.time)?.to_string())
}

fn official_chain(recorded: &Recorded, credentials: &Value, seed: &str) -> Result<(), BoxError> {
    let identity = official_credentials(credentials).into();
    let mut prior = seed.to_owned();
    for (index, message) in recorded.messages.iter().enumerate() {
        let time = match header(message, ":date") {
            Some(HeaderValue::Timestamp(time)) => SystemTime::try_from(*time)?,
            other => return Err(format!("message {index}: `:date` is {other:?}").into()),
        };
        let params = SigningParams::builder().identity(&identity).region(REGION).name(SERVICE);
        let params = params.time(time).settings(()).build()?;
        let signed = match message.payload().is_empty() {
            true => sign_empty_message(&prior, &params)?,
            false => sign_message(&read_message_from(message.payload().clone())?, &prior, &params)?,
        };
        let (expected, signature) = signed.into_parts();
        if expected != *message {
            return Err(
                format!("message {index}: aws-sigv4 signs it as {expected:?}, received {message:?}").into()
            );
        }
        prior = signature;
    }
    Ok(())
}

fn header<'m>(message: &'m Message, name: &str) -> Option<&'m HeaderValue> {
    message.headers().iter().find(|header| header.name().as_str() == name).map(|header| header.value())
}

fn our_chain(recorded: &Recorded, credentials: &Value, seed: &str) -> Result<(), BoxError> {
    let mut signer = our_signer(credentials).events(&config(), Signature::new(bytes(seed)?));
    for (index, frame) in recorded.frames.iter().enumerate() {
        let (Some(OurValue::Timestamp(time)), Some(OurValue::Blob(signature))) =
            (frame.header(":date"), frame.header(":chunk-signature"))
        else {
            return Err(format!("message {index}: {frame:?} has no signature").into());
        };
        if signer.sign(frame.payload(), time)?.as_bytes()[..] != *signature {
            return Err(format!("message {index}: this project signs it in another way").into());
        }
    }
    match recorded.frames.len() == recorded.messages.len()
        && recorded.frames.iter().zip(&recorded.messages).all(are_same)
    {
        true => Ok(()),
        false => Err("the decoders return different messages".into()),
    }
}

fn are_same((frame, message): (&Frame, &Message)) -> bool {
    frame.payload() == message.payload() && frame.headers().count() == message.headers().len()
}

/// Parses the digits of a signature.
fn bytes(hex: &str) -> Result<[u8; 32], BoxError> {
    let digits = |index: usize| hex.get(2 * index..2 * index + 2).unwrap_or_default();
    let bytes: Result<Vec<u8>, _> = (0..32).map(|index| u8::from_str_radix(digits(index), 16)).collect();
    bytes?.try_into().map_err(|_| "a signature has 32 bytes".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::json;
    use smithereen::event_stream::{FrameEncoder, signed_frame};

    fn frame(payload: &[u8]) -> Vec<u8> {
        let frame = FrameEncoder::new().header(":event-type", OurValue::String("Text")).unwrap();
        frame.finish(payload).unwrap().to_vec()
    }

    /// Returns a request of which the first event has been replaced after it was signed, without as many messages at its end.
    fn recorded(sent: &[u8], missing: usize) -> Recorded {
        let (signer, time) = (our_signer(&credentials("secret")), Timestamp::new(1_700_000_000, 0));
        let mut request = Request::post("https://localhost:1/stream").header("x-a", "b").body("").unwrap();
        let seed = signer.sign(&mut request, &config(), time).unwrap();
        let mut events = signer.events(&config(), seed);
        let mut frames: Vec<Vec<u8>> = Vec::new();
        for (signed, sent) in
            [(frame(b"one"), frame(sent)), (frame(b"two"), frame(b"two")), Default::default()]
        {
            let signature = events.sign(&signed, time).unwrap();
            frames.push(signed_frame(&sent, signature.as_bytes(), time).unwrap().to_vec());
        }
        frames.truncate(3 - missing);
        let headers: serde_json::Map<String, Value> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().into()))
            .collect();
        let head = json!({
            "method": "POST", "uri": "https://localhost:1/stream", "headers": headers, "version": "HTTP/2.0",
        });
        let body = STANDARD.encode(frames.concat());
        Recorded::new(&json!({ "head": head, "body": body, "is_complete": true }), &mut Random::new(1))
            .unwrap()
    }

    fn credentials(secret: &str) -> Value {
        json!({ "id": "AKIDEXAMPLE", "secret": secret, "token": null })
    }

    #[test]
    fn other_events_and_other_keys_are_found() {
        let check = |sent: &[u8], missing, secret| {
            verify(&recorded(sent, missing), &credentials(secret)).err().unwrap_or_default()
        };
        assert_eq!(check(b"one", 0, "secret"), "");
        assert!(check(b"one", 0, "another").starts_with("aws-sigv4: the request has the signature"));
        assert!(check(b"own", 0, "secret").starts_with("message 0: aws-sigv4 signs it"));
        assert_eq!(check(b"one", 1, "secret"), "the last message is not empty");
    }
}
