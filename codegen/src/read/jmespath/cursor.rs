//! The tokens that are left, and the precedence of operators.

use super::Problem;
use super::tokens::Token;
use crate::graph::Comparison;

/// The maximum depth of nested expressions.
pub(super) const DEPTH: usize = 32;

// The precedence of operators, from the specification's grammar.
pub(super) const PIPE: u8 = 1;
pub(super) const OR: u8 = 2;
pub(super) const AND: u8 = 3;
pub(super) const COMPARISON: u8 = 5;
pub(super) const FLATTEN: u8 = 9;
/// Operators below end a projection.
pub(super) const PROJECTION_STOP: u8 = 10;
pub(super) const STAR: u8 = 20;
pub(super) const FILTER: u8 = 21;
pub(super) const DOT: u8 = 40;
pub(super) const NOT: u8 = 45;
pub(super) const BRACKET: u8 = 55;
pub(super) const CALL: u8 = 60;

/// The tokens that are left.
pub(super) struct Parser<'t> {
    pub(super) tokens: &'t [(usize, Token)],
    /// The number of levels that may follow.
    pub(super) depth: usize,
}

impl<'t> Parser<'t> {
    /// Returns the precedence of the next token as an operator. A literal or a name is none.
    pub(super) fn precedence(&self) -> u8 {
        match self.peek() {
            Token::Symbol(symbol) => match *symbol {
                "|" => PIPE,
                "||" => OR,
                "&&" => AND,
                "[]" => FLATTEN,
                "*" => STAR,
                "[?" => FILTER,
                "." => DOT,
                "!" => NOT,
                "[" => BRACKET,
                "(" => CALL,
                symbol if comparison(symbol).is_some() => COMPARISON,
                _ => 0,
            },
            _ => 0,
        }
    }

    /// Returns whether an index or a slice follows.
    pub(super) fn is_index(&self) -> bool {
        matches!(self.tokens.get(1), Some((_, Token::Number(_) | Token::Symbol(":"))))
    }

    /// Returns whether `[*]` follows.
    pub(super) fn is_each(&self) -> bool {
        matches!(self.tokens, [(_, Token::Symbol("[")), (_, Token::Symbol("*")), (_, Token::Symbol("]")), ..])
    }

    pub(super) fn peek(&self) -> &'t Token {
        self.tokens.first().map_or(&Token::End, |(_, token)| token)
    }

    /// Returns whether a symbol is the token after the next one.
    pub(super) fn follows(&self, symbol: &str) -> bool {
        matches!(self.tokens.get(1), Some((_, Token::Symbol(found))) if *found == symbol)
    }

    pub(super) fn column(&self) -> usize {
        self.tokens.first().map_or(1, |(column, _)| *column)
    }

    /// Skips the next token. The last one remains.
    pub(super) fn skip(&mut self) {
        if let [_, rest @ ..] = self.tokens
            && !rest.is_empty()
        {
            self.tokens = rest;
        }
    }

    pub(super) fn eat(&mut self, symbol: &str) -> bool {
        let is_next = matches!(self.peek(), Token::Symbol(found) if *found == symbol);
        if is_next {
            self.skip();
        }
        is_next
    }

    pub(super) fn expect(&mut self, symbol: &str) -> Result<(), Problem> {
        match (self.eat(symbol), self.peek()) {
            (true, _) => Ok(()),
            (false, Token::End) => Err(self.problem(&format!("`{symbol}` is missing"))),
            (false, _) => Err(self.unexpected()),
        }
    }

    pub(super) fn problem(&self, problem: &str) -> Problem {
        (self.column(), problem.to_owned())
    }

    pub(super) fn unexpected(&self) -> Problem {
        let problem = match self.peek() {
            Token::End => "the expression is not complete".to_owned(),
            Token::Symbol(symbol) => format!("unexpected `{symbol}`"),
            Token::Number(number) => format!("unexpected number {number}"),
            Token::Literal(_) => "unexpected literal".to_owned(),
            Token::Name { text, .. } => format!("unexpected name `{}`", text.escape_debug()),
        };
        (self.column(), problem)
    }
}

/// Returns the comparison that a symbol stands for.
pub(super) fn comparison(symbol: &str) -> Option<Comparison> {
    Some(match symbol {
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}
