//! Random streams, and changes of their bytes.

use crate::random::events::header;
use crate::random::{Random, text};
use aws_smithy_types::event_stream::{Header, Message};

/// The most headers of a message.
const HEADERS: usize = 12;
/// The length from which a payload is long, in bytes.
const LONG: usize = 8 << 10;

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
        2 => random.below(LONG),
        _ => random.below(300),
    };
    let payload: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
    let headers = (0..random.below(HEADERS)).map(|_| Header::new(name(random), header::any(random)));
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

/// Cuts bytes at random places: anywhere, into pieces of one byte, or nowhere.
pub(super) fn pieces(mut bytes: &[u8], random: &mut Random) -> Vec<Vec<u8>> {
    let most = match random.below(4) {
        0 => 1,
        1 => 20,
        2 => 2000,
        _ => bytes.len(),
    };
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at((1 + random.below(most)).min(bytes.len()));
        pieces.push(piece.to_vec());
        bytes = rest;
    }
    pieces
}

/// Changes one byte.
pub(super) fn with_a_changed_byte(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    let at = random.below(changed.len());
    if let Some(byte) = changed.get_mut(at) {
        *byte ^= 1 + random.below(255) as u8;
    }
    changed
}

/// Removes some bytes at the end, so that the last message is incomplete, if it is that long.
pub(super) fn without_its_end(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    // The shortest message has 16 bytes.
    let end = bytes.len().checked_sub(1 + random.below(15))?;
    bytes.get(..end).map(<[u8]>::to_vec)
}
