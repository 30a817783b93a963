//! Tests of the generated code of the fixtures. They are one program, which links the library once; those of redaction are
//! another one, because they record the log events of the whole process.

mod checksums;
mod conversions;
mod diagrams;
mod endpoints;
mod event_streams;
mod invalid_inputs;
mod paginators;
mod protocols;
mod requests;
mod responses;
mod streams;
mod waiters;
