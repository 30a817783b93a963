//! JSON inputs are checked strictly: unknown, missing, null, duplicate and excess members are rejected, and the error
//! has the path of the member.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use smithereen::Document;
use smithereen::json;
use smithereen::reflect::{Shape, Value, ValueRef};
use std::collections::BTreeMap;

#[derive(Clone, Default, PartialEq)]
struct Input {
    name: String,
    choice: Option<Choice>,
    inner: Option<Inner>,
    list: Option<Vec<Choice>>,
    by_name: Option<BTreeMap<String, Inner>>,
}

smithereen::structure!(Input = "Input" {
    0 name => Member::new("name").required(),
    1 choice => Member::new("choice"),
    2 inner => Member::new("inner"),
    3 list => Member::new("list"),
    4 by_name => Member::new("byName"),
});

#[derive(Clone, Default, PartialEq)]
struct Inner {
    id: String,
    document: Document,
}

smithereen::structure!(Inner = "Inner" {
    0 id => Member::new("id").required(),
    1 document => Member::new("document").document().required(),
});

#[derive(Clone, PartialEq)]
enum Choice {
    Text(String),
    Number(i32),
    Any(Document),
    Unknown(String),
}

smithereen::union!(Choice = "Choice" {
    0 Text => Member::new("text"),
    1 Number => Member::new("number"),
    2 Any => Member::new("any").document(),
});

fn read(text: &str) -> Result<Input, (String, String)> {
    let mut input = Input::default_value();
    let read = json::from_input(text.as_bytes(), &mut input);
    read.map(|()| input).map_err(|error| (error.path().to_owned(), error.reason().to_owned()))
}

