//! Errors of rules, typed and by code, in the form of each protocol.

use all_protocols::{cloudwatch, dynamodb, ec2, kms, lambda, route53, s3, sqs, sts};
use smithereen::client::{Fake, Reply};
use smithereen::{Error, StatusCode, Timestamp};
use std::collections::BTreeMap;

const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;

/// Returns the body of the response that the error is from.
fn body<E>(error: &Error<E>) -> &str {
    std::str::from_utf8(error.raw_response().unwrap().body()).unwrap()
}

fn modeled<E>(error: Error<E>) -> E {
    match error {
        Error::Service(error) => error.into_error(),
        _ => panic!("an error of the service"),
    }
}

#[tokio::test]
async fn rest_json_errors_have_their_name_in_a_header() {
    let fake = Fake::default();
    let not_found =
        lambda::ResourceNotFoundException { message: Some("no \"f\"".to_owned()), ..Default::default() };
    let expected = lambda::GetFunctionConfigurationError::ResourceNotFoundException(not_found);
    fake.on::<lambda::GetFunctionConfigurationInput>().fails(NOT_FOUND, expected.clone());
    let client = lambda::Client::new(&fake.config());
    let error = client
        .get_function_configuration(&lambda::GetFunctionConfigurationInput::new("f"))
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("ResourceNotFoundException"), Some("no \"f\"")));
    assert_eq!(error.status(), Some(NOT_FOUND));
    assert_eq!(error.raw_response().unwrap().headers()["x-amzn-errortype"], "ResourceNotFoundException");
    assert!(modeled(error) == expected);
}

#[tokio::test]
async fn aws_json_errors_have_their_code_and_message_in_the_body() {
    let fake = Fake::default();
    let reply = Reply::error_code::<dynamodb::GetItemInput>(
        StatusCode::BAD_REQUEST,
        "ResourceNotFoundException",
        "no",
    );
    fake.on::<dynamodb::GetItemInput>().replies(reply);
    let client = dynamodb::Client::new(&fake.config());
    let error = client.get_item(&dynamodb::GetItemInput::new(BTreeMap::new(), "t")).await.unwrap_err();
    assert_eq!(body(&error), r#"{"__type":"ResourceNotFoundException","message":"no"}"#);
    assert!(matches!(
        modeled(error),
        dynamodb::GetItemError::ResourceNotFoundException(error) if error.message.as_deref() == Some("no")
    ));
}

#[tokio::test]
async fn aws_json_errors_without_members_have_only_their_name() {
    let fake = Fake::default();
    let expected = kms::EncryptError::NotFoundException(kms::NotFoundException::default());
    fake.on::<kms::EncryptInput>().fails(NOT_FOUND, expected);
    let client = kms::Client::new(&fake.config());
    let error = client.encrypt(&kms::EncryptInput::new("k", "text")).await.unwrap_err();
    assert_eq!(body(&error), r#"{"__type":"NotFoundException"}"#);
}

#[tokio::test]
async fn an_unknown_variant_is_its_code() {
    let fake = Fake::default();
    fake.on::<sqs::SendMessageInput>()
        .fails(StatusCode::FORBIDDEN, sqs::SendMessageError::Unknown("Denied".to_owned()));
    let client = sqs::Client::new(&fake.config());
    let input = sqs::SendMessageInput::new("text", "https://sqs.us-east-1.amazonaws.com/1/q");
    let error = client.send_message(&input).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("Denied"), Some("")));
    assert!(matches!(modeled(error), sqs::SendMessageError::Unknown(code) if code == "Denied"));
}

#[tokio::test]
async fn aws_query_has_the_code_of_its_trait() {
    let fake = Fake::default();
    let malformed = sts::MalformedPolicyDocumentException { message: Some("<no>".to_owned()) };
    let expected = sts::AssumeRoleError::MalformedPolicyDocumentException(malformed);
    fake.on::<sts::AssumeRoleInput>().fails(StatusCode::BAD_REQUEST, expected.clone());
    let client = sts::Client::new(&fake.config());
    let error =
        client.assume_role(&sts::AssumeRoleInput::new("arn:aws:iam::1:role/r", "s")).await.unwrap_err();
    assert_eq!(
        body(&error),
        "<ErrorResponse><Error><Code>MalformedPolicyDocument</Code><message>&lt;no&gt;</message></Error></ErrorResponse>"
    );
    assert!(modeled(error) == expected);
}

