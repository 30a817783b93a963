//! The generated modules, one for each service, and the operations in them by name.

use crate::ours::{Operation, of};

macro_rules! include_service {
    ($name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
    };
}

include_service!("aws_json_1_0");
include_service!("aws_query");
include_service!("rest_json_1");
include_service!("rest_xml");
include_service!("rpc_v2_cbor");

macro_rules! operations {
    ($($service:ident: $($operation:literal $input:ident),+;)+) => {
        /// Returns the operation of a service.
        pub(crate) fn operation(service: &str, name: &str) -> Operation {
            match (service, name) {
                $($((stringify!($service), $operation) => of::<$service::$input>(),)+)+
                _ => panic!("`services.rs` does not list {service} {name}"),
            }
        }
    };
}

operations! {
    aws_json_1_0: "GetItem" GetItemInput, "Healthcheck" HealthcheckInput, "PutItem" PutItemInput;
    aws_query: "GetMetricData" GetMetricDataInput, "PutMetricData" PutMetricDataInput;
    rest_json_1: "CopyObject" CopyObjectInput, "GetObject" GetObjectInput, "PutObject" PutObjectInput;
    rest_xml: "CopyObject" CopyObjectInput, "GetObject" GetObjectInput, "PutObject" PutObjectInput;
    rpc_v2_cbor: "GetItem" GetItemInput, "PutItem" PutItemInput;
}
