//! Canonical text of JSON values, in which 1 differs from 1.0 and 0.0 from -0.0.

use serde_json::Value;

/// Returns text that is equal only for equal values. Members are sorted, and numbers keep their notation: integers have no
/// decimal point, and each double has its own text.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", joined(items.iter().map(canonical))),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let member = |(name, value): (&String, &Value)| {
                format!("{}:{}", Value::from(name.as_str()), canonical(value))
            };
            format!("{{{}}}", joined(members.into_iter().map(member)))
        }
        _ => value.to_string(),
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(",")
}
