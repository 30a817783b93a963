//! `rpcv2Cbor`.

use crate::messages::{head, output, request, response, service_error};
use aws::cloudwatch::{
    Dimension, GetMetricStatisticsInput, MetricDatum, PutMetricDataError, PutMetricDataInput,
};
use smithereen::Timestamp;
use smithereen::cbor::diagnostic;

#[test]
fn cbor_has_the_operation_in_the_path() {
    let datum = MetricDatum::new("Requests")
        .dimensions([Dimension::new("Shop", "1")])
        .timestamp(Timestamp::from_epoch(1.5).unwrap())
        .value(2.0)
        .storage_resolution(60);
    let request = request(&PutMetricDataInput::new("Shop").metric_data([datum]));
    let expected = "POST https://monitoring.eu-west-1.amazonaws.com/service/GraniteServiceVersion20100801/operation/PutMetricData\n\
        smithy-protocol: rpc-v2-cbor\n\
        accept: application/cbor\n\
        content-type: application/cbor\n\
        x-amzn-query-mode: true\n";
    assert_eq!(head(&request), expected);
    let body = r#"{"Namespace": "Shop", "MetricData": [{"MetricName": "Requests", "Dimensions": [{"Name": "Shop", "Value": "1"}], "Timestamp": 1(1.5), "Value": 2.0, "StorageResolution": 60}]}"#;
    assert_eq!(diagnostic(request.body()).as_deref(), Some(body));
}

#[test]
fn floats_and_integers_of_any_width_are_parsed() {
    // Datapoints: a map of indefinite length, a half, a single, an integer, and a timestamp that is an integer.
    let body = b"\xa3\x65Label\x61m\x6aDatapoints\x83\
        \xbf\x69Timestamp\xc1\x1a\x00\x01\x51\x80\x63Sum\xf9\x3e\x00\xff\
        \xa2\x63Sum\xfa\x3f\xc0\x00\x00\x67Minimum\xf7\
        \xa1\x63Sum\x02\x63New\xd9\x01\x00\x80";
    let output = output::<GetMetricStatisticsInput>(&[("smithy-protocol", "rpc-v2-cbor")], &body[..]);
    assert_eq!(output.label.as_deref(), Some("m"));
    let datapoints = output.datapoints.unwrap();
    assert_eq!(
        datapoints.iter().map(|point| point.sum).collect::<Vec<_>>(),
        [Some(1.5), Some(1.5), Some(2.0)]
    );
    assert_eq!(datapoints[0].timestamp, Timestamp::from_epoch(86_400.0));
    assert_eq!(datapoints[1].minimum, None);
}

#[test]
fn errors_of_cbor_have_their_code_in_the_body_and_that_of_aws_query_in_a_header() {
    let body =
        b"\xa2\x66__type\x78\x37com.amazonaws.cloudwatch#InvalidParameterValueException\x67message\x62no";
    let headers =
        [("smithy-protocol", "rpc-v2-cbor"), ("x-amzn-query-error", "InvalidParameterValue;Sender")];
    let error = service_error::<PutMetricDataInput>(response(400, &headers, &body[..]));
    assert_eq!((error.code(), error.message()), (Some("InvalidParameterValue"), Some("no")));
    let PutMetricDataError::InvalidParameterValueException(_) = error.error() else { panic!() };
    let error = service_error::<PutMetricDataInput>(response(400, &headers[..1], &body[..]));
    assert_eq!(error.code(), Some("InvalidParameterValueException"));
}

#[test]
fn large_bodies_are_compressed() {
    let data = vec![MetricDatum::new("Requests").value(1.0); 1000];
    let request = request(&PutMetricDataInput::new("Shop").metric_data(data));
    assert_eq!(request.headers()["content-encoding"], "gzip");
    assert!(request.body().starts_with(b"\x1f\x8b") && request.body().len() < 10_240);
}
