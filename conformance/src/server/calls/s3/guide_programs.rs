//! Programs of the guide, as its pages print them: the files of `xtask/tests/guide/examples/`.
#![allow(dead_code, unreachable_pub, clippy::print_stderr, reason = "they are written for readers of the guide")]

pub(crate) mod s3_files;
pub(crate) mod s3_list;
pub(crate) mod s3_multipart;
pub(crate) mod s3_presign;
pub(crate) mod s3_program;
pub(crate) mod s3_text;
pub(crate) mod transfer;
