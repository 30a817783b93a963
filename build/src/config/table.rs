//! Typed access to a parsed TOML table that collects every problem with its location.

use smithereen_codegen::diagnostic::{Diagnostic, Highlight};
use smithereen_codegen::near;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The problems of a file.
pub(super) struct Problems<'f> {
    file: &'f str,
    all: Vec<Diagnostic>,
}

/// The location of a key or value: the keys that lead to it, and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Location {
    path: Vec<String>,
    bytes: Range<usize>,
}

/// A value with its location.
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) location: Location,
}

/// A table with the keys that lead to it.
pub(super) struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    location: Location,
}

impl<'f> Problems<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self { file, all: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn add(&mut self, location: &Location, problem: impl Into<String>) {
        self.push(location, problem.into(), None);
    }

    pub(super) fn add_help(
        &mut self,
        location: &Location,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(location, problem.into(), Some(help.into()));
    }

    /// Adds a problem of the text itself.
    pub(super) fn add_bytes(&mut self, bytes: Range<usize>, problem: &str) {
        self.push(&Location { path: Vec::new(), bytes }, problem.to_owned(), None);
    }

    /// Returns all problems in the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.all.sort_by_key(|problem| match &problem.highlight {
            Highlight::Bytes(bytes) => bytes.start,
            _ => 0,
        });
        self.all
    }

    fn push(&mut self, location: &Location, problem: String, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(self.file, problem);
        diagnostic.at.clone_from(&location.path);
        diagnostic.highlight = Highlight::Bytes(Box::new(location.bytes.clone()));
        diagnostic.help = help;
        self.all.push(diagnostic);
    }
}

impl<'a, 't> Table<'a, 't> {
    pub(super) fn root(table: &'a Spanned<DeTable<'t>>) -> Self {
        Self { entries: table.get_ref(), location: Location { path: Vec::new(), bytes: 0..0 } }
    }

    pub(super) fn location(&self) -> &Location {
        &self.location
    }

    /// Reports each key that is not in `known`.
    pub(super) fn check_keys(&self, known: &[&str], problems: &mut Problems<'_>) {
        for (key, _) in self.entries.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            let help = renamed(name)
                .or_else(|| near::help(name, known.iter().copied()))
                .unwrap_or_else(|| format!("known keys: {}", known.join(", ")));
            let location = Location { path: self.location.path.clone(), bytes: key.span() };
            problems.add_help(&location, format!("unknown key `{name}`"), help);
        }
    }

    /// Returns the keys and values in the order of the text.
    pub(super) fn entries(&self) -> Vec<(Located<&'a str>, &'a Spanned<DeValue<'t>>)> {
        let entry = |(key, value): (&'a Spanned<_>, _)| {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            let location = Location { path: self.path(name), bytes: key.span() };
            (Located { value: name.as_ref(), location }, value)
        };
        let mut all: Vec<_> = self.entries.iter().map(entry).collect();
        all.sort_by_key(|(key, _)| key.location.bytes.start);
        all
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns a value of any type.
    pub(super) fn get(&self, key: &str) -> Option<Located<&'a DeValue<'t>>> {
        let value = self.entries.get(key)?;
        Some(Located { value: value.get_ref(), location: self.locate(key, value) })
    }

    pub(super) fn string(&self, key: &str, problems: &mut Problems<'_>) -> Option<Located<&'a str>> {
        let found = self.get(key)?;
        match found.value {
            DeValue::String(text) => Some(Located { value: text.as_ref(), location: found.location }),
            other => expected("a string", other, &found.location, problems),
        }
    }

    /// Returns a string, and reports a missing one.
    pub(super) fn required(
        &self,
        key: &str,
        help: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Located<&'a str>> {
        if !self.has(key) {
            problems.add_help(&self.location, format!("missing key `{key}`"), help);
        }
        self.string(key, problems)
    }

    pub(super) fn boolean(&self, key: &str, problems: &mut Problems<'_>) -> Option<bool> {
        let found = self.get(key)?;
        match found.value {
            DeValue::Boolean(value) => Some(*value),
            other => expected("`true` or `false`", other, &found.location, problems),
        }
    }

    pub(super) fn table(&self, key: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let value = self.entries.get(key)?;
        Self::of(value, self.locate(key, value), problems)
    }

    /// Returns a value as a table, and reports another type.
    pub(super) fn of(
        value: &'a Spanned<DeValue<'t>>,
        location: Location,
        problems: &mut Problems<'_>,
    ) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(entries) => Some(Self { entries, location }),
            other => expected("a table", other, &location, problems),
        }
    }

    fn locate(&self, key: &str, value: &Spanned<DeValue<'t>>) -> Location {
        Location { path: self.path(key), bytes: value.span() }
    }

    fn path(&self, key: &str) -> Vec<String> {
        self.location.path.iter().cloned().chain([key.to_owned()]).collect()
    }
}

/// Reports a value of another type.
pub(super) fn expected<T>(
    what: &str,
    found: &DeValue<'_>,
    location: &Location,
    problems: &mut Problems<'_>,
) -> Option<T> {
    problems.add(location, format!("expected {what}, found a value of type {}", found.type_str()));
    None
}

impl Location {
    /// Returns the location of an array element.
    pub(super) fn element(&self, index: usize, bytes: Range<usize>) -> Self {
        Self { path: self.path.iter().cloned().chain([index.to_string()]).collect(), bytes }
    }
}

/// Returns the help for a key of `models/models.toml`, the configuration of older versions.
fn renamed(key: &str) -> Option<String> {
    (key == "package").then(|| "`name` is the name of the crate, and `path` its folder".to_owned())
}
