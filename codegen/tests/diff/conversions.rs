//! Conversions of types with one variant or one list, which a new member takes away.

use super::lines;
use crate::support::service;
use smithereen_codegen::diff::{Options, Selection, Side, Step, compare};

const MODEL: &str = r#"{"operations":{"List":{"name":"List","http":{"method":"POST","requestUri":"/"},
        "input":{"shape":"ListRequest"},"output":{"shape":"ListResponse"}}},
    "shapes":{
        "ListRequest":{"type":"structure","members":{"filter":{"shape":"Filter"},"tags":{"shape":"Texts"}}},
        "ListResponse":{"type":"structure","members":{"parts":{"shape":"Texts"},"token":{"shape":"Text"}}},
        "Filter":{"type":"structure","union":true,"members":{"name":{"shape":"Text"}}},
        "Texts":{"type":"list","member":{"shape":"Text"}},
        "Text":{"type":"string"}}}"#;

/// Returns the changes from the model to a copy in which a part is replaced, and back, with the step of the former.
#[track_caller]
fn both_ways(conversions: bool, from: &str, to: &str) -> ([Vec<String>; 2], Step) {
    assert_eq!(MODEL.matches(from).count(), 1, "{from}");
    let (old, new) = (service("test", MODEL).model, service("test", &MODEL.replace(from, to)).model);
    let compared = |old, new| {
        let side = |model| Side { model, endpoints: None };
        compare("test", side(old), side(new), Options { conversions, ..Selection::All.into() }).unwrap()
    };
    let report = compared(&old, &new);
    ([lines(&report), lines(&compared(&new, &old))], report.step())
}

const SECOND_LIST: (&str, &str) =
    (r#""token":{"shape":"Text"}}"#, r#""token":{"shape":"Text"},"others":{"shape":"Texts"}}"#);

#[test]
fn a_second_variant_takes_the_conversion_away() {
    let (from, to) = (r#"{"name":{"shape":"Text"}}"#, r#"{"name":{"shape":"Text"},"part":{"shape":"Text"}}"#);
    let ([there, back], _) = both_ways(true, from, to);
    assert_eq!(
        there,
        ["major List | Filter: no longer implements `From`", "major* List | Filter.Part: variant added"]
    );
    assert_eq!(
        back,
        ["major! List | Filter.Part: variant removed", "minor List | Filter: implements `From` now"]
    );
    assert_eq!(both_ways(false, from, to).0[0], ["major* List | Filter.Part: variant added"]);
}

#[test]
fn a_second_list_takes_the_conversion_away() {
    let (from, to) = SECOND_LIST;
    let ([there, back], step) = both_ways(true, from, to);
    let lost = "major List | ListOutput: no longer implements `IntoIterator`";
    assert_eq!(there, [lost, "minor List | ListOutput.others: optional member added"]);
    let gained = "minor List | ListOutput: implements `IntoIterator` now";
    assert_eq!(back, ["major! List | ListOutput.others: member removed", gained]);
    assert_eq!(step, Step::Major);
    assert_eq!(both_ways(false, from, to).1, Step::Minor);
}

#[test]
fn members_that_leave_the_conversion_are_minor() {
    let count = both_ways(true, SECOND_LIST.0, r#""token":{"shape":"Text"},"count":{"shape":"Text"}}"#);
    assert_eq!(count.0[0], ["minor List | ListOutput.count: optional member added"]);
    let in_the_input = both_ways(true, r#""tags":{"#, r#""more":{"shape":"Texts"},"tags":{"#);
    assert_eq!(in_the_input.0[0], ["minor List | ListInput.more: optional member added"]);
}
