//! All tests of the generator, in one program: each program would be compiled and linked with the generator for itself.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../fixtures/nested.rs"]
mod nested;
mod support;

mod compiled;
mod constructs;
mod context_params;
mod contract;
mod cross_region_url;
mod customizations;
mod customized;
mod diagnostics;
mod diff;
mod documentation;
mod endpoint_discovery;
mod manifest;
mod operations;
mod paginators;
mod picture;
mod protocols;
mod selection;
mod sessions;
mod show;
mod smithy;
mod types;
mod waiters;
