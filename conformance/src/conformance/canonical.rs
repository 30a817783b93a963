//! A text for a JSON value that no other value has: 1 is not 1.0, and 0.0 is not -0.0.

use serde_json::Value;

/// Text that is the same for two values only if they are the same. Members are sorted, numbers are as they are
/// written: an integer has no point, and each double has a text of its own.
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
