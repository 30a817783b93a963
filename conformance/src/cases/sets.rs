//! The files of botocore's cases, by protocol.

use crate::Problems;
use crate::context::Context;
use smithereen_cli::report;
use smithereen_codegen::graph::Protocol;

/// The folder of the cases, with a folder for requests and one for responses.
pub(super) const FOLDER: &str = "tests/unit/protocols";

/// The cases of a protocol.
pub(super) struct Set {
    pub(super) protocol: Protocol,
    /// The names of the suites.
    pub(super) requests: &'static str,
    pub(super) responses: &'static str,
    /// The files, without extension.
    pub(super) files: &'static [&'static str],
}

pub(super) const SETS: [Set; 7] = [
    Set {
        protocol: Protocol::RestJson1,
        requests: "restJson1 requests",
        responses: "restJson1 responses",
        files: &["rest-json"],
    },
    Set {
        protocol: Protocol::RestXml,
        requests: "restXml requests",
        responses: "restXml responses",
        files: &["rest-xml"],
    },
    Set {
        protocol: Protocol::AwsJson10,
        requests: "awsJson1_0 requests",
        responses: "awsJson1_0 responses",
        files: &["json_1_0", "json_1_0-query-compatible"],
    },
    Set {
        protocol: Protocol::AwsJson11,
        requests: "awsJson1_1 requests",
        responses: "awsJson1_1 responses",
        files: &["json"],
    },
    Set {
        protocol: Protocol::RpcV2Cbor,
        requests: "rpcv2Cbor requests",
        responses: "rpcv2Cbor responses",
        files: &[
            "smithy-rpc-v2-cbor",
            "smithy-rpc-v2-cbor-query-compatible",
            "smithy-rpc-v2-cbor-non-query-compatible",
        ],
    },
    Set {
        protocol: Protocol::AwsQuery,
        requests: "awsQuery requests",
        responses: "awsQuery responses",
        files: &["query"],
    },
    Set {
        protocol: Protocol::Ec2Query,
        requests: "ec2Query requests",
        responses: "ec2Query responses",
        files: &["ec2"],
    },
];

/// Returns an error if a file of the folder belongs to no set, so that cases of a new protocol are not ignored.
pub(super) fn check_files(context: &Context<'_>, kind: &str) -> Result<(), Problems> {
    let known = |name: &str| SETS.iter().any(|set| set.files.contains(&name));
    let names = context.upstream.names(&format!("{FOLDER}/{kind}"));
    let unknown = names.iter().find(|name| !name.strip_suffix(".json").is_some_and(known));
    match unknown {
        None => Ok(()),
        Some(name) => {
            let help = "add it to a set in `conformance/src/cases/sets.rs`";
            Err(vec![report::error_help(format!("{FOLDER}/{kind}/{name}"), "unknown file of cases", help)])
        }
    }
}
