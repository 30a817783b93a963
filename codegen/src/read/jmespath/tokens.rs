//! The tokens of expressions.

use super::Problem;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, quoted or not. Only a name without quotes can be that of a function.
    Name { text: String, is_quoted: bool },
    /// The value of a literal: `'text'`, or JSON between backticks.
    Literal(serde_json::Value),
    /// A whole number, in brackets.
    Number(i32),
    /// An operator or a bracket.
    Symbol(&'static str),
    /// The end of the expression.
    End,
}

/// Operators and brackets. A symbol comes before its own beginning.
const SYMBOLS: [&str; 24] = [
    "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", ".", "*", "[", "]", "(", ")", "{", "}", ",", ":", "@",
    "|", "&", "!", "<", ">",
];

/// Splits an expression into tokens with their columns, from 1. The last one is [`Token::End`].
pub(super) fn read(text: &str) -> Result<Vec<(usize, Token)>, Problem> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let column = text.len() - rest.len() + 1;
        let Some(first) = rest.chars().next() else {
            tokens.push((column, Token::End));
            return Ok(tokens);
        };
        let problem = |problem: &str| (column, problem.to_owned());
        let (token, length) = match first {
            '\'' => raw_string(rest).ok_or_else(|| problem("a quote is not closed"))?,
            '`' => literal(rest).map_err(problem)?,
            '"' => quoted(rest).ok_or_else(|| problem("a quoted name is not a string of JSON"))?,
            '-' | '0'..='9' => number(rest).ok_or_else(|| problem("expected a whole number of 32 bits"))?,
            'a'..='z' | 'A'..='Z' | '_' => name(rest),
            _ => match SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
                Some(symbol) => (Token::Symbol(symbol), symbol.len()),
                None => return Err((column, format!("unexpected `{}`", first.escape_debug()))),
            },
        };
        tokens.push((column, token));
        rest = rest.get(length..).unwrap_or_default();
    }
}

fn name(rest: &str) -> (Token, usize) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let text = rest.get(..end).unwrap_or_default().to_owned();
    (Token::Name { text, is_quoted: false }, end)
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let sign = usize::from(rest.starts_with('-'));
    let digits = rest.get(sign..)?;
    let end = sign + digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    rest.get(..end)?.parse().ok().map(|number| (Token::Number(number), end))
}

fn quoted(rest: &str) -> Option<(Token, usize)> {
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    let text = values.next()?.ok()?;
    Some((Token::Name { text, is_quoted: true }, values.byte_offset()))
}

/// Reads `'text'`, in which `\'` is a quote and other backslashes are themselves.
fn raw_string(rest: &str) -> Option<(Token, usize)> {
    let (inside, length) = delimited(rest, '\'')?;
    Some((Token::Literal(inside.replace("\\'", "'").into()), length))
}

/// Reads JSON between backticks, in which a backtick is written with a backslash. Text that is no JSON is a string, which old
/// versions of the specification allow.
fn literal(rest: &str) -> Result<(Token, usize), &'static str> {
    let (inside, length) = delimited(rest, '`').ok_or("a backtick is not closed")?;
    let inside = inside.replace("\\`", "`");
    let value = serde_json::from_str(&inside).unwrap_or_else(|_| inside.trim_start().into());
    Ok((Token::Literal(value), length))
}

/// Returns the text between two delimiters, and the length with both.
fn delimited(rest: &str, delimiter: char) -> Option<(&str, usize)> {
    let mut is_escaped = false;
    let (end, _) = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == delimiter && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    })?;
    Some((rest.get(1..end)?, end + 1))
}
