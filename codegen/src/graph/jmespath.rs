//! Expressions of JMESPath, which paginators and waiters have.

use std::fmt;

/// A parsed expression with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The text in the model.
    pub text: String,
    /// The parsed text.
    pub node: Node,
}

/// A part of an expression. The forms are those of the runtime's `Expression`.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `@`
    Current,
    /// `a.b.c`
    Path(Vec<String>),
    /// `left.right` and `left | right`
    Then(Box<(Node, Node)>),
    /// `list[0]`
    Index(Box<Node>, i32),
    /// `list[]` before its projection
    Flatten(Box<Node>),
    /// `list[*].right`
    Each(Box<(Node, Node)>),
    /// `left.*.right`
    Values(Box<(Node, Node)>),
    /// `list[?condition].right`
    Filter(Box<(Node, Node, Node)>),
    /// `left || right`
    Or(Box<(Node, Node)>),
    /// `left && right`
    And(Box<(Node, Node)>),
    /// `!value`
    Not(Box<Node>),
    /// `left == right` and the other comparisons
    Compare(Box<(Node, Comparison, Node)>),
    /// `[a, b]`
    List(Vec<Node>),
    /// `length(value)`
    Length(Box<Node>),
    /// `contains(value, part)`
    Contains(Box<(Node, Node)>),
    /// `keys(value)`
    Keys(Box<Node>),
    /// A literal string.
    String(String),
    /// A literal number.
    Number(f64),
    /// A literal boolean.
    Bool(bool),
    /// A literal null.
    Null,
}

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the operators")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Expression {
    /// Creates the expression of a path of members.
    pub fn path(names: Vec<String>) -> Self {
        Self { text: names.join("."), node: Node::Path(names) }
    }

    /// Returns the names of the members, if the expression is a path of members.
    pub fn as_path(&self) -> Option<&[String]> {
        match &self.node {
            Node::Path(names) => Some(names),
            _ => None,
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
