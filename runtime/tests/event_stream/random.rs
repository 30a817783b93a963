//! Random streams, divided at random.

use super::shapes::{
    BlobEvent, Details, Events, HeadersEvent, MixedEvent, StringEvent, StructureEvent, operations,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use smithereen::OperationSchema;
use smithereen::Timestamp;
use smithereen::event_stream::{EventDecoder, EventEncoder};

prop_compose! {
    fn details()(text in prop::option::of("[ -~]{0,20}"), count in any::<Option<i32>>()) -> Details {
        Details { text, count }
    }
}

prop_compose! {
    fn headers()(
        (boolean, byte, short, int, long) in any::<(Option<bool>, Option<i8>, Option<i16>, Option<i32>, Option<i64>)>(),
        blob in prop::option::of(prop::collection::vec(any::<u8>(), 0..20)),
        string in prop::option::of(".{0,20}"),
        millis in prop::option::of((0..1_i64 << 40, 0..1000_u32)),
    ) -> HeadersEvent {
        let timestamp = millis.map(|(seconds, millis)| Timestamp::new(seconds, millis * 1_000_000));
        HeadersEvent { boolean, byte, short, int, long, blob: blob.map(Into::into), string, timestamp }
    }
}

fn event() -> impl Strategy<Value = Events> {
    prop_oneof![
        headers().prop_map(Events::Headers),
        prop::collection::vec(any::<u8>(), 0..100)
            .prop_map(|payload| Events::Blob(BlobEvent { payload: Some(payload.into()) })),
        ".{0,50}".prop_map(|payload| Events::Text(StringEvent { payload: Some(payload) })),
        (prop::option::of(".{0,10}"), details()).prop_map(|(header, payload)| {
            Events::Structure(StructureEvent { header, payload: Some(payload) })
        }),
        (any::<Option<i32>>(), "[ -~]{0,20}", prop::option::of(prop::collection::vec(details(), 1..4)))
            .prop_map(|(header, payload, more)| Events::Mixed(MixedEvent { header, payload, more })),
    ]
}

fn decode(operation: &'static OperationSchema, bytes: &[u8], cuts: &[usize]) -> Vec<Events> {
    let (mut decoder, mut events, mut begin) = (EventDecoder::new(operation), Vec::new(), 0);
    for end in cuts.iter().copied().chain([bytes.len()]) {
        decoder.feed(bytes[begin..end].to_vec());
        begin = end;
        while let Some(event) = decoder.next_event().unwrap() {
            events.push(event);
        }
    }
    decoder.finish().unwrap();
    events
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_stream_has_the_same_events_however_it_is_divided(
        operation in select(operations()),
        events in prop::collection::vec(event(), 0..4),
        cuts in prop::collection::vec(any::<Index>(), 0..8),
    ) {
        let mut encoder = EventEncoder::new(operation);
        let bytes: Vec<u8> = events.iter().flat_map(|event| encoder.encode(event).unwrap()).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        prop_assert_eq!(&decode(operation, &bytes, &cuts), &events);
        let each_byte: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(&decode(operation, &bytes, &each_byte), &events);
    }
}
