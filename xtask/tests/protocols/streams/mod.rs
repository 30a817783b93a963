//! Faults in uploads and downloads of streams with a checksum: connections that end at each of 50 offsets, peers that stall, wrong
//! checksums, bodies that are shorter or longer than stated, missing trailers.
//!
//! - [`downloads`]: whatever is read before an error is the beginning of the object, and an error is never the end of the object.
//! - [`uploads`]: a stream that can be read once is sent once; what is sent again is the same object.
//! - [`peer`]: the server, which reads and sends exactly what a test states, and [`downgraded`], the HTTP client without TLS.

mod downgraded;
mod downloads;
mod peer;
mod uploads;

use crate::support::config;
use aws::s3::Client;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use downgraded::Downgraded;
use peer::Peer;
use smithereen::checksum::{Algorithm, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The number of offsets at which connections end.
const OFFSETS: usize = 50;
/// A test that waits this long has failed.
const LONG: Duration = Duration::from_secs(15);

/// Returns a client that takes the peer for a server with TLS.
fn client(peer: &Peer) -> Client {
    let http = aws_smithy_http_client::Builder::new().build_http();
    client_of(config().endpoint_url(peer.url().replace("http://", "https://")).http_client(Downgraded(http)))
}

/// Returns a client in a region of its own, because clients of one region share a retry quota.
fn client_of(config: Builder) -> Client {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let region = Region::new(format!("eu-stream-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    let protection =
        StalledStreamProtectionConfig::enabled().grace_period(Duration::from_millis(300)).build();
    Client::new(&config.region(region).stalled_stream_protection(protection).build())
}

/// Returns an object of 100,000 bytes that repeats only after 251.
fn object() -> Vec<u8> {
    (0..100_000_u32).map(|index| (index % 251) as u8).collect()
}

fn crc32(bytes: &[u8]) -> String {
    let mut hasher = Hasher::new(Algorithm::Crc32);
    hasher.update(bytes);
    hasher.base64()
}

/// Returns offsets below `length`, from the first byte to the last.
fn offsets(length: usize) -> impl Iterator<Item = usize> {
    (0..OFFSETS).map(move |index| index * (length - 1) / (OFFSETS - 1))
}
