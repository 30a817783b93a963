//! Random headers of frames, and headers with the values of members.

use crate::random::{Random, number, text};
use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use smithereen_codegen::graph::Kind;

/// Returns a value of one of the ten types: true and false have one each.
pub(crate) fn any(random: &mut Random) -> HeaderValue {
    match random.below(10) {
        0 => HeaderValue::Bool(true),
        1 => HeaderValue::Bool(false),
        2 => HeaderValue::Byte(random.next() as i8),
        3 => HeaderValue::Int16(random.next() as i16),
        4 => HeaderValue::Int32(random.next() as i32),
        5 => HeaderValue::Int64(number::integer(random, 64)),
        6 => {
            let length = length(random);
            HeaderValue::ByteArray((0..length).map(|_| random.next() as u8).collect::<Vec<_>>().into())
        }
        7 => HeaderValue::String(text::any(random).into()),
        8 => HeaderValue::Timestamp(DateTime::from_millis(number::integer(random, 48))),
        _ => HeaderValue::Uuid(u128::from(random.next()) << 64 | u128::from(random.next())),
    }
}

fn length(random: &mut Random) -> usize {
    match random.below(20) {
        0 => 0,
        1 => 2000,
        _ => random.below(40),
    }
}

/// Returns a member's value as the value of a header.
pub(super) fn of_member(kind: &Kind, value: &Value) -> HeaderValue {
    let text = value.as_str().unwrap_or_default();
    let integer = value.as_i64().unwrap_or_default();
    match kind {
        Kind::Boolean => HeaderValue::Bool(value.as_bool().unwrap_or_default()),
        Kind::Byte => HeaderValue::Byte(integer as i8),
        Kind::Short => HeaderValue::Int16(integer as i16),
        Kind::Integer | Kind::IntEnum { .. } => HeaderValue::Int32(integer as i32),
        Kind::Long => HeaderValue::Int64(integer),
        Kind::Blob => HeaderValue::ByteArray(STANDARD.decode(text).unwrap_or_default().into()),
        Kind::Timestamp { .. } => {
            HeaderValue::Timestamp(DateTime::from_secs_f64(value.as_f64().unwrap_or_default()))
        }
        _ => HeaderValue::String(text.to_owned().into()),
    }
}
