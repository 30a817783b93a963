//! Diagnostics: problems of the input, each with its file, its location in the file, and help.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

/// Whether a problem prevents generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Prevents generation.
    Error,
    /// Does not prevent generation.
    Warning,
}

/// A problem in an input file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Whether the problem prevents generation.
    pub severity: Severity,
    /// The file.
    pub file: String,
    /// The path of the location in the file: keys, and indexes of array elements.
    pub at: Vec<String>,
    /// The part of the location that is highlighted.
    pub highlight: Highlight,
    /// The problem, as one clause.
    pub problem: String,
    /// How to solve the problem.
    pub help: Option<String>,
}

/// The part of the file that a diagnostic highlights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Highlight {
    /// The value at the path.
    #[default]
    Value,
    /// The last key of the path; the last occurrence of a duplicate key.
    Name,
    /// A range of bytes, for text without keys, such as invalid syntax.
    Bytes(Box<Range<usize>>),
}

impl Diagnostic {
    /// Creates an error about a whole file.
    pub fn error(file: impl Into<String>, problem: impl Into<String>) -> Self {
        let (file, problem) = (file.into(), problem.into());
        Self {
            severity: Severity::Error,
            file,
            at: Vec::new(),
            highlight: Highlight::Value,
            problem,
            help: None,
        }
    }

    /// Creates a warning about a whole file.
    pub fn warning(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, problem) }
    }

    /// Adds help.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None)
    }
}

/// A diagnostic with its line and column, counted from 1, if they are known.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'d>(pub &'d Diagnostic, pub Option<(usize, usize)>);

impl fmt::Display for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(diagnostic, position) = self;
        diagnostic.write(f, *position)
    }
}

impl Diagnostic {
    fn write(&self, f: &mut fmt::Formatter<'_>, position: Option<(usize, usize)>) -> fmt::Result {
        f.write_str(match self.severity {
            Severity::Error => "error: ",
            Severity::Warning => "warning: ",
        })?;
        f.write_str(&printable(&self.file))?;
        if let Some((line, column)) = position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.at.is_empty() {
            write!(f, ": {}", printable(&self.at.join(".")))?;
        }
        write!(f, ": {}", printable(&self.problem))?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {}", printable(help)),
            None => Ok(()),
        }
    }
}

/// Returns whether a character moves the cursor, ends a line or changes the direction of text.
pub fn is_no_text(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes control characters, because text of a model can contain any characters and must not control a terminal.
pub fn printable(text: &str) -> String {
    text.chars().flat_map(|c| if is_no_text(c) { c.escape_default().collect() } else { vec![c] }).collect()
}

/// The diagnostics of a run in the order in which they are reported. Readers share it, and continue after each problem.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: RefCell<Vec<Diagnostic>>,
}

impl Diagnostics {
    /// Reports an error.
    pub fn error(&self, at: &At<'_>, problem: impl Into<String>) {
        self.report(Severity::Error, at, problem.into(), None);
    }

    /// Reports an error with help.
    pub fn error_help(&self, at: &At<'_>, problem: impl Into<String>, help: impl Into<String>) {
        self.report(Severity::Error, at, problem.into(), Some(help.into()));
    }

    /// Reports a warning.
    pub fn warning(&self, at: &At<'_>, problem: impl Into<String>) {
        self.report(Severity::Warning, at, problem.into(), None);
    }

    /// Reports an error, with help if there is any.
    pub(crate) fn error_hint(&self, at: &At<'_>, problem: impl Into<String>, help: Option<String>) {
        self.report(Severity::Error, at, problem.into(), help);
    }

    /// Reports a warning, with help if there is any.
    pub(crate) fn warning_hint(&self, at: &At<'_>, problem: impl Into<String>, help: Option<String>) {
        self.report(Severity::Warning, at, problem.into(), help);
    }

    /// Adds a diagnostic.
    pub(crate) fn push(&self, diagnostic: Diagnostic) {
        self.all.borrow_mut().push(diagnostic);
    }

    /// Appends other diagnostics.
    pub(crate) fn append(&self, others: Self) {
        self.all.borrow_mut().extend(others.all.into_inner());
    }

    /// Returns whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// Returns the number of errors.
    pub(crate) fn errors(&self) -> usize {
        self.all.borrow().iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// Returns the diagnostics without duplicates, errors before warnings.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.all.into_inner();
        let mut seen = HashSet::new();
        all.retain(|diagnostic| seen.insert(diagnostic.clone()));
        all.sort_by_key(|diagnostic| diagnostic.severity);
        all
    }

    fn report(&self, severity: Severity, at: &At<'_>, problem: String, help: Option<String>) {
        let (file, at, highlight) = at.resolve();
        self.push(Diagnostic { severity, file, at, highlight, problem, help });
    }
}

/// A location in a file, as a linked list of keys, which allocates only if a problem is reported.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    step: Step<'a>,
    parent: Option<&'a At<'a>>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    File(&'a str),
    Key(&'a str),
    Index(usize),
    Name(&'a str),
    Bytes(usize, usize),
}

impl<'a> At<'a> {
    /// Returns the location of a whole file.
    pub fn file(path: &'a str) -> Self {
        Self { step: Step::File(path), parent: None }
    }

    /// Returns the location of the value of `key`.
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At { step: Step::Key(key), parent: Some(self) }
    }

    /// Returns the location of an array element.
    pub fn index(&'a self, index: usize) -> At<'a> {
        At { step: Step::Index(index), parent: Some(self) }
    }

    /// Returns the location of `key` itself.
    pub fn name(&'a self, key: &'a str) -> At<'a> {
        At { step: Step::Name(key), parent: Some(self) }
    }

    /// Returns the location of a range of bytes.
    pub fn bytes(&'a self, bytes: Range<usize>) -> At<'a> {
        At { step: Step::Bytes(bytes.start, bytes.end), parent: Some(self) }
    }

    fn resolve(&self) -> (String, Vec<String>, Highlight) {
        let (mut file, mut steps, mut highlight) = (String::new(), Vec::new(), Highlight::Value);
        let mut here = Some(self);
        while let Some(at) = here {
            match at.step {
                Step::File(path) => file = path.to_owned(),
                Step::Key(key) => steps.push(key.to_owned()),
                Step::Index(index) => steps.push(index.to_string()),
                Step::Name(key) => {
                    steps.push(key.to_owned());
                    highlight = Highlight::Name;
                }
                Step::Bytes(start, end) => highlight = Highlight::Bytes(Box::new(start..end)),
            }
            here = at.parent;
        }
        steps.reverse();
        (file, steps, highlight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_marks_are_escaped() {
        for c in
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}"
                .chars()
        {
            let problem = Diagnostics::default();
            problem.error(&At::file("a"), format!("b{c}"));
            let shown = problem.into_sorted().iter().map(ToString::to_string).collect::<String>();
            assert!(!shown.contains(c), "{}", c.escape_unicode());
        }
    }
}
