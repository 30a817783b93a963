//! What is wrong with an input, for people: which file, where in it, what, and what to do.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

/// Whether anything is generated all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// It is.
    Warning,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub file: String,
    /// The way to the spot from the top of the file: keys, and numbers for elements of arrays.
    pub at: Vec<String>,
    /// What of that spot is meant.
    pub spot: Spot,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub help: Option<String>,
}

/// What is meant where a way leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spot {
    /// What is held there.
    #[default]
    Value,
    /// The key that leads there; of one that comes twice, the second.
    Name,
    /// These bytes of the file, whose keys cannot be told.
    Bytes(Box<Range<usize>>),
}

impl Diagnostic {
    /// An error about a file as a whole.
    pub fn error(file: impl Into<String>, problem: impl Into<String>) -> Self {
        let (file, problem) = (file.into(), problem.into());
        Self { severity: Severity::Error, file, at: Vec::new(), spot: Spot::Value, problem, help: None }
    }

    /// Something to know of about a file as a whole.
    pub fn warning(file: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, problem) }
    }

    /// With what to do.
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

/// A diagnostic with its line and column, from 1 each, if they are known.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'d>(pub &'d Diagnostic, pub Option<(usize, usize)>);

impl fmt::Display for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(diagnostic, spot) = self;
        diagnostic.write(f, *spot)
    }
}

impl Diagnostic {
    fn write(&self, f: &mut fmt::Formatter<'_>, spot: Option<(usize, usize)>) -> fmt::Result {
        f.write_str(match self.severity {
            Severity::Error => "error: ",
            Severity::Warning => "warning: ",
        })?;
        f.write_str(&printable(&self.file))?;
        if let Some((line, column)) = spot {
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

/// What moves a cursor, ends a line or turns the direction of writing.
pub fn is_no_text(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text with what is none escaped: a model's may hold anything, and a terminal should not obey it.
pub fn printable(text: &str) -> String {
    text.chars().flat_map(|c| if is_no_text(c) { c.escape_default().collect() } else { vec![c] }).collect()
}

/// The problems of a run, in the order in which they are met.
///
/// It is shared by whoever reads; each problem found goes in, and reading goes on.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: RefCell<Vec<Diagnostic>>,
}

impl Diagnostics {
    /// A problem that leaves nothing to be generated.
    pub fn error(&self, at: &At<'_>, problem: impl Into<String>) {
        self.report(Severity::Error, at, problem.into(), None);
    }

    /// The same, with what to do.
    pub fn error_help(&self, at: &At<'_>, problem: impl Into<String>, help: impl Into<String>) {
        self.report(Severity::Error, at, problem.into(), Some(help.into()));
    }

    /// Something to know of.
    pub fn warning(&self, at: &At<'_>, problem: impl Into<String>) {
        self.report(Severity::Warning, at, problem.into(), None);
    }

    /// A problem that leaves nothing to be generated, with what to do if that is known.
    pub(crate) fn error_hint(&self, at: &At<'_>, problem: impl Into<String>, help: Option<String>) {
        self.report(Severity::Error, at, problem.into(), help);
    }

    /// Something to know of, with what to do if that is known.
    pub(crate) fn warning_hint(&self, at: &At<'_>, problem: impl Into<String>, help: Option<String>) {
        self.report(Severity::Warning, at, problem.into(), help);
    }

    /// Adds a diagnostic.
    pub(crate) fn push(&self, diagnostic: Diagnostic) {
        self.all.borrow_mut().push(diagnostic);
    }

    /// What others have found, after what is here.
    pub(crate) fn append(&self, others: Self) {
        self.all.borrow_mut().extend(others.all.into_inner());
    }

    /// Whether anything was found that stops generation.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many such problems were found so far.
    pub(crate) fn errors(&self) -> usize {
        self.all.borrow().iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// All of them once, errors before warnings.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.all.into_inner();
        let mut seen = HashSet::new();
        all.retain(|diagnostic| seen.insert(diagnostic.clone()));
        all.sort_by_key(|diagnostic| diagnostic.severity);
        all
    }

    fn report(&self, severity: Severity, at: &At<'_>, problem: String, help: Option<String>) {
        let (file, at, spot) = at.resolve();
        self.push(Diagnostic { severity, file, at, spot, problem, help });
    }
}

/// A spot in a file, as a chain of keys that costs nothing until there is a problem.
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
    /// The file as a whole.
    pub fn file(path: &'a str) -> Self {
        Self { step: Step::File(path), parent: None }
    }

    /// What `key` holds here.
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At { step: Step::Key(key), parent: Some(self) }
    }

    /// The element at `index` here.
    pub fn index(&'a self, index: usize) -> At<'a> {
        At { step: Step::Index(index), parent: Some(self) }
    }

    /// `key` itself, not what it holds.
    pub fn name(&'a self, key: &'a str) -> At<'a> {
        At { step: Step::Name(key), parent: Some(self) }
    }

    /// Some bytes of the file.
    pub fn bytes(&'a self, bytes: Range<usize>) -> At<'a> {
        At { step: Step::Bytes(bytes.start, bytes.end), parent: Some(self) }
    }

    fn resolve(&self) -> (String, Vec<String>, Spot) {
        let (mut file, mut steps, mut spot) = (String::new(), Vec::new(), Spot::Value);
        let mut here = Some(self);
        while let Some(at) = here {
            match at.step {
                Step::File(path) => file = path.to_owned(),
                Step::Key(key) => steps.push(key.to_owned()),
                Step::Index(index) => steps.push(index.to_string()),
                Step::Name(key) => {
                    steps.push(key.to_owned());
                    spot = Spot::Name;
                }
                Step::Bytes(start, end) => spot = Spot::Bytes(Box::new(start..end)),
            }
            here = at.parent;
        }
        steps.reverse();
        (file, steps, spot)
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
