//! Makes calls to a test server and checks the outputs. Prints a line for each step and `end` after the last. This is an
//! example of the crate that is generated for it.
//!
//! Arguments: the server, the module of the crate, and either `calls`, or `one` for the service's `first_call` with the
//! expected status and code (`-`: no code) and the name of the step.
#![allow(clippy::print_stdout, reason = "it is what this is for")]

mod hosts;
mod routed;
mod steps;

use aws_config::BehaviorVersion;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use steps::{Setup, say};

/// Declares a module for each module of the crate, with the steps of its service, and dispatches by name. Modules of a service
/// have the same steps, whatever the protocol.
macro_rules! modules {
    ($($name:ident: $file:literal)*) => {
        $(mod $name {
            use server_calls::$name as service;
            include!($file);
        })*

        async fn calls(module: &str, setup: &Setup) -> bool {
            match module {
                $(stringify!($name) => $name::calls(setup).await,)*
                _ => return false,
            }
            true
        }

        async fn first_call(module: &str, setup: &Setup) -> steps::Attempt {
            match module {
                $(stringify!($name) => $name::first_call(setup).await,)*
                _ => steps::Attempt::default(),
            }
        }
    };
}

modules! {
    cloudformation: "cloudformation.rs"
    cloudwatch: "cloudwatch.rs"
    cloudwatch_json: "cloudwatch.rs"
    cloudwatch_query: "cloudwatch.rs"
    dynamodb: "dynamodb.rs"
    dynamodb_cbor: "dynamodb.rs"
    ec2: "ec2.rs"
    iam: "iam.rs"
    iot: "iot.rs"
    kinesis: "kinesis.rs"
    kinesis_cbor: "kinesis.rs"
    kms: "kms.rs"
    kms_cbor: "kms.rs"
    logs: "logs.rs"
    logs_cbor: "logs.rs"
    route53: "route53.rs"
    sns: "sns.rs"
    sqs: "sqs.rs"
    sqs_query: "sqs.rs"
    sts: "sts.rs"
    timestream_write: "timestream_write.rs"
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let tls = Provider::Rustls(CryptoMode::Ring);
    let http_client = aws_smithy_http_client::Builder::new().tls_provider(tls).build_https();
    let config = aws_config::defaults(BehaviorVersion::latest()).http_client(http_client).load().await;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [server, module, "calls"] => {
            let setup = Setup { config, server: (*server).to_owned() };
            if calls(module, &setup).await {
                println!("ok\tend\t");
            }
        }
        [server, module, "one", status, code, name] => {
            let setup = Setup { config, server: (*server).to_owned() };
            say(name, first_call(module, &setup).await.check(status, code));
            println!("ok\tend\t");
        }
        _ => {}
    }
}
