//! The reasons for rejecting XML.

/// The reason for rejecting XML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The text is not well-formed, or has a document type declaration.
    Syntax(&'static str),
    /// A value does not have the type of the model.
    Value(&'static str),
    /// The element with this name around the value is missing.
    Wrapper(String),
    /// A value is not allowed. The error has no position.
    Rejected(&'static str),
}

pub(super) const UNTERMINATED: Failure = Failure::Syntax("markup without an end");
pub(super) const INVALID_NAME: Failure = Failure::Syntax("a name that is not well-formed");
pub(super) const UNCLOSED: Failure = Failure::Syntax("the text ends inside an element");

/// The error of the reader's functions. The reader stores the [`Failure`], so that results are small.
pub(super) struct Failed;
