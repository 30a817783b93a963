//! The path of the value at which serialization or deserialization failed. It is built only after an error.

use super::CodecError;

/// One step of a path.
#[derive(Clone, Copy)]
pub(crate) enum Segment {
    Member(&'static str),
    /// A member that the model does not have; its name is stored once, in [`ErrorPath`].
    UnknownMember,
    /// An element of a list.
    Index(usize),
    /// A value of a map. Keys are data, so that the path has `[..]` in place of them.
    Key,
}

/// A path, built from its end while an error is returned through the recursion.
#[derive(Default)]
pub(crate) struct ErrorPath {
    segments: Vec<Segment>,
    unknown_name: String,
}

impl ErrorPath {
    /// Returns `result`. If it is an error, adds `segment` to the path.
    #[inline]
    pub(crate) fn at<T, E>(&mut self, segment: Segment, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.push(segment);
        }
        result
    }

    #[cold]
    fn push(&mut self, segment: Segment) {
        self.segments.push(segment);
    }

    /// Sets the name of the unknown member.
    pub(crate) fn set_unknown_name(&mut self, name: &str) {
        self.unknown_name = name.to_owned();
    }

    /// Replaces the name of the unknown member by `[..]`, because it is part of a sensitive value.
    pub(crate) fn redact(&mut self) {
        for segment in &mut self.segments {
            if matches!(segment, Segment::UnknownMember) {
                *segment = Segment::Key;
            }
        }
    }

    pub(crate) fn into_error(self, reason: String) -> CodecError {
        let mut path = String::new();
        for segment in self.segments.into_iter().rev() {
            match segment {
                Segment::Member(name) => push_name(&mut path, name),
                Segment::UnknownMember => push_name(&mut path, &self.unknown_name),
                Segment::Index(index) => path.push_str(&format!("[{index}]")),
                Segment::Key => path.push_str("[..]"),
            }
        }
        CodecError { path, reason }
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
