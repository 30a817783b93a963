//! Random frames beside `aws-smithy-eventstream`, in both directions.

use super::frame;
use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{Header, HeaderValue as Official, Message};
use proptest::prelude::*;
use smithereen::Timestamp;
use smithereen::event_stream::HeaderValue;

/// The value of a header that owns its data.
#[derive(Clone, Debug)]
enum Value {
    Bool(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    Blob(Vec<u8>),
    Text(String),
    Millis(i64),
    Uuid([u8; 16]),
}

impl Value {
    fn ours(&self) -> HeaderValue<'_> {
        match self {
            Self::Bool(value) => HeaderValue::Bool(*value),
            Self::Byte(value) => HeaderValue::Byte(*value),
            Self::Short(value) => HeaderValue::Short(*value),
            Self::Integer(value) => HeaderValue::Integer(*value),
            Self::Long(value) => HeaderValue::Long(*value),
            Self::Blob(value) => HeaderValue::Blob(value),
            Self::Text(value) => HeaderValue::String(value),
            Self::Millis(millis) => {
                let nanos = millis.rem_euclid(1000) as u32 * 1_000_000;
                HeaderValue::Timestamp(Timestamp::new(millis.div_euclid(1000), nanos))
            }
            Self::Uuid(value) => HeaderValue::Uuid(*value),
        }
    }

    fn official(&self) -> Official {
        match self {
            Self::Bool(value) => Official::Bool(*value),
            Self::Byte(value) => Official::Byte(*value),
            Self::Short(value) => Official::Int16(*value),
            Self::Integer(value) => Official::Int32(*value),
            Self::Long(value) => Official::Int64(*value),
            Self::Blob(value) => Official::ByteArray(value.clone().into()),
            Self::Text(value) => Official::String(value.clone().into()),
            Self::Millis(millis) => Official::Timestamp(DateTime::from_millis(*millis)),
            Self::Uuid(value) => Official::Uuid(u128::from_be_bytes(*value)),
        }
    }
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i8>().prop_map(Value::Byte),
        any::<i16>().prop_map(Value::Short),
        any::<i32>().prop_map(Value::Integer),
        any::<i64>().prop_map(Value::Long),
        prop::collection::vec(any::<u8>(), 0..80).prop_map(Value::Blob),
        ".{0,40}".prop_map(Value::Text),
        (-1_i64 << 45..1 << 45).prop_map(Value::Millis),
        any::<[u8; 16]>().prop_map(Value::Uuid),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(700))]

    #[test]
    fn random_frames_are_those_of_the_official_codec(
        headers in prop::collection::vec(("[ -~]{1,40}", value()), 0..8),
        payload in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut message = Message::new(payload.clone());
        for (name, value) in &headers {
            message = message.add_header(Header::new(name.clone(), value.official()));
        }
        let mut theirs = Vec::new();
        write_message_to(&message, &mut theirs).unwrap();

        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.ours())).collect();
        let ours = frame(&headers, &payload).unwrap();
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(&read_message_from(&ours[..]).unwrap(), &message);
        let frames = super::frames(&theirs).unwrap();
        prop_assert_eq!(frames[0].headers().collect::<Vec<_>>(), headers);
        prop_assert_eq!(frames[0].payload(), &payload);
    }
}
