//! The response of CloudWatch's `GetMetricData` with 2,500 points, read like an official client reads it.

use crate::measure::{Candidate, compare};
use aws_sdk_cloudwatch::operation::get_metric_data::{GetMetricData, GetMetricDataOutput};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use smithereen::protocol::RpcV2Cbor;
use smithereen::{
    Bytes, Endpoint, Operation, OperationSchema, RawResponse, Service, Timestamp, Validation, cbor,
};
use std::hint::black_box;

const RESULTS: usize = 5;
const POINTS: usize = 500;

#[derive(Clone, Default, PartialEq)]
struct Output {
    results: Option<Vec<MetricDataResult>>,
    next_token: Option<String>,
}

smithereen::structure!(Output = "GetMetricDataOutput" {
    0 results => Member::new("MetricDataResults"),
    1 next_token => Member::new("NextToken"),
});

#[derive(Clone, Default, PartialEq)]
struct MetricDataResult {
    id: Option<String>,
    label: Option<String>,
    timestamps: Option<Vec<Timestamp>>,
    values: Option<Vec<f64>>,
    status_code: Option<String>,
}

smithereen::structure!(MetricDataResult = "MetricDataResult" {
    0 id => Member::new("Id"),
    1 label => Member::new("Label"),
    2 timestamps => Member::new("Timestamps"),
    3 values => Member::new("Values"),
    4 status_code => Member::new("StatusCode"),
});

#[derive(Clone, Default, PartialEq)]
struct Input {}

smithereen::structure!(Input = "GetMetricDataInput" {});

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "GetMetricDataError" {});

static SERVICE: Service =
    Service::new("CloudWatch", &RpcV2Cbor::new("GraniteServiceVersion20100801").query_compatible(), |_| {
        Endpoint::new("https://monitoring.example.com")
    });

impl Operation for Input {
    type Output = Output;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&SERVICE, "GetMetricData", "POST", "/");
}

pub(crate) fn run() {
    compare(&format!("read GetMetricData, {} points", RESULTS * POINTS), candidates());
}

/// Returns both readers of one body, which agree.
pub(crate) fn candidates() -> Vec<Candidate<'static>> {
    let body: Bytes = cbor::to_body(&output()).expect("it can be written").into();
    let response = || http::Response::builder().header("smithy-protocol", "rpc-v2-cbor");
    let official = response().body(SdkBody::from(body.clone())).expect("it is valid");
    let official = HttpResponse::try_from(official).expect("it is valid");
    assert_eq!(official.status(), StatusCode::try_from(200).expect("it is valid"));
    let ours = response().body(body).expect("it is valid");
    let layer = GetMetricData::new().config().expect("it has a configuration");
    let config = ConfigBag::base();
    let read_ours = move || Input::parse_with(&RawResponse::from(&ours), Validation::Lenient);
    let read_official = move || {
        let deserializer = layer.load::<SharedResponseDeserializer>().expect("it has a deserializer");
        deserializer.deserialize_nonstreaming_with_config(&official, &config)
    };
    assert!(read_ours().expect("we read it") == output());
    let read = read_official().expect("aws-sdk-cloudwatch reads it").downcast::<GetMetricDataOutput>();
    let read = read.expect("it is this type");
    let points = |result: &aws_sdk_cloudwatch::types::MetricDataResult| result.values().len();
    assert_eq!(read.metric_data_results().iter().map(points).sum::<usize>(), RESULTS * POINTS);
    vec![
        Candidate::new("smithereen", move || drop(black_box(read_ours()))),
        Candidate::new("aws-sdk-cloudwatch", move || drop(black_box(read_official()))),
    ]
}

fn output() -> Output {
    let result = |index: usize| MetricDataResult {
        id: Some(format!("m{index}")),
        label: Some(format!("Latency of service {index}")),
        timestamps: Some((0..POINTS as i64).map(|at| Timestamp::new(1_700_000_000 + at * 60, 0)).collect()),
        values: Some((0..POINTS).map(|at| 12.5 + at as f64 / 7.0).collect()),
        status_code: Some("Complete".to_owned()),
    };
    Output { results: Some((0..RESULTS).map(result).collect()), next_token: None }
}
