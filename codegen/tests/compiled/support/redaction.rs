//! Checks that no type shows sensitive members.
//!
//! Each type is filled completely, twice: with equal values for all members but the sensitive ones. `Debug` must show
//! all text that is not sensitive, no sensitive text, and the same both times, so that no number or length depends on a
//! sensitive value. Each member of each type must have been filled at least once.

use super::errors;
use super::filler::Filler;
use super::model::Model;
use smithereen::Operation;
use smithereen::reflect::{Shape, Value, ValueRef, default_value};
use std::collections::{BTreeSet, HashSet};

/// The minimum number of rounds, and the number after which all members must have been filled.
const ROUNDS: std::ops::Range<usize> = 16..512;
/// The number of rounds with invalid values, of which each round has many.
const ROUNDS_OF_WRONG: usize = 3;

/// Checks the input, output and errors of an operation, with all types that they contain.
pub fn operation<O: Operation>(model: &Model)
where
    O::Error: std::error::Error,
{
    check_debug(model, &boxed::<O>);
    check_debug(model, &boxed::<O::Output>);
    check_debug(model, &boxed::<O::Error>);
    (0..ROUNDS_OF_WRONG).for_each(|round| errors::output::<O>(model, round));
    (0..ROUNDS_OF_WRONG).for_each(|round| errors::input::<O>(model, round));
    (0..ROUNDS.start).for_each(|round| errors::service::<O>(model, round));
}

/// Returns a filled value of the type, and the filler.
pub fn filled<T: Shape + Value>(model: &Model, round: usize, variation: usize) -> (T, Filler<'_>) {
    let mut filler = Filler::new(model, round, variation);
    let mut value = default_value::<T>();
    filler.shape(&mut value, false, 0);
    (value, filler)
}

fn boxed<'a, T: Shape + Value + 'a>() -> Box<dyn Shape + 'a> {
    Box::new(default_value::<T>())
}

/// Checks the values of a type, of which `new` returns an empty one.
fn check_debug<'a>(model: &Model, new: &dyn Fn() -> Box<dyn Shape + 'a>) {
    let filled = |round, variation| {
        let (mut value, mut filler) = (new(), Filler::new(model, round, variation));
        filler.shape(&mut *value, false, 0);
        (value, filler)
    };
    let (mut seen, mut done) = (BTreeSet::new(), BTreeSet::new());
    for round in 0..ROUNDS.end {
        if round >= ROUNDS.start && done == seen {
            return;
        }
        let ((value, filler), (other, _)) = (filled(round, 0), filled(round, 1));
        for (text, other) in
            [(format!("{value:?}"), format!("{other:?}")), (format!("{value:#?}"), format!("{other:#?}"))]
        {
            assert_hidden(&text, &filler.hidden);
            assert_eq!(text, other, "it differs by what is sensitive alone");
            assert_shown(&text, &filler, model.hides_shape(value.schema().name));
        }
        inner(ValueRef::Shape(&*value), &mut |shape| {
            if model.hides_shape(shape.schema().name) {
                assert_hidden(&format!("{shape:?} {shape:#?}"), &filler.hidden);
            }
        });
        seen.extend(filler.seen);
        done.extend(filler.filled);
    }
    let missing: Vec<_> = seen.difference(&done).collect();
    panic!("not filled in any round: {missing:?}");
}

/// What almost all markers contain: texts, numbers, and both in base64.
const COMMON: [&str; 4] = ["secret", "173", "c2VjcmV0", "MTcz"];

/// Asserts that the text contains none of the markers.
#[track_caller]
pub fn assert_hidden(text: &str, hidden: &[String]) {
    // Few texts contain what is common to the markers, so that most markers need not be searched.
    let common = COMMON.map(|part| text.contains(part));
    let can_be_shown = |marker: &&String| {
        COMMON.iter().position(|part| marker.contains(part)).is_none_or(|index| common[index])
    };
    let found = hidden.iter().filter(can_be_shown).find(|marker| text.contains(marker.as_str()));
    assert_eq!(found, None, "shown in {text}");
}

#[track_caller]
fn assert_shown(text: &str, filler: &Filler<'_>, hides_all: bool) {
    let words: HashSet<&str> = text.split(|char: char| !char.is_ascii_alphanumeric()).collect();
    let missing = filler.shown.iter().find(|marker| !words.contains(marker.as_str()));
    assert!(hides_all || missing.is_none(), "{missing:?} is not shown in {text}");
}

/// Visits a value and all shapes inside of it.
fn inner(value: ValueRef<'_>, visit: &mut dyn FnMut(&dyn Shape)) {
    match value {
        ValueRef::Shape(shape) => {
            visit(shape);
            (0..shape.schema().members.len()).for_each(|index| inner(shape.get(index), visit));
        }
        ValueRef::List(list) => (0..list.len()).for_each(|index| inner(list.get(index), visit)),
        ValueRef::Map(map) => map.visit(&mut |_, value| {
            inner(value, visit);
            true
        }),
        _ => {}
    }
}

/// Returns the operations in the sources of a crate, by the module and name of their input types.
pub fn operations(folder: &std::path::Path) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for module in
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        let name = module.file_name().unwrap().to_str().unwrap();
        for file in std::fs::read_dir(&module).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let impls = text.lines().filter_map(|line| line.strip_prefix("impl Operation for "));
            found.extend(impls.map(|line| (name.to_owned(), line.trim_end_matches(" {").to_owned())));
        }
    }
    assert!(!found.is_empty(), "{} holds no operation", folder.display());
    found
}
