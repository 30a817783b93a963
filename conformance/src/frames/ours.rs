//! The codec of the runtime.

use super::Decoded;
use super::stream::Stream;
use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{Header, HeaderValue as Official, Message};
use smithereen::Timestamp;
use smithereen::event_stream::{Frame, FrameDecoder, FrameEncoder, FrameError, HeaderValue};

pub(super) fn encode(stream: &Stream) -> Result<Vec<u8>, String> {
    let frames = stream.messages.iter().map(|message| encode_one(message).map(|frame| frame.to_vec()));
    let frames: Result<Vec<_>, _> = frames.collect();
    frames.map(|frames| frames.concat()).map_err(|error| error.to_string())
}

fn encode_one(message: &Message) -> Result<smithereen::Bytes, FrameError> {
    let mut encoder = FrameEncoder::new();
    for header in message.headers() {
        let (name, value) = (header.name().as_str(), header.value());
        encoder = match value {
            Official::Bool(value) => encoder.header(name, HeaderValue::Bool(*value)),
            Official::Byte(value) => encoder.header(name, HeaderValue::Byte(*value)),
            Official::Int16(value) => encoder.header(name, HeaderValue::Short(*value)),
            Official::Int32(value) => encoder.header(name, HeaderValue::Integer(*value)),
            Official::Int64(value) => encoder.header(name, HeaderValue::Long(*value)),
            Official::ByteArray(value) => encoder.header(name, HeaderValue::Blob(value)),
            Official::String(value) => encoder.header(name, HeaderValue::String(value.as_str())),
            Official::Timestamp(time) => {
                let time = Timestamp::new(time.secs(), time.subsec_nanos());
                encoder.header(name, HeaderValue::Timestamp(time))
            }
            Official::Uuid(value) => encoder.header(name, HeaderValue::Uuid(value.to_be_bytes())),
            // The official type may get further variants.
            _ => Ok(encoder),
        }?;
    }
    encoder.finish(message.payload())
}

pub(super) fn decode(pieces: &[Vec<u8>]) -> Decoded {
    let (mut decoder, mut messages) = (FrameDecoder::new(), Vec::new());
    for piece in pieces {
        decoder.feed(piece.clone());
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => messages.push(message(&frame)),
                Ok(None) => break,
                Err(error) => return Decoded { messages, error: Some(error.to_string()) },
            }
        }
    }
    Decoded { messages, error: decoder.finish().err().map(|error| error.to_string()) }
}

fn message(frame: &Frame) -> Message {
    let headers = frame.headers().map(|(name, value)| Header::new(name.to_owned(), official(value)));
    Message::new_from_parts(headers.collect(), frame.payload().clone())
}

fn official(value: HeaderValue<'_>) -> Official {
    match value {
        HeaderValue::Bool(value) => Official::Bool(value),
        HeaderValue::Byte(value) => Official::Byte(value),
        HeaderValue::Short(value) => Official::Int16(value),
        HeaderValue::Integer(value) => Official::Int32(value),
        HeaderValue::Long(value) => Official::Int64(value),
        HeaderValue::Blob(value) => Official::ByteArray(value.to_vec().into()),
        HeaderValue::String(value) => Official::String(value.to_owned().into()),
        HeaderValue::Timestamp(time) => {
            Official::Timestamp(DateTime::from_secs_and_nanos(time.seconds(), time.nanos()))
        }
        HeaderValue::Uuid(value) => Official::Uuid(u128::from_be_bytes(value)),
    }
}