#[tokio::test]
async fn ec2_query_errors_are_escaped_xml_in_the_wrapper_of_ec2() {
    let fake = Fake::default();
    let reply =
        Reply::error_code::<ec2::DescribeRegionsInput>(StatusCode::BAD_REQUEST, "AuthFailure", "a & b");
    fake.on::<ec2::DescribeRegionsInput>().replies(reply);
    let error = ec2::Client::new(&fake.config())
        .describe_regions(&ec2::DescribeRegionsInput::default())
        .await
        .unwrap_err();
    assert_eq!(
        body(&error),
        "<Response><Errors><Error><Code>AuthFailure</Code><Message>a &amp; b</Message></Error></Errors></Response>"
    );
    assert_eq!((error.code(), error.message()), (Some("AuthFailure"), Some("a & b")));
}

#[tokio::test]
async fn rest_xml_with_and_without_the_wrapper() {
    let fake = Fake::default();
    let invalid = route53::InvalidChangeBatch { messages: Some(vec!["a".into(), "b".into()]), message: None };
    let expected = route53::ChangeResourceRecordSetsError::InvalidChangeBatch(invalid);
    fake.on::<route53::ChangeResourceRecordSetsInput>().fails(StatusCode::BAD_REQUEST, expected.clone());
    let input = route53::ChangeResourceRecordSetsInput::new(route53::ChangeBatch::new([]), "Z1");
    let error = route53::Client::new(&fake.config()).change_resource_record_sets(&input).await.unwrap_err();
    assert!(body(&error).starts_with("<ErrorResponse><Error><Code>InvalidChangeBatch</Code><messages>"));
    assert!(modeled(error) == expected);

    let reply =
        Reply::error_code::<s3::GetObjectInput>(NOT_FOUND, "NoSuchKey", "none").without_error_wrapper();
    fake.on::<s3::GetObjectInput>().replies(reply);
    let error =
        s3::Client::new(&fake.config()).get_object(&s3::GetObjectInput::new("b", "k")).await.unwrap_err();
    assert_eq!(body(&error), "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
    assert!(error.is_not_found());
}

#[tokio::test]
async fn an_error_with_a_status_of_success() {
    let fake = Fake::default();
    let reply =
        Reply::error_code::<s3::CompleteMultipartUploadInput>(StatusCode::OK, "InternalError", "later");
    fake.on::<s3::CompleteMultipartUploadInput>().replies(reply);
    let input = s3::CompleteMultipartUploadInput::new("b", "k", "u");
    let error = s3::Client::new(&fake.config()).complete_multipart_upload(&input).await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Some("InternalError"), Some(StatusCode::OK)));
}

#[tokio::test]
async fn rpc_v2_cbor_with_the_code_of_aws_query() {
    let fake = Fake::default();
    let missing = cloudwatch::MissingRequiredParameterException { message: Some("é".to_owned()) };
    let expected = cloudwatch::GetMetricStatisticsError::MissingRequiredParameterException(missing);
    fake.on::<cloudwatch::GetMetricStatisticsInput>().fails(StatusCode::BAD_REQUEST, expected.clone());
    let client = cloudwatch::Client::new(&fake.config());
    let at = Timestamp::new(0, 0);
    let input = cloudwatch::GetMetricStatisticsInput::new(at, "m", "n", 60, at);
    let error = client.get_metric_statistics(&input).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("MissingParameter"), Some("é")));
    let shown = smithereen::cbor::diagnostic(error.raw_response().unwrap().body()).unwrap();
    assert_eq!(shown, r#"{"__type": "MissingRequiredParameterException", "message": "é"}"#);
    assert!(modeled(error) == expected);
}
