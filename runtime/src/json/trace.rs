//! Where a walk was when it failed. It costs nothing until then.

use super::JsonError;
use serde_core::de::Error;
use serde_json::error::Category;
use std::cell::{Cell, RefCell};

#[derive(Clone, Copy)]
pub(super) enum Step {
    Member(&'static str),
    /// A name that is none of the model's, the trace says which.
    Name,
    Index(usize),
    Key,
}

/// Filled from the inside out while an error goes up.
#[derive(Default)]
pub(super) struct Trace {
    steps: RefCell<Vec<Step>>,
    named: RefCell<String>,
    expected: Cell<Option<&'static str>>,
    rejected: Cell<Option<&'static str>>,
}

impl Trace {
    /// Passes `result` on, noting `step` if it is an error.
    #[inline]
    pub(super) fn at<T, E>(&self, step: Step, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.note(step);
        }
        result
    }

    #[cold]
    fn note(&self, step: Step) {
        self.steps.borrow_mut().push(step);
    }

    /// Takes back the names that are none of the model's: they are part of the value.
    pub(super) fn conceal(&self) {
        for step in self.steps.borrow_mut().iter_mut() {
            if matches!(step, Step::Name) {
                *step = Step::Key;
            }
        }
    }

    /// An error of the walk's own.
    pub(super) fn refuse<T, E: Error>(&self, reason: &'static str) -> Result<T, E> {
        self.rejected.set(Some(reason));
        Err(E::custom(reason))
    }

    /// The same, one step further in.
    pub(super) fn reject<T, E: Error>(&self, step: Step, reason: &'static str) -> Result<T, E> {
        self.at(step, self.refuse(reason))
    }

    /// The same for a name that is none of the model's.
    pub(super) fn reject_name<T, E: Error>(&self, name: String, reason: &'static str) -> Result<T, E> {
        self.named.replace(name);
        self.reject(Step::Name, reason)
    }

    /// Passes `result` on, noting what was wanted if it is the first error.
    #[inline]
    pub(super) fn expecting<T, E>(&self, expected: &'static str, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.expected.set(self.expected.get().or(Some(expected)));
        }
        result
    }

    pub(super) fn into_error(self, reason: String) -> JsonError {
        let mut path = String::new();
        for step in self.steps.take().into_iter().rev() {
            match step {
                Step::Member(name) => push_name(&mut path, name),
                Step::Name => push_name(&mut path, &self.named.borrow()),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key => path.push_str("[..]"),
            }
        }
        JsonError { path, reason }
    }

    /// Says what `error` says without its text, which would show the value that was found.
    pub(super) fn explain(self, error: &serde_json::Error) -> JsonError {
        if let Some(reason) = self.rejected.get() {
            return self.into_error(reason.to_owned());
        }
        let expected = self.expected.get();
        self.into_error(match (error.classify(), expected) {
            (Category::Data, Some(expected)) => {
                format!("expected {expected} at line {} column {}", error.line(), error.column())
            }
            (Category::Data, None) => format!("not as the model has it, at line {}", error.line()),
            // What is wrong with the text itself is said in words of `serde_json` that hold none of it.
            _ => format!("not JSON: {error}"),
        })
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
