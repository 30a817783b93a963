//! `restJson1`, `awsJson1_0` and `awsJson1_1`.

use crate::messages::{output, response, service_error, text};
use aws::dynamodb::{AttributeValue, GetItemError, GetItemInput};
use aws::kms::{EncryptError, EncryptInput};
use aws::lambda::{GetFunctionConfigurationError, GetFunctionConfigurationInput, Runtime};
use aws::sqs::{SendMessageError, SendMessageInput};

#[test]
fn rest_json_has_the_operation_in_the_method_and_the_path() {
    let input = GetFunctionConfigurationInput::new("a b").qualifier("live");
    let expected = "GET https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/a%20b/configuration?Qualifier=live\n\n";
    assert_eq!(text(&input), expected);
    let output = output::<GetFunctionConfigurationInput>(
        &[],
        r#"{"FunctionName": "a b", "Runtime": "rust1", "Layers": [null, {"Arn": "x"}], "NewMember": {"a": [1]}}"#,
    );
    assert_eq!(output.function_name.as_deref(), Some("a b"));
    assert_eq!(output.runtime, Some(Runtime::from("rust1")));
    let layers = output.layers.unwrap();
    assert_eq!(layers.iter().map(|layer| layer.arn.as_deref()).collect::<Vec<_>>(), [Some("x")]);
}

#[test]
fn the_header_precedes_the_body_in_rest_json() {
    let error = service_error::<GetFunctionConfigurationInput>(response(
        404,
        &[("x-amzn-errortype", "ResourceNotFoundException:http://example.com/")],
        r#"{"__type": "Another", "code": "One", "Message": "no such function", "Type": "User"}"#,
    ));
    assert_eq!(
        (error.code(), error.message()),
        (Some("ResourceNotFoundException"), Some("no such function"))
    );
    let GetFunctionConfigurationError::ResourceNotFoundException(error) = error.error() else { panic!() };
    assert_eq!(error.r#type.as_deref(), Some("User"));
}

#[test]
fn aws_json_has_the_operation_in_a_header() {
    let key = [
        ("b".to_owned(), AttributeValue::B(b"\x00\x01"[..].into())),
        ("m".to_owned(), AttributeValue::M([("k".to_owned(), AttributeValue::Bool(true))].into())),
        ("s".to_owned(), AttributeValue::S("ü".to_owned())),
    ];
    let expected = concat!(
        "POST https://dynamodb.eu-west-1.amazonaws.com/\n",
        "content-type: application/x-amz-json-1.0\n",
        "x-amz-target: DynamoDB_20120810.GetItem\n\n",
        r#"{"TableName":"T","Key":{"b":{"B":"AAE="},"m":{"M":{"k":{"BOOL":true}}},"s":{"S":"ü"}}}"#
    );
    assert_eq!(text(&GetItemInput::new(key, "T")), expected);
    let output = output::<GetItemInput>(
        &[("x-amzn-requestid", "r")],
        r#"{"Item": {"a": {"L": [{"N": "1.5"}, {"NULL": true}, null]}, "b": null}, "ConsumedCapacity": {"CapacityUnits": 1}}"#,
    );
    let list = AttributeValue::L(vec![AttributeValue::N("1.5".to_owned()), AttributeValue::Null(true)]);
    assert_eq!(output.item.unwrap(), [("a".to_owned(), list)].into());
    assert_eq!(output.consumed_capacity.unwrap().capacity_units, Some(1.0));
}

#[test]
fn errors_of_aws_json_have_their_code_in_the_body() {
    let body = r#"{"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "Message": "slow",
        "throttlingReasons": [{"reason": "KeyRange"}]}"#;
    let headers = [("x-amzn-errortype", "Another"), ("x-amzn-requestid", "r-1")];
    let error = service_error::<GetItemInput>(response(400, &headers, body));
    assert_eq!((error.code(), error.message()), (Some("ThrottlingException"), Some("slow")));
    assert_eq!(error.request_id(), Some("r-1"));
    let GetItemError::ThrottlingException(error) = error.error() else { panic!() };
    assert_eq!(error.message.as_deref(), Some("slow"));
    assert_eq!(error.throttling_reasons.as_ref().unwrap()[0].reason.as_deref(), Some("KeyRange"));
    // A proxy's page: the header is what remains.
    let headers = [("x-amzn-errortype", "RequestLimitExceeded")];
    let error = service_error::<GetItemInput>(response(503, &headers, "<html>"));
    assert!(matches!(error.error(), GetItemError::RequestLimitExceeded(_)));
}

#[test]
fn a_query_compatible_service_is_asked_for_the_codes_of_aws_query() {
    let expected = concat!(
        "POST https://sqs.eu-west-1.amazonaws.com/\n",
        "content-type: application/x-amz-json-1.0\n",
        "x-amz-target: AmazonSQS.SendMessage\n",
        "x-amzn-query-mode: true\n\n",
        r#"{"QueueUrl":"https://sqs.eu-west-1.amazonaws.com/1/q","MessageBody":"hello"}"#
    );
    let input = SendMessageInput::new("hello", "https://sqs.eu-west-1.amazonaws.com/1/q");
    assert_eq!(text(&input), expected);
    assert_eq!(output::<SendMessageInput>(&[], r#"{"MessageId": "m"}"#).message_id.as_deref(), Some("m"));
}

#[test]
fn the_name_of_the_shape_or_the_code_of_aws_query_identifies_an_error() {
    const CODE: &str = "AWS.SimpleQueueService.NonExistentQueue";
    let shape = r#"{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "none"}"#;
    for (header, code) in [
        ("AWS.SimpleQueueService.NonExistentQueue;Sender", CODE),
        ("AWS.SimpleQueueService.NonExistentQueue;Sender;Third", "QueueDoesNotExist"),
        (";Sender", "QueueDoesNotExist"),
    ] {
        let response = response(400, &[("x-amzn-query-error", header)], shape);
        let error = service_error::<SendMessageInput>(response);
        assert_eq!((error.code(), error.message()), (Some(code), Some("none")), "{header}");
        assert!(matches!(error.error(), SendMessageError::QueueDoesNotExist(_)), "{header}");
    }
}

#[test]
fn blobs_are_in_base64_in_json() {
    let expected = concat!(
        "POST https://kms.eu-west-1.amazonaws.com/\n",
        "content-type: application/x-amz-json-1.1\n",
        "x-amz-target: TrentService.Encrypt\n\n",
        r#"{"KeyId":"alias/k","Plaintext":"AP8="}"#
    );
    assert_eq!(text(&EncryptInput::new("alias/k", &b"\x00\xff"[..])), expected);
    let output = output::<EncryptInput>(
        &[],
        r#"{"CiphertextBlob": "AQI=", "KeyId": "k", "EncryptionAlgorithm": null}"#,
    );
    assert_eq!(output.ciphertext_blob.as_deref(), Some(&[1, 2][..]));
    assert_eq!(output.encryption_algorithm, None);
    let error = service_error::<EncryptInput>(response(
        400,
        &[],
        r#"{"__type": "DisabledException", "message": "off"}"#,
    ));
    let EncryptError::DisabledException(error) = error.error() else { panic!() };
    assert_eq!(error.message.as_deref(), Some("off"));
}
