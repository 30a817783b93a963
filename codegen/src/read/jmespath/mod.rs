//! Reads expressions of [JMESPath](https://jmespath.org/specification.html).
//!
//! The parser knows the whole grammar. Forms that the runtime cannot evaluate are rejected by name: slices, multi-select hashes,
//! references to expressions, literal lists and objects, and all functions but `length`, `contains` and `keys`. Expressions of endpoint
//! parameters are in [`path`](super::path).

mod cursor;
mod parser;
#[cfg(test)]
mod tests;
mod tokens;

use crate::diagnostic::{At, Diagnostics};
use crate::graph::Expression;

/// The column of a problem in an expression, from 1, and what is wrong there.
type Problem = (usize, String);

/// Parses an expression. Reports a problem with its column.
pub(super) fn read(text: &str, at: &At<'_>, out: &Diagnostics) -> Option<Expression> {
    match parse(text) {
        Ok(expression) => Some(expression),
        Err((column, problem)) => {
            out.error(at, format!("the expression `{text}` is invalid at column {column}: {problem}"));
            None
        }
    }
}

fn parse(text: &str) -> Result<Expression, Problem> {
    let tokens = tokens::read(text)?;
    let node = parser::parse(&tokens)?;
    Ok(Expression { text: text.to_owned(), node })
}
