//! Sources of endpoint parameters: constants in the model, and parts of an input.

use super::{Param, Params};
use crate::reflect::{Map, Shape, ValueRef};

#[cfg(test)]
mod tests;

/// The source of an endpoint parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamSource {
    /// A constant string (`staticContextParams`).
    String(&'static str),
    /// A constant boolean (`staticContextParams`).
    Boolean(bool),
    /// A constant list of strings (`staticContextParams`).
    StringArray(&'static [&'static str]),
    /// The name of a member of the input (`contextParam`).
    Member(&'static str),
    /// A JMESPath expression on the input (`operationContextParams`).
    Path(&'static [PathStep]),
}

/// A step of a JMESPath expression. An unset value has no result, and the results of a projection are a list without nulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathStep {
    /// The member of this name, or the value of this key of a map.
    Member(&'static str),
    /// A projection of a list: `[*]`. The steps up to the next [`PathStep::Flatten`] apply to each element.
    Each,
    /// A projection of the values of a map: `.*`.
    Values,
    /// A projection of a flattened list: `[]`. Nested lists are replaced by their elements, and the following steps apply to
    /// each element.
    Flatten,
    /// The keys of a map: `keys(...)`.
    Keys,
    /// The results of several expressions as a list: `[a, b]`.
    All(&'static [&'static [PathStep]]),
}

impl<'a> Params<'a> {
    /// Adds the parameters that an operation sets from its model and its input. A later source of the same parameter
    /// replaces an earlier one.
    pub(crate) fn with_sources(
        &self,
        sources: &'a [(&'static str, ParamSource)],
        input: &'a dyn Shape,
    ) -> Self {
        let mut params = self.clone();
        for (name, source) in sources {
            if let Some(value) = value(source, input) {
                params = params.with(name, value);
            }
        }
        params
    }
}

fn value<'a>(given: &ParamSource, input: &'a dyn Shape) -> Option<Param<'a>> {
    match given {
        ParamSource::String(text) => Some(Param::from(*text)),
        ParamSource::Boolean(flag) => Some(Param::Boolean(*flag)),
        ParamSource::StringArray(texts) => Some(Param::StringArray(texts.to_vec())),
        ParamSource::Member(name) => {
            follow(Found::One(ValueRef::Shape(input)), &[PathStep::Member(name)])?.into_param()
        }
        ParamSource::Path(path) => follow(Found::One(ValueRef::Shape(input)), path)?.into_param(),
    }
}

/// A result: a value in the input, or a list of results.
enum Found<'a> {
    One(ValueRef<'a>),
    List(Vec<Found<'a>>),
}

impl<'a> Found<'a> {
    /// Returns the elements of a list without nulls.
    fn into_elements(self) -> Option<Vec<Self>> {
        match self {
            Self::List(elements) => Some(elements),
            Self::One(value) => {
                let list = value.as_list()?;
                Some((0..list.len()).filter_map(|index| Self::of(list.get(index))).collect())
            }
        }
    }

    fn of(value: ValueRef<'a>) -> Option<Self> {
        (!matches!(value, ValueRef::None)).then_some(Self::One(value))
    }

    fn into_param(self) -> Option<Param<'a>> {
        match self {
            Self::One(ValueRef::String(text)) => Some(Param::from(text)),
            Self::One(ValueRef::Bool(flag)) => Some(Param::Boolean(flag)),
            list => {
                let texts = list.into_elements()?.into_iter().filter_map(|element| match element {
                    Self::One(ValueRef::String(text)) => Some(text),
                    _ => None,
                });
                Some(Param::StringArray(texts.collect()))
            }
        }
    }
}

/// Evaluates an expression. The recursion is as deep as the expression, which the generator bounds.
fn follow<'a>(from: Found<'a>, path: &[PathStep]) -> Option<Found<'a>> {
    let last = path.iter().rposition(|step| *step == PathStep::Flatten);
    if let Some((left, [_, right @ ..])) = last.and_then(|at| path.split_at_checked(at)) {
        return Some(project(flatten(follow(from, left)?)?, right));
    }
    let Some((step, rest)) = path.split_first() else { return Some(from) };
    match (step, from) {
        (PathStep::Member(name), Found::One(value)) => follow(member(value, name)?, rest),
        (PathStep::Each, list) => Some(project(list.into_elements()?, rest)),
        (PathStep::Values, Found::One(ValueRef::Map(map))) => {
            Some(project(entries(map, |_, value| value), rest))
        }
        (PathStep::Keys, Found::One(ValueRef::Map(map))) => {
            follow(Found::List(entries(map, |key, _| ValueRef::String(key))), rest)
        }
        (PathStep::All(paths), Found::One(value)) => {
            let all = paths.iter().filter_map(|path| follow(Found::One(value), path));
            follow(Found::List(all.collect()), rest)
        }
        _ => None,
    }
}

fn project<'a>(elements: Vec<Found<'a>>, path: &[PathStep]) -> Found<'a> {
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

fn member<'a>(of: ValueRef<'a>, name: &str) -> Option<Found<'a>> {
    match of {
        ValueRef::Shape(shape) => {
            let index = shape.schema().members.iter().position(|member| member.name == name)?;
            Found::of(shape.get(index))
        }
        ValueRef::Map(map) => {
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

/// Returns a part of each entry without nulls.
fn entries<'a>(map: &'a dyn Map, part: impl Fn(&'a str, ValueRef<'a>) -> ValueRef<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    map.visit(&mut |key, value| {
        found.extend(Found::of(part(key, value)));
        true
    });
    found
}
