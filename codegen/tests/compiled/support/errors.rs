//! Checks that errors contain no sensitive values and no values that could not be parsed.

use super::filler::Filler;
use super::model::Model;
use super::redaction::{assert_hidden, filled};
use serde_json::{Value as Json, json};
use smithereen::reflect::{Shape, Value, ValueRef};
use smithereen::schema::{Binding, Member};
use smithereen::{Bytes, Dynamic, Endpoint, Error, Operation, Response};

/// Parses responses with one invalid value each, for each value. The errors contain neither the invalid nor other
/// values.
pub fn output<O: Operation>(model: &Model, round: usize) {
    let (value, filler) = filled::<O::Output>(model, round, 0);
    let markers = [filler.hidden, filler.shown].concat();
    each_wrong(&body(&value), &markers, Places::All, &mut |wrong| {
        let Some(response) = response_of(200, "none", &value, wrong.to_owned()) else { return };
        if let Err(error) = O::parse(response) {
            assert_redacted(&all_of(&error), &markers);
        }
    });
}

/// Parses JSON inputs with one invalid value each.
pub fn input<O: Operation>(model: &Model, round: usize) {
    let (value, filler) = filled::<O>(model, round, 0);
    let text = smithereen::json::to_model(&value).unwrap();
    let endpoint = Endpoint::new("https://example.com").unwrap();
    // The name of an unknown member is in the error, unless it is inside of a sensitive member.
    each_wrong(&text, &filler.hidden, Places::All, &mut |wrong| {
        if let Err(error) = Dynamic::of::<O>().to_http(wrong, &endpoint) {
            assert_redacted(&format!("{error} {error:?}"), &filler.hidden);
        }
    });
}

/// Parses each error of the operation, valid and with one invalid value each.
pub fn service<O: Operation>(model: &Model, round: usize)
where
    O::Error: std::error::Error,
{
    let (value, filler) = filled::<O::Error>(model, round, 0);
    let schema = value.schema();
    let found = (0..schema.members.len()).find_map(|index| match Shape::get(&value, index) {
        ValueRef::Shape(shape) => Some((schema.members[index].wire, shape)),
        _ => None,
    });
    let Some((code, shape)) = found else { return };
    let right = body(shape);
    let check = |text: &str| {
        // A code that is not a valid header value cannot be received.
        let Some(response) = response_of(400, code, shape, text.to_owned()) else { return };
        let error = O::parse(response).map(drop).unwrap_err();
        assert_redacted(&all_of(&error), &filler.hidden);
        let service = error.as_service().unwrap();
        assert_redacted(&service.error().to_string(), &filler.hidden);
        assert_redacted(&format!("{service} {service:?} {service:#?}"), &filler.hidden);
    };
    check(std::str::from_utf8(&right).unwrap());
    each_wrong(&right, &filler.hidden, Places::Sensitive, &mut |wrong| check(wrong));
}

/// Checks the errors of serde for values of the type with one invalid value each.
#[allow(dead_code, reason = "where there is the feature `serde`")]
pub fn serde<T: Shape + Value>(model: &Model, read: impl Fn(&str) -> Result<T, serde_json::Error>) {
    for round in 0..3 {
        let (value, filler) = filled::<T>(model, round, 0);
        let text = smithereen::json::to_model(&value).unwrap();
        each_wrong(&text, &filler.hidden, Places::Sensitive, &mut |wrong| {
            if let Err(error) = read(wrong) {
                assert_redacted(&format!("{error} {error:?}"), &filler.hidden);
            }
        });
    }
}

fn all_of<E: std::fmt::Debug>(error: &Error<E>) -> String {
    format!("{error} {error:?} {error:#?}")
}

/// Returns the body as a service would send it: the payload, or all members without another binding.
pub(super) fn body(shape: &dyn Shape) -> Vec<u8> {
    let members = shape.schema().members;
    match members.iter().position(|member| member.binding == Binding::Payload) {
        Some(index) => smithereen::json::to_body_value(shape.get(index), Member::ELEMENT).unwrap_or_default(),
        // An unknown union variant cannot be serialized, and services do not send it.
        None => smithereen::json::to_body(shape).unwrap_or_default(),
    }
}

