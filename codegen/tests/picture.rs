//! Pictures of operations: their content, and that nothing overlaps.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use roxmltree::{Document, Node};
use smithereen_codegen::ServiceSources;
use smithereen_codegen::diagnostic::is_no_text;
use smithereen_codegen::show::{Format, OperationGraph, picture};
use support::{file, fixture};

/// The width of a letter in common monospaced fonts, relative to the font size.
const LETTER: f64 = 0.602;

fn of(service: &ServiceSources, operation: &str, format: Format) -> String {
    picture(&OperationGraph::read(&service.model, None, operation, None).unwrap(), format)
}

#[test]
fn the_picture_in_the_docs_is_up_to_date() {
    let model = file("fixtures/models/iot-managed-integrations/service-2.json");
    let drawn =
        picture(&OperationGraph::read(&model, None, "UpdateManagedThing", None).unwrap(), Format::Svg);
    let help = "`cargo xtask graph UpdateManagedThing --out docs/src/update-managed-thing.svg` updates it";
    assert!(drawn == file("docs/src/update-managed-thing.svg").text, "{help}");
}

#[test]
fn recursion_is_drawn_in_each_format() {
    let service = fixture("recursion");
    for (name, format) in [("svg", Format::Svg), ("dot", Format::Dot), ("mermaid", Format::Mermaid)] {
        insta::assert_snapshot!(format!("picture_{name}"), of(&service, "Nest", format));
    }
}

#[test]
fn members_have_all_marks() {
    let parts = r#"{"operations":{"Put":{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"In"}}},
        "shapes":{"In":{"type":"structure","required":["id"],"members":{"id":{"shape":"Text","location":"uri"},
        "old":{"shape":"Text","deprecated":true},"secret":{"shape":"Secrets"},"one":{"shape":"One"},
        "token":{"shape":"Text","idempotencyToken":true}}},
        "Text":{"type":"string"},"Secret":{"type":"string","sensitive":true},
        "Secrets":{"type":"map","key":{"shape":"Kind"},"value":{"shape":"Secret"}},
        "Kind":{"type":"string","enum":["A","B"]},"One":{"type":"structure","union":true,"members":{"a":{"shape":"Text"}}}}}"#;
    let service = support::service("marks", parts);
    for (format, marks) in [
        (
            Format::Svg,
            &["class=\"dot\"", "class=\"lock\"", "class=\"old\"", ">path<", ">token<", "{enum: string}"][..],
        ),
        (
            Format::Dot,
            &["(required)", "(sensitive)", "(deprecated)", "(path)", "<b>One</b> union", "<b>Kind</b> enum"],
        ),
        (
            Format::Mermaid,
            &["id : string, required, path", "old : string, deprecated", "sensitive", "<<union>>"],
        ),
    ] {
        let drawn = of(&service, "Put", format);
        for mark in marks {
            let mark = mark.replace("{enum: string}", "{Kind: string}");
            assert!(drawn.contains(&mark), "{mark} is missing in\n{drawn}");
        }
    }
}

/// The corners of a box: left, top, right and bottom.
type Corners = (f64, f64, f64, f64);

