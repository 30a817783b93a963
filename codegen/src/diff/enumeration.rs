//! What changes in enums.

use super::change::{Change, Rust, What, Wire};
use super::shape::Both;
use crate::graph::EnumValue;
use std::collections::{HashMap, HashSet};

pub(super) fn compare(both: &Both<'_, '_>, old: &[EnumValue], new: &[EnumValue], changes: &mut Vec<Change>) {
    let texts = |values: &[EnumValue]| {
        values.iter().map(|EnumValue { value, docs: _ }| value.clone()).collect::<Vec<_>>()
    };
    compare_values(both, &texts(old), &texts(new), changes);
}

/// The same of an enum of integers, whose variants are called after the model's names.
pub(super) fn compare_numbers(
    both: &Both<'_, '_>,
    old: &[(String, i32)],
    new: &[(String, i32)],
    changes: &mut Vec<Change>,
) {
    let texts =
        |values: &[(String, i32)]| values.iter().map(|(_, number)| number.to_string()).collect::<Vec<_>>();
    compare_values(both, &texts(old), &texts(new), changes);
}

fn compare_values(both: &Both<'_, '_>, old: &[String], new: &[String], changes: &mut Vec<Change>) {
    let was = both.old.0.variants(both.old.1);
    let is = both.new.0.variants(both.new.1);
    let value_of: HashMap<&str, &str> = pairs(&was, old).collect();
    let variant_of: HashMap<&str, &str> = pairs(&was, old).map(|(variant, value)| (value, variant)).collect();
    let (now, values_now): (HashSet<&str>, HashSet<&str>) = pairs(&is, new).unzip();
    for (variant, value) in pairs(&is, new) {
        let (what, rust, wire) = match (value_of.get(variant), variant_of.get(value)) {
            (Some(before), _) if *before == value => continue,
            (_, Some(before)) => {
                (What::ValueRenamed { old: (*before).to_owned() }, Rust::Breaks, Wire::Unchanged)
            }
            (Some(before), None) => {
                let (old, new) = ((*before).to_owned(), value.to_owned());
                (What::ValueChanged { old, new }, Rust::Unchanged, Wire::Breaking)
            }
            (None, None) => {
                (What::ValueAdded { value: value.to_owned() }, Rust::BreaksWhole, Wire::Compatible)
            }
        };
        both.note(Some(variant), what, rust, wire, changes);
    }
    for (variant, value) in pairs(&was, old) {
        if !now.contains(variant) && !values_now.contains(value) {
            let wire = if both.is_sent() { Wire::Breaking } else { Wire::Compatible };
            both.note(
                Some(variant),
                What::ValueRemoved { value: value.to_owned() },
                Rust::Breaks,
                wire,
                changes,
            );
        }
    }
    let before: HashSet<&str> = was.iter().map(String::as_str).collect();
    let kept_before = was.iter().filter(|variant| now.contains(variant.as_str()));
    let kept_now = is.iter().filter(|variant| before.contains(variant.as_str()));
    if !kept_before.eq(kept_now) {
        both.note(None, What::ValuesReordered, Rust::BreaksWhole, Wire::Unchanged, changes);
    }
}

fn pairs<'a>(variants: &'a [String], values: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    variants.iter().map(String::as_str).zip(values.iter().map(String::as_str))
}
