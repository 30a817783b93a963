//! Locations in a model, in terms of the graph. The reader of each format renders them as the keys of its files.

use crate::diagnostic::{Diagnostic, Diagnostics, Highlight, Severity};

/// The part of a model that a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location<'a> {
    /// The file as a whole.
    Model,
    Service(ServicePart),
    /// An operation, by name.
    Operation(&'a str, OperationPart<'a>),
    /// A shape, by name.
    Shape(&'a str),
    /// A member of the structure or union `shape`.
    Member {
        shape: &'a str,
        member: &'a str,
        part: MemberPart,
    },
    /// The `member` of the list `shape`, or the `key` or `value` of the map.
    Element {
        shape: &'a str,
        element: &'a str,
    },
}

/// The trait or property of a service that a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServicePart {
    /// The service itself.
    All,
    /// The ID of the service in AWS tools.
    Id,
    Protocol,
    /// The name of the service in requests.
    TargetPrefix,
    /// The XML namespace of bodies.
    XmlNamespace,
    /// The authentication schemes.
    Auth,
    /// The list of its operations.
    Operations,
}

/// The trait or property of an operation that a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperationPart<'a> {
    /// The operation itself.
    All,
    Input,
    Output,
    /// The error at an index.
    Error(usize),
    /// The authentication schemes.
    Auth,
    /// The HTTP method.
    Method,
    /// The HTTP path.
    Path,
    /// The host prefix (`endpoint`).
    HostPrefix,
    /// The paginator.
    Paginator,
    /// The waiter with that name.
    Waiter(&'a str),
    /// A key of the trait `httpChecksum`.
    HttpChecksum(&'a str),
    /// The parameter of that name in `staticContextParams`.
    StaticContextParam(&'a str),
    /// The parameter of that name in `operationContextParams`.
    OperationContextParam(&'a str),
}

/// The trait or property of a member that a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberPart {
    /// The member itself.
    All,
    /// The trait `contextParam`.
    ContextParam,
}

impl<'a> Location<'a> {
    /// Creates an operation itself.
    pub(crate) fn operation(name: &'a str) -> Self {
        Self::Operation(name, OperationPart::All)
    }

    /// Creates a member itself.
    pub(crate) fn member(shape: &'a str, member: &'a str) -> Self {
        Self::Member { shape, member, part: MemberPart::All }
    }
}

/// Renders locations as keys, from the top of a file of one format. Implemented by each reader.
pub(crate) trait Render {
    /// Returns the keys that lead to `location`.
    fn keys(&self, location: Location<'_>) -> Vec<String>;
}

/// The locations of a model that has no file.
pub(crate) struct NoFile;

impl Render for NoFile {
    fn keys(&self, _: Location<'_>) -> Vec<String> {
        Vec::new()
    }
}

/// Reports diagnostics about one model.
#[derive(Clone, Copy)]
pub(crate) struct Reporter<'a> {
    file: &'a str,
    locations: &'a dyn Render,
    out: &'a Diagnostics,
}

impl<'a> Reporter<'a> {
    /// Reports to `out` about the model in `file`, whose reader returned `locations`.
    pub(crate) fn new(file: &'a str, locations: &'a dyn Render, out: &'a Diagnostics) -> Self {
        Self { file, locations, out }
    }

    pub(crate) fn error(&self, location: Location<'_>, problem: impl Into<String>) {
        self.report(Severity::Error, location, problem.into(), None);
    }

    pub(crate) fn error_help(
        &self,
        location: Location<'_>,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(Severity::Error, location, problem.into(), Some(help.into()));
    }

    /// Reports an error with a help that may be missing.
    pub(crate) fn error_hint(
        &self,
        location: Location<'_>,
        problem: impl Into<String>,
        help: Option<String>,
    ) {
        self.report(Severity::Error, location, problem.into(), help);
    }

    pub(crate) fn warning(&self, location: Location<'_>, problem: impl Into<String>) {
        self.report(Severity::Warning, location, problem.into(), None);
    }

    pub(crate) fn warning_help(
        &self,
        location: Location<'_>,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(Severity::Warning, location, problem.into(), Some(help.into()));
    }

    fn report(&self, severity: Severity, location: Location<'_>, problem: String, help: Option<String>) {
        let (file, at) = (self.file.to_owned(), self.locations.keys(location));
        self.out.push(Diagnostic { severity, file, at, highlight: Highlight::Value, problem, help });
    }
}
