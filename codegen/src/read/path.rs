//! Parses the subset of JMESPath that `smithy.rules#operationContextParams` allows: identifiers, sub-expressions, the wildcards
//! `[*]` and `.*`, `[]`, multi-select lists and the function `keys`. `@` is read too, as `keys(@)` needs it.

use crate::graph::Step;

/// The maximum nesting of multi-select lists.
const DEPTH: usize = 8;

/// Parses a path. An error is the character at which parsing fails, counted from 1, and the reason.
pub(super) fn read(text: &str) -> Result<Vec<Step>, (usize, String)> {
    let mut cursor = Cursor { rest: text };
    let path = cursor.path(DEPTH).and_then(|path| match cursor.rest {
        "" => Ok(path),
        rest => Err(unexpected(rest)),
    });
    path.map_err(|reason| {
        let read = text.len() - cursor.rest.len();
        (text.get(..read).unwrap_or_default().chars().count() + 1, reason)
    })
}

/// Returns the reason why the rest of an expression cannot be parsed.
fn unexpected(rest: &str) -> String {
    let known = [
        ("[?", "a filter is not supported"),
        ("[", "an index or a slice is not supported"),
        ("{", "a multi-select hash is not supported"),
        ("||", "`||` is not supported"),
        ("|", "a pipe is not supported"),
        ("&", "`&` is not supported"),
        ("!", "`!` is not supported"),
        ("(", "no function but `keys` is supported"),
        ("`", "a literal is not supported"),
        ("'", "a literal is not supported"),
    ];
    let found = known.into_iter().find(|(token, _)| rest.starts_with(token));
    found.map_or_else(|| format!("unexpected {:.10}", format!("{rest:?}")), |(_, reason)| reason.to_owned())
}

struct Cursor<'t> {
    rest: &'t str,
}

