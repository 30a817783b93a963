//! Customizations: behavior of official clients that a service's model does not have. They are the entries of
//! `data/customizations.toml`.

use crate::graph::{Operation, Service};
use std::sync::LazyLock;
use toml::{Table, Value};

const TEXT: &str = include_str!("../data/customizations.toml");

/// The entries of the file, which a test reads.
static ENTRIES: LazyLock<Vec<Customization>> = LazyLock::new(|| read(TEXT).unwrap_or_default());

/// A customization of a service or of some of its operations.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Customization {
    /// The id of the service.
    service: String,
    /// The operations that it applies to; empty for the whole service.
    operations: Vec<String>,
    /// The reason why calls are not supported yet.
    pub(crate) unsupported: Option<String>,
    /// A limitation, reported as a warning.
    pub(crate) warning: Option<String>,
    /// Configuration that callers need, shown where operations are listed.
    pub(crate) note: Option<String>,
}

/// Returns the entries about a service as a whole.
pub(crate) fn of_service(service: &Service) -> impl Iterator<Item = &'static Customization> {
    of(&service.sdk_id).filter(|entry| entry.operations.is_empty())
}

/// Returns the entries about one operation that are not about the whole service.
pub(crate) fn of_operation(
    service: &Service,
    operation: &Operation,
) -> impl Iterator<Item = &'static Customization> {
    of(&service.sdk_id).filter(|entry| entry.operations.contains(&operation.name))
}

fn of(sdk_id: &str) -> impl Iterator<Item = &'static Customization> {
    ENTRIES.iter().filter(move |entry| entry.service == sdk_id)
}

/// Reads the file, or returns the first problem.
fn read(text: &str) -> Result<Vec<Customization>, String> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let mut entries = Vec::new();
    for (key, value) in table {
        match (key.as_str(), value) {
            ("customization", Value::Array(values)) => {
                entries = values.into_iter().map(entry).collect::<Result<_, _>>()?;
            }
            (other, _) => return Err(format!("`{other}` is not known")),
        }
    }
    Ok(entries)
}

fn entry(value: Value) -> Result<Customization, String> {
    let Value::Table(table) = value else { return Err("an entry is a table".to_owned()) };
    let mut entry = Customization::default();
    for (key, value) in table {
        match key.as_str() {
            "service" => entry.service = string(value)?,
            "operations" => entry.operations = strings(value)?,
            "unsupported" => entry.unsupported = Some(string(value)?),
            "warning" => entry.warning = Some(string(value)?),
            "note" => entry.note = Some(string(value)?),
            other => return Err(format!("`{other}` is not known")),
        }
    }
    let is_void = entry.unsupported.is_none() && entry.warning.is_none() && entry.note.is_none();
    match is_void || entry.service.is_empty() {
        true => Err(format!("an entry names a service and what follows: {entry:?}")),
        false => Ok(entry),
    }
}

fn string(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(format!("expected a string, found a value of type {}", other.type_str())),
    }
}

fn strings(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(string).collect(),
        other => Err(format!("expected an array, found a value of type {}", other.type_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_is_valid_without_duplicates() {
        let entries = read(TEXT).unwrap();
        assert!(!entries.is_empty());
        for (index, one) in entries.iter().enumerate() {
            let same =
                |other: &&Customization| other.service == one.service && other.operations == one.operations;
            assert_eq!(entries.iter().position(|other| same(&other)), Some(index), "{one:?} comes twice");
        }
    }

    #[test]
    fn an_entry_without_a_service_or_an_effect_is_rejected() {
        for (text, problem) in [
            ("= 1", "unexpected"),
            ("customization = 1", "`customization` is not known"),
            ("customization = [1]", "an entry is a table"),
            ("[[customization]]\nservice = 'A'", "an entry names a service"),
            ("[[customization]]\nnote = 'A'", "an entry names a service"),
            ("[[customization]]\nservice = 'A'\nheader = 'B'", "`header` is not known"),
            ("[[customization]]\nservice = 'A'\noperations = 'B'", "expected an array"),
            ("[[customization]]\nservice = 1", "expected a string"),
        ] {
            let error = read(text).unwrap_err();
            assert!(problem == "unexpected" || error.contains(problem), "{text}: {error}");
        }
        let entry = read("[[customization]]\nservice = 'A'\noperations = ['B']\nnote = 'C'").unwrap();
        let (operations, note) = (vec!["B".to_owned()], Some("C".to_owned()));
        let expected =
            Customization { service: "A".to_owned(), operations, note, ..Customization::default() };
        assert_eq!(entry, [expected]);
    }
}
