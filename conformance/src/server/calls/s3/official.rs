//! Interoperability with the official crate: each reads objects that the other has written. Skipped without the program of the
//! official crate.

use crate::peer::Peer;
use crate::peers::{ALGORITHMS, Peers};
use crate::setup::{Setup, pattern, same_content};
use crate::steps::{Step, say};
use serde_json::json;

pub(crate) async fn steps(setup: &Setup) {
    let mut peer = match Peer::start_official(&setup.url) {
        Some(Ok(peer)) => peer,
        Some(Err(why)) => return say("official: start", Err(why)),
        None => return,
    };
    let mut peers = Peers { setup, peer: &mut peer };
    for algorithm in ALGORITHMS {
        let name = algorithm.name();
        say(&format!("official: aws-sdk-s3 writes, {name}"), peers.read(algorithm).await);
        say(&format!("official: aws-sdk-s3 reads, {name}"), peers.write(algorithm).await);
    }
    say("official: aws-sdk-s3 writes nothing", peers.read_nothing().await);
    say("official: aws-sdk-s3 reads nothing", peers.write_nothing().await);
    say("official: aws-sdk-s3 writes a file", file(&mut peers).await);
    say("official: aws-sdk-s3 reads a stream", peers.write_stream().await);
    say("official: aws-sdk-s3 reads parts", peers.write_parts());
    for key in ["a//b/./c", "é +%2F~'\"", "?a=b&c#d", " lead/日本"] {
        say(&format!("official: the key {key}"), peers.key(key).await);
    }
}

/// The file has a checksum after its content, and over http its chunks are signed.
async fn file(peers: &mut Peers<'_>) -> Step {
    let text = pattern(300_000);
    peers.peer_put("peer", &text, json!({ "Stream": true }))?;
    same_content(&peers.setup.get("peer").await?, &text)
}
