//! Random numbers, with a preference for boundary values.

use super::Random;
use serde_json::{Number, Value};

/// Returns a signed integer that fits the given number of bits.
pub(crate) fn integer(random: &mut Random, bits: u32) -> i64 {
    let last = i64::MAX >> (64 - bits.clamp(2, 64));
    match random.below(8) {
        0 => 0,
        1 => 1,
        2 => -1,
        3 => last,
        4 => -last - 1,
        // The limits of the integers that doubles represent exactly.
        5 => (9_007_199_254_740_993_i64).min(last),
        _ => (random.next() as i64) >> (64 - bits.clamp(2, 64)),
    }
}

/// Returns a double. `NaN` and the infinities are strings.
pub(crate) fn double(random: &mut Random) -> Value {
    const EDGES: [f64; 12] =
        [0.0, -0.0, 1.0, -1.5, 0.1, 1e-7, 1e16, 1e21, 123_456_789.123, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    match random.below(16) {
        0 => "NaN".into(),
        1 => "Infinity".into(),
        2 => "-Infinity".into(),
        3..=9 => value(random.pick(&EDGES).copied().unwrap_or_default()),
        _ => value(any(random)),
    }
}

/// Returns a double that a float can represent.
pub(crate) fn float(random: &mut Random) -> Value {
    let bits = f32::from_bits(random.next() as u32);
    let number = if bits.is_finite() { bits } else { 0.1 };
    // Two decimal texts can be equally short and near. This conversion selects the one that JSON serialization writes.
    let text = serde_json::to_string(&number).unwrap_or_default();
    value(text.parse().unwrap_or_default())
}

/// Returns a number in a document: a signed or unsigned integer, or a double.
pub(crate) fn any_number(random: &mut Random) -> Value {
    match random.below(4) {
        0 => random.next().into(),
        1 => u64::MAX.into(),
        2 => integer(random, 64).into(),
        _ => value(any(random)),
    }
}

fn any(random: &mut Random) -> f64 {
    match random.chance(50) {
        true => f64::from_bits(random.next()),
        false => integer(random, 32) as f64 / 1000.0,
    }
}

/// Replaces values that JSON numbers cannot represent.
fn value(number: f64) -> Value {
    Number::from_f64(number).map_or_else(|| 0.5.into(), Value::Number)
}

#[test]
fn integers_fit_their_bits() {
    let mut random = Random::new(1);
    for bits in [8, 16, 32, 64] {
        let all: Vec<_> = (0..500).map(|_| integer(&mut random, bits)).collect();
        let last = i64::MAX >> (64 - bits);
        assert!(all.iter().all(|number| (-last - 1..=last).contains(number)), "{bits}");
        assert!(all.contains(&last) && all.contains(&(-last - 1)), "{bits}");
    }
}
