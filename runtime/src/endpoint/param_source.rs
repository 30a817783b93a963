//! Sources of endpoint parameters: constants in the model, and parts of an input.

#[cfg(feature = "client")]
use super::OwnedParams;
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

/// A step of a JMESPath expression. A path to a missing value yields nothing, and a projection omits such elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathStep {
    /// A member of a structure, or the value at a key of a map: `name`.
    Member(&'static str),
    /// A list projection: `[*]`. The steps up to the next [`PathStep::Flatten`] apply to each element.
    ListProjection,
    /// A projection of the values of a map: `.*`. The steps up to the next [`PathStep::Flatten`] apply to each value.
    MapProjection,
    /// The flatten operator: `[]`. Nested lists are replaced by their elements, and the following steps apply to each element.
    Flatten,
    /// The keys of a map: `keys(...)`.
    Keys,
    /// A multi-select list: `[a, b]`, the results of several expressions.
    ///
    /// JMESPath's list has a null for an expression without a result. This one omits it, since an endpoint parameter is a
    /// list of strings. A following [`PathStep::Flatten`] omits nulls anyway.
    MultiSelectList(&'static [&'static [PathStep]]),
}

impl<'a> Params<'a> {
    /// Adds the parameters that an operation sets from its model and its input. A later source replaces an earlier
    /// parameter of the same name.
    pub(crate) fn with_sources(
        self,
        sources: &'a [(&'static str, ParamSource)],
        input: &'a dyn Shape,
    ) -> Self {
        let mut params = self;
        params.service_params.reserve(sources.len());
        for (name, source) in sources {
            if let Some(param) = resolve(source, input) {
                params = params.with(name, param);
            }
        }
        params
    }
}

/// Returns the parameters that an operation sets from its model and its input.
#[cfg(feature = "client")]
pub(crate) fn owned_params(sources: &[(&'static str, ParamSource)], input: &dyn Shape) -> OwnedParams {
    let mut params = OwnedParams::default();
    for (name, source) in sources {
        if let Some(param) = resolve(source, input) {
            params.push(name, param);
        }
    }
    params
}

/// Returns the value of a source, or `None` if the input does not set it.
fn resolve<'a>(source: &ParamSource, input: &'a dyn Shape) -> Option<Param<'a>> {
    let evaluate_input = |path: &[PathStep]| evaluate(JmesValue::One(ValueRef::Shape(input)), path);
    match source {
        ParamSource::String(text) => Some(Param::from(*text)),
        ParamSource::Boolean(flag) => Some(Param::Boolean(*flag)),
        ParamSource::StringArray(texts) => Some(Param::StringArray(texts.to_vec())),
        ParamSource::Member(name) => evaluate_input(&[PathStep::Member(name)])?.into_param(),
        ParamSource::Path(path) => evaluate_input(path)?.into_param(),
    }
}

/// The result of an expression. There is no null: it is the `None` around this type.
enum JmesValue<'a> {
    /// A value in the input, which can be a list.
    One(ValueRef<'a>),
    /// The list that a projection or a multi-select list creates.
    List(Vec<JmesValue<'a>>),
}

impl<'a> JmesValue<'a> {
    /// Returns the elements of a list without nulls; `None` if the value is not a list.
    fn into_elements(self) -> Option<Vec<Self>> {
        match self {
            Self::List(elements) => Some(elements),
            Self::One(value) => {
                let list = value.as_list()?;
                Some((0..list.len()).filter_map(|index| Self::non_null(list.get(index))).collect())
            }
        }
    }

    fn non_null(value: ValueRef<'a>) -> Option<Self> {
        (!matches!(value, ValueRef::None)).then_some(Self::One(value))
    }

    fn into_param(self) -> Option<Param<'a>> {
        match self {
            Self::One(ValueRef::String(text)) => Some(Param::from(text)),
            Self::One(ValueRef::Bool(flag)) => Some(Param::Boolean(flag)),
            list => {
                let texts = list.into_elements()?.into_iter().filter_map(|element| match element {
                    Self::One(ValueRef::String(text)) => Some(text),
                    // Rules can only use strings: the type of such a parameter is `stringArray`.
                    _ => None,
                });
                Some(Param::StringArray(texts.collect()))
            }
        }
    }
}

/// Evaluates an expression on a value. The recursion is as deep as the expression, whose nesting the generator limits.
fn evaluate<'a>(value: JmesValue<'a>, path: &[PathStep]) -> Option<JmesValue<'a>> {
    // `[]` ends the projections to its left: evaluate those, flatten, then project the rest.
    let last_flatten = path.iter().rposition(|step| *step == PathStep::Flatten);
    if let Some((left, [_, right @ ..])) = last_flatten.and_then(|at| path.split_at_checked(at)) {
        return Some(project(flatten(evaluate(value, left)?)?, right));
    }
    let Some((step, rest)) = path.split_first() else { return Some(value) };
    match (step, value) {
        (PathStep::Member(name), JmesValue::One(value)) => evaluate(member(value, name)?, rest),
        (PathStep::ListProjection, list) => Some(project(list.into_elements()?, rest)),
        (PathStep::MapProjection, JmesValue::One(ValueRef::Map(map))) => {
            Some(project(entries(map, |_, value| value), rest))
        }
        (PathStep::Keys, JmesValue::One(ValueRef::Map(map))) => {
            evaluate(JmesValue::List(entries(map, |key, _| ValueRef::String(key))), rest)
        }
        (PathStep::MultiSelectList(paths), JmesValue::One(value)) => {
            let results = paths.iter().filter_map(|path| evaluate(JmesValue::One(value), path));
            evaluate(JmesValue::List(results.collect()), rest)
        }
        _ => None,
    }
}

/// Evaluates an expression on each element, and omits elements without a result.
fn project<'a>(elements: Vec<JmesValue<'a>>, path: &[PathStep]) -> JmesValue<'a> {
    JmesValue::List(elements.into_iter().filter_map(|element| evaluate(element, path)).collect())
}

/// Replaces the lists in a list by their elements; `None` if the value is not a list.
fn flatten(value: JmesValue<'_>) -> Option<Vec<JmesValue<'_>>> {
    let mut flat = Vec::new();
    for element in value.into_elements()? {
        match element {
            JmesValue::One(value) if value.as_list().is_none() => flat.push(JmesValue::One(value)),
            list => flat.extend(list.into_elements().unwrap_or_default()),
        }
    }
    Some(flat)
}

fn member<'a>(parent: ValueRef<'a>, name: &str) -> Option<JmesValue<'a>> {
    match parent {
        ValueRef::Shape(shape) => {
            let index = shape.schema().members.iter().position(|member| member.name == name)?;
            JmesValue::non_null(shape.get(index))
        }
        ValueRef::Map(map) => {
            let mut at_key = None;
            // `visit` continues while the function returns true.
            map.visit(&mut |key, value| {
                at_key = (key == name).then_some(value);
                at_key.is_none()
            });
            at_key.and_then(JmesValue::non_null)
        }
        _ => None,
    }
}

/// Returns the key or the value of each entry, as `part` selects, without nulls.
fn entries<'a>(map: &'a dyn Map, part: impl Fn(&'a str, ValueRef<'a>) -> ValueRef<'a>) -> Vec<JmesValue<'a>> {
    let mut parts = Vec::new();
    map.visit(&mut |key, value| {
        parts.extend(JmesValue::non_null(part(key, value)));
        true
    });
    parts
}
