//! The AWS protocols, one file each, and files for the parts that several of them share.
//!
//! A protocol is a constant value with its parameters. It determines the location of each part of a message: method, path,
//! headers, body and error code. The format of bodies does not belong here: it is in the codecs (`json`, `cbor`, `xml`, `query`).
//!
//! | shared file | content |
//! |---|---|
//! | `rest` | protocols with HTTP bindings |
//! | `rpc` | protocols without HTTP bindings |
//! | `rpc_v2` | both Smithy RPC v2 protocols |
//! | `query` | both query protocols |
//! | `errors`, `json_error`, `xml_error` | error codes and modeled errors |
//! | `query_compatible` | error codes of services that once had `awsQuery` |
//! | `compressed` | diagnostics of compressed bodies |

mod aws_json;
#[cfg(feature = "query")]
mod aws_query;
mod compressed;
#[cfg(feature = "query")]
mod ec2_query;
mod errors;
mod json_error;
#[cfg(feature = "query")]
mod query;
mod query_compatible;
mod rest;
mod rest_json;
#[cfg(feature = "xml")]
mod rest_xml;
mod rpc;
mod rpc_v2;
#[cfg(feature = "cbor")]
mod rpc_v2_cbor;
mod rpc_v2_json;
#[cfg(feature = "xml")]
mod xml_error;

pub use crate::body_format::BodyFormat;
pub use crate::error::MessageError;
pub use crate::service::{Protocol, Target};
pub use aws_json::{AwsJson1_0, AwsJson1_1};
#[cfg(feature = "query")]
pub use aws_query::AwsQuery;
#[cfg(feature = "query")]
pub use ec2_query::Ec2Query;
#[cfg(feature = "event-stream")]
pub(crate) use errors::{activate_variant, set_message};
#[cfg(feature = "client")]
pub(crate) use rest::{read_body, request_body};
pub use rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use rpc_v2_cbor::RpcV2Cbor;
pub use rpc_v2_json::RpcV2Json;
