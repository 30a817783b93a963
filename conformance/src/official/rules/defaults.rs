//! Members with the defaults of the model.

use serde_json::Value;

/// Removes zeros, empty texts and the like that the other side does not have. Returns whether there were any.
pub(super) fn without_defaults(theirs: &mut Value, ours: &Value) -> bool {
    let mut applies = false;
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let before = theirs.len();
            theirs.retain(|name, value| ours.contains_key(name) || !is_default(value));
            applies = theirs.len() < before;
            for (name, value) in theirs {
                applies |= ours.get(name).is_some_and(|ours| without_defaults(value, ours));
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            for (theirs, ours) in theirs.iter_mut().zip(ours) {
                applies |= without_defaults(theirs, ours);
            }
        }
        _ => {}
    }
    applies
}

fn is_default(value: &Value) -> bool {
    [Value::from(0), Value::from(0.0), Value::from(false), Value::from("")].contains(value)
}

#[test]
fn defaults_are_removed_where_the_other_side_has_no_member() {
    let mut theirs = serde_json::json!({ "a": 0, "b": [{ "c": false, "d": "x" }], "e": 1, "f": 0 });
    assert!(without_defaults(&mut theirs, &serde_json::json!({ "b": [{ "d": "x" }], "f": 0 })));
    assert_eq!(theirs, serde_json::json!({ "b": [{ "d": "x" }], "e": 1, "f": 0 }));
    assert!(!without_defaults(&mut serde_json::json!({ "a": 1 }), &serde_json::json!({})));
}
