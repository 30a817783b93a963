//! The calls for each server.

use super::process::Running;
use super::s3::Objects;
use super::{Problems, cargo, node, python};
use smithereen_cli::project::Project;

/// A test server.
pub(super) struct Server {
    pub(super) name: &'static str,
    /// Installs it if necessary and starts it.
    pub(super) start: fn(&Project) -> Result<Running, Problems>,
    /// Whether it rejects requests that another secret signs.
    pub(super) verifies_signatures: bool,
    /// The modules whose steps it supports.
    pub(super) modules: &'static [&'static str],
    /// The modules whose service or protocol it refuses, with the status and the error code (`-`: none) of each call.
    pub(super) refuses: &'static [(&'static str, &'static str, &'static str)],
    /// The services that cannot be called, with the reason.
    pub(super) leaves_out: &'static [(&'static str, &'static str)],
    /// How it serves S3, if it does.
    pub(super) objects: Option<Objects>,
}

pub(super) const MOTO: Server = Server {
    name: "moto",
    start: python::moto,
    verifies_signatures: true,
    modules: &[
        "iot",
        "cloudformation",
        "cloudwatch_json",
        "cloudwatch_query",
        "dynamodb",
        "ec2",
        "iam",
        "kinesis",
        "kms",
        "logs",
        "route53",
        "sns",
        "sqs",
        "sqs_query",
        "sts",
        "timestream_write",
    ],
    refuses: &[
        ("cloudwatch", "404", "-"),
        ("dynamodb_cbor", "500", "-"),
        ("kinesis_cbor", "404", "-"),
        ("kms_cbor", "404", "-"),
        ("logs_cbor", "404", "-"),
    ],
    leaves_out: &[],
    objects: Some(Objects { domain: "s3.eu-west-1.amazonaws.com" }),
};

pub(super) const LOCALSTACK: Server = Server {
    name: "localstack",
    start: python::localstack,
    verifies_signatures: false,
    modules: &[
        "cloudformation",
        "cloudwatch",
        "cloudwatch_json",
        "cloudwatch_query",
        "ec2",
        "iam",
        "kms",
        "logs",
        "route53",
        "sns",
        "sqs",
        "sqs_query",
        "sts",
    ],
    refuses: &[
        ("kms_cbor", "500", "InternalError"),
        ("logs_cbor", "500", "InternalError"),
        ("iot", "501", "InternalFailure"),
    ],
    leaves_out: &[
        (
            "dynamodb",
            "the provider downloads DynamoDB Local, a Java program that is not in a package registry",
        ),
        ("kinesis", "the provider downloads kinesis-mock, which is not in the Python package index"),
    ],
    objects: Some(Objects { domain: "s3.localhost.localstack.cloud" }),
};

pub(super) const DYNALITE: Server = Server {
    name: "dynalite",
    start: node::dynalite,
    verifies_signatures: false,
    modules: &["dynamodb"],
    refuses: &[("dynamodb_cbor", "404", "-")],
    leaves_out: &[],
    objects: None,
};

pub(super) const KINESALITE: Server = Server {
    name: "kinesalite",
    start: node::kinesalite,
    verifies_signatures: false,
    modules: &["kinesis"],
    refuses: &[("kinesis_cbor", "403", "-")],
    leaves_out: &[],
    objects: None,
};

pub(super) const S3S: Server = Server {
    name: "s3s",
    start: cargo::s3s,
    verifies_signatures: true,
    modules: &[],
    refuses: &[],
    leaves_out: &[],
    objects: Some(Objects { domain: "s3.test" }),
};

pub(super) const GARAGE: Server = Server {
    name: "garage",
    start: cargo::garage,
    verifies_signatures: true,
    modules: &[],
    refuses: &[],
    leaves_out: &[],
    objects: Some(Objects { domain: "s3.test" }),
};

#[cfg(test)]
mod tests {
    use super::super::services::MODULES;
    use super::*;

    #[test]
    fn each_module_is_on_a_server() {
        let servers = [MOTO, LOCALSTACK, DYNALITE, KINESALITE, S3S, GARAGE];
        let of = |server: &Server| {
            let refused = server.refuses.iter().map(|(module, ..)| *module);
            let objects = server.objects.as_ref().map(|_| "s3");
            server.modules.iter().copied().chain(refused).chain(objects).collect::<Vec<_>>()
        };
        let used: Vec<&str> = servers.iter().flat_map(of).collect();
        assert!(MODULES.iter().all(|module| used.contains(&module.name)));
        assert!(used.iter().all(|used| MODULES.iter().any(|module| module.name == *used)));
    }
}
