//! Random event streams, and changes of their encoded bytes.

use crate::random::events::header;
use crate::random::{Random, text};
use aws_smithy_types::event_stream::{Header, Message};

/// The maximum number of headers of a message.
const MAX_HEADERS: usize = 12;
/// The length in bytes below which a payload is short, and from which it is long. Long payloads have less than twice this length.
const LONG_PAYLOAD: usize = 8 << 10;

/// The messages of a stream: at least one.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) messages: Vec<Message>,
}

impl Stream {
    pub(super) fn random(random: &mut Random) -> Self {
        Self { messages: (0..=random.below(6)).map(|_| message(random)).collect() }
    }
}

fn message(random: &mut Random) -> Message {
    let length = match random.below(10) {
        0 | 1 => 0,
        2 => random.below(LONG_PAYLOAD),
        3 => LONG_PAYLOAD + random.below(LONG_PAYLOAD),
        _ => random.below(300),
    };
    let payload: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
    let headers = (0..random.below(MAX_HEADERS + 1)).map(|_| Header::new(name(random), header::any(random)));
    Message::new_from_parts(headers.collect(), payload)
}

/// Returns a name of 1 to 255 bytes.
fn name(random: &mut Random) -> String {
    let mut name = String::new();
    for character in format!("{}{}", text::token(random), text::any(random)).chars() {
        if name.len() + character.len_utf8() > 255 {
            break;
        }
        name.push(character);
    }
    name
}

/// Cuts bytes into pieces: of one byte each, of random lengths up to a random maximum, or a single piece with all bytes.
pub(super) fn pieces(mut bytes: &[u8], random: &mut Random) -> Vec<Vec<u8>> {
    let most = match random.below(5) {
        0 => 1,
        1 => 20,
        2 => 2000,
        3 => bytes.len(),
        _ => return vec![bytes.to_vec()],
    };
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at((1 + random.below(most)).min(bytes.len()));
        pieces.push(piece.to_vec());
        bytes = rest;
    }
    pieces
}

/// Gives a random byte another value.
pub(super) fn with_a_changed_byte(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    let at = random.below(changed.len());
    if let Some(byte) = changed.get_mut(at) {
        *byte ^= 1 + random.below(255) as u8;
    }
    changed
}

/// Removes 1 to 15 bytes at the end, so that the last message is incomplete. Returns `None` for fewer bytes than that.
pub(super) fn without_its_end(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    // The shortest message has 16 bytes.
    let end = bytes.len().checked_sub(1 + random.below(15))?;
    bytes.get(..end).map(<[u8]>::to_vec)
}

#[test]
fn streams_reach_the_limits() {
    let (mut headers, mut long, mut uncut) = (0, 0, 0);
    for index in 0..200 {
        let mut random = Random::of_case(1, index);
        for message in Stream::random(&mut random).messages {
            headers = headers.max(message.headers().len());
            long += usize::from(message.payload().len() >= LONG_PAYLOAD);
        }
        uncut += usize::from(pieces(&[0; 10_000], &mut random).len() == 1);
    }
    assert_eq!(headers, MAX_HEADERS);
    assert!(long >= 20 && uncut >= 20, "{long} long payloads, {uncut} streams in one piece");
}
