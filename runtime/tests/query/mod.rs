//! `awsQuery` and `ec2Query`: the names and values of forms, whole requests, outputs and errors.

#![cfg(feature = "query")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod forms;
mod messages;
mod names;
mod refusals;
mod responses;
mod shapes;
mod values;
