//! Random documents, at most 20 levels deep.

use super::{Random, number, text};
use serde_json::Value;

const DEEPEST: usize = 20;

pub(crate) fn any(random: &mut Random) -> Value {
    // Most documents are small. Some have one value per level, down to the deepest.
    match random.below(10) {
        0 => narrow(random, DEEPEST),
        1 => value(random, 8, 3),
        _ => value(random, 4, 4),
    }
}

fn value(random: &mut Random, levels: usize, width: usize) -> Value {
    match random.below(if levels == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => random.chance(50).into(),
        2 => number::any_number(random),
        3 | 4 => text::any(random).into(),
        5 => {
            let count = random.below(width + 1);
            (0..count).map(|_| value(random, levels - 1, width)).collect()
        }
        _ => {
            let count = random.below(width + 1);
            let entries = (0..count).map(|_| (text::any(random), value(random, levels - 1, width)));
            Value::Object(entries.collect())
        }
    }
}

fn narrow(random: &mut Random, levels: usize) -> Value {
    if levels <= 1 {
        return value(random, 0, 0);
    }
    let inner = narrow(random, levels - 1);
    match random.chance(50) {
        true => Value::Array(vec![inner]),
        false => Value::Object([(text::any(random), inner)].into_iter().collect()),
    }
}

#[test]
fn documents_reach_but_do_not_exceed_the_depth_limit() {
    fn depth(value: &Value) -> usize {
        let inner = match value {
            Value::Array(items) => items.iter().map(depth).max(),
            Value::Object(entries) => entries.values().map(depth).max(),
            _ => return 0,
        };
        1 + inner.unwrap_or_default()
    }
    let mut random = Random::new(1);
    let deepest = (0..500).map(|_| depth(&any(&mut random))).max();
    assert!((DEEPEST - 1..=DEEPEST).contains(&deepest.unwrap()), "{deepest:?}");
}
