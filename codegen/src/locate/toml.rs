//! Finds paths in TOML text, from the spans of the parser.

use super::path_tree::{PathTree, ROOT};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Records the locations of all paths. Syntax errors have been reported.
pub(super) fn find(text: &str, paths: &mut PathTree<'_>) {
    let Ok(table) = DeTable::parse(text) else { return };
    let mut open = vec![(ROOT, Container::Table(table.get_ref()))];
    while let Some((node, container)) = open.pop() {
        for (key, child) in paths.children(node) {
            let Some((name, value)) = container.get(key) else { continue };
            let inner = match value.get_ref() {
                DeValue::Table(table) => Some(Container::Table(table)),
                DeValue::Array(array) => Some(Container::Array(array)),
                _ => None,
            };
            paths.record(child, name, value.span(), inner.is_some());
            open.extend(inner.map(|inner| (child, inner)));
        }
    }
}

enum Container<'d> {
    Table(&'d DeTable<'d>),
    Array(&'d [Spanned<DeValue<'d>>]),
}

impl<'d> Container<'d> {
    /// Returns the value of a key or an index, and the span of the key.
    fn get(&self, key: &str) -> Option<(Option<Range<usize>>, &'d Spanned<DeValue<'d>>)> {
        match self {
            Self::Table(table) => table.get_key_value(key).map(|(name, value)| (Some(name.span()), value)),
            Self::Array(array) => array.get(key.parse::<usize>().ok()?).map(|value| (None, value)),
        }
    }
}
