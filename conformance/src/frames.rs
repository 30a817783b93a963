//! Compares the codec of frames with `aws-smithy-eventstream`: random streams, encoded, cut at random places and decoded, with a changed
//! byte, and without their end.

mod official;
mod ours;
mod stream;

use super::Problems;
use super::context::Context;
use super::equal::expected_and_got;
use super::random::Random;
use super::tally::Tally;
use aws_smithy_types::event_stream::Message;
use stream::Stream;

const SUITE: &str = "event frames, aws-smithy-eventstream";
pub(super) const SUITES: &[&str] = &[SUITE];

/// What a decoder returns for the pieces of a stream.
struct Decoded {
    messages: Vec<Message>,
    /// The error for the stream, or for its end.
    error: Option<String>,
}

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut tally = Tally::begin(SUITE, context.options.cases);
    for index in 0..context.options.cases {
        let mut random = Random::of_case(context.options.seed, index);
        let stream = Stream::random(&mut random);
        let difference = compare(&stream, &mut random).map(|text| format!("{text}\n  stream: {stream:?}"));
        tally.note(format!("seed {}, case {index}", context.options.seed), difference);
    }
    Ok(vec![tally.end()])
}

/// Describes the first difference.
fn compare(stream: &Stream, random: &mut Random) -> Option<String> {
    let (theirs, ours) = match (official::encode(stream), ours::encode(stream)) {
        (Ok(theirs), Ok(ours)) if theirs == ours => (theirs, ours),
        (theirs, ours) => return differing("bytes", &theirs, &ours),
    };
    let pieces = stream::pieces(&ours, random);
    for (decoder, decoded) in [("official", official::decode(&pieces)), ("our", ours::decode(&pieces))] {
        if decoded.error.is_some() || decoded.messages != stream.messages {
            let expected = format!("{:?}", stream.messages);
            let got = format!("{:?} {:?}", decoded.messages, decoded.error);
            return Some(expected_and_got(&format!("messages of the {decoder} decoder"), &expected, &got));
        }
    }
    let changed = stream::with_a_changed_byte(&theirs, random);
    refused("a changed byte", stream, &changed, random).or_else(|| {
        let cut = stream::without_its_end(&theirs, random)?;
        refused("a missing end", stream, &cut, random)
    })
}

/// Describes a decoder that accepts a malformed stream, or that returns a message which it does not have.
fn refused(what: &str, stream: &Stream, bytes: &[u8], random: &mut Random) -> Option<String> {
    let pieces = stream::pieces(bytes, random);
    for (decoder, decoded) in [("official", official::decode(&pieces)), ("our", ours::decode(&pieces))] {
        let is_beginning = stream.messages.starts_with(&decoded.messages);
        if decoded.error.is_none() || !is_beginning || decoded.messages.len() == stream.messages.len() {
            let got = format!("{:?} {:?}", decoded.messages, decoded.error);
            return Some(expected_and_got(&format!("the {decoder} decoder on {what}"), "an error", &got));
        }
    }
    None
}

fn differing(what: &str, theirs: &Result<Vec<u8>, String>, ours: &Result<Vec<u8>, String>) -> Option<String> {
    Some(expected_and_got(what, &format!("{theirs:02x?}"), &format!("{ours:02x?}")))
}

#[test]
fn random_streams_have_no_difference() {
    for index in 0..200 {
        let mut random = Random::of_case(1, index);
        let stream = Stream::random(&mut random);
        assert_eq!(compare(&stream, &mut random), None, "{index}");
    }
}
