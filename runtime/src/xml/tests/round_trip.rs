//! Serialized values are deserialized as the same values.

use super::shapes::{Choice, Collections, Scalars, Tree};
use crate::codec::Checks;
use crate::reflect::{Shape, Value, slot};
use crate::schema::Member;
use crate::xml::{read_body, to_body};
use crate::{BigNumber, Bytes, Timestamp};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;

fn read_again<T: Shape + Value>(value: &T) -> T {
    let body = to_body(value, None).unwrap();
    let mut read = T::default_value();
    read_body(&body, slot(&mut read), Member::ELEMENT, Checks::Required, &[]).unwrap();
    read
}

/// Text of the characters that XML allows.
fn text() -> impl Strategy<Value = String> {
    "[\t\n\r -\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]{0,12}|[ -~\r\n\t]{0,30}"
}

fn times() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800_i64..253_402_300_799, 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos))
}

/// Timestamps that the HTTP date format can represent: whole seconds.
fn dates() -> impl Strategy<Value = Timestamp> {
    times().prop_map(|time| Timestamp::new(time.seconds(), 0))
}

fn scalars() -> impl Strategy<Value = Scalars> {
    let integers = (of(any::<i8>()), of(any::<i16>()), of(any::<i32>()), of(any::<i64>()));
    let numbers = (of(any::<f32>()), of(any::<f64>()), of(any::<i64>().prop_map(BigNumber::from)));
    let others = (of(text()), of(any::<bool>()), of(vec(any::<u8>(), 0..20)));
    (integers, numbers, others, (of(times()), of(times()), of(dates()))).prop_map(
        |(
            (byte, short, integer, long),
            (float, double, big),
            (text, boolean, blob),
            (time, seconds, date),
        )| {
            let blob = blob.map(Bytes::from);
            Scalars {
                text,
                boolean,
                byte,
                short,
                integer,
                long,
                float,
                double,
                big,
                blob,
                time,
                seconds,
                date,
            }
        },
    )
}

fn trees() -> impl Strategy<Value = Tree> {
    let attributes = (of(text()), of(any::<i32>()), of(text()));
    let leaf = attributes.prop_map(|(kind, size, text)| Tree { kind, size, text, ..Default::default() });
    leaf.prop_recursive(6, 30, 4, |inner| {
        let choice = prop_oneof![
            text().prop_map(Choice::Text),
            inner.clone().prop_map(|tree| Choice::Tree(Box::new(tree))),
            vec(any::<i32>(), 1..4).prop_map(Choice::Flat),
        ];
        (inner.clone(), of(inner.clone()), of(vec(inner, 1..4)), of(choice)).prop_map(
            |(tree, child, children, choice)| Tree { child: child.map(Box::new), children, choice, ..tree },
        )
    })
}

fn collections() -> impl Strategy<Value = Collections> {
    let texts = || vec(text(), 0..4);
    // A flattened list or map without elements is read as unset.
    let lists = (of(texts()), of(vec(text(), 1..4)), of(vec(any::<i32>(), 0..4)), of(vec(dates(), 1..4)));
    let nested = (of(vec(of(text()), 0..4)), of(vec(texts(), 0..4)));
    let maps = (
        of(btree_map(text(), text(), 0..4)),
        of(btree_map(text(), any::<i64>(), 0..4)),
        of(btree_map(text(), trees(), 1..3)),
        of(btree_map(text(), of(any::<i32>()), 0..4)),
        of(btree_map(text(), btree_map(text(), text(), 0..3), 0..3)),
    );
    (lists, nested, maps).prop_map(
        |(
            (texts, flat_texts, numbers, flat_dates),
            (sparse, rows),
            (map, renamed, flat_map, sparse_map, maps),
        )| {
            Collections {
                texts,
                flat_texts,
                numbers,
                flat_dates,
                sparse,
                rows,
                map,
                renamed,
                flat_map,
                sparse_map,
                maps,
            }
        },
    )
}

proptest! {
    #[test]
    fn scalars_are_read_as_written(value in scalars()) {
        prop_assert_eq!(read_again(&value), value);
    }

    #[test]
    fn recursive_structures_are_read_as_written(value in trees()) {
        prop_assert_eq!(read_again(&value), value);
    }

    #[test]
    fn collections_are_read_as_written(value in collections()) {
        prop_assert_eq!(read_again(&value), value);
    }
}
