//! Paths have JMESPath's semantics. The expected values are results of its reference implementation, without the nulls of
//! multi-select lists.

use super::PathStep::{Flatten, Keys, ListProjection, MapProjection, MultiSelectList};
use super::{ParamSource, PathStep, resolve};
use crate::endpoint::Param;
use crate::reflect::Shape;
use std::collections::BTreeMap;

#[derive(Clone, Default, PartialEq)]
struct Input {
    name: Option<String>,
    flag: Option<bool>,
    list: Option<Vec<Item>>,
    map: Option<BTreeMap<String, Item>>,
    texts: Option<Vec<String>>,
}

#[derive(Clone, Default, PartialEq)]
struct Item {
    name: Option<String>,
    other: Option<String>,
    texts: Option<Vec<String>>,
    items: Option<Vec<Item>>,
}

crate::structure! {
    Input = "Input" {
        0 name => Member::new("name"),
        1 flag => Member::new("flag"),
        2 list => Member::new("list"),
        3 map => Member::new("map"),
        4 texts => Member::new("texts"),
    }
}

crate::structure! {
    Item = "Item" {
        0 name => Member::new("name"),
        1 other => Member::new("other"),
        2 texts => Member::new("texts"),
        3 items => Member::new("items"),
    }
}

fn texts(all: &[&str]) -> Option<Vec<String>> {
    Some(all.iter().map(|text| (*text).to_owned()).collect())
}

/// `{name: "n", list: [{name: "a", texts: ["1", "2"]}, {other: "b"}, {name: "c", other: "d", texts: [],
/// items: [{name: "e", texts: ["3"]}, {}]}], map: {"k": {name: "x"}, "l": {}, "m-n": {name: "y"}}}`
fn input() -> Input {
    let item = |name: &str| Item { name: Some(name.to_owned()), ..Item::default() };
    let first = Item { texts: texts(&["1", "2"]), ..item("a") };
    let second = Item { other: Some("b".to_owned()), ..Item::default() };
    let inner = vec![Item { texts: texts(&["3"]), ..item("e") }, Item::default()];
    let third = Item { other: Some("d".to_owned()), texts: texts(&[]), items: Some(inner), ..item("c") };
    let map = [("k", item("x")), ("l", Item::default()), ("m-n", item("y"))];
    Input {
        name: Some("n".to_owned()),
        list: Some(vec![first, second, third]),
        map: Some(map.into_iter().map(|(key, item)| (key.to_owned(), item)).collect()),
        ..Input::default()
    }
}

const NAME: PathStep = PathStep::Member("name");
const OTHER: PathStep = PathStep::Member("other");
const TEXTS: PathStep = PathStep::Member("texts");
const ITEMS: PathStep = PathStep::Member("items");
const LIST: PathStep = PathStep::Member("list");
const MAP: PathStep = PathStep::Member("map");

#[track_caller]
fn is(input: &dyn Shape, path: &'static [PathStep], expected: Option<&[&str]>) {
    let expected = expected.map(|texts| Param::StringArray(texts.to_vec()));
    assert_eq!(resolve(&ParamSource::Path(path), input), expected);
}

#[test]
fn a_member_is_a_string_a_boolean_or_a_list() {
    let input = Input { flag: Some(false), texts: texts(&["t"]), ..input() };
    let found = |name| resolve(&ParamSource::Member(name), &input);
    assert_eq!(found("name"), Some(Param::from("n")));
    assert_eq!(found("flag"), Some(Param::Boolean(false)));
    assert_eq!(found("texts"), Some(Param::StringArray(vec!["t"])));
    assert_eq!(found("no"), None);
    assert_eq!(resolve(&ParamSource::Member("name"), &Input::default()), None);
}

#[test]
fn a_projection_drops_nulls() {
    is(&input(), &[LIST, ListProjection, NAME], Some(&["a", "c"]));
    is(&input(), &[MAP, MapProjection, NAME], Some(&["x", "y"]));
    is(&input(), &[LIST, Flatten, NAME], Some(&["a", "c"]));
}

#[test]
fn a_projection_of_a_missing_value_is_none_and_of_an_empty_list_empty() {
    for path in [&[LIST, ListProjection, NAME], &[MAP, MapProjection, NAME], &[LIST, Flatten, NAME]] {
        is(&Input::default(), path, None);
    }
    is(&Input::default(), &[MAP, Keys], None);
    is(&Input { list: Some(Vec::new()), ..Input::default() }, &[LIST, ListProjection, NAME], Some(&[]));
}

#[test]
fn flattening_removes_one_level_of_lists() {
    is(&input(), &[LIST, ListProjection, TEXTS, Flatten], Some(&["1", "2"]));
    is(&input(), &[LIST, Flatten, ITEMS, Flatten, NAME], Some(&["e"]));
    is(&input(), &[LIST, ListProjection, ITEMS, ListProjection, TEXTS, Flatten, Flatten], Some(&["3"]));
    is(
        &input(),
        &[LIST, ListProjection, MultiSelectList(&[&[NAME], &[OTHER]]), Flatten],
        Some(&["a", "b", "c", "d"]),
    );
    is(
        &input(),
        &[MultiSelectList(&[&[NAME], &[LIST, ListProjection, OTHER]]), Flatten],
        Some(&["n", "b", "d"]),
    );
    // Elements of a list of lists are not strings: the generator rejects such paths.
    is(&input(), &[LIST, ListProjection, ITEMS, ListProjection, TEXTS], Some(&[]));
}

#[test]
fn a_multi_select_list_omits_unset_members() {
    is(&input(), &[MultiSelectList(&[&[PathStep::Member("flag")], &[NAME]])], Some(&["n"]));
    is(&Input::default(), &[MultiSelectList(&[&[NAME]])], Some(&[]));
}

#[test]
fn keys_and_values_of_maps_are_lists() {
    is(&input(), &[MAP, Keys], Some(&["k", "l", "m-n"]));
    is(&input(), &[MAP, Keys, ListProjection], Some(&["k", "l", "m-n"]));
    let at = |path| resolve(&ParamSource::Path(path), &input()).is_some();
    assert!(at(&[MAP, PathStep::Member("m-n"), NAME]) && !at(&[MAP, PathStep::Member("z"), NAME]));
    // Projections of lists and of maps are different.
    is(&input(), &[MAP, ListProjection, NAME], None);
    is(&input(), &[LIST, MapProjection, NAME], None);
    is(&input(), &[LIST, Keys], None);
}
