//! Parses `data/customizations.toml`. The file is embedded, so a test ensures that it is valid.

use super::{Customization, Facts};
use crate::graph::CrossRegionUrl;
use toml::{Table, Value};

/// Parses the file, or returns the first problem.
pub(super) fn entries(text: &str) -> Result<Vec<Customization>, String> {
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
            "reason" => entry.reason = string(value)?,
            other => fact(&mut entry.facts, other, value)?,
        }
    }
    let has_facts = entry.facts != Facts::default();
    let has_text = entry.unsupported.is_some() || entry.warning.is_some() || entry.note.is_some();
    let is_scoped = entry.operations.is_empty() || !entry.facts.concern_a_service();
    match (has_facts || has_text) && !entry.service.is_empty() {
        false => Err(format!("an entry names a service and what follows: {entry:?}")),
        true if has_facts == entry.reason.is_empty() => {
            Err(format!("an entry has a reason if it changes the model: {entry:?}"))
        }
        true if !is_scoped => {
            Err(format!("an entry with operations has facts that concern the whole service: {entry:?}"))
        }
        true => Ok(entry),
    }
}

impl Facts {
    /// Returns whether there is a fact that only an entry for the whole service can have.
    fn concern_a_service(&self) -> bool {
        !self.headers.is_empty()
            || !self.settings.is_empty()
            || !self.unions.is_empty()
            || self.signs_as_sent
            || self.signed_chunks
            || self.crc32
            || self.no_error_wrapping
            || self.session_operation.is_some()
    }
}

fn fact(facts: &mut Facts, key: &str, value: Value) -> Result<(), String> {
    match key {
        "headers" => facts.headers = pairs(value)?,
        "defaults" => facts.defaults = pairs(value)?,
        "md5" => facts.md5 = pairs(value)?,
        "tree-hash" => facts.tree_hash = boolean(value)?,
        "url-encoding" => facts.url_encoding = Some(string(value)?),
        "url-encoded" => facts.url_encoded = strings(value)?,
        "header-texts" => facts.header_texts = pairs(value)?,
        "last-segment" => facts.last_segment = strings(value)?,
        "endpoint-member" => facts.endpoint_member = Some(string(value)?),
        "no-error-wrapping" => facts.no_error_wrapping = boolean(value)?,
        "rules-have-host-prefix" => facts.rules_have_host_prefix = boolean(value)?,
        "endpoint-labels" => facts.endpoint_labels = strings(value)?,
        "signs-as-sent" => facts.signs_as_sent = boolean(value)?,
        "signed-chunks" => facts.signed_chunks = boolean(value)?,
        "crc32" => facts.crc32 = boolean(value)?,
        "unwrapped-output" => facts.unwrapped_output = boolean(value)?,
        "session-operation" => facts.session_operation = Some(string(value)?),
        "settings" => facts.settings = pairs(value)?,
        "region-redirects" => facts.region_redirects = Some(string(value)?),
        "no-region-redirects" => facts.no_region_redirects = boolean(value)?,
        "cross-region-url" => facts.cross_region_url = Some(cross_region_url(value)?),
        "unions" => facts.unions = strings(value)?,
        other => return Err(format!("`{other}` is not known")),
    }
    Ok(())
}

fn cross_region_url(value: Value) -> Result<CrossRegionUrl, String> {
    let mut members = CrossRegionUrl::default();
    for (key, name) in pairs(value)? {
        match key.as_str() {
            "source" => members.source = name,
            "url" => members.url = name,
            "destination" => members.destination = name,
            other => return Err(format!("`{other}` is not known")),
        }
    }
    let CrossRegionUrl { source, url, destination } = &members;
    match [source, url, destination].iter().any(|name| name.is_empty()) {
        true => Err("expected `source`, `url` and `destination`".to_owned()),
        false => Ok(members),
    }
}

fn string(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(format!("expected a string, found a value of type {}", other.type_str())),
    }
}

fn boolean(value: Value) -> Result<bool, String> {
    match value {
        Value::Boolean(is_on) => Ok(is_on),
        other => Err(format!("expected a boolean, found a value of type {}", other.type_str())),
    }
}

fn strings(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(string).collect(),
        other => Err(format!("expected an array, found a value of type {}", other.type_str())),
    }
}

fn pairs(value: Value) -> Result<Vec<(String, String)>, String> {
    match value {
        Value::Table(table) => table.into_iter().map(|(key, value)| Ok((key, string(value)?))).collect(),
        other => Err(format!("expected a table, found a value of type {}", other.type_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::TEXT;
    use super::*;

    #[test]
    fn the_embedded_file_is_valid_without_duplicates() {
        let entries = entries(TEXT).unwrap();
        assert!(!entries.is_empty());
        for (index, one) in entries.iter().enumerate() {
            let same =
                |other: &&Customization| other.service == one.service && other.operations == one.operations;
            assert_eq!(entries.iter().position(|other| same(&other)), Some(index), "duplicate: {one:?}");
        }
    }

    #[test]
    fn invalid_entries_are_rejected() {
        for (text, problem) in [
            ("= 1", "unexpected"),
            ("customization = 1", "`customization` is not known"),
            ("customization = [1]", "an entry is a table"),
            ("[[customization]]\nservice = 'A'", "an entry names a service"),
            ("[[customization]]\nnote = 'A'", "an entry names a service"),
            ("[[customization]]\nservice = 'A'\nheader = 'B'", "`header` is not known"),
            ("[[customization]]\nservice = 'A'\noperations = 'B'", "expected an array"),
            ("[[customization]]\nservice = 'A'\nheaders = 'B'", "expected a table"),
            ("[[customization]]\nservice = 'A'\nheaders = { b = 'c' }", "an entry has a reason"),
            ("[[customization]]\nservice = 'A'\nnote = 'B'\nreason = 'C'", "an entry has a reason"),
            ("[[customization]]\nservice = 'A'\nunwrapped-output = 'B'", "expected a boolean"),
            ("[[customization]]\nservice = 1", "expected a string"),
            (
                "[[customization]]\nservice = 'A'\ncross-region-url = { source = 'B', url = 'C' }\nreason = 'D'",
                "expected `source`, `url` and `destination`",
            ),
            (
                "[[customization]]\nservice = 'A'\noperations = ['B']\ncrc32 = true\nreason = 'C'",
                "facts that concern the whole service",
            ),
        ] {
            let error = entries(text).unwrap_err();
            assert!(problem == "unexpected" || error.contains(problem), "{text}: {error}");
        }
    }

    #[test]
    fn an_entry_has_a_note_or_facts() {
        let noted = entries("[[customization]]\nservice = 'A'\noperations = ['B']\nnote = 'C'").unwrap();
        let (operations, note) = (vec!["B".to_owned()], Some("C".to_owned()));
        let service = "A".to_owned();
        let expected =
            Customization { service: service.clone(), operations, note, ..Customization::default() };
        assert_eq!(noted, [expected]);
        let changed =
            entries("[[customization]]\nservice = 'A'\nheaders = { b = 'c' }\nreason = 'D'").unwrap();
        let facts = Facts { headers: vec![("b".to_owned(), "c".to_owned())], ..Facts::default() };
        let expected = Customization { service, facts, reason: "D".to_owned(), ..Customization::default() };
        assert_eq!(changed, [expected]);
    }
}
