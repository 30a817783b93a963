//! Parses `docs.toml`: documentation of a service, its operations, shapes, members and enum values.

use crate::diagnostic::{At, Diagnostics};
use crate::docs::Docs;
use crate::source::Source;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Parses the file. Entries that cannot be read are reported and left out; returns `None` for a file that is not TOML.
pub(crate) fn read(source: &Source, out: &Diagnostics) -> Option<Docs> {
    let at = At::file(&source.path);
    let table: Table = match source.text.parse() {
        Ok(table) => table,
        Err(error) => {
            let at = at.bytes(error.span().unwrap_or_default());
            out.error(&at, format!("not TOML: {}", error.message()));
            return None;
        }
    };
    let mut docs = Docs::default();
    for (key, value) in table {
        let at = at.key(&key);
        match key.as_str() {
            "service" => docs.service = text(value, &at, out),
            "operations" => docs.operations = texts(value, &at, out),
            "shapes" => docs.shapes = texts(value, &at, out),
            "members" => docs.members = nested(value, &at, out),
            "values" => docs.values = nested(value, &at, out),
            _ => out.warning(&At::file(&source.path).name(&key), "unknown key: it has no effect"),
        }
    }
    Some(docs)
}

fn text(value: Value, at: &At<'_>, out: &Diagnostics) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        other => {
            out.error(at, format!("expected a string, found a value of type {}", other.type_str()));
            None
        }
    }
}

fn texts(value: Value, at: &At<'_>, out: &Diagnostics) -> BTreeMap<String, String> {
    entries(value, at, out)
        .filter_map(|(key, value)| Some((key.clone(), text(value, &at.key(&key), out)?)))
        .collect()
}

fn nested(value: Value, at: &At<'_>, out: &Diagnostics) -> BTreeMap<String, BTreeMap<String, String>> {
    entries(value, at, out).map(|(key, value)| (key.clone(), texts(value, &at.key(&key), out))).collect()
}

fn entries(value: Value, at: &At<'_>, out: &Diagnostics) -> impl Iterator<Item = (String, Value)> {
    let table = match value {
        Value::Table(table) => table,
        other => {
            out.error(at, format!("expected a table, found a value of type {}", other.type_str()));
            Table::new()
        }
    };
    table.into_iter()
}
