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

/// A function that receives the progress.
pub(crate) type Callback<'a> = Box<dyn FnMut(Progress) + Send + 'a>;
