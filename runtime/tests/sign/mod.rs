//! Signatures: the vectors of specifications, `aws-sigv4` on random requests, presigned requests, and refusals.

#![cfg(feature = "sign")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod chunks;
mod events;
mod official;
mod post;
mod presign;
mod requests;
mod selection;
mod sessions;
#[cfg(feature = "sigv4a")]
mod v4a;
mod vectors;

use smithereen::Timestamp;
use smithereen::sign::{Credentials, Signer};

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// 2015-08-30T12:36:00Z, the time of most vectors.
fn time() -> Timestamp {
    Timestamp::new(1_440_938_160, 0)
}

fn credentials(token: Option<&str>) -> Credentials {
    let credentials = Credentials::new(KEY, SECRET);
    match token {
        Some(token) => credentials.with_session_token(token),
        None => credentials,
    }
}

fn signer() -> Signer {
    Signer::new(credentials(None))
}

/// Returns what follows `name=` in an `Authorization` header or a query.
fn part<'a>(text: &'a str, name: &str) -> &'a str {
    let rest = text.split_once(&format!("{name}=")).map_or("", |(_, rest)| rest);
    rest.split([',', '&']).next().unwrap()
}
