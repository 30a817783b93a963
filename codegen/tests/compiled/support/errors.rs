//! What is shown of values that cannot be read or written, and of what a service answers with.

use super::model::Model;
use super::redaction::{filled, is_silent};
use serde_json::{Value as Json, json};
use smithereen::reflect::{Shape, Value, ValueRef};
use smithereen::schema::{Binding, Member};
use smithereen::{Bytes, Dynamic, Endpoint, Error, Operation, Response};

/// An answer that is wrong in one place, for each place: its error shows nothing of it, sensitive or not.
pub fn output<O: Operation>(model: &Model, round: usize) {
    let (value, filler) = filled::<O::Output>(model, round, 0);
    let markers = [filler.hidden, filler.shown].concat();
    each_wrong(&body(&value), &markers, Places::All, &mut |wrong| {
        let Some(response) = answer(200, "none", &value, wrong.to_owned()) else { return };
        if let Err(error) = O::parse(response) {
            is_discreet(&all_of(&error), &markers);
        }
    });
}

/// The same for the text that an input is made of.
pub fn input<O: Operation>(model: &Model, round: usize) {
    let (value, filler) = filled::<O>(model, round, 0);
    let text = smithereen::json::to_model(&value).unwrap();
    let endpoint = Endpoint::new("https://example.com").unwrap();
    // A name that the model does not have is shown, unless it is within what is sensitive.
    each_wrong(&text, &filler.hidden, Places::All, &mut |wrong| {
        if let Err(error) = Dynamic::of::<O>().to_http(wrong, &endpoint) {
            is_discreet(&format!("{error} {error:?}"), &filler.hidden);
        }
    });
}

/// Each error of the operation as the service answers with it, right and wrong in one place.
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
        // A code that is no header's value comes from no service.
        let Some(response) = answer(400, code, shape, text.to_owned()) else { return };
        let error = O::parse(response).map(drop).unwrap_err();
        is_discreet(&all_of(&error), &filler.hidden);
        let service = error.as_service().unwrap();
        is_discreet(&service.error().to_string(), &filler.hidden);
        is_discreet(&format!("{service} {service:?} {service:#?}"), &filler.hidden);
    };
    check(std::str::from_utf8(&right).unwrap());
    each_wrong(&right, &filler.hidden, Places::Sensitive, &mut |wrong| check(wrong));
}

/// What serde's errors show of the type, where a value of it is wrong in one place.
#[allow(dead_code, reason = "where there is the feature `serde`")]
pub fn serde<T: Shape + Value>(model: &Model, read: impl Fn(&str) -> Result<T, serde_json::Error>) {
    for round in 0..3 {
        let (value, filler) = filled::<T>(model, round, 0);
        let text = smithereen::json::to_model(&value).unwrap();
        each_wrong(&text, &filler.hidden, Places::Sensitive, &mut |wrong| {
            if let Err(error) = read(wrong) {
                is_discreet(&format!("{error} {error:?}"), &filler.hidden);
            }
        });
    }
}

fn all_of<E: std::fmt::Debug>(error: &Error<E>) -> String {
    format!("{error} {error:?} {error:#?}")
}

/// Returns the body as a service would write it: the payload, or all members that are bound nowhere else.
pub(super) fn body(shape: &dyn Shape) -> Vec<u8> {
    let members = shape.schema().members;
    match members.iter().position(|member| member.binding == Binding::Payload) {
        Some(index) => smithereen::json::to_body_value(shape.get(index), Member::ELEMENT).unwrap_or_default(),
        // A union's unknown variant cannot be written, and is nothing that a service sends.
        None => smithereen::json::to_body(shape).unwrap_or_default(),
    }
}

/// Returns an answer with that body, and with text in each header that is bound, whatever is expected there.
pub(super) fn answer(status: u16, code: &str, shape: &dyn Shape, body: String) -> Option<Response<Bytes>> {
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

/// What stands where it cannot be read: none of it is to be shown, and all of it looks like nothing else.
const WRONG: [&str; 2] = ["wrong-secret", "1739999999"];

/// Where wrong values stand that are not to be shown.
#[derive(Clone, Copy, PartialEq)]
enum Places {
    All,
    /// In place of what is sensitive.
    Sensitive,
}

/// Calls `check` with the text, each place of it in turn holding what cannot stand there, and cut off.
fn each_wrong(text: &[u8], hidden: &[String], places: Places, check: &mut dyn FnMut(&str)) {
    let Ok(right) = serde_json::from_slice::<Json>(text) else { return };
    let pointers = pointers(&right);
    // All wrong values in each place, or where there are too many places, one of them in each.
    let step = if pointers.len() > 100 { 5 } else { 1 };
    for (index, pointer) in pointers.iter().enumerate() {
        let place = right.pointer(pointer).unwrap();
        let secret = places == Places::All || is_marker(place, hidden);
        for wrong in wrong_values(secret).into_iter().skip(index % step).step_by(step) {
            let mut text = right.clone();
            *text.pointer_mut(pointer).unwrap() = wrong;
            check(&text.to_string());
        }
    }
    let text = right.to_string();
    (1..text.len()).step_by(97).filter(|end| text.is_char_boundary(*end)).for_each(|end| check(&text[..end]));
}

/// Returns whether it is a text or number that must not be shown.
fn is_marker(value: &Json, hidden: &[String]) -> bool {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    hidden.contains(&text)
}

/// One of each type.
fn wrong_values(secret: bool) -> [Json; 5] {
    let [text, number] = if secret { WRONG } else { ["x", "8"] };
    let number: i64 = number.parse().unwrap();
    [text.into(), number.into(), true.into(), json!([text, number]), json!({ "later": [number, text] })]
}

/// That nothing wrong is shown, and nothing hidden.
#[track_caller]
fn is_discreet(text: &str, hidden: &[String]) {
    is_silent(text, hidden);
    is_silent(text, &WRONG.map(str::to_owned));
}

/// Where each value of a document is.
fn pointers(document: &Json) -> Vec<String> {
    let inner: Vec<(String, &Json)> = match document {
        Json::Array(values) => {
            values.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        Json::Object(values) => {
            values.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        _ => Vec::new(),
    };
    let below = inner
        .into_iter()
        .flat_map(|(key, value)| pointers(value).into_iter().map(move |rest| format!("/{key}{rest}")));
    std::iter::once(String::new()).chain(below).collect()
}