/// Returns a response with this body, and with text in each bound header, whatever its type.
pub(super) fn response_of(
    status: u16,
    code: &str,
    shape: &dyn Shape,
    body: String,
) -> Option<Response<Bytes>> {
    let mut response = Response::builder().status(status).header("x-amzn-errortype", code);
    for (index, member) in shape.schema().members.iter().enumerate() {
        response = match (member.binding, shape.get(index)) {
            (Binding::Header, ValueRef::String(text)) => response.header(member.wire, text),
            (Binding::Header, ValueRef::Integer(number)) => {
                response.header(member.wire, format!("{number}.5"))
            }
            (Binding::Header, ValueRef::Timestamp(time)) => {
                response.header(member.wire, format!("{} h", time.seconds()))
            }
            _ => response,
        };
    }
    response.body(body.into()).ok()
}

/// The invalid values, which are unlike any valid value so that they can be found in errors.
const WRONG: [&str; 2] = ["wrong-secret", "1739999999"];

/// The values that are replaced by invalid ones.
#[derive(Clone, Copy, PartialEq)]
enum Places {
    All,
    /// Sensitive values only.
    Sensitive,
}

/// Calls `check` with variants of the text: each value replaced by invalid ones, and truncated.
fn each_wrong(text: &[u8], hidden: &[String], places: Places, check: &mut dyn FnMut(&str)) {
    let Ok(mut document) = serde_json::from_slice::<Json>(text) else { return };
    let pointers = pointers(&document);
    // All invalid values at each location, or only one of them if there are many locations.
    let step = if pointers.len() > 100 { 5 } else { 1 };
    for (index, pointer) in pointers.iter().enumerate() {
        let right = document.pointer(pointer).unwrap().clone();
        let secret = places == Places::All || is_marker(&right, hidden);
        for wrong in wrong_values(secret).into_iter().skip(index % step).step_by(step) {
            *document.pointer_mut(pointer).unwrap() = wrong;
            check(&document.to_string());
        }
        *document.pointer_mut(pointer).unwrap() = right;
    }
    let text = document.to_string();
    (1..text.len()).step_by(97).filter(|end| text.is_char_boundary(*end)).for_each(|end| check(&text[..end]));
}

/// Returns whether the value is a marker that must not be in errors.
fn is_marker(value: &Json, hidden: &[String]) -> bool {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    hidden.contains(&text)
}

/// Returns an invalid value of each JSON type.
fn wrong_values(secret: bool) -> [Json; 5] {
    let [text, number] = if secret { WRONG } else { ["x", "8"] };
    let number: i64 = number.parse().unwrap();
    [text.into(), number.into(), true.into(), json!([text, number]), json!({ "later": [number, text] })]
}

/// Asserts that the text contains neither invalid nor hidden values.
#[track_caller]
fn assert_redacted(text: &str, hidden: &[String]) {
    assert_hidden(text, hidden);
    assert_hidden(text, &WRONG.map(str::to_owned));
}

/// Returns the JSON pointers of the values in a document. Of a list or map, whose elements are alike, it returns one element:
/// the number of values doubles with each list in a list.
fn pointers(document: &Json) -> Vec<String> {
    let inner: Vec<(String, &Json)> = match document {
        Json::Array(values) => values.first().map(|value| ("0".to_owned(), value)).into_iter().collect(),
        Json::Object(values) => {
            let first = values.keys().find(|key| Filler::is_text(key));
            let unlike = values.iter().filter(|(key, _)| !Filler::is_text(key) || Some(*key) == first);
            unlike.map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        _ => Vec::new(),
    };
    let below = inner
        .into_iter()
        .flat_map(|(key, value)| pointers(value).into_iter().map(move |rest| format!("/{key}{rest}")));
    std::iter::once(String::new()).chain(below).collect()
}