#[test]
fn errors_name_the_path_of_the_member() {
    const UNION: &str = "a union can have one member only";
    const EMPTY: &str = "a union needs a member with a value";
    const NULL: &str = "this required member cannot be null";
    const MISSING: &str = "this required member is missing";
    const TWICE: &str = "duplicate key";
    for (text, path, reason) in [
        (r#"{"name":"n","choice":{"text":"t","number":1}}"#, "choice.number", UNION),
        (r#"{"name":"n","choice":{"text":"t","any":null}}"#, "choice.any", UNION),
        (r#"{"name":"n","list":[{"text":"t"},{"number":1,"text":null,"any":2}]}"#, "list[1].any", UNION),
        (r#"{"name":"n","choice":{}}"#, "choice", EMPTY),
        (r#"{"name":"n","choice":{"text":null}}"#, "choice", EMPTY),
        (r#"{"name":"n","choice":{"text":"t","text":"t"}}"#, "choice.text", TWICE),
        (r#"{"name":null}"#, "name", NULL),
        (r#"{"name":"n","inner":{"id":null,"document":1}}"#, "inner.id", NULL),
        (r#"{"name":"n","byName":{"k":{"document":1,"id":null}}}"#, "byName[..].id", NULL),
        (r#"{}"#, "name", MISSING),
        (r#"{"name":"n","inner":{"id":"i"}}"#, "inner.document", MISSING),
        (r#"{"name":"n","byName":{"k":{"document":1}}}"#, "byName[..].id", MISSING),
        (r#"{"name":"n","name":"n"}"#, "name", TWICE),
        (r#"{"name":"n","choice":null,"choice":null}"#, "choice", TWICE),
        (
            r#"{"name":"n","byName":{"k":{"id":"","document":1},"k":{"id":"","document":1}}}"#,
            "byName[..]",
            TWICE,
        ),
        (r#"{"name":"n","choice":{"later":1}}"#, "choice.later", "unknown member"),
    ] {
        let error = read(text).map(drop).unwrap_err();
        assert_eq!(error, (path.to_owned(), reason.to_owned()), "{text}");
    }
}

#[test]
fn the_active_variant_is_the_only_one_with_a_value() {
    let choices = [Choice::Text("t".to_owned()), Choice::Number(1), Choice::Any(Document::Null)];
    for (index, choice) in choices.iter().enumerate() {
        assert_eq!(active(choice), Some(index));
        let set: Vec<usize> =
            (0..3).filter(|index| !matches!(Shape::get(choice, *index), ValueRef::None)).collect();
        assert_eq!(set, [index]);
    }
    assert_eq!(active(&Choice::Unknown("later".to_owned())), None);
    assert_eq!(active(&Input::default()), None);
}

#[test]
fn an_unknown_variant_has_its_name() {
    let mut choice = Choice::Text("t".to_owned());
    let shape: &mut dyn Shape = &mut choice;
    assert_eq!(shape.unknown(), None);
    shape.set_unknown("later");
    assert_eq!((shape.unknown(), shape.active()), (Some("later"), None));
    assert_eq!(choice, Choice::Unknown("later".to_owned()));

    let mut input = Input::default();
    let shape: &mut dyn Shape = &mut input;
    shape.set_unknown("later");
    assert_eq!(shape.unknown(), None);
    assert_eq!(input, Input::default());
}

fn active(shape: &dyn Shape) -> Option<usize> {
    shape.active()
}

#[test]
fn nulls_leave_optional_members_unset() {
    let text = r#"{"name":"n","choice":{"number":null,"text":"t","any":null},"list":null,"inner":{"id":"i","document":null}}"#;
    let error = read(text).map(drop).unwrap_err();
    assert_eq!(error.0, "choice.any", "a null document is a value");
    let text =
        r#"{"name":"n","choice":{"number":null,"text":"t"},"list":null,"inner":{"id":"i","document":null}}"#;
    let inner = Inner { id: "i".to_owned(), document: Document::Null };
    let expected = Input {
        name: "n".to_owned(),
        choice: Some(Choice::Text("t".to_owned())),
        inner: Some(inner),
        ..Input::default()
    };
    assert!(read(text).is_ok_and(|input| input == expected));
}

/// Responses are parsed leniently: the last of duplicate keys is used.
#[test]
fn responses_are_parsed_leniently() {
    let mut output = Input::default_value();
    let body = br#"{"name":null,"choice":{"text":"t","number":1},"name":"n","name":"m"}"#;
    json::from_body(body, &mut output).unwrap();
    assert!(output.name == "m" && output.choice == Some(Choice::Number(1)));
}

#[test]
fn unknown_variants_cannot_be_serialized() {
    let mut output = Input::default_value();
    json::from_body(br#"{"name":"n","choice":{"later":{"a":1}},"list":[{}]}"#, &mut output).unwrap();
    assert!(output.choice == Some(Choice::Unknown("later".to_owned())));
    let shown = json::to_model(&output).unwrap();
    assert_eq!(String::from_utf8(shown).unwrap(), r#"{"name":"n","choice":{"later":null},"list":[{}]}"#);
    let error = json::to_body(&output).unwrap_err();
    assert_eq!((error.path(), error.reason()), ("choice", "a union's unknown variant cannot be sent"));
    #[cfg(feature = "serde")]
    {
        let error = serde_json::to_string(&output).unwrap_err().to_string();
        assert!(
            error.contains("unknown variant cannot be serialized") && !error.contains("later"),
            "{error}"
        );
        output.choice = None;
        assert_eq!(serde_json::to_string(&output).unwrap(), r#"{"name":"n","list":[{}]}"#);
    }
}

#[cfg(feature = "serde")]
#[test]
fn serde_rejects_a_union_with_two_members() {
    for text in [r#"{"text":"t","number":1}"#, r#"{"later":1,"text":"t"}"#, r#"{"text":"t","later":1}"#] {
        let error = serde_json::from_str::<Choice>(text).unwrap_err().to_string();
        assert!(error.starts_with("a union can have one member only"), "{error}");
    }
    let one = r#"{"text":null,"__type":"x","number":1,"later":null}"#;
    assert!(serde_json::from_str::<Choice>(one).is_ok_and(|choice| choice == Choice::Number(1)));
}
