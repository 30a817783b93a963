//! The modules of each crate form no circles, and each file of tests is a module of a test program.
//!
//! **What counts as a circle.** The child modules of one module, each taken with everything below it, are the nodes of a graph.
//! A path from a file below one child to an item below another child is an edge between the two. Children that reach each
//! other by such edges are a circle. This holds at every level, so it also covers circles between files in different
//! folders.
//!
//! - A path through a re-export leads to the module that defines the item, not to the one that re-exports it.
//! - A module and its descendants are no circle: a parent re-exports its children, and children use the items of their
//!   parent. A parent's own items are therefore not a node among its children.
//! - Items under `#[cfg(test)]` do not count; all other `cfg` attributes are ignored.
//! - Paths inside macro calls count. `$crate` paths in macro definitions do not: the user of the macro follows them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "cycles/graph.rs"]
mod graph;
#[path = "cycles/source.rs"]
mod source;

use graph::circles;
use source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The roots of the crates that are free of circles, from the root of the repository.
const CRATES: &[&str] = &[
    "bench/calls/src/main.rs",
    "bench/cbor/src/main.rs",
    "bench/presign/src/main.rs",
    "bench/runner/src/main.rs",
    "bench/xml/src/main.rs",
    "build/src/lib.rs",
    "cli/src/lib.rs",
    "codegen/src/lib.rs",
    "conformance/src/main.rs",
    "runtime/src/lib.rs",
    "xtask/src/main.rs",
];

#[test]
fn crates_have_no_module_circles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    let found: Vec<String> = CRATES.iter().flat_map(|file| circles(&Source::read(file, &read))).collect();
    assert!(
        found.is_empty(),
        "help: move what both sides need into a module of its own\n{}",
        found.join("\n")
    );
}

/// A file that the test program of its package does not name is neither compiled nor run.
#[test]
fn every_file_of_tests_is_part_of_a_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for package in ["cli", "codegen", "runtime"] {
        let folder = root.join(package).join("tests");
        let program = std::fs::read_to_string(folder.join("all.rs")).unwrap();
        let named: BTreeSet<_> =
            program.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
        let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let modules = entries.filter(|path| {
            path.extension().is_some_and(|extension| extension == "rs") || path.join("mod.rs").exists()
        });
        let mut found: BTreeSet<_> =
            modules.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        assert!(found.remove("all"));
        let missing: Vec<_> = found.iter().filter(|name| !named.contains(name.as_str())).collect();
        assert_eq!(missing, [""; 0], "help: add a `mod` line to {package}/tests/all.rs");
    }
}

/// Returns the circles of a crate whose files are given by name; the first is its root.
fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let texts: BTreeMap<_, _> = files.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    circles(&Source::read(files[0].0, &|path| texts.get(path).cloned()))
}

#[test]
fn a_circle_is_reported_with_its_edges() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::{self, B};"),
        ("b.rs", "pub struct B; fn f() { let x = [super::c::C]; }"),
        ("c.rs", "pub struct C(crate::a::A);"),
    ];
    assert_eq!(
        circles_of(&files),
        ["a -> b (a.rs: crate::b), b -> c (b.rs: super::c::C), c -> a (c.rs: crate::a::A)"]
    );
}

#[test]
fn folders_count_as_a_whole() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "mod one; mod two;"),
        ("a/one.rs", "use crate::b::B;"),
        ("a/two.rs", "pub struct Two;"),
        ("b.rs", "pub struct B; use crate::a::two::Two;"),
    ];
    assert_eq!(circles_of(&files), ["a -> b (a/one.rs: crate::b::B), b -> a (b.rs: crate::a::two::Two)"]);
}

#[test]
fn re_exports_lead_to_the_definition() {
    let files = [
        ("lib.rs", "mod a;"),
        ("a.rs", "mod x; mod y; pub use x::X; pub use y::*;"),
        ("a/x.rs", "pub struct X; use super::Y;"),
        ("a/y.rs", "pub struct Y(super::X);"),
    ];
    assert_eq!(circles_of(&files), ["a::x -> a::y (a/x.rs: super::Y), a::y -> a::x (a/y.rs: super::X)"]);
}

#[test]
fn macro_calls_and_inline_modules_count() {
    let files = [
        ("lib.rs", "mod a { fn f() { assert!(crate::b::OK) } } mod b;"),
        (
            "b.rs",
            "pub const OK: bool = true; mod inner { pub(in super::super::b) fn f() { super::super::a::f() } }",
        ),
    ];
    assert_eq!(circles_of(&files), ["a -> b (lib.rs: crate::b::OK), b -> a (b.rs: super::super::a::f)"]);
}

#[test]
fn parents_tests_and_macro_definitions_are_no_circles() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use a::A; use serde::b;"),
        ("a.rs", "mod child; use child::Child; pub struct A; macro_rules! m { () => { $crate::b::B } }"),
        ("a/child.rs", "pub struct Child(super::A); use bytes::b; use ::b::X;"),
        (
            "b.rs",
            "pub struct B(crate::A); #[cfg(test)] mod tests { use crate::c::C; } #[cfg(test)] use crate::c;",
        ),
    ];
    assert_eq!(circles_of(&files), [""; 0]);
}

#[test]
fn path_attributes_lead_to_the_file() {
    let files = [
        ("src/main.rs", "#[path = \"../shared/a.rs\"] mod a; mod b;"),
        ("src/../shared/a.rs", "use crate::b::B;"),
        ("src/b.rs", "pub struct B; use crate::a;"),
    ];
    assert_eq!(circles_of(&files).len(), 1);
}
