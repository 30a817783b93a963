//! The programs of the page `docs/src/protocols.md`, and retries, against a server that verifies signatures.

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, RecordedRequest, Server};
use crate::support::{IOT, config};
use crate::{
    presigning, presigning_form, protocol_aws_json_1_0, protocol_aws_json_1_1, protocol_aws_query,
    protocol_cbor, protocol_ec2_query, protocol_query_compatible, protocol_rest_json, protocol_rest_xml,
};
use aws::lambda::Runtime;
use smithereen::Timestamp;
use smithereen::client::SdkConfig;
use smithereen::sign::{Credentials, Signer};

/// Starts a service with this signing name, and returns it with the configuration of its client.
fn service<const N: usize>(name: &'static str, responses: [CannedResponse; N]) -> (Server, SdkConfig) {
    let server = Server::responding(Account { service: name, ..IOT }, responses);
    let config = config().endpoint_url(server.url()).build();
    (server, config)
}

fn body(request: &RecordedRequest) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

#[tokio::test]
async fn rest_json_sends_labels_and_query_and_finds_the_modeled_error() {
    let responses = [
        CannedResponse::new(200, r#"{"Runtime": "nodejs22.x"}"#),
        CannedResponse::error(404, "ResourceNotFoundException", "{}"),
    ];
    let (server, config) = service("lambda", responses);
    let client = aws::lambda::Client::new(&config);
    let runtime = protocol_rest_json::runtime(&client, "f").await.unwrap();
    assert_eq!(runtime, Some(Runtime::from("nodejs22.x")));
    assert_eq!(protocol_rest_json::runtime(&client, "f").await.unwrap(), None);
    for request in server.requests() {
        assert_eq!(
            (request.fault.as_deref(), request.target.as_str()),
            (None, "/2015-03-31/functions/f/configuration?Qualifier=live")
        );
    }
}

#[tokio::test]
async fn aws_json_is_retried_by_the_code_in_the_body() {
    let throttled = CannedResponse::new(400, r#"{"__type": "com.amazonaws.dynamodb#ThrottlingException"}"#);
    let found = CannedResponse::new(200, r#"{"Item": {"email": {"S": "a@example.com"}}}"#);
    let (server, config) = service("dynamodb", [throttled, found]);
    let client = aws::dynamodb::Client::new(&config);
    let email = protocol_aws_json_1_0::email(&client, "u").await.unwrap();
    assert_eq!(email.as_deref(), Some("a@example.com"));
    let request = &server.attempts(2)[0];
    assert_eq!(request.header("x-amz-target"), Some("DynamoDB_20120810.GetItem"));
    assert_eq!(request.json()["Key"]["id"]["S"], "u");
}

#[tokio::test]
async fn a_query_compatible_service_sends_the_mode_header_and_finds_the_error() {
    let error = CannedResponse::new(400, r#"{"__type": "com.amazonaws.sqs#QueueDoesNotExist"}"#)
        .header("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender");
    let (server, config) = service("sqs", [error, CannedResponse::new(200, r#"{"MessageId": "m"}"#)]);
    let client = aws::sqs::Client::new(&config);
    assert_eq!(protocol_query_compatible::send(&client, "https://q.example/1/q").await.unwrap(), None);
    let id = protocol_query_compatible::send(&client, "https://q.example/1/q").await.unwrap();
    assert_eq!(id.as_deref(), Some("m"));
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.header("x-amzn-query-mode") == Some("true")));
}

#[tokio::test]
async fn aws_json_1_1_sends_blobs_in_base64() {
    let (server, config) = service("kms", [CannedResponse::new(200, r#"{"CiphertextBlob": "AQI="}"#)]);
    let client = aws::kms::Client::new(&config);
    assert_eq!(&protocol_aws_json_1_1::encrypt(&client, "secret").await.unwrap()[..], [1, 2]);
    let request = server.only();
    assert_eq!(request.header("content-type"), Some("application/x-amz-json-1.1"));
    assert_eq!(
        body(&request),
        r#"{"KeyId":"alias/passwords","Plaintext":"c2VjcmV0","EncryptionContext":{"purpose":"login"}}"#
    );
}

const CREDENTIALS: &str = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AK</AccessKeyId>\
    <SecretAccessKey>SK</SecretAccessKey><SessionToken>ST</SessionToken><Expiration>2026-01-01T00:00:00Z</Expiration>\
    </Credentials></AssumeRoleResult></AssumeRoleResponse>";

#[tokio::test]
async fn aws_query_is_retried_by_the_code_in_the_xml() {
    let throttled = "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>slow</Message></Error>\
        <RequestId>r</RequestId></ErrorResponse>";
    let (server, config) =
        service("sts", [CannedResponse::new(400, throttled), CannedResponse::new(200, CREDENTIALS)]);
    let client = aws::sts::Client::new(&config);
    let credentials = protocol_aws_query::read_only(&client, "arn:aws:iam::1:role/r").await.unwrap();
    assert_eq!(credentials.access_key_id, "AK");
    let request = &server.attempts(2)[1];
    assert!(body(request).starts_with("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws"));
    assert!(body(request).contains("&PolicyArns.member.1.arn=arn%3Aaws"));
}

#[tokio::test]
async fn an_error_of_aws_query_that_is_not_transient_is_not_retried() {
    let error =
        "<ErrorResponse><Error><Code>PackedPolicyTooLarge</Code><Message>m</Message></Error></ErrorResponse>";
    let (server, config) = service("sts", [CannedResponse::new(400, error)]);
    let result = protocol_aws_query::read_only(&aws::sts::Client::new(&config), "arn").await;
    assert_eq!(result.unwrap_err().to_string(), "PackedPolicyTooLarge: m (status 400)");
    server.only();
}

#[tokio::test]
async fn ec2_query_is_retried_by_the_code_in_the_xml() {
    let throttled = "<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>";
    let regions = "<DescribeRegionsResponse><regionInfo><item><regionName>af-south-1</regionName></item></regionInfo>\
        </DescribeRegionsResponse>";
    let (server, config) =
        service("ec2", [CannedResponse::new(503, throttled), CannedResponse::new(200, regions)]);
    let regions = protocol_ec2_query::disabled_regions(&aws::ec2::Client::new(&config)).await.unwrap();
    assert_eq!(regions, ["af-south-1"]);
    let expected = "Action=DescribeRegions&Version=2016-11-15&AllRegions=true&Filter.1.Name=opt-in-status\
        &Filter.1.Value.1=not-opted-in";
    assert_eq!(body(&server.attempts(2)[0]), expected);
}

#[tokio::test]
async fn rest_xml_is_retried_by_the_code_in_the_xml() {
    let throttled = "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    let changed = "<ChangeResourceRecordSetsResponse><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status>\
        <SubmittedAt>2026-01-01T00:00:00.5Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>";
    let (server, config) =
        service("route53", [CannedResponse::new(400, throttled), CannedResponse::new(200, changed)]);
    let client = aws::route53::Client::new(&config);
    let id = protocol_rest_xml::set_address(&client, "Z1", "a.example.com", "192.0.2.1").await.unwrap();
    assert_eq!(id, "/change/C1");
    let request = &server.attempts(2)[0];
    assert_eq!(request.target, "/2013-04-01/hostedzone/Z1/rrset/");
    assert!(body(request).contains("<ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>"));
}

#[tokio::test]
async fn cbor_is_retried_by_the_code_in_the_body() {
    let throttled = CannedResponse::new(400, &b"\xa1\x66__type\x6aThrottling"[..]);
    let (server, config) = service(
        "monitoring",
        [throttled, CannedResponse::new(200, &b"\xa0"[..]).header("smithy-protocol", "rpc-v2-cbor")],
    );
    let client = aws::cloudwatch::Client::new(&config);
    protocol_cbor::count(&client, 3, Timestamp::from_epoch(1.0).unwrap()).await.unwrap();
    let request = &server.attempts(2)[0];
    assert_eq!(request.target, "/service/GraniteServiceVersion20100801/operation/PutMetricData");
    let expected = r#"{"Namespace": "Shop", "MetricData": [{"MetricName": "Requests", "Timestamp": 1(1.0), "Value": 3.0, "Unit": "Count"}]}"#;
    assert_eq!(smithereen::cbor::diagnostic(&request.body).as_deref(), Some(expected));
}

#[tokio::test]
async fn links_are_presigned() {
    let (server, config) = service("polly", []);
    let link = presigning::speech(&aws::polly::Client::new(&config), "Good morning").await.unwrap();
    let expected = format!(
        "{}/v1/speech?OutputFormat=mp3&Text=Good%20morning&VoiceId=Joanna&X-Amz-Algorithm=",
        server.url()
    );
    assert!(link.starts_with(&expected) && link.contains("&X-Amz-SignedHeaders=host&"), "{link}");
    assert!(server.requests().is_empty());
    let signer = Signer::new(Credentials::new("id", "secret"));
    let link = presigning_form::identity(&signer, "eu-west-1").unwrap();
    let expected =
        "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=";
    assert!(link.starts_with(expected) && link.contains("&X-Amz-Expires=60&"), "{link}");
}
