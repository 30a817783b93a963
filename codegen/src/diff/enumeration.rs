//! Compares enums and integer enums.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::type_pair::TypePair;
use crate::graph::EnumValue;
use std::collections::{HashMap, HashSet};

pub(super) fn compare(
    pair: &TypePair<'_, '_>,
    old: &[EnumValue],
    new: &[EnumValue],
    changes: &mut Vec<Change>,
) {
    let values = |all: &[EnumValue]| -> Vec<String> {
        all.iter().map(|EnumValue { value, docs: _ }| value.clone()).collect()
    };
    compare_values(pair, &values(old), &values(new), changes);
}

/// Compares integer enums, whose variants have the names that the model gives to the numbers.
pub(super) fn compare_int(
    pair: &TypePair<'_, '_>,
    old: &[(String, i32)],
    new: &[(String, i32)],
    changes: &mut Vec<Change>,
) {
    let values =
        |all: &[(String, i32)]| -> Vec<String> { all.iter().map(|(_, number)| number.to_string()).collect() };
    compare_values(pair, &values(old), &values(new), changes);
}

fn compare_values(pair: &TypePair<'_, '_>, old: &[String], new: &[String], changes: &mut Vec<Change>) {
    let old_variants = pair.old.0.variants(pair.old.1);
    let new_variants = pair.new.0.variants(pair.new.1);
    let old_values: HashMap<&str, &str> = zip(&old_variants, old).collect();
    let old_names: HashMap<&str, &str> = zip(&old_variants, old).map(|(name, value)| (value, name)).collect();
    let (names, values): (HashSet<&str>, HashSet<&str>) = zip(&new_variants, new).unzip();
    for (name, value) in zip(&new_variants, new) {
        let (kind, api, wire) = match (old_values.get(name), old_names.get(value)) {
            (Some(old), _) if *old == value => continue,
            (_, Some(old)) => {
                let kind = ChangeKind::ValueRenamed { old: (*old).to_owned() };
                (kind, ApiImpact::Breaking, WireImpact::None)
            }
            (Some(old), None) => {
                let kind = ChangeKind::ValueChanged { old: (*old).to_owned(), new: value.to_owned() };
                (kind, ApiImpact::None, WireImpact::Breaking)
            }
            (None, None) => {
                let kind = ChangeKind::ValueAdded { value: value.to_owned() };
                (kind, ApiImpact::BreaksExhaustive, WireImpact::Compatible)
            }
        };
        pair.record(Some(name), kind, api, wire, changes);
    }
    let wire = if pair.is_sent() { WireImpact::Breaking } else { WireImpact::Compatible };
    for (name, value) in zip(&old_variants, old) {
        if !names.contains(name) && !values.contains(value) {
            let kind = ChangeKind::ValueRemoved { value: value.to_owned() };
            pair.record(Some(name), kind, ApiImpact::Breaking, wire, changes);
        }
    }
    let old_names: HashSet<&str> = old_variants.iter().map(String::as_str).collect();
    let kept_before = old_variants.iter().filter(|name| names.contains(name.as_str()));
    let kept_now = new_variants.iter().filter(|name| old_names.contains(name.as_str()));
    if !kept_before.eq(kept_now) {
        let kind = ChangeKind::ValuesReordered;
        pair.record(None, kind, ApiImpact::BreaksExhaustive, WireImpact::None, changes);
    }
}

/// Returns the names of variants with their values.
fn zip<'a>(names: &'a [String], values: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    names.iter().map(String::as_str).zip(values.iter().map(String::as_str))
}
