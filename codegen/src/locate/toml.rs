//! Through a TOML text, by the spans that its parser tells.

use super::wanted::{ROOT, Wanted};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Notes where the wanted ways lead. What is no TOML was reported by others.
pub(super) fn find(text: &str, wanted: &mut Wanted<'_>) {
    let Ok(table) = DeTable::parse(text) else { return };
    let mut open = vec![(ROOT, Held::Table(table.get_ref()))];
    while let Some((node, held)) = open.pop() {
        for (key, child) in wanted.children(node) {
            let Some((name, value)) = held.get(key) else { continue };
            let inner = match value.get_ref() {
                DeValue::Table(table) => Some(Held::Table(table)),
                DeValue::Array(array) => Some(Held::Array(array)),
                _ => None,
            };
            wanted.meet(child, name, value.span(), inner.is_some());
            open.extend(inner.map(|inner| (child, inner)));
        }
    }
}

enum Held<'d> {
    Table(&'d DeTable<'d>),
    Array(&'d [Spanned<DeValue<'d>>]),
}

impl<'d> Held<'d> {
    /// What is at a key or an index, and the span of the key.
    fn get(&self, key: &str) -> Option<(Option<Range<usize>>, &'d Spanned<DeValue<'d>>)> {
        match self {
            Self::Table(table) => table.get_key_value(key).map(|(name, value)| (Some(name.span()), value)),
            Self::Array(array) => array.get(key.parse::<usize>().ok()?).map(|value| (None, value)),
        }
    }
}
