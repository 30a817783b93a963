//! Values that are written and read again.

use crate::rpc_v2_cbor::shapes::{All, Choice, Color, Level};
use proptest::prelude::*;
use smithereen::{BigNumber, Bytes, Timestamp, cbor};

fn read(body: &[u8]) -> All {
    let mut all = All::default();
    cbor::from_body(body, &mut all).unwrap();
    all
}

/// Scalars, in two parts because tuples have at most twelve elements.
fn scalars() -> impl Strategy<Value = All> {
    let integers = any::<(Option<i8>, Option<i16>, Option<i32>, Option<i32>, Option<i64>)>();
    let others = (
        any::<(Option<String>, Option<Vec<u8>>, Option<bool>)>(),
        proptest::option::of(any::<f32>().prop_filter("equal to itself", |value| !value.is_nan())),
        proptest::option::of(any::<f64>().prop_filter("equal to itself", |value| !value.is_nan())),
        proptest::option::of("-?(0|[1-9][0-9]{0,60})(\\.[0-9]{1,6})?"),
        proptest::option::of((-5_000_000_000_i64..5_000_000_000, 0..1_000_000_u32)),
    );
    (integers, others).prop_map(
        |((byte, short, integer, level, long), (text, float, double, number, time))| {
            All {
                string: text.0.clone(),
                color: text.0.map(Color::Unknown),
                blob: text.1.map(Bytes::from),
                boolean: text.2,
                byte,
                short,
                integer,
                level: level.map(Level),
                long,
                float,
                double,
                // A bignum has no negative zero.
                number: number
                    .filter(|text| text.contains(['1', '2', '3', '4', '5', '6', '7', '8', '9']))
                    .map(|text| text.parse().unwrap()),
                time: time.map(|(seconds, micros)| Timestamp::new(seconds, micros * 1000)),
                ..All::default()
            }
        },
    )
}

fn values() -> impl Strategy<Value = All> {
    let leaf = (
        scalars(),
        proptest::option::of(proptest::collection::vec(".{0,8}", 0..4)),
        proptest::option::of(proptest::collection::vec(proptest::option::of(".{0,8}"), 0..4)),
        proptest::option::of(proptest::collection::vec(any::<i64>(), 0..30)),
        proptest::option::of(proptest::collection::btree_map("[a-z]{0,30}", any::<i32>(), 0..4)),
        proptest::option::of(proptest::collection::btree_map(".{0,3}", any::<Option<i32>>(), 0..4)),
    );
    let leaf = leaf.prop_map(|(all, strings, sparse, longs, map, sparse_map)| All {
        strings,
        sparse,
        longs,
        map,
        sparse_map,
        ..all
    });
    leaf.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), proptest::option::of(inner.clone()), proptest::option::of(inner)).prop_map(
            |(all, nested, choice)| All {
                nested: nested.map(Box::new),
                choice: choice.map(|choice| match choice.string {
                    Some(text) if choice.long.is_some() => Choice::Text(text),
                    _ => Choice::Nested(Box::new(choice)),
                }),
                ..all
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn values_are_the_same_after_writing_and_reading(all in values()) {
        let body = cbor::to_body(&all).unwrap();
        prop_assert!(read(&body) == all);
        prop_assert!(cbor::diagnostic(&body).is_some());
    }
}

fn number(text: &str) -> String {
    let number: BigNumber = text.parse().unwrap();
    let body = cbor::to_body(&All { number: Some(number), ..All::default() }).unwrap();
    read(&body).number.unwrap().to_string()
}

#[test]
fn numbers_keep_their_value_and_their_digits() {
    let (long, negative) = ("9".repeat(2466), format!("-{}", "7".repeat(2000)));
    for text in
        ["0", "1.10", "-0.05", "0.00", "0.0000001", "123456789012345678901234567890.5", &long, &negative]
    {
        assert_eq!(number(text), text);
    }
    for (text, expected) in [
        ("-0", "0"),
        ("6.02e23", "602e21"),
        ("1E+5", "1e5"),
        ("5e0", "5"),
        ("1.5e-10", "15e-11"),
        ("1e9223372036854775807", "1e9223372036854775807"),
        ("1e-9223372036854775808", "1e-9223372036854775808"),
    ] {
        assert_eq!(number(text), expected, "{text}");
    }
}