fn attribute(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// Returns the boxes of a picture, and checks that their texts fit.
fn boxes(drawn: &str) -> Vec<Corners> {
    let document = Document::parse(drawn).unwrap();
    let (width, height) =
        (attribute(document.root_element(), "width"), attribute(document.root_element(), "height"));
    let groups = document
        .descendants()
        .filter(|node| node.children().any(|child| child.attribute("class") == Some("card")));
    let boxes = groups.map(|group| {
        let position =
            group.attribute("transform").unwrap().trim_start_matches("translate(").trim_end_matches(')');
        let (x, y) = position.split_once(' ').unwrap();
        let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
        let card = group.children().find(|child| child.attribute("class") == Some("card")).unwrap();
        let (wide, high) = (attribute(card, "width"), attribute(card, "height"));
        check_texts(group, wide, high);
        (x, y, x + wide, y + high)
    });
    let boxes: Vec<Corners> = boxes.collect();
    // All boxes are inside of the margins.
    assert!(boxes.iter().all(|(x, y, right, bottom)| *x >= 0.0
        && *y >= 0.0
        && right + 34.0 < width
        && bottom + 16.0 < height));
    boxes
}

fn check_texts(group: Node<'_, '_>, wide: f64, high: f64) {
    let mut rows: Vec<(f64, f64, f64)> = Vec::new();
    for text in group.children().filter(|child| child.has_tag_name("text")) {
        let class = text.attribute("class").unwrap_or_default();
        let size = match class {
            "title" => 13.0,
            "kind" | "tag" => 10.0,
            _ => 12.0,
        };
        let length = text.text().unwrap().chars().count() as f64 * size * LETTER;
        let (x, y) = (attribute(text, "x"), attribute(text, "y"));
        let (left, right) = if matches!(class, "type" | "kind") { (x - length, x) } else { (x, x + length) };
        assert!(left >= 0.0 && right <= wide && y <= high, "{:?} does not fit", text.text());
        for (other_left, other_right, other_y) in &rows {
            let apart = (other_y - y).abs() > 8.0 || left > other_right + 4.0 || right + 4.0 < *other_left;
            assert!(apart, "{:?} overlaps another text", text.text());
        }
        rows.push((left, right, y));
    }
}

fn check(drawn: &str) -> usize {
    let boxes = boxes(drawn);
    for (index, (left, top, right, bottom)) in boxes.iter().enumerate() {
        for (other_left, other_top, other_right, other_bottom) in boxes.iter().skip(index + 1) {
            let apart = right < other_left || other_right < left || bottom < other_top || other_bottom < top;
            assert!(apart, "boxes overlap");
        }
    }
    boxes.len()
}

#[test]
fn boxes_and_texts_do_not_overlap() {
    for name in support::fixtures() {
        let service = fixture(&name);
        for operation in &support::selected(&service) {
            assert!(check(&of(&service, operation, Format::Svg)) >= 2);
        }
    }
    for (service, operation) in
        [("iot", "UpdateProvisioningTemplate"), ("iot-managed-integrations", "UpdateManagedThing")]
    {
        let model = file(&format!("fixtures/models/{service}/service-2.json"));
        check(&picture(&OperationGraph::read(&model, None, operation, None).unwrap(), Format::Svg));
    }
}

/// A complete graph: lines share slots, and boxes beyond the limit are omitted.
#[test]
fn boxes_beyond_the_limit_are_omitted() {
    let members = |step: usize| {
        let members: String =
            (0..260).step_by(step).map(|to| format!(r#""m{to}":{{"shape":"S{to}"}},"#)).collect();
        members.trim_end_matches(',').to_owned()
    };
    // The first shape refers to all shapes, and each other one to every tenth.
    let (all, some) = (members(1), members(10));
    let shapes: String = (0..260)
        .map(|from| (from, if from == 0 { &all } else { &some }))
        .map(|(from, members)| format!(r#""S{from}":{{"type":"structure","members":{{{members}}}}},"#))
        .collect();
    let model = format!(
        r#"{{"operations":{{"Put":{{"name":"Put","http":{{"method":"PUT","requestUri":"/"}},"input":{{"shape":"S0"}}}}}},
        "shapes":{{{}}}}}"#,
        shapes.trim_end_matches(',')
    );
    let service = support::service("dense", &model);
    let drawn = of(&service, "Put", Format::Svg);
    assert!(drawn.contains("11 more shapes not shown"));
    assert_eq!(check(&drawn), 251);
    for format in [Format::Dot, Format::Mermaid] {
        assert!(of(&service, "Put", format).contains("11 more shapes not shown"));
    }
}

#[test]
fn text_of_a_model_never_becomes_code() {
    let service = support::hostile();
    for format in [Format::Svg, Format::Dot, Format::Mermaid] {
        let drawn = of(&service, "Put", format);
        assert!(drawn.chars().all(|c| c == '\n' || !is_no_text(c)), "{drawn:?}");
        assert!(!drawn.contains("fn main() {}\n"), "{drawn}");
    }
    let drawn = of(&service, "Put", Format::Svg);
    let document = Document::parse(&drawn).unwrap();
    assert!(
        document
            .descendants()
            .any(|node| node.text().is_some_and(|text| text.contains("]; fn main() {} //")))
    );
}
