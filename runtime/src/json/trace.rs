//! Where a walk was when it failed. It costs nothing until then.

use super::JsonError;

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
    steps: Vec<Step>,
    named: String,
}

impl Trace {
    /// Passes `result` on, noting `step` if it is an error.
    #[inline]
    pub(super) fn at<T, E>(&mut self, step: Step, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.note(step);
        }
        result
    }

    #[cold]
    fn note(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// The name that a step speaks of.
    pub(super) fn named(&mut self, name: &str) {
        self.named = name.to_owned();
    }

    /// Takes back the names that are none of the model's: they are part of the value.
    pub(super) fn conceal(&mut self) {
        for step in &mut self.steps {
            if matches!(step, Step::Name) {
                *step = Step::Key;
            }
        }
    }

    pub(super) fn into_error(self, reason: String) -> JsonError {
        let mut path = String::new();
        for step in self.steps.into_iter().rev() {
            match step {
                Step::Member(name) => push_name(&mut path, name),
                Step::Name => push_name(&mut path, &self.named),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key => path.push_str("[..]"),
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
