//! The wire vectors, their expected results, and the comparison.
//!
//! The result of a vector is the JSON that the example `call --stdin` prints for a line, however the vector is run.

#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

pub(crate) mod compare;
mod expect;
pub(crate) mod notes;
pub(crate) use expect::Expect;

use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;

/// A line of a file of vectors.
pub(crate) struct Vector(Value);

/// Returns the requests of botocore.
pub(crate) fn requests() -> Vec<Vector> {
    read("requests.jsonl", "input", "request")
}

/// Returns the responses, as botocore parses them.
pub(crate) fn responses() -> Vec<Vector> {
    read("responses.jsonl", "response", "expect")
}

fn read(file: &str, given: &str, wanted: &str) -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(file);
    let text = std::fs::read_to_string(path).expect("the vectors are there");
    let line = |line| serde_json::from_str(line).map(Vector).expect("each line is JSON");
    let vectors: Vec<Vector> = text.lines().map(line).collect();
    let names: HashSet<_> = vectors.iter().map(Vector::name).collect();
    assert!(!vectors.is_empty() && names.len() == vectors.len(), "{file}: names are missing or doubled");
    for Vector(vector) in &vectors {
        assert!(vector.get(given).is_some() && vector.get(wanted).is_some(), "{vector}");
    }
    vectors
}

impl Vector {
    pub(crate) fn name(&self) -> &str {
        self.text("name")
    }

    pub(crate) fn service(&self) -> &str {
        self.text("service")
    }

    pub(crate) fn operation(&self) -> &str {
        self.text("operation")
    }

    pub(crate) fn note(&self) -> Option<&str> {
        self.0.get("note").and_then(Value::as_str)
    }

    pub(crate) fn input(&self) -> &Value {
        &self.0["input"]
    }

    pub(crate) fn response(&self) -> &Value {
        &self.0["response"]
    }

    /// Returns the line for `call --stdin`.
    pub(crate) fn line(&self) -> Value {
        let mut line = json!({ "service": self.service(), "operation": self.operation() });
        let given = ["input", "response"].into_iter().find(|key| self.0.get(*key).is_some());
        let given = given.expect("checked when it was read");
        line[given] = self.0[given].clone();
        line
    }

    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_else(|| panic!("no `{key}` in {}", self.0))
    }
}

/// Runs every vector in order, and fails with all differences.
#[track_caller]
pub(crate) fn assert_all(vectors: &[Vector], mut run: impl FnMut(&Vector) -> Value) {
    let difference = |vector: &Vector| {
        let got = run(vector);
        let difference = Expect::of(vector).map_or_else(Some, |expect| expect.difference(&got))?;
        Some(format!("{}: {}\n{difference}", vector.name(), vector.note().unwrap_or("no note")))
    };
    let failed: Vec<String> = vectors.iter().filter_map(difference).collect();
    let (count, all) = (failed.len(), vectors.len());
    assert!(failed.is_empty(), "{count} of {all} vectors fail\n\n{}", failed.join("\n\n"));
}
