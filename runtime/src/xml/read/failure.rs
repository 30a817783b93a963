//! Why a text cannot be read.

/// Why text is rejected.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The text is not well-formed XML, or has a document type declaration.
    Syntax(&'static str),
    /// A value is not what the model has.
    Value(&'static str),
    /// An element around the value is missing.
    Wrapper(String),
    /// A reason without a position.
    Rejected(&'static str),
}

pub(super) const NO_END: Failure = Failure::Syntax("markup without an end");
pub(super) const NO_NAME: Failure = Failure::Syntax("a name that is not well-formed");
pub(super) const OPEN: Failure = Failure::Syntax("the text ends inside an element");

/// Stands for a failure that the reader has recorded, so that results stay small.
pub(super) struct Failed;
