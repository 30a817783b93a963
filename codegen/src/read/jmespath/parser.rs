//! The grammar of expressions: operators by their precedence, and projections, which apply to the rest of the expression.

use super::Problem;
use super::cursor::{
    AND, COMPARISON, DEPTH, DOT, FILTER, FLATTEN, NOT, OR, PIPE, PROJECTION_STOP, Parser, STAR, comparison,
};
use super::tokens::Token;
use crate::graph::JmespathNode as Node;

/// Parses the tokens of an expression.
pub(super) fn parse(tokens: &[(usize, Token)]) -> Result<Node, Problem> {
    let mut parser = Parser { tokens, depth: DEPTH };
    let node = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(node),
        _ => Err(parser.unexpected()),
    }
}

impl<'t> Parser<'t> {
    /// Parses an expression up to an operator of this precedence or below.
    fn expression(&mut self, precedence: u8) -> Result<Node, Problem> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| self.problem("it is nested too deep"))?;
        let mut left = self.first()?;
        while self.precedence() > precedence {
            left = self.next_part(left)?;
        }
        self.depth += 1;
        Ok(left)
    }

    /// Parses the first part of an expression.
    fn first(&mut self) -> Result<Node, Problem> {
        match self.peek() {
            Token::Name { text, is_quoted: false } if self.follows("(") => self.call(text),
            Token::Name { text, .. } => {
                self.skip();
                Ok(Node::Path(vec![text.clone()]))
            }
            Token::Literal(value) => self.literal(value),
            Token::Symbol("@") => {
                self.skip();
                Ok(Node::Current)
            }
            Token::Symbol("!") => {
                self.skip();
                Ok(Node::Not(Box::new(self.expression(NOT)?)))
            }
            Token::Symbol("(") => {
                self.skip();
                let inside = self.expression(0)?;
                self.expect(")")?;
                Ok(inside)
            }
            Token::Symbol("*" | "[" | "[]" | "[?") => self.bracket_or_star(),
            Token::Symbol("{") => Err(self.problem("a multi-select hash is not supported")),
            Token::Symbol("&") => Err(self.problem("a reference to an expression is not supported")),
            _ => Err(self.unexpected()),
        }
    }

    /// Parses a projection or a list of expressions for the value itself.
    fn bracket_or_star(&mut self) -> Result<Node, Problem> {
        if self.eat("*") {
            return Ok(Node::Values(Box::new((Node::Current, self.projected(STAR)?))));
        }
        if matches!(self.peek(), Token::Symbol("[")) && !self.is_index() && !self.is_each() {
            self.skip();
            return self.list();
        }
        self.bracket(Node::Current)
    }

    /// Parses an operator after `left`, with what belongs to it.
    fn next_part(&mut self, left: Node) -> Result<Node, Problem> {
        match self.peek() {
            Token::Symbol(".") => {
                self.skip();
                if self.eat("*") {
                    return Ok(Node::Values(Box::new((left, self.projected(DOT)?))));
                }
                Ok(then(left, self.after_dot(DOT)?))
            }
            Token::Symbol("|") => {
                self.skip();
                Ok(Node::Then(Box::new((left, self.expression(PIPE)?))))
            }
            Token::Symbol("||") => {
                self.skip();
                Ok(Node::Or(Box::new((left, self.expression(OR)?))))
            }
            Token::Symbol("&&") => {
                self.skip();
                Ok(Node::And(Box::new((left, self.expression(AND)?))))
            }
            Token::Symbol("[" | "[]" | "[?") => self.bracket(left),
            Token::Symbol(symbol) => match comparison(symbol) {
                Some(comparison) => {
                    self.skip();
                    Ok(Node::Compare(Box::new((left, comparison, self.expression(COMPARISON)?))))
                }
                None => Err(self.unexpected()),
            },
            _ => Err(self.unexpected()),
        }
    }

    /// Parses an index or a projection of the list `left`.
    fn bracket(&mut self, left: Node) -> Result<Node, Problem> {
        if self.eat("[]") {
            let flat = Node::Flatten(Box::new(left));
            return Ok(Node::Each(Box::new((flat, self.projected(FLATTEN)?))));
        }
        if self.eat("[?") {
            let condition = self.expression(0)?;
            self.expect("]")?;
            let right = match self.peek() {
                Token::Symbol("[]") => Node::Current,
                _ => self.projected(FILTER)?,
            };
            return Ok(Node::Filter(Box::new((left, condition, right))));
        }
        if self.is_each() {
            self.skip();
            self.skip();
            self.expect("]")?;
            return Ok(Node::Each(Box::new((left, self.projected(STAR)?))));
        }
        self.expect("[")?;
        match self.peek() {
            Token::Number(index) if !self.follows(":") => {
                self.skip();
                self.expect("]")?;
                Ok(Node::Index(Box::new(left), *index))
            }
            Token::Number(_) | Token::Symbol(":") => Err(self.problem("a slice is not supported")),
            _ => Err(self.unexpected()),
        }
    }

    /// Parses what a projection applies to each of its values.
    fn projected(&mut self, precedence: u8) -> Result<Node, Problem> {
        match self.peek() {
            Token::Symbol("[" | "[?") => self.expression(precedence),
            Token::Symbol(".") => {
                self.skip();
                self.after_dot(precedence)
            }
            _ if self.precedence() < PROJECTION_STOP => Ok(Node::Current),
            _ => Err(self.unexpected()),
        }
    }

    fn after_dot(&mut self, precedence: u8) -> Result<Node, Problem> {
        match self.peek() {
            Token::Name { .. } | Token::Symbol("*") => self.expression(precedence),
            Token::Symbol("[") => {
                self.skip();
                self.list()
            }
            Token::Symbol("{") => Err(self.problem("a multi-select hash is not supported")),
            Token::End => Err(self.problem("the name of a member is missing")),
            _ => Err(self.unexpected()),
        }
    }

    /// Parses the rest of a list of expressions.
    fn list(&mut self) -> Result<Node, Problem> {
        let mut all = vec![self.expression(0)?];
        while self.eat(",") {
            all.push(self.expression(0)?);
        }
        self.expect("]")?;
        Ok(Node::List(all))
    }

    fn call(&mut self, function: &str) -> Result<Node, Problem> {
        let at = self.column();
        self.skip();
        self.skip();
        let mut arguments = Vec::new();
        if !self.eat(")") {
            arguments.push(self.expression(0)?);
            while self.eat(",") {
                arguments.push(self.expression(0)?);
            }
            self.expect(")")?;
        }
        let mut arguments = arguments.into_iter();
        let (first, second, third) = (arguments.next(), arguments.next(), arguments.next());
        match (function, first, second, third) {
            ("length", Some(value), None, None) => Ok(Node::Length(Box::new(value))),
            ("keys", Some(value), None, None) => Ok(Node::Keys(Box::new(value))),
            ("contains", Some(value), Some(part), None) => Ok(Node::Contains(Box::new((value, part)))),
            ("length" | "keys", ..) => Err((at, format!("`{function}` takes one argument"))),
            ("contains", ..) => Err((at, "`contains` takes two arguments".to_owned())),
            _ => Err((
                at,
                format!(
                    "the function `{function}` is not supported, only `length`, `contains` and `keys` are"
                ),
            )),
        }
    }

    fn literal(&mut self, value: &serde_json::Value) -> Result<Node, Problem> {
        let node = match value {
            serde_json::Value::Null => Node::Null,
            serde_json::Value::Bool(value) => Node::Bool(*value),
            serde_json::Value::String(text) => Node::String(text.clone()),
            serde_json::Value::Number(number) => match number.as_f64() {
                Some(number) => Node::Number(number),
                None => return Err(self.problem("the number is out of range")),
            },
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                return Err(self.problem("a literal list or object is not supported"));
            }
        };
        self.skip();
        Ok(node)
    }
}

/// Returns the second expression for the value of the first. Two paths are one, also within what follows from the second.
fn then(left: Node, right: Node) -> Node {
    match (left, right) {
        (Node::Path(mut names), Node::Path(more)) => {
            names.extend(more);
            Node::Path(names)
        }
        (left, Node::Index(list, index)) => Node::Index(Box::new(then(left, *list)), index),
        (left, Node::Each(parts)) => {
            let (list, right) = *parts;
            Node::Each(Box::new((then(left, list), right)))
        }
        (left, right) => Node::Then(Box::new((left, right))),
    }
}
