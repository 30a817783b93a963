//! What changes in the partitions, the groups of regions that endpoint rules ask for.

use super::change::{Change, Rust, What, Wire};
use crate::diagnostic::Diagnostics;
use crate::graph::Partition;
use crate::read;
use crate::source::Source;
use std::collections::{HashMap, HashSet};

/// Compares two tables of partitions. Tables that cannot be read, or of which one is missing, are the same or not by
/// their text.
pub fn compare_partitions(old: Option<&Source>, new: Option<&Source>) -> Vec<Change> {
    let mut changes = Vec::new();
    match (old.and_then(table), new.and_then(table)) {
        (Some(old), Some(new)) => compare(&Table::of(&old), &Table::of(&new), &mut changes),
        _ if old.map(|old| &old.text) == new.map(|new| &new.text) => {}
        _ => changes.push(Change::service(What::Partitions, Rust::Unchanged, Wire::Unclear)),
    }
    changes
}

fn table(source: &Source) -> Option<Vec<Partition>> {
    let out = Diagnostics::default();
    let table = read::partitions(source, &out);
    (!out.has_errors()).then_some(table)
}

struct Table<'t> {
    partitions: &'t [Partition],
    by_name: HashMap<&'t str, &'t Partition>,
    by_region: HashMap<&'t str, &'t Partition>,
    by_prefix: HashMap<&'t str, &'t Partition>,
}

impl<'t> Table<'t> {
    /// Of two that have the same, the first counts, as in the runtime.
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

    /// The name of the partition that a region is in, as the runtime finds it: by the lists, by what it begins with,
    /// else the first.
    fn home(&self, region: &str) -> Option<&str> {
        let alike = || prefix(region).and_then(|prefix| self.by_prefix.get(prefix)).copied();
        let found = self.by_region.get(region).copied().or_else(alike);
        found.or(self.partitions.first()).map(|one| one.name.as_str())
    }

    /// The same of all regions that begin with `prefix` and are in no list.
    fn home_of_prefix(&self, prefix: &str) -> Option<&str> {
        self.by_prefix.get(prefix).copied().or(self.partitions.first()).map(|one| one.name.as_str())
    }
}

/// What is before a word and a number in a region's name.
fn prefix(region: &str) -> Option<&str> {
    let (rest, number) = region.rsplit_once('-')?;
    let (prefix, word) = rest.rsplit_once('-')?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_word && is_number).then_some(prefix)
}

fn compare(old: &Table<'_>, new: &Table<'_>, changes: &mut Vec<Change>) {
    let mut note = |what, breaks| {
        let wire = if breaks { Wire::Breaking } else { Wire::Compatible };
        changes.push(Change::service(what, Rust::Unchanged, wire));
    };
    let first = |table: &Table<'_>| table.partitions.first().map(|one| one.name.clone());
    if let (Some(old), Some(new), true) = (first(old), first(new), first(old) != first(new)) {
        note(What::DefaultPartition { old, new }, true);
    }
    for one in old.partitions.iter().filter(|one| !new.by_name.contains_key(one.name.as_str())) {
        note(What::PartitionRemoved { partition: one.name.clone() }, true);
    }
    for one in new.partitions {
        match old.by_name.get(one.name.as_str()) {
            Some(was) => {
                compare_facts(was, one, &mut note);
                compare_regions((old, was), (new, one), &mut note);
            }
            None => {
                let (partition, regions) = (one.name.clone(), one.regions.clone());
                note(What::PartitionAdded { partition, regions }, false);
            }
        }
    }
}

/// What its addresses are made of. What is supported now was refused before.
fn compare_facts(old: &Partition, new: &Partition, note: &mut impl FnMut(What, bool)) {
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
    let mut differ = |of, old: &str, new: &str, breaks| {
        if old != new {
            let (partition, old, new) = (name.clone(), old.to_owned(), new.to_owned());
            note(What::PartitionFact { partition, of, old, new }, breaks);
        }
    };
    differ("the domain", &old.dns_suffix, dns_suffix, true);
    differ("the domain of dual-stack endpoints", &old.dual_stack_dns_suffix, dual_stack_dns_suffix, true);
    differ("the region of global services", &old.implicit_global_region, implicit_global_region, true);
    let yes = |is_so: bool| if is_so { "yes" } else { "no" };
    differ("FIPS support", yes(old.supports_fips), yes(*supports_fips), old.supports_fips);
    let was = old.supports_dual_stack;
    differ("dual-stack support", yes(was), yes(*supports_dual_stack), was);
}

/// The regions that it is known to have, and what its regions begin with. That breaks where a region of before is in
/// another partition now.
fn compare_regions(
    (old, was): (&Table<'_>, &Partition),
    (new, is): (&Table<'_>, &Partition),
    note: &mut impl FnMut(What, bool),
) {
    let partition = || is.name.clone();
    let regions = only(&is.regions, &was.regions);
    if !regions.is_empty() {
        note(What::RegionsAdded { partition: partition(), regions }, false);
    }
    let gone = only(&was.regions, &is.regions);
    let (moved, kept): (Vec<_>, Vec<_>) =
        gone.into_iter().partition(|region| old.home(region) != new.home(region));
    for (regions, breaks) in [(moved, true), (kept, false)] {
        if !regions.is_empty() {
            note(What::RegionsRemoved { partition: partition(), regions }, breaks);
        }
    }
    let (gained, lost) = (only(&is.prefixes, &was.prefixes), only(&was.prefixes, &is.prefixes));
    if !gained.is_empty() || !lost.is_empty() {
        let breaks = lost.iter().any(|prefix| old.home_of_prefix(prefix) != new.home_of_prefix(prefix));
        let (old, new) = (was.prefixes.join(", "), is.prefixes.join(", "));
        let of = "what its regions begin with";
        note(What::PartitionFact { partition: partition(), of, old, new }, breaks);
    }
}

/// What is in the first alone.
fn only(one: &[String], other: &[String]) -> Vec<String> {
    let other: HashSet<&String> = other.iter().collect();
    one.iter().filter(|name| !other.contains(name)).cloned().collect()
}
