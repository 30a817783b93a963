//! Where a walk was when it failed. It costs nothing until then.

use super::JsonError;

#[derive(Clone, Copy)]
pub(super) enum Segment {
    Member(&'static str),
    /// A name that is none of the model's, the error_path says which.
    Name,
    Index(usize),
    Key,
}

/// Filled from the inside out while an error goes up.
#[derive(Default)]
pub(super) struct ErrorPath {
    steps: Vec<Segment>,
    unknown_name: String,
}

impl ErrorPath {
    /// Passes `result` on, noting `step` if it is an error.
    #[inline]
    pub(super) fn at<T, E>(&mut self, step: Segment, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.note(step);
        }
        result
    }

    #[cold]
    fn note(&mut self, step: Segment) {
        self.steps.push(step);
    }

    /// The name that a step speaks of.
    pub(super) fn set_unknown_name(&mut self, name: &str) {
        self.unknown_name = name.to_owned();
    }

    /// Takes back the names that are none of the model's: they are part of the value.
    pub(super) fn redact(&mut self) {
        for step in &mut self.steps {
            if matches!(step, Segment::Name) {
                *step = Segment::Key;
            }
        }
    }

    pub(super) fn into_error(self, reason: String) -> JsonError {
        let mut path = String::new();
        for step in self.steps.into_iter().rev() {
            match step {
                Segment::Member(name) => push_name(&mut path, name),
                Segment::Name => push_name(&mut path, &self.unknown_name),
                Segment::Index(index) => path.push_str(&format!("[{index}]")),
                Segment::Key => path.push_str("[..]"),
            }
        }
        JsonError { path, reason }
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
