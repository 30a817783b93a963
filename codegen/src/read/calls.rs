//! Diagnostics that affect only calls: of protocol, paths, authentication and HTTP bindings.

use crate::diagnostic::Diagnostics;
use crate::source::Content;

/// Receives diagnostics that affect calls but not types.
#[derive(Clone, Copy)]
pub(super) struct Calls<'a> {
    /// Collects these diagnostics. They are dropped if only types are generated.
    pub(super) out: &'a Diagnostics,
    matter: bool,
}

impl<'a> Calls<'a> {
    /// Creates the sink for `content`: `out` itself, or `ignored` if no calls are generated.
    pub(super) fn new(content: Content, out: &'a Diagnostics, ignored: &'a Diagnostics) -> Self {
        match content {
            Content::Whole => Self { out, matter: true },
            Content::Types => Self { out: ignored, matter: false },
        }
    }

    /// Returns the value, or `default` if it is missing and only calls need it.
    pub(super) fn or<T>(&self, found: Option<T>, default: impl FnOnce() -> T) -> Option<T> {
        found.or_else(|| (!self.matter).then(default))
    }
}
