//! What servers do otherwise than S3. Each entry needs a source: the server's code or documentation, or an observation.

/// A step that a server does not pass.
pub(super) struct Difference {
    server: &'static str,
    /// `http` or `https`; empty for both.
    transport: &'static str,
    /// The name of the step, or its beginning before a `*`.
    step: &'static str,
    /// The details of the failure contain this text.
    evidence: &'static str,
    pub(super) reason: &'static str,
}

impl Difference {
    /// Returns whether it is the reason for a failure with these details.
    pub(super) fn explains(&self, detail: &str) -> bool {
        detail.contains(self.evidence)
    }

    fn matches(&self, server: &str, transport: &str, step: &str) -> bool {
        let is_step = match self.step.strip_suffix('*') {
            Some(start) => step.starts_with(start),
            None => step == self.step,
        };
        is_step && self.server == server && (self.transport.is_empty() || self.transport == transport)
    }
}

/// Returns the known difference of a step.
pub(super) fn find(server: &str, transport: &str, step: &str) -> Option<&'static Difference> {
    DIFFERENCES.iter().find(|known| known.matches(server, transport, step))
}

const DIFFERENCES: &[Difference] = &[];