impl Cursor<'_> {
    /// Parses steps up to a comma, a bracket or the end. `depth` is the number of lists that may still be nested.
    fn path(&mut self, depth: usize) -> Result<Vec<Step>, String> {
        let mut steps = self.first(depth)?;
        loop {
            self.blank();
            if self.eat("[*]") {
                steps.push(Step::Each);
            } else if self.eat("[]") {
                steps.push(Step::Flatten);
            } else if self.eat(".") {
                self.blank();
                self.step(depth, &mut steps)?;
            } else if self.rest.starts_with('[') && is_projection(&steps) && self.selects() {
                // A projection is followed by an expression of its own, which needs no dot.
                self.step(depth, &mut steps)?;
            } else {
                return Ok(steps);
            }
        }
    }

    fn first(&mut self, depth: usize) -> Result<Vec<Step>, String> {
        let mut steps = Vec::new();
        self.blank();
        if !self.eat("@") && !self.rest.starts_with("[*]") && !self.rest.starts_with("[]") {
            self.step(depth, &mut steps)?;
        }
        Ok(steps)
    }

    /// Parses one step, or all steps of the argument of `keys`.
    fn step(&mut self, depth: usize, steps: &mut Vec<Step>) -> Result<(), String> {
        if self.eat("*") {
            steps.push(Step::Values);
        } else if self.rest.starts_with('[') && self.selects() {
            self.eat("[");
            steps.push(self.all(depth)?);
        } else if self.eat("keys(") {
            self.keys(depth, steps)?;
        } else {
            let before = self.rest;
            let name = self.name()?;
            if self.rest.starts_with('(') {
                self.rest = before;
                return Err(format!("the function `{name}` is not supported, only `keys` is"));
            }
            steps.push(Step::Member(name));
        }
        Ok(())
    }

    /// Returns whether the bracket opens a multi-select list, not an index, slice or filter.
    fn selects(&self) -> bool {
        let inside = self.rest.get(1..).unwrap_or_default().trim_start();
        !inside.starts_with(|c: char| c.is_ascii_digit() || "-:?".contains(c))
    }

    fn keys(&mut self, depth: usize, steps: &mut Vec<Step>) -> Result<(), String> {
        let Some(depth) = depth.checked_sub(1) else { return Err("it is nested too deep".to_owned()) };
        let argument = self.path(depth)?;
        if argument.iter().any(|step| !matches!(step, Step::Member(_))) {
            return Err("the argument of `keys` is a list, and has to be a map".to_owned());
        }
        self.blank();
        self.expect(")")?;
        steps.extend(argument);
        steps.push(Step::Keys);
        Ok(())
    }

    /// Parses an identifier, quoted or not.
    fn name(&mut self) -> Result<String, String> {
        if self.rest.starts_with('"') {
            let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
            let Some(Ok(name)) = values.next() else { return Err("a quote is not closed".to_owned()) };
            self.rest = self.rest.get(values.byte_offset()..).unwrap_or_default();
            return Ok(name);
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(match self.rest {
                "" => "the name of a member is missing".to_owned(),
                rest => unexpected(rest),
            });
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    /// Parses the rest of a multi-select list: `a, b]`.
    fn all(&mut self, depth: usize) -> Result<Step, String> {
        let Some(depth) = depth.checked_sub(1) else { return Err("it is nested too deep".to_owned()) };
        let mut paths = Vec::new();
        loop {
            paths.push(self.path(depth)?);
            self.blank();
            if !self.eat(",") {
                self.expect("]")?;
                return Ok(Step::All(paths));
            }
        }
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, text: &str) -> Result<(), String> {
        match (self.eat(text), self.rest) {
            (true, _) => Ok(()),
            (false, "") => Err(format!("`{text}` is missing")),
            (false, rest) => Err(unexpected(rest)),
        }
    }
}

/// Returns whether the last step is a projection.
fn is_projection(steps: &[Step]) -> bool {
    matches!(steps.last(), None | Some(Step::Each | Step::Values | Step::Flatten))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::expression;

    fn member(name: &str) -> Step {
        Step::Member(name.to_owned())
    }

    fn all(paths: &[&[Step]]) -> Step {
        Step::All(paths.iter().map(|path| path.to_vec()).collect())
    }

    #[test]
    fn expressions_are_parsed_and_written() {
        use Step::{Each, Flatten, Keys, Values};
        for (text, expected, written) in [
            ("A", vec![member("A")], "A"),
            ("A.b_2.C", vec![member("A"), member("b_2"), member("C")], "A.b_2.C"),
            (r#"A."b-c""#, vec![member("A"), member("b-c")], r#"A."b-c""#),
            ("keys(A.B)", vec![member("A"), member("B"), Keys], "keys(A.B)"),
            ("A.keys(B)", vec![member("A"), member("B"), Keys], "keys(A.B)"),
            ("keys(@)", vec![Keys], "keys(@)"),
            ("A[*].keys(@)", vec![member("A"), Each, Keys], "A[*].keys(@)"),
            ("@.A", vec![member("A")], "A"),
            ("@", vec![], "@"),
            ("A[*].B", vec![member("A"), Each, member("B")], "A[*].B"),
            ("A[].B[]", vec![member("A"), Flatten, member("B"), Flatten], "A[].B[]"),
            ("A.*.B", vec![member("A"), Values, member("B")], "A.*.B"),
            (
                "A[*][B.C, D][]",
                vec![member("A"), Each, all(&[&[member("B"), member("C")], &[member("D")]]), Flatten],
                "A[*].[B.C, D][]",
            ),
            ("A.*[B]", vec![member("A"), Values, all(&[&[member("B")]])], "A.*.[B]"),
            (
                "[A,[B , C]]",
                vec![all(&[&[member("A")], &[all(&[&[member("B")], &[member("C")]])]])],
                "[A, [B, C]]",
            ),
            ("[*].A", vec![Each, member("A")], "[*].A"),
        ] {
            assert_eq!(read(text).as_ref(), Ok(&expected), "{text}");
            assert_eq!(expression(&expected), written);
            assert_eq!(read(written), Ok(expected), "{written}");
        }
    }

    #[test]
    fn invalid_expressions_are_rejected_with_their_column() {
        for (text, place, reason) in [
            ("", 1, "the name of a member is missing"),
            ("A.", 3, "the name of a member is missing"),
            (".A", 1, r#"unexpected ".A""#),
            ("A..B", 3, r#"unexpected ".B""#),
            ("A[0]", 2, "an index or a slice is not supported"),
            ("A[*][0]", 5, "an index or a slice is not supported"),
            ("A[1:2]", 2, "an index or a slice is not supported"),
            ("A[?B]", 2, "a filter is not supported"),
            ("[0]", 1, "an index or a slice is not supported"),
            ("A[B, C]", 2, "an index or a slice is not supported"),
            ("A[*", 2, "an index or a slice is not supported"),
            ("A.[B", 5, "`]` is missing"),
            ("A]", 2, r#"unexpected "]""#),
            ("A B", 3, r#"unexpected "B""#),
            ("keys(A", 7, "`)` is missing"),
            ("keys()", 6, r#"unexpected ")""#),
            ("keys(A[*].B)", 12, "the argument of `keys` is a list, and has to be a map"),
            ("[A,]", 4, r#"unexpected "]""#),
            ("1", 1, r#"unexpected "1""#),
            ("A.length(B)", 3, "the function `length` is not supported, only `keys` is"),
            ("A || B", 3, "`||` is not supported"),
            ("A | B", 3, "a pipe is not supported"),
            ("{a: A}", 1, "a multi-select hash is not supported"),
            ("`1`", 1, "a literal is not supported"),
            (r#""A"#, 1, "a quote is not closed"),
            ("éA", 1, "unexpected \"éA\""),
        ] {
            assert_eq!(read(text), Err((place, reason.to_owned())), "{text}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        let lists = |depth| format!("{}A{}", "[".repeat(depth), "]".repeat(depth));
        let keys = format!("{}A{}", "keys(".repeat(100_000), ")".repeat(100_000));
        assert!(read(&lists(8)).is_ok());
        for text in [lists(9), keys] {
            assert_eq!(read(&text).unwrap_err().1, "it is nested too deep");
        }
    }
}
