//! The part of JMESPath that models use to point into an input.

use crate::graph::Step;

/// Lists of paths within lists of paths deeper than this are a mistake.
const DEPTH: usize = 8;

/// The steps of a path, or what is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<Step>, String> {
    let mut cursor = Cursor { rest: text };
    let path = cursor.path(DEPTH)?;
    match cursor.rest {
        "" => Ok(path),
        rest => Err(format!("nothing is expected before {rest:?}")),
    }
}

struct Cursor<'t> {
    rest: &'t str,
}

impl Cursor<'_> {
    /// Steps up to a comma, a bracket or the end. `depth` is how many lists of paths there may be within each other.
    fn path(&mut self, depth: usize) -> Result<Vec<Step>, String> {
        let mut steps = self.first(depth)?;
        loop {
            if self.eat("[*]") {
                steps.push(Step::Each);
            } else if self.eat("[]") {
                // What a list of paths finds comes without lists around it.
                if !matches!(steps.last(), Some(Step::All(_))) {
                    steps.push(Step::Each);
                }
            } else if self.eat(".") {
                steps.push(self.step(depth)?);
            } else {
                return Ok(steps);
            }
        }
    }

    fn first(&mut self, depth: usize) -> Result<Vec<Step>, String> {
        if self.eat("keys(") {
            let Some(depth) = depth.checked_sub(1) else { return Err("it is nested too deep".to_owned()) };
            let mut steps = self.path(depth)?;
            self.expect(")")?;
            steps.push(Step::Keys);
            return Ok(steps);
        }
        if self.rest.starts_with("[*]") || self.rest.starts_with("[]") {
            return Ok(Vec::new());
        }
        Ok(vec![self.step(depth)?])
    }

    fn step(&mut self, depth: usize) -> Result<Step, String> {
        if self.eat("*") {
            return Ok(Step::Each);
        }
        if self.eat("[") {
            return self.all(depth);
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(format!("a member is expected at {:?}", self.rest));
        }
        self.rest = rest;
        Ok(Step::Member(name.to_owned()))
    }

    /// `a, b]`
    fn all(&mut self, depth: usize) -> Result<Step, String> {
        let Some(depth) = depth.checked_sub(1) else { return Err("it is nested too deep".to_owned()) };
        let mut paths = Vec::new();
        loop {
            self.blank();
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
        match self.eat(text) {
            true => Ok(()),
            false => Err(format!("`{text}` is expected at {:?}", self.rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> Step {
        Step::Member(name.to_owned())
    }

    #[test]
    fn paths_of_models_are_read() {
        let all = |paths: &[&[Step]]| Step::All(paths.iter().map(|path| path.to_vec()).collect());
        for (text, expected) in [
            ("A", vec![member("A")]),
            ("A.b_2.C", vec![member("A"), member("b_2"), member("C")]),
            ("keys(A.B)", vec![member("A"), member("B"), Step::Keys]),
            ("A[*].B", vec![member("A"), Step::Each, member("B")]),
            ("A[].B[]", vec![member("A"), Step::Each, member("B"), Step::Each]),
            ("A.*.B", vec![member("A"), Step::Each, member("B")]),
            (
                "A[*].[B.C, D][]",
                vec![member("A"), Step::Each, all(&[&[member("B"), member("C")], &[member("D")]])],
            ),
            ("[A,[B , C]]", vec![all(&[&[member("A")], &[all(&[&[member("B")], &[member("C")]])]])]),
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_paths_are_refused() {
        let deep = format!("{}A{}", "[".repeat(9), "]".repeat(9));
        let keys = format!("{}A{}", "keys(".repeat(100_000), ")".repeat(100_000));
        for text in [
            "",
            ".",
            "A.",
            ".A",
            "A..B",
            "A[0]",
            "A[?B]",
            "A[*",
            "A[B",
            "A]",
            "A B",
            "keys(A",
            "keys()",
            "keys",
            "[A,]",
            "[]A",
            "1",
            "length(A)",
            "A || B",
            "é",
            &deep,
            &keys,
        ] {
            let known = text == "keys";
            assert_eq!(read(text).is_ok(), known, "{text:.20}");
        }
    }
}
