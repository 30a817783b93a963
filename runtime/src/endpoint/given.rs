//! What an operation tells the endpoint rules: constants, and parts of its input.

use super::{Endpoint, EndpointError, Param, Params};
use crate::operation::OperationSchema;
use crate::reflect::{Map, Ref, Shape};

#[cfg(test)]
mod tests;

/// Something that an operation tells the endpoint rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

/// A step into an input, with the meaning that JMESPath gives it: where there is no such value, there is nothing, and
/// what is found in each of several values is a list without nulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The member of this name, or the value at this key of a map.
    Member(&'static str),
    /// Each element of a list, from which the steps up to the next [`Step::Flatten`] are taken: `[*]`.
    Each,
    /// The same of each value of a map: `.*`.
    Values,
    /// The elements of what was found so far, those of lists in it in their place, from which the steps after this
    /// are taken: `[]`.
    Flatten,
    /// The keys of a map: `keys(..)`.
    Keys,
    /// What each of these paths finds, as a list: `[a, b]`.
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
        Given::Member(name) => follow(Found::One(Ref::Shape(input)), &[Step::Member(name)])?.into_param(),
        Given::Path(path) => follow(Found::One(Ref::Shape(input)), path)?.into_param(),
    }
}

/// A value in an input, or a list of such.
enum Found<'a> {
    One(Ref<'a>),
    List(Vec<Found<'a>>),
}

impl<'a> Found<'a> {
    /// The elements of a list, without nulls.
    fn into_elements(self) -> Option<Vec<Self>> {
        match self {
            Self::List(elements) => Some(elements),
            Self::One(value) => {
                let list = value.as_list()?;
                Some((0..list.len()).filter_map(|index| Self::of(list.get(index))).collect())
            }
        }
    }

    fn of(value: Ref<'a>) -> Option<Self> {
        (!matches!(value, Ref::None)).then_some(Self::One(value))
    }

    fn into_param(self) -> Option<Param<'a>> {
        match self {
            Self::One(Ref::Text(text)) => Some(Param::from(text)),
            Self::One(Ref::Bool(flag)) => Some(Param::Flag(flag)),
            list => {
                let texts = list.into_elements()?.into_iter().filter_map(|element| match element {
                    Self::One(Ref::Text(text)) => Some(text),
                    _ => None,
                });
                Some(Param::Texts(texts.collect()))
            }
        }
    }
}

/// The value at the end of a path. A path is nested as deep as the generator's input allows.
fn follow<'a>(from: Found<'a>, path: &[Step]) -> Option<Found<'a>> {
    let last = path.iter().rposition(|step| *step == Step::Flatten);
    if let Some((left, [_, right @ ..])) = last.and_then(|at| path.split_at_checked(at)) {
        return Some(project(flatten(follow(from, left)?)?, right));
    }
    let Some((step, rest)) = path.split_first() else { return Some(from) };
    match (step, from) {
        (Step::Member(name), Found::One(value)) => follow(member(value, name)?, rest),
        (Step::Each, list) => Some(project(list.into_elements()?, rest)),
        (Step::Values, Found::One(Ref::Map(map))) => Some(project(entries(map, |_, value| value), rest)),
        (Step::Keys, Found::One(Ref::Map(map))) => {
            follow(Found::List(entries(map, |key, _| Ref::Text(key))), rest)
        }
        (Step::All(paths), Found::One(value)) => {
            let all = paths.iter().filter_map(|path| follow(Found::One(value), path));
            follow(Found::List(all.collect()), rest)
        }
        _ => None,
    }
}

fn project<'a>(elements: Vec<Found<'a>>, path: &[Step]) -> Found<'a> {
    Found::List(elements.into_iter().filter_map(|element| follow(element, path)).collect())
}

fn flatten(of: Found<'_>) -> Option<Vec<Found<'_>>> {
    let mut flat = Vec::new();
    for element in of.into_elements()? {
        match element {
            Found::One(value) if value.as_list().is_none() => flat.push(Found::One(value)),
            list => flat.extend(list.into_elements().unwrap_or_default()),
        }
    }
    Some(flat)
}

fn member<'a>(of: Ref<'a>, name: &str) -> Option<Found<'a>> {
    match of {
        Ref::Shape(shape) => {
            let index = shape.schema().members.iter().position(|member| member.name == name)?;
            Found::of(shape.get(index))
        }
        Ref::Map(map) => {
            let mut found = None;
            map.visit(&mut |key, value| {
                found = (key == name).then_some(value);
                found.is_none()
            });
            found.and_then(Found::of)
        }
        _ => None,
    }
}

/// A part of each entry, without nulls.
fn entries<'a>(map: &'a dyn Map, part: impl Fn(&'a str, Ref<'a>) -> Ref<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    map.visit(&mut |key, value| {
        found.extend(Found::of(part(key, value)));
        true
    });
    found
}
