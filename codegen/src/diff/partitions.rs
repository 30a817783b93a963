//! Compares partitions: the groups of regions that endpoint rules look up.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use crate::diagnostic::Diagnostics;
use crate::graph::Partition;
use crate::read;
use crate::source::Source;
use std::collections::{HashMap, HashSet};

/// Compares two partition tables. If one of them is missing or cannot be parsed, their texts are compared instead.
pub fn compare_partitions(old: Option<&Source>, new: Option<&Source>) -> Vec<Change> {
    let mut changes = Vec::new();
    match (old.and_then(parse), new.and_then(parse)) {
        (Some(old), Some(new)) => compare(&Table::of(&old), &Table::of(&new), &mut changes),
        _ if old.map(|old| &old.text) == new.map(|new| &new.text) => {}
        _ => changes.push(Change::service(ChangeKind::Partitions, ApiImpact::None, WireImpact::Undetermined)),
    }
    changes
}

fn parse(source: &Source) -> Option<Vec<Partition>> {
    let out = Diagnostics::default();
    let partitions = read::partitions(source, &out);
    (!out.has_errors()).then_some(partitions)
}

/// Partitions by the keys that the runtime looks them up by.
struct Table<'t> {
    partitions: &'t [Partition],
    by_name: HashMap<&'t str, &'t Partition>,
    by_region: HashMap<&'t str, &'t Partition>,
    by_prefix: HashMap<&'t str, &'t Partition>,
}

impl<'t> Table<'t> {
    /// Indexes partitions. Of several with the same key, the first wins, as in the runtime.
    fn of(partitions: &'t [Partition]) -> Self {
        let mut table = Self {
            partitions,
            by_name: HashMap::new(),
            by_region: HashMap::new(),
            by_prefix: HashMap::new(),
        };
        for one in partitions.iter().rev() {
            table.by_name.insert(&one.name, one);
            table.by_region.extend(one.regions.iter().map(|region| (region.as_str(), one)));
            table.by_prefix.extend(one.prefixes.iter().map(|prefix| (prefix.as_str(), one)));
        }
        table
    }

    /// Returns the name of a region's partition, found as the runtime does: by the listed regions, then by the prefix,
    /// then the first partition.
    fn partition_of(&self, region: &str) -> Option<&str> {
        let by_prefix = || prefix(region).and_then(|prefix| self.by_prefix.get(prefix)).copied();
        let found = self.by_region.get(region).copied().or_else(by_prefix);
        found.or(self.partitions.first()).map(|one| one.name.as_str())
    }

    /// Returns the name of the partition of all unlisted regions with a prefix.
    fn partition_of_prefix(&self, prefix: &str) -> Option<&str> {
        self.by_prefix.get(prefix).copied().or(self.partitions.first()).map(|one| one.name.as_str())
    }
}

/// Returns the prefix of a region's name: `us` of `us-east-1`.
fn prefix(region: &str) -> Option<&str> {
    let (rest, number) = region.rsplit_once('-')?;
    let (prefix, word) = rest.rsplit_once('-')?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_word && is_number).then_some(prefix)
}

fn compare(old: &Table<'_>, new: &Table<'_>, changes: &mut Vec<Change>) {
    let mut record = |kind, breaks| {
        let wire = if breaks { WireImpact::Breaking } else { WireImpact::Compatible };
        changes.push(Change::service(kind, ApiImpact::None, wire));
    };
    let first = |table: &Table<'_>| table.partitions.first().map(|one| one.name.clone());
    if let (Some(old), Some(new), true) = (first(old), first(new), first(old) != first(new)) {
        record(ChangeKind::DefaultPartition { old, new }, true);
    }
    for one in old.partitions.iter().filter(|one| !new.by_name.contains_key(one.name.as_str())) {
        record(ChangeKind::PartitionRemoved { partition: one.name.clone() }, true);
    }
    for one in new.partitions {
        match old.by_name.get(one.name.as_str()) {
            Some(old_one) => {
                compare_properties(old_one, one, &mut record);
                compare_regions((old, old_one), (new, one), &mut record);
            }
            None => {
                let (partition, regions) = (one.name.clone(), one.regions.clone());
                record(ChangeKind::PartitionAdded { partition, regions }, false);
            }
        }
    }
}

/// Compares DNS suffixes and supported features. Adding a feature breaks nothing: the rules rejected it before.
fn compare_properties(old: &Partition, new: &Partition, record: &mut impl FnMut(ChangeKind, bool)) {
    let Partition {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        implicit_global_region,
        supports_fips,
        supports_dual_stack,
        regions: _,
        prefixes: _,
    } = new;
    let mut compare = |of, old: &str, new: &str, breaks| {
        if old != new {
            let (partition, old, new) = (name.clone(), old.to_owned(), new.to_owned());
            record(ChangeKind::PartitionFact { partition, of, old, new }, breaks);
        }
    };
    compare("DNS suffix", &old.dns_suffix, dns_suffix, true);
    compare("dual-stack DNS suffix", &old.dual_stack_dns_suffix, dual_stack_dns_suffix, true);
    compare("implicit global region", &old.implicit_global_region, implicit_global_region, true);
    let yes = |is_supported: bool| if is_supported { "yes" } else { "no" };
    compare("FIPS support", yes(old.supports_fips), yes(*supports_fips), old.supports_fips);
    let was = old.supports_dual_stack;
    compare("dual-stack support", yes(was), yes(*supports_dual_stack), was);
}

/// Compares listed regions and region prefixes. A change breaks if it moves an old region to another partition.
fn compare_regions(
    (old_table, old): (&Table<'_>, &Partition),
    (new_table, new): (&Table<'_>, &Partition),
    record: &mut impl FnMut(ChangeKind, bool),
) {
    let partition = || new.name.clone();
    let regions = difference(&new.regions, &old.regions);
    if !regions.is_empty() {
        record(ChangeKind::RegionsAdded { partition: partition(), regions }, false);
    }
    let removed = difference(&old.regions, &new.regions);
    let is_moved = |region: &String| old_table.partition_of(region) != new_table.partition_of(region);
    let (moved, kept): (Vec<_>, Vec<_>) = removed.into_iter().partition(is_moved);
    for (regions, breaks) in [(moved, true), (kept, false)] {
        if !regions.is_empty() {
            record(ChangeKind::RegionsRemoved { partition: partition(), regions }, breaks);
        }
    }
    let added = difference(&new.prefixes, &old.prefixes);
    let removed = difference(&old.prefixes, &new.prefixes);
    if !added.is_empty() || !removed.is_empty() {
        let is_moved =
            |prefix: &String| old_table.partition_of_prefix(prefix) != new_table.partition_of_prefix(prefix);
        let breaks = removed.iter().any(is_moved);
        let (old, new) = (old.prefixes.join(", "), new.prefixes.join(", "));
        let of = "region prefixes";
        record(ChangeKind::PartitionFact { partition: partition(), of, old, new }, breaks);
    }
}

/// Returns the names that only the first list has.
fn difference(one: &[String], other: &[String]) -> Vec<String> {
    let other: HashSet<&String> = other.iter().collect();
    one.iter().filter(|name| !other.contains(name)).cloned().collect()
}
