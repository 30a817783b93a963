//! From the graph's names back to places in the file: what is found wrong later on is told by operation and shape, and
//! the file has them under absolute ids and in traits.

use super::flat::Flat;
use super::ids::{Table, is_data};
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;

/// The absolute ids of what a graph was read from, by name.
#[derive(Debug, Default)]
pub(crate) struct Spots {
    service: String,
    operations: HashMap<String, String>,
    shapes: HashMap<String, String>,
}

impl Spots {
    pub(super) fn of<'a>(flats: &[Flat<'a, '_>], service: &Flat<'a, '_>, table: &Table<'_, 'a>) -> Self {
        let mut spots = Self { service: service.id.to_owned(), ..Self::default() };
        for flat in flats {
            let names = match flat.kind {
                "operation" => &mut spots.operations,
                _ if is_data(flat) => &mut spots.shapes,
                _ => continue,
            };
            names.entry(table.name(flat.id).to_owned()).or_insert_with(|| flat.id.to_owned());
        }
        spots
    }

    /// Leads a diagnostic of the model's file to where the file has what it is about.
    pub(crate) fn lead(&self, diagnostic: &mut Diagnostic) {
        let at: Vec<&str> = diagnostic.at.iter().map(String::as_str).collect();
        let (id, rest) = match at.as_slice() {
            ["metadata", ..] => (Some(&self.service), vec!["traits"]),
            ["operations"] => (Some(&self.service), vec!["operations"]),
            ["operations", name, rest @ ..] => (self.operations.get(*name), in_operation(rest)),
            ["shapes", name, rest @ ..] => (self.shapes.get(*name), rest.to_vec()),
            _ => return,
        };
        let Some(id) = id else { return };
        diagnostic.at = ["shapes", id].into_iter().chain(rest).map(str::to_owned).collect();
    }
}

/// What an operation says of HTTP is in traits.
fn in_operation<'p>(rest: &[&'p str]) -> Vec<&'p str> {
    match rest {
        ["http"] => vec!["traits", "smithy.api#http"],
        ["http", "requestUri"] => vec!["traits", "smithy.api#http", "uri"],
        ["http", key] => vec!["traits", "smithy.api#http", key],
        ["endpoint", rest @ ..] => ["traits", "smithy.api#endpoint"].iter().chain(rest).copied().collect(),
        ["auth", ..] => vec!["traits", "smithy.api#auth"],
        other => other.to_vec(),
    }
}
