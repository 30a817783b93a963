//! `--dry-run` and `--stdin` with a service of each protocol.

use crate::program::call_protocols;

fn dry_run(arguments: [&str; 3]) -> String {
    call_protocols(&[&arguments[..], &["--dry-run", "--region", "eu-west-1"]].concat()).succeeds()
}

/// Returns the printed body.
fn body(arguments: [&str; 3]) -> String {
    let out = dry_run(arguments);
    out.split_once("\n\n").unwrap().1.to_owned()
}

#[test]
fn json_and_xml_are_printed_as_they_are() {
    let input = r#"{"FunctionName": "f"}"#;
    assert_eq!(body(["lambda", "get-function-configuration", input]), "\n");
    for (arguments, expected) in [
        (
            ["dynamodb", "get-item", r#"{"TableName": "T", "Key": {"ü": {"B": "AAE="}}}"#],
            r#"{"TableName":"T","Key":{"ü":{"B":"AAE="}}}"#,
        ),
        (
            ["sqs", "send-message", r#"{"QueueUrl": "u", "MessageBody": "b"}"#],
            r#"{"QueueUrl":"u","MessageBody":"b"}"#,
        ),
        (["kms", "encrypt", r#"{"KeyId": "k", "Plaintext": "AAE="}"#], r#"{"KeyId":"k","Plaintext":"AAE="}"#),
        (
            [
                "route53",
                "change-resource-record-sets",
                r#"{"HostedZoneId": "Z", "ChangeBatch": {"Changes": []}}"#,
            ],
            "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch>\
             <Changes></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>",
        ),
    ] {
        assert_eq!(body(arguments), format!("{expected}\n"));
    }
}

#[test]
fn each_parameter_of_a_form_is_on_a_line() {
    let input = r#"{"RoleArn": "a&b", "RoleSessionName": "s", "PolicyArns": [{"arn": "c"}]}"#;
    let expected = "Action=AssumeRole\nVersion=2011-06-15\nRoleArn=a%26b\nRoleSessionName=s\nPolicyArns.member.1.arn=c\n";
    assert_eq!(body(["sts", "assume-role", input]), expected);
    let input = r#"{"Filters": [{"Name": "n", "Values": ["v"]}]}"#;
    let expected = "Action=DescribeRegions\nVersion=2016-11-15\nFilter.1.Name=n\nFilter.1.Value.1=v\n";
    assert_eq!(body(["ec2", "describe-regions", input]), expected);
}

#[test]
fn cbor_is_in_diagnostic_notation() {
    let input = r#"{"Namespace": "N", "MetricData": [{"MetricName": "m", "Timestamp": 1.5, "Value": 2}]}"#;
    let out = dry_run(["cloudwatch", "put-metric-data", input]);
    let path = "/service/GraniteServiceVersion20100801/operation/PutMetricData";
    let url = format!("POST https://monitoring.eu-west-1.amazonaws.com{path}\n");
    assert!(out.starts_with(&url) && out.contains("\nsmithy-protocol: rpc-v2-cbor\n"), "{out}");
    let expected =
        r#"{"Namespace": "N", "MetricData": [{"MetricName": "m", "Timestamp": 1(1.5), "Value": 2.0}]}"#;
    assert!(out.ends_with(&format!("\n\n{expected}\n")), "{out}");
}

#[test]
fn a_compressed_body_is_printed_as_its_length() {
    let data = vec![r#"{"MetricName": "m"}"#; 1000].join(",");
    let body =
        body(["cloudwatch", "put-metric-data", &format!(r#"{{"Namespace": "N", "MetricData": [{data}]}}"#)]);
    assert!(body.starts_with('(') && body.ends_with(" bytes that are not text)\n"), "{body}");
}
