//! The progress of a transfer.

/// The progress of a transfer in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes of finished parts, those of earlier attempts included; for a download, the offset of the next bytes.
    pub done: u64,
    /// The bytes of the whole object. `None` if the length of the body is unknown.
    pub total: Option<u64>,
}

/// The function that receives the progress, if there is one.
#[derive(Default)]
pub(crate) struct Report<'a>(Option<Box<dyn FnMut(Progress) + Send + 'a>>);

impl<'a> Report<'a> {
    pub(crate) fn new(report: impl FnMut(Progress) + Send + 'a) -> Self {
        Self(Some(Box::new(report)))
    }

    pub(crate) fn report(&mut self, done: u64, total: Option<u64>) {
        if let Some(report) = &mut self.0 {
            report(Progress { done, total });
        }
    }
}
