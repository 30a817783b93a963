//! The codec of `aws-smithy-eventstream`.

use super::Decoded;
use super::stream::Stream;
use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder, write_message_to};
use std::collections::VecDeque;

pub(super) fn encode(stream: &Stream) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    for message in &stream.messages {
        write_message_to(message, &mut bytes).map_err(|error| error.to_string())?;
    }
    Ok(bytes)
}

pub(super) fn decode(pieces: &[Vec<u8>]) -> Decoded {
    let (mut decoder, mut buffer) = (MessageFrameDecoder::new(), VecDeque::new());
    let (mut messages, mut received, mut complete) = (Vec::new(), 0, 0);
    for piece in pieces {
        received += piece.len();
        buffer.extend(piece);
        loop {
            match decoder.decode_frame(&mut buffer) {
                Ok(DecodedFrame::Incomplete) => break,
                Ok(DecodedFrame::Complete(message)) => {
                    messages.push(message);
                    complete = received - buffer.len();
                }
                Err(error) => return Decoded { messages, error: Some(error.to_string()) },
            }
        }
    }
    // The decoder keeps the beginning of a message to itself.
    let error = (complete < received).then(|| format!("{} bytes are left", received - complete));
    Decoded { messages, error }
}
