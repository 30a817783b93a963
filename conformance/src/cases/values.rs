//! Conversion of values in botocore's cases, which are Python's: blobs and JSON in headers are strings, timestamps are
//! numbers.

use super::model::Suite;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// Converts a value of a case to this project's JSON. `reference` refers to the shape of the value.
pub(super) fn ours(suite: &Suite, reference: &Value, value: &Value) -> Value {
    let shape = suite.shape(reference["shape"].as_str().unwrap_or_default());
    if reference["jsonvalue"] == true || shape["jsonvalue"] == true {
        return value.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    }
    if shape["document"] == true {
        return value.clone();
    }
    match (shape["type"].as_str().unwrap_or_default(), value) {
        ("structure", Value::Object(members)) => {
            let convert = |(name, value): (&String, &Value)| {
                (name.clone(), ours(suite, &shape["members"][name.as_str()], value))
            };
            Value::Object(members.iter().map(convert).collect())
        }
        ("list", Value::Array(items)) => {
            items.iter().map(|value| ours(suite, &shape["member"], value)).collect()
        }
        ("map", Value::Object(entries)) => {
            let convert =
                |(key, value): (&String, &Value)| (key.clone(), ours(suite, &shape["value"], value));
            Value::Object(entries.iter().map(convert).collect())
        }
        ("blob", Value::String(text)) => STANDARD.encode(text).into(),
        _ => value.clone(),
    }
}

/// Compares an output with the converted value of a case, in which timestamps are still numbers.
pub(super) fn is_same(suite: &Suite, reference: &Value, expected: &Value, got: &Value) -> bool {
    let shape = suite.shape(reference["shape"].as_str().unwrap_or_default());
    let none = Map::new();
    if shape["document"] == true || reference["jsonvalue"] == true {
        return super::super::equal::canonical(expected) == super::super::equal::canonical(got);
    }
    match (shape["type"].as_str().unwrap_or_default(), expected, got) {
        ("structure", Value::Object(expected), Value::Object(got)) => {
            let expected = expected.iter().filter(|(_, value)| !value.is_null()).collect::<Vec<_>>();
            let members = shape["members"].as_object().unwrap_or(&none);
            expected.len() == got.len()
                && expected.into_iter().all(|(name, expected)| {
                    let reference = members.get(name).unwrap_or(&Value::Null);
                    got.get(name).is_some_and(|got| is_same(suite, reference, expected, got))
                })
        }
        ("list", Value::Array(expected), Value::Array(got)) => {
            let mut both = expected.iter().zip(got);
            expected.len() == got.len()
                && both.all(|(expected, got)| is_same(suite, &shape["member"], expected, got))
        }
        ("map", Value::Object(expected), Value::Object(got)) => {
            expected.len() == got.len()
                && expected.iter().all(|(key, expected)| {
                    got.get(key).is_some_and(|got| is_same(suite, &shape["value"], expected, got))
                })
        }
        ("timestamp", Value::Number(expected), Value::String(got)) => {
            expected.as_f64().zip(seconds(got)).is_some_and(|(one, other)| (one - other).abs() < 1e-6)
        }
        // Cases write 1 for 1.0.
        ("float", Value::Number(expected), Value::Number(got)) => {
            expected.as_f64().map(|number| number as f32) == got.as_f64().map(|number| number as f32)
        }
        ("double", Value::Number(expected), Value::Number(got)) => expected.as_f64() == got.as_f64(),
        _ => expected == got,
    }
}

/// Parses a timestamp such as `2014-04-29T18:30:38.123Z` to seconds since 1970.
fn seconds(text: &str) -> Option<f64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let numbers = |text: &str, separator| {
        text.split(separator).map(|part| part.parse::<f64>().ok()).collect::<Option<Vec<_>>>()
    };
    let (date, time) = (numbers(date, '-')?, numbers(time, ':')?);
    let ([year, month, day], [hour, minute, second]) = (date.as_slice(), time.as_slice()) else {
        return None;
    };
    // Counted from March, so that the leap day is the last of its year.
    let (year, month) = if *month > 2.0 { (*year, month - 3.0) } else { (year - 1.0, month + 9.0) };
    let leaps = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    let days = year * 365.0 + leaps + ((153.0 * month + 2.0) / 5.0).floor() + day - 1.0 - 719_468.0;
    Some(((days * 24.0 + hour) * 60.0 + minute) * 60.0 + second)
}

#[test]
fn timestamps_are_converted_to_seconds() {
    assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0.0));
    assert_eq!(seconds("2014-04-29T18:30:38.5Z"), Some(1_398_796_238.5));
    assert_eq!(seconds("2024-02-29T00:00:00Z"), Some(1_709_164_800.0));
    assert_eq!(seconds("1969-12-31T23:59:59Z"), Some(-1.0));
    assert_eq!(seconds("then"), None);
}
