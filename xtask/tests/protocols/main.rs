//! Tests with a service of each protocol: requests and responses without the client, and the programs of the pages
//! `docs/src/protocols.md` and `docs/src/event-streams.md`, which are compiled as printed, against a server on the loopback interface.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    reason = "a test may fail, and examples are programs of their own"
)]

// The guide calls the generated crate `aws`, as `smithereen init` does.
extern crate all_protocols as aws;

mod calls;
mod cbor;
mod chunks;
mod early;
mod events;
#[path = "../guide/examples/events_decode.rs"]
mod events_decode;
#[path = "../guide/examples/events_receive.rs"]
mod events_receive;
#[path = "../guide/examples/events_send.rs"]
mod events_send;
mod http2;
mod json;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod messages;
mod objects;
mod pages;
#[path = "../guide/examples/pages_items.rs"]
mod pages_items;
#[path = "../guide/examples/pages_resume.rs"]
mod pages_resume;
#[path = "../guide/examples/pages_without_client.rs"]
mod pages_without_client;
#[path = "../guide/examples/presigning.rs"]
mod presigning;
#[path = "../guide/examples/presigning_form.rs"]
mod presigning_form;
#[path = "../guide/examples/protocol_aws_json_1_0.rs"]
mod protocol_aws_json_1_0;
#[path = "../guide/examples/protocol_aws_json_1_1.rs"]
mod protocol_aws_json_1_1;
#[path = "../guide/examples/protocol_aws_query.rs"]
mod protocol_aws_query;
#[path = "../guide/examples/protocol_cbor.rs"]
mod protocol_cbor;
#[path = "../guide/examples/protocol_ec2_query.rs"]
mod protocol_ec2_query;
#[path = "../guide/examples/protocol_query_compatible.rs"]
mod protocol_query_compatible;
#[path = "../guide/examples/protocol_rest_json.rs"]
mod protocol_rest_json;
#[path = "../guide/examples/protocol_rest_xml.rs"]
mod protocol_rest_xml;
mod regions;
#[path = "../guide/examples/s3_files.rs"]
mod s3_files;
#[path = "../guide/examples/s3_list.rs"]
mod s3_list;
#[path = "../guide/examples/s3_multipart.rs"]
mod s3_multipart;
#[path = "../guide/examples/s3_presign.rs"]
mod s3_presign;
#[path = "../guide/examples/s3_program.rs"]
#[allow(dead_code, reason = "its `main` reads the environment")]
mod s3_program;
#[path = "../guide/examples/s3_text.rs"]
mod s3_text;
mod sessions;
mod streams;
#[path = "../support/calls.rs"]
mod support;
mod waiters;
#[path = "../guide/examples/waiters_blocking.rs"]
mod waiters_blocking;
#[path = "../guide/examples/waiters_client.rs"]
mod waiters_client;
mod xml;
