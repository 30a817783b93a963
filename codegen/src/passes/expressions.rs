//! The types of expressions over a shape.

use crate::graph::{Expression, JmespathNode as Node, Kind, ShapeId, Shapes};

/// The type of a value, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    /// A value of a shape.
    Shape(ShapeId),
    /// A list that the expression makes.
    List(Box<Self>),
    /// An object with the members `input` and `output`.
    Exchange { input: Option<ShapeId>, output: Option<ShapeId> },
    /// A scalar of the expression, or a value that can have several types.
    Other,
}

/// Returns the type of an expression for a value of the shape `root`.
///
/// # Errors
/// The first member that a shape does not have.
pub(super) fn type_of(shapes: &Shapes, expression: &Expression, root: ShapeId) -> Result<Type, String> {
    of_type(shapes, expression, Type::Shape(root))
}

/// Returns the type of an expression for a value of the type `root`.
///
/// # Errors
/// The first member that a shape does not have.
pub(super) fn of_type(shapes: &Shapes, expression: &Expression, root: Type) -> Result<Type, String> {
    let found = Types { shapes }.of(&expression.node, root);
    found.map_err(|problem| format!("`{expression}`: {problem}"))
}

struct Types<'s> {
    shapes: &'s Shapes,
}

impl Types<'_> {
    /// The depth of the recursion is limited by the parser.
    fn of(&self, node: &Node, current: Type) -> Result<Type, String> {
        let of = |node: &Node| self.of(node, current.clone());
        Ok(match node {
            Node::Current => current,
            Node::Path(names) => names.iter().try_fold(current, |found, name| self.member(found, name))?,
            Node::Then(parts) => self.of(&parts.1, of(&parts.0)?)?,
            Node::Index(list, _) => self.element(of(list)?),
            Node::Flatten(list) => match self.element(of(list)?) {
                Type::List(inner) => Type::List(inner),
                Type::Shape(id) if matches!(self.shapes[id].kind, Kind::List { .. }) => {
                    Type::List(Box::new(self.element(Type::Shape(id))))
                }
                element => Type::List(Box::new(element)),
            },
            Node::Each(parts) => Type::List(Box::new(self.of(&parts.1, self.element(of(&parts.0)?))?)),
            Node::Values(parts) => Type::List(Box::new(self.of(&parts.1, self.value(of(&parts.0)?))?)),
            Node::Filter(parts) => {
                let element = self.element(of(&parts.0)?);
                self.of(&parts.1, element.clone())?;
                Type::List(Box::new(self.of(&parts.2, element)?))
            }
            Node::Or(parts) | Node::And(parts) | Node::Contains(parts) => {
                let (left, right) = (of(&parts.0)?, of(&parts.1)?);
                if matches!(node, Node::Or(_)) && left != Type::Other { left } else { right }
            }
            Node::Compare(parts) => {
                of(&parts.0)?;
                of(&parts.2)?;
                Type::Other
            }
            Node::Not(value) | Node::Length(value) | Node::Keys(value) => {
                of(value)?;
                Type::Other
            }
            Node::List(all) => {
                all.iter().try_for_each(|one| of(one).map(drop))?;
                Type::List(Box::new(Type::Other))
            }
            Node::String(_) | Node::Number(_) | Node::Bool(_) | Node::Null => Type::Other,
        })
    }

    fn member(&self, of: Type, name: &str) -> Result<Type, String> {
        let id = match (of, name) {
            (Type::Shape(id), _) => id,
            (Type::Exchange { input: Some(id), .. }, "input")
            | (Type::Exchange { output: Some(id), .. }, "output") => return Ok(Type::Shape(id)),
            (Type::Exchange { .. }, _) => {
                return Err(format!("expected `input` or `output`, found `{name}`"));
            }
            (Type::List(_) | Type::Other, _) => return Ok(Type::Other),
        };
        let shape = &self.shapes[id];
        match &shape.kind {
            Kind::Map { value, .. } => return Ok(Type::Shape(value.target)),
            Kind::Document => return Ok(Type::Other),
            kind => {
                if let Some(member) = kind.members().iter().find(|member| member.name == name) {
                    return Ok(Type::Shape(member.target));
                }
            }
        }
        Err(format!("the {} `{}` has no member `{name}`", shape.kind.name(), shape.name))
    }

    fn element(&self, of: Type) -> Type {
        match of {
            Type::List(element) => *element,
            Type::Shape(id) => match &self.shapes[id].kind {
                Kind::List { element, .. } => Type::Shape(element.target),
                _ => Type::Other,
            },
            Type::Exchange { .. } | Type::Other => Type::Other,
        }
    }

    /// Returns the type of the values of an object, if all have the same.
    fn value(&self, of: Type) -> Type {
        match of {
            Type::Shape(id) => match &self.shapes[id].kind {
                Kind::Map { value, .. } => Type::Shape(value.target),
                _ => Type::Other,
            },
            _ => Type::Other,
        }
    }
}
