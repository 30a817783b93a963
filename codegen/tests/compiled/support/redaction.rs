//! Nothing that a model calls sensitive is shown, by any type, whatever it holds.
//!
//! A type is filled to the last member, twice: with the same in each place, but for what is sensitive. `Debug` must
//! show all text that is not sensitive, none that is, and the same both times, so that neither a number nor a length
//! tells of it. Each member of each type must have been filled at least once.

use super::errors;
use super::filler::Filler;
use super::model::Model;
use smithereen::Operation;
use smithereen::reflect::{Shape, Value, ValueRef, default_value};
use std::collections::BTreeSet;

/// Of each type at least, and after which it must have been filled to the last member.
const ROUNDS: std::ops::Range<usize> = 16..512;
/// Of values that are wrong in each place in turn, which are many in each round.
const ROUNDS_OF_WRONG: usize = 3;

/// Input, output and errors of an operation, with all types that they hold.
pub fn operation<O: Operation>(model: &Model)
where
    O::Error: std::error::Error,
{
    shows_nothing::<O>(model);
    shows_nothing::<O::Output>(model);
    shows_nothing::<O::Error>(model);
    (0..ROUNDS_OF_WRONG).for_each(|round| errors::output::<O>(model, round));
    (0..ROUNDS_OF_WRONG).for_each(|round| errors::input::<O>(model, round));
    (0..ROUNDS.start).for_each(|round| errors::service::<O>(model, round));
}

/// Returns a value of the type, and the filler that filled it.
pub fn filled<T: Shape + Value>(model: &Model, round: usize, variation: usize) -> (T, Filler<'_>) {
    let mut filler = Filler::new(model, round, variation);
    let mut value = default_value::<T>();
    filler.shape(&mut value, false, 0);
    (value, filler)
}

fn shows_nothing<T: Shape + Value>(model: &Model) {
    let (mut seen, mut done) = (BTreeSet::new(), BTreeSet::new());
    for round in 0..ROUNDS.end {
        if round >= ROUNDS.start && done == seen {
            return;
        }
        let (value, filler) = filled::<T>(model, round, 0);
        let (other, _) = filled::<T>(model, round, 1);
        for (text, other) in
            [(format!("{value:?}"), format!("{other:?}")), (format!("{value:#?}"), format!("{other:#?}"))]
        {
            is_silent(&text, &filler.hidden);
            assert_eq!(text, other, "it differs by what is sensitive alone");
            is_told(&text, &filler, model.hides_shape(value.schema().name));
        }
        inner(ValueRef::Shape(&value), &mut |shape| {
            if model.hides_shape(shape.schema().name) {
                is_silent(&format!("{shape:?} {shape:#?}"), &filler.hidden);
            }
        });
        seen.extend(filler.seen);
        done.extend(filler.filled);
    }
    let lacking: Vec<_> = seen.difference(&done).collect();
    panic!("not filled in any round: {lacking:?}");
}

#[track_caller]
pub fn is_silent(text: &str, hidden: &[String]) {
    let found = hidden.iter().find(|marker| text.contains(marker.as_str()));
    assert_eq!(found, None, "shown in {text}");
}

#[track_caller]
fn is_told(text: &str, filler: &Filler<'_>, hides_all: bool) {
    let lacking = filler.shown.iter().find(|marker| !text.contains(marker.as_str()));
    assert!(hides_all || lacking.is_none(), "{lacking:?} is not shown in {text}");
}

/// Visits all shapes that a value holds, and itself.
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

/// Returns the operations below a crate's sources, by the types that stand for them: module and name.
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
