//! The types of JMESPath expressions over an input.

use crate::graph::rules::ParameterType;
use crate::graph::{Kind, Member, ShapeId, Shapes, Step};

/// Returns the type of `path` over a value of the shape `from`, as the type of an endpoint parameter.
pub(super) fn kind(shapes: &Shapes, from: ShapeId, path: &[Step]) -> Result<ParameterType, String> {
    let paths = Paths { shapes };
    let found = paths.follow(&Type::Shape(from), path)?;
    paths.parameter(&found)
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
enum Type {
    Shape(ShapeId),
    /// A list of elements that have these types, each type once.
    List(Vec<Type>),
}

struct Paths<'a> {
    shapes: &'a Shapes,
}

impl Paths<'_> {
    /// The reader limits the length of the path, which bounds the recursion.
    fn follow(&self, from: &Type, path: &[Step]) -> Result<Type, String> {
        let last = path.iter().rposition(|step| *step == Step::Flatten);
        if let Some((left, [_, right @ ..])) = last.and_then(|at| path.split_at_checked(at)) {
            let flat = self.flatten(&self.follow(from, left)?)?;
            return self.project(&flat, right);
        }
        let mut here = from.clone();
        let mut rest = path;
        while let Some((step, after)) = rest.split_first() {
            rest = after;
            here = match step {
                Step::Member(name) => self.member(&here, name)?,
                Step::Keys => Type::List(vec![self.entry(&here, "keys")?.0]),
                Step::Values => return self.project(&[self.entry(&here, "values")?.1], rest),
                Step::Each => return self.project(&self.elements(&here)?, rest),
                Step::All(paths) => {
                    let found = paths.iter().map(|path| self.follow(&here, path));
                    Type::List(each_once(found.collect::<Result<_, _>>()?))
                }
                // Handled above.
                Step::Flatten => return Err("nothing is left to flatten".to_owned()),
            };
        }
        Ok(here)
    }

    fn project(&self, elements: &[Type], path: &[Step]) -> Result<Type, String> {
        let found = elements.iter().map(|element| self.follow(element, path));
        Ok(Type::List(each_once(found.collect::<Result<_, _>>()?)))
    }

    /// Returns the elements of the elements that are lists, and the other elements.
    fn flatten(&self, of: &Type) -> Result<Vec<Type>, String> {
        let inner = self.elements(of)?.into_iter().map(|element| match self.is_list(&element) {
            true => self.elements(&element),
            false => Ok(vec![element]),
        });
        Ok(each_once(inner.collect::<Result<Vec<_>, _>>()?.concat()))
    }

    fn is_list(&self, of: &Type) -> bool {
        match of {
            Type::List(_) => true,
            Type::Shape(id) => matches!(self.shapes[*id].kind, Kind::List { .. }),
        }
    }

    fn elements(&self, of: &Type) -> Result<Vec<Type>, String> {
        match of {
            Type::List(elements) => Ok(elements.clone()),
            Type::Shape(id) => match self.kind_of(*id)? {
                Kind::List { element, .. } => Ok(vec![Type::Shape(target(element)?)]),
                kind => Err(format!("a {} has no elements", kind.name())),
            },
        }
    }

    fn member(&self, of: &Type, name: &str) -> Result<Type, String> {
        let Type::Shape(id) = of else { return Err(format!("a list has no member `{name}`")) };
        let kind = self.kind_of(*id)?;
        if let Kind::Map { value, .. } = kind {
            return Ok(Type::Shape(target(value)?));
        }
        let member = kind.members().iter().find(|member| member.name == name);
        let missing = || format!("there is no member `{name}` in `{}`", self.shapes[*id].name);
        Ok(Type::Shape(target(member.ok_or_else(missing)?)?))
    }

    /// Returns the key and the value of a map.
    fn entry(&self, of: &Type, wanted: &str) -> Result<(Type, Type), String> {
        let Type::Shape(id) = of else { return Err(format!("a list has no {wanted}")) };
        match self.kind_of(*id)? {
            Kind::Map { key, value, .. } => Ok((Type::Shape(target(key)?), Type::Shape(target(value)?))),
            kind => Err(format!("a {} has no {wanted}", kind.name())),
        }
    }

    fn parameter(&self, of: &Type) -> Result<ParameterType, String> {
        let elements = match of {
            Type::List(_) => self.elements(of)?,
            Type::Shape(id) => match self.kind_of(*id)? {
                Kind::String | Kind::Enum { .. } => return Ok(ParameterType::String),
                Kind::Boolean => return Ok(ParameterType::Boolean),
                Kind::List { .. } => self.elements(of)?,
                kind => return Err(format!("an endpoint parameter cannot be of the type {}", kind.name())),
            },
        };
        for element in &elements {
            let name = match element {
                Type::List(_) => "list",
                Type::Shape(id) => match self.kind_of(*id)? {
                    Kind::String | Kind::Enum { .. } => continue,
                    kind => kind.name(),
                },
            };
            let problem = format!(
                "the path results in a list of the type {name}, but a parameter is a list of strings"
            );
            return Err(problem);
        }
        Ok(ParameterType::StringArray)
    }

    fn kind_of(&self, id: ShapeId) -> Result<&Kind, String> {
        let shape = &self.shapes[id];
        match shape.sensitive {
            true => Err(SENSITIVE.to_owned()),
            false => Ok(&shape.kind),
        }
    }
}

/// Endpoint parameters may become part of a host name or of an error message.
const SENSITIVE: &str = "a sensitive value in endpoint rules is not supported yet";

/// Returns the target of a member that is not sensitive.
pub(super) fn target(member: &Member) -> Result<ShapeId, String> {
    if member.sensitive { Err(SENSITIVE.to_owned()) } else { Ok(member.target) }
}

/// Removes repeated types, so that their number does not double with each step.
fn each_once(types: Vec<Type>) -> Vec<Type> {
    let mut kept = Vec::new();
    for one in types {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
