//! All tests of the runtime, in one program: each program would be compiled and linked with the runtime for itself.

mod aws_chunked;
mod aws_json;
mod bodies;
mod call_settings;
mod checksum_table;
mod checksums;
mod client;
mod client_checksums;
mod clock_skew;
mod cross_region_url;
mod customizations;
mod endpoint_discovery;
mod event_stream;
mod hashed_streams;
mod input;
mod query;
mod recordings;
mod rest_json;
mod rest_xml;
mod rpc_v2_cbor;
mod rpc_v2_json;
mod sessions;
mod sign;
mod sigv4a;
mod timestamps;
