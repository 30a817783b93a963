//! Programs of the guide, as its pages print them: the files of `xtask/tests/guide/examples/`.
#![allow(dead_code, reason = "the steps have a `main` of their own, and call only some of the functions")]

pub(crate) mod s3_files;
pub(crate) mod s3_list;
pub(crate) mod s3_multipart;
pub(crate) mod s3_presign;
pub(crate) mod s3_program;
pub(crate) mod s3_text;
pub(crate) mod transfer;
