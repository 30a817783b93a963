//! The graph of sibling modules, and its circles.

use super::source::{Module, Source};
use std::collections::{BTreeMap, BTreeSet};

/// An edge from a module to one of its siblings, with the file and the path that make it.
type Edges = BTreeMap<(Vec<String>, Vec<String>), String>;

/// Returns each circle of sibling modules as a list of its edges.
pub(crate) fn circles(source: &Source) -> Vec<String> {
    let edges = edges(source);
    let mut groups: BTreeSet<BTreeSet<&[String]>> = BTreeSet::new();
    for (from, _) in edges.keys() {
        let reached = reachable(&edges, from);
        let circle: BTreeSet<&[String]> = reached
            .iter()
            .copied()
            .filter(|other| reachable(&edges, other).contains(from.as_slice()))
            .collect();
        if circle.len() > 1 {
            groups.insert(circle);
        }
    }
    groups.iter().map(|circle| describe(&edges, circle)).collect()
}

/// Returns the modules that edges lead to, directly or through others.
fn reachable<'e>(edges: &'e Edges, from: &[String]) -> BTreeSet<&'e [String]> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(from) = open.pop() {
        for (_, to) in edges.keys().filter(|(one, _)| one == from) {
            if found.insert(to.as_slice()) {
                open.push(to);
            }
        }
    }
    found
}

fn edges(source: &Source) -> Edges {
    let mut edges = Edges::new();
    for module in source.modules() {
        for path in &module.paths {
            let target = source.resolve(module, path);
            if let Some((from, to)) = target.and_then(|target| siblings(module, target)) {
                let reason = format!("{}: {}", module.file, path.join("::"));
                edges.entry((from, to)).or_insert(reason);
            }
        }
    }
    edges
}

/// Returns the two modules with the same parent that hold these; `None` where one holds the other.
fn siblings(from: &Module, to: &Module) -> Option<(Vec<String>, Vec<String>)> {
    let common = from.path.iter().zip(&to.path).take_while(|(one, other)| one == other).count();
    let sibling = |module: &Module| Some(module.path.get(..=common)?.to_vec());
    Some((sibling(from)?, sibling(to)?))
}

fn describe(edges: &Edges, circle: &BTreeSet<&[String]>) -> String {
    let within = edges
        .iter()
        .filter(|((from, to), _)| circle.contains(from.as_slice()) && circle.contains(to.as_slice()));
    let edge = |((from, to), reason): (&(Vec<String>, Vec<String>), &String)| {
        format!("{} -> {} ({reason})", from.join("::"), to.join("::"))
    };
    within.map(edge).collect::<Vec<_>>().join(", ")
}
