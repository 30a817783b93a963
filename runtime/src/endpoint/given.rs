//! What an operation tells the endpoint rules: constants, and parts of its input.

use super::{Endpoint, EndpointError, Param, Params};
use crate::operation::OperationSchema;
use crate::reflect::{List, Ref, Shape};

/// Something that an operation tells the endpoint rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A text (`staticContextParams`).
    Text(&'static str),
    /// True or false (`staticContextParams`).
    Flag(bool),
    /// Texts (`staticContextParams`).
    Texts(&'static [&'static str]),
    /// A member of the input (`contextParam`).
    Member(&'static str),
    /// What is found in the input, step by step (`operationContextParams`).
    Path(&'static [Step]),
}

/// A step into an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of this name.
    Member(&'static str),
    /// Each element of a list, each value of a map: `[*]`, `[]`, `*`.
    Each,
    /// The keys of a map: `keys(..)`.
    Keys,
    /// All of these, one after another: `[a, b][]`.
    All(&'static [&'static [Step]]),
}

/// The endpoint for one call, with what the operation and its input say of it.
pub(crate) fn find(
    operation: &OperationSchema,
    input: &dyn Shape,
    params: &Params<'_>,
) -> Result<Endpoint, EndpointError> {
    let mut params = params.clone();
    for (name, given) in operation.endpoint_params {
        if let Some(value) = value(given, input) {
            params = params.with(name, value);
        }
    }
    (operation.service.endpoint)(&params)
}

fn value<'a>(given: &Given, input: &'a dyn Shape) -> Option<Param<'a>> {
    match given {
        Given::Text(text) => Some(Param::from(*text)),
        Given::Flag(flag) => Some(Param::Flag(*flag)),
        Given::Texts(texts) => Some(Param::Texts(texts.to_vec())),
        Given::Member(name) => single(Ref::Shape(input), &[Step::Member(name)]),
        Given::Path(path) if path.iter().all(|step| matches!(step, Step::Member(_))) => {
            single(Ref::Shape(input), path)
        }
        Given::Path(path) => {
            let mut texts = Vec::new();
            collect(Ref::Shape(input), path, &mut |found| {
                if let Ref::Text(text) = found {
                    texts.push(text);
                }
            });
            Some(Param::Texts(texts))
        }
    }
}

fn single<'a>(input: Ref<'a>, path: &[Step]) -> Option<Param<'a>> {
    let mut value = None;
    collect(input, path, &mut |found| {
        value = match found {
            Ref::Text(text) => Some(Param::from(text)),
            Ref::Bool(flag) => Some(Param::Flag(flag)),
            other => other.as_list().map(|list| Param::Texts(texts(list))),
        };
    });
    value
}

fn texts(list: &dyn List) -> Vec<&str> {
    let elements = (0..list.len()).filter_map(|index| match list.get(index) {
        Ref::Text(text) => Some(text),
        _ => None,
    });
    elements.collect()
}

/// Calls `found` with each value at the end of the path. A path is as deep as the generator's input allows.
fn collect<'a>(value: Ref<'a>, path: &[Step], found: &mut dyn FnMut(Ref<'a>)) {
    let Some((step, rest)) = path.split_first() else { return found(value) };
    match (step, value) {
        (Step::Member(name), Ref::Shape(shape)) => {
            let members = shape.schema().members;
            if let Some(index) = members.iter().position(|member| member.name == *name) {
                collect(shape.get(index), rest, found);
            }
        }
        (Step::Each, Ref::Map(map)) => map.visit(&mut |_, value| {
            collect(value, rest, found);
            true
        }),
        (Step::Each, Ref::Strings(texts)) => {
            texts.iter().for_each(|text| collect(Ref::Text(text), rest, found));
        }
        (Step::Each, value) => {
            if let Some(list) = value.as_list() {
                (0..list.len()).for_each(|index| collect(list.get(index), rest, found));
            }
        }
        (Step::Keys, Ref::Map(map)) => map.visit(&mut |key, _| {
            collect(Ref::Text(key), rest, found);
            true
        }),
        (Step::All(paths), value) => {
            for path in *paths {
                collect(value, path, &mut |value| collect(value, rest, found));
            }
        }
        (Step::Member(_) | Step::Keys, _) => {}
    }
}
