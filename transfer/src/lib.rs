#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod buffer;
mod download;
mod progress;
mod s3;
mod upload;

pub use download::{Download, DownloadError, Downloading, Piece, RangedDownload};
pub use progress::Progress;
pub use smithereen::{Body, BodyError, BoxError, Bytes};
pub use upload::{InvalidState, MultipartUpload, Part, Step, Unfinished, Upload, UploadError, Uploaded};

/// The size of a part or range unless another is set: 8 MiB.
pub const DEFAULT_PART_SIZE: u64 = 8 << 20;
/// The number of requests in flight unless another is set.
pub const DEFAULT_CONCURRENCY: usize = 4;
