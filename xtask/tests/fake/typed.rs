//! Typed outputs and inputs: an output that a rule returns is the output of the call, and the input of a rule is that of the call.

use all_protocols::dynamodb::{AttributeValue, GetItemInput, GetItemOutput};
use all_protocols::lambda::{
    EnvironmentResponse, GetFunctionConfigurationInput, GetFunctionConfigurationOutput,
};
use all_protocols::route53::{ListResourceRecordSetsInput, ListResourceRecordSetsOutput, ResourceRecordSet};
use all_protocols::{cloudwatch, dynamodb, ec2, lambda, route53, s3, sts};
use smithereen::client::{Fake, Reply};
use smithereen::{Body, StatusCode, Timestamp};
use std::collections::BTreeMap;

fn map<const N: usize>(entries: [(&str, &str); N]) -> BTreeMap<String, String> {
    entries.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

#[tokio::test]
async fn rest_json_inputs_are_parsed_from_labels_and_query() {
    let fake = Fake::default();
    let variables = map([("HOME", "/root"), ("é", "\"\\")]);
    let output = GetFunctionConfigurationOutput {
        function_name: Some("a/b c+é".to_owned()),
        code_size: Some(i64::MAX),
        environment: Some(EnvironmentResponse { variables: Some(variables), error: None }),
        ..GetFunctionConfigurationOutput::default()
    };
    let input = GetFunctionConfigurationInput::new("a/b c+é").qualifier("$LATEST &=");
    let expected = input.clone();
    fake.on::<GetFunctionConfigurationInput>().when(move |input| *input == expected).returns(output.clone());
    let client = lambda::Client::new(&fake.config());
    assert!(client.get_function_configuration(&input).await.unwrap() == output);
    assert!(fake.inputs::<GetFunctionConfigurationInput>().unwrap() == [input]);
    fake.verify().unwrap();
}

#[tokio::test]
async fn aws_json_inputs_can_be_matched_and_outputs_returned() {
    let fake = Fake::default();
    let item =
        [("id", AttributeValue::S("u".into())), ("n", AttributeValue::L(vec![AttributeValue::Null(true)]))];
    let item: BTreeMap<_, _> = item.map(|(key, value)| (key.to_owned(), value)).into();
    let output = GetItemOutput { item: Some(item.clone()), ..GetItemOutput::default() };
    fake.on::<GetItemInput>().when(|input| input.table_name == "users").returns(output.clone());
    let client = dynamodb::Client::new(&fake.config());
    let input = GetItemInput::new(item, "users").consistent_read(true);
    assert!(client.get_item(&input).await.unwrap() == output);
    assert!(fake.inputs::<GetItemInput>().unwrap() == [input]);
    let error = client.get_item(&GetItemInput::new(BTreeMap::new(), "others")).await.unwrap_err();
    assert!(error.to_string().contains("a condition is not met"), "{error}");
}

#[tokio::test]
async fn aws_query_inputs_are_parsed_from_forms() {
    let fake = Fake::default();
    let credentials = sts::Credentials::new("AKID", Timestamp::new(1_767_225_600, 0), "secret", "<token>");
    let output = sts::AssumeRoleOutput { credentials: Some(credentials), ..sts::AssumeRoleOutput::default() };
    fake.on::<sts::AssumeRoleInput>().returns(output.clone());
    let tags = [sts::Tag::new("k 1", "v&1"), sts::Tag::new("k+2", "é")];
    let input = sts::AssumeRoleInput::new("arn:aws:iam::1:role/r", "s")
        .duration_seconds(900)
        .tags(tags)
        .transitive_tag_keys(Vec::new());
    let client = sts::Client::new(&fake.config());
    assert!(client.assume_role(&input).await.unwrap() == output);
    assert!(fake.inputs::<sts::AssumeRoleInput>().unwrap() == [input]);
    assert!(fake.requests()[0].body().starts_with(b"Action=AssumeRole&Version="));
}

#[tokio::test]
async fn ec2_query_inputs_are_parsed_from_forms() {
    let fake = Fake::default();
    let regions = ["eu-west-1", "us-east-1"]
        .map(|name| ec2::Region { region_name: Some(name.to_owned()), ..ec2::Region::default() });
    let output = ec2::DescribeRegionsOutput { regions: Some(regions.into()) };
    fake.on::<ec2::DescribeRegionsInput>().returns(output.clone());
    let filter = ec2::Filter::default().name("endpoint").values(["a".to_owned(), "b".to_owned()]);
    let input = ec2::DescribeRegionsInput::default()
        .region_names(["eu-west-1".to_owned()])
        .filters([filter])
        .dry_run(true);
    let client = ec2::Client::new(&fake.config());
    assert!(client.describe_regions(&input).await.unwrap() == output);
    assert!(fake.inputs::<ec2::DescribeRegionsInput>().unwrap() == [input]);
}

#[tokio::test]
async fn rest_xml_inputs_are_parsed_from_labels_query_and_body() {
    let fake = Fake::default();
    let record = route53::ResourceRecord::new("10.0.0.1 <&>");
    let set = ResourceRecordSet {
        ttl: Some(300),
        resource_records: Some(vec![record]),
        ..ResourceRecordSet::new("example.com", route53::RRType::A)
    };
    let output = ListResourceRecordSetsOutput {
        resource_record_sets: vec![set.clone()],
        is_truncated: false,
        next_record_name: None,
        next_record_type: None,
        next_record_identifier: None,
        max_items: "10".to_owned(),
    };
    fake.on::<ListResourceRecordSetsInput>().returns(output.clone());
    let client = route53::Client::new(&fake.config());
    let input = ListResourceRecordSetsInput::new("/hostedzone/Z1").max_items("10");
    assert!(client.list_resource_record_sets(&input).await.unwrap() == output);
    // The identifier is sent without what is before its last slash.
    let sent = ListResourceRecordSetsInput::new("Z1").max_items("10");
    assert!(fake.inputs::<ListResourceRecordSetsInput>().unwrap() == [sent]);

    let change = route53::Change::new(route53::ChangeAction::Upsert, set);
    let batch = route53::ChangeBatch::new([change]).comment("é");
    let input = route53::ChangeResourceRecordSetsInput::new(batch, "Z1");
    fake.on::<route53::ChangeResourceRecordSetsInput>().replies(Reply::disconnect());
    client.change_resource_record_sets(&input).await.unwrap_err();
    let inputs = fake.inputs::<route53::ChangeResourceRecordSetsInput>().unwrap();
    assert!(inputs.len() == 3 && inputs.iter().all(|sent| *sent == input));
}

#[tokio::test]
async fn cbor_inputs_and_outputs_keep_timestamps_and_infinity() {
    let fake = Fake::default();
    let point = cloudwatch::Datapoint {
        timestamp: Some(Timestamp::new(1_767_225_600, 500_000_000)),
        average: Some(0.1),
        extended_statistics: Some([("p99".to_owned(), f64::INFINITY)].into()),
        ..cloudwatch::Datapoint::default()
    };
    let output =
        cloudwatch::GetMetricStatisticsOutput { label: Some("l".to_owned()), datapoints: Some(vec![point]) };
    fake.on::<cloudwatch::GetMetricStatisticsInput>().returns(output.clone());
    let client = cloudwatch::Client::new(&fake.config());
    let (start, end) = (Timestamp::new(0, 0), Timestamp::new(60, 0));
    let input = cloudwatch::GetMetricStatisticsInput::new(end, "m", "n", 60, start);
    assert!(client.get_metric_statistics(&input).await.unwrap() == output);
    assert!(fake.inputs::<cloudwatch::GetMetricStatisticsInput>().unwrap() == [input]);
}

#[tokio::test]
async fn a_compressed_body_is_an_input() {
    let fake = Fake::default();
    let datum = |number: u32| cloudwatch::MetricDatum::new(format!("metric {number}"));
    let input =
        cloudwatch::PutMetricDataInput::new("n").metric_data((0..2000).map(datum).collect::<Vec<_>>());
    fake.on::<cloudwatch::PutMetricDataInput>().returns(());
    cloudwatch::Client::new(&fake.config()).put_metric_data(&input).await.unwrap();
    assert_eq!(fake.requests()[0].headers()["content-encoding"], "gzip");
    assert!(fake.inputs::<cloudwatch::PutMetricDataInput>().unwrap() == [input]);
}

#[tokio::test]
async fn objects_are_blobs_with_headers_and_streams() {
    let fake = Fake::default();
    let output = s3::GetObjectOutput {
        body: Body::from("content"),
        content_type: Some("text/plain".to_owned()),
        metadata: Some(map([("owner", "me")])),
        ..s3::GetObjectOutput::default()
    };
    fake.on::<s3::GetObjectInput>().when(|input| input.key == "a//b c").returns(output);
    let client = s3::Client::new(&fake.config());
    let received = client.get_object(&s3::GetObjectInput::new("bucket", "a//b c")).await.unwrap();
    assert_eq!(received.content_type.as_deref(), Some("text/plain"));
    assert_eq!(received.metadata.unwrap()["owner"], "me");
    assert_eq!(received.body.collect().await.unwrap(), "content");

    fake.on::<s3::PutObjectInput>().returns(s3::PutObjectOutput::default());
    let chunks = std::iter::repeat_n([b'x'; 50_000], 3).flatten().collect::<Vec<_>>();
    let stream = Body::from_reader(std::io::Cursor::new(chunks)).with_length(150_000);
    let input = s3::PutObjectInput::new("bucket", "k").body(stream);
    client.put_object(&input).await.unwrap();
    let inputs = fake.inputs::<s3::PutObjectInput>().unwrap();
    assert_eq!(fake.requests()[1].headers()["content-encoding"], "aws-chunked");
    assert_eq!(inputs[0].body.as_bytes().unwrap().len(), 150_000);
    assert_eq!((inputs[0].key.as_str(), inputs[0].bucket.as_str()), ("k", ""), "the bucket is in the host");
}

#[tokio::test]
async fn a_reply_can_depend_on_the_input() {
    let fake = Fake::default();
    fake.on::<GetFunctionConfigurationInput>().replies_with(|input| {
        Reply::output::<GetFunctionConfigurationInput>(&GetFunctionConfigurationOutput {
            description: Some(format!("of {}", input.function_name)),
            ..GetFunctionConfigurationOutput::default()
        })
    });
    let client = lambda::Client::new(&fake.config());
    for name in ["f", "g"] {
        let output =
            client.get_function_configuration(&GetFunctionConfigurationInput::new(name)).await.unwrap();
        assert_eq!(output.description, Some(format!("of {name}")));
    }
}

#[tokio::test]
async fn an_output_that_cannot_be_written_is_an_error_of_the_call() {
    let fake = Fake::default();
    let stream = Body::from_reader(std::io::empty());
    fake.on::<s3::GetObjectInput>()
        .returns(s3::GetObjectOutput { body: stream, ..s3::GetObjectOutput::default() });
    let client = s3::Client::new(&fake.config());
    let error = client.get_object(&s3::GetObjectInput::new("bucket", "k")).await.unwrap_err();
    assert!(
        error.to_string().contains("the response of `GetObject` cannot be built: the body is a stream"),
        "{error}"
    );
    assert_eq!(fake.requests().len(), 1, "there is no retry");

    fake.on::<lambda::InvokeWithResponseStreamInput>()
        .replies(Reply::new(StatusCode::OK, "").header("a\n", ""));
    let client = lambda::Client::new(&fake.config());
    let error = client
        .invoke_with_response_stream(&lambda::InvokeWithResponseStreamInput::new("f"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("header"), "{error}");
}
