//! Changes of a message under each protocol, and changes of the protocol.

use super::support::protocol_fixture;
use super::{lines, whole};
use smithereen_codegen::ServiceSources;
use smithereen_codegen::diff::{Options, Selection, compare};

/// Returns the fixture with a protocol of its own, with a part replaced wherever it occurs.
#[track_caller]
fn replaced(service: &ServiceSources, (from, to): (&str, &str)) -> ServiceSources {
    let mut new = service.clone();
    assert!(new.model.text.contains(from), "{from}");
    new.model.text = new.model.text.replace(from, to);
    new
}

/// Compares two models under the protocol of this name, or under the preferred one.
fn compared(
    old: &ServiceSources,
    new: &ServiceSources,
    protocol: Option<&str>,
) -> Result<Vec<String>, String> {
    let options = Options { protocol, ..Selection::All.into() };
    let report = compare("test", whole(old), whole(new), options);
    report.map(|report| lines(&report)).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// Asserts the changes that a replacement in a fixture of botocore's format is.
#[track_caller]
fn assert_changes(name: &str, part: (&str, &str), expected: &[&str]) {
    let [service, _] = protocol_fixture(name);
    assert_eq!(compared(&service, &replaced(&service, part), None).unwrap(), expected, "{part:?}");
}

#[test]
fn names_of_xml_elements_are_compared() {
    let root = ("\"locationName\": \"PutConfigurationRequest\"", "\"locationName\": \"Put\"");
    assert_changes(
        "rest_xml",
        root,
        &["patch! PutConfiguration | PutConfigurationInput: XML root element changed from \
         `PutConfigurationRequest` to `Put`"],
    );
    assert_changes(
        "rest_xml",
        ("\"locationName\": \"Thing\"", "\"locationName\": \"Other\""),
        &["patch! PutThing | PutThingInput.thing: XML root element changed from `Thing` to `Other`"],
    );
    assert_changes(
        "rest_xml",
        ("\"shape\": \"Rules\", \"locationName\": \"Rule\"", "\"shape\": \"Rules\""),
        &[
            "patch! PutConfiguration | PutConfigurationInput.rules: moved from body member `Rule` to body member `Rules`",
        ],
    );
    assert_changes(
        "rest_xml",
        ("\"locationName\": \"Values\"", "\"locationName\": \"Vs\""),
        &[
            "patch! PutConfiguration | PutConfigurationInput.limits: XML name of values changed from `Values` to `Vs`",
        ],
    );
}

#[test]
fn xml_traits_are_compared() {
    assert_changes(
        "rest_xml",
        (", \"xmlAttribute\": true", ""),
        &["patch! Grantee.r#type: XML attribute changed from `true` to `false`"],
    );
    assert_changes(
        "rest_xml",
        ("\"shape\": \"TagSet\", \"flattened\": true", "\"shape\": \"TagSet\""),
        &[
            "patch! PutConfiguration | PutConfigurationInput.tags: XML flattening changed from `true` to `false`",
        ],
    );
    assert_changes(
        "rest_xml",
        ("\"urn:other\", \"prefix\": \"o\"", "\"urn:new\", \"prefix\": \"o\""),
        &[
            "patch! PutConfiguration | PutConfigurationInput.nested: XML namespace changed from `o:urn:other` to \
         `o:urn:new`",
        ],
    );
    assert_changes(
        "rest_xml",
        ("http://test.example.com/doc/2020-01-01/", "http://test.example.com/doc/"),
        &["patch! XML namespace changed from `http://test.example.com/doc/2020-01-01/` to \
         `http://test.example.com/doc/`"],
    );
}

#[test]
fn the_wrapping_of_errors_is_compared() {
    let [_, service] = protocol_fixture("rest_xml");
    let new = replaced(
        &service,
        ("\"aws.protocols#restXml\": {}", "\"aws.protocols#restXml\": {\"noErrorWrapping\": true}"),
    );
    assert_eq!(
        compared(&service, &new, None).unwrap(),
        ["patch! `noErrorWrapping` changed from `false` to `true`",]
    );
}

#[test]
fn names_of_forms_are_compared() {
    assert_changes(
        "ec2_query",
        ("\"queryName\": \"Addresses\"", "\"queryName\": \"Address\""),
        &[
            "patch! RunThings | RunThingsInput.addresses: `ec2Query` name changed from `Addresses` to `Address`",
        ],
    );
    assert_changes(
        "aws_query",
        ("\"locationName\": \"Zone\"", "\"locationName\": \"Region\""),
        &["patch! PutThing | PutThingInput.zones: XML name of elements changed from `Zone` to `Region`"],
    );
    assert_changes(
        "aws_query",
        ("\"code\": \"ThingGone\"", "\"code\": \"Gone\""),
        &["patch! PutThing | PutThingError.ThingGoneFault: error code changed from `ThingGone` to `Gone`"],
    );
}

#[test]
fn names_of_the_service_are_compared() {
    assert_changes(
        "aws_json",
        ("Test_20200101", "Test_2021"),
        &["patch! `X-Amz-Target` prefix changed from `Test_20200101` to `Test_2021`"],
    );
    assert_changes(
        "aws_json",
        ("\"awsQueryCompatible\": {},", ""),
        &[
            "patch! trait `aws.protocols#awsQueryCompatible` removed",
            "patch! PutThing | PutThingError.ThingGone: error code changed from `Test.ThingGone` to `ThingGone`",
        ],
    );
}

/// Flattening has an effect on forms only, and the name of the service on JSON and CBOR only.
#[test]
fn models_are_compared_under_the_protocol_that_is_set() {
    let [service, _] = protocol_fixture("aws_json");
    let new = replaced(&service, (", \"flattened\": true", ""));
    assert_eq!(compared(&service, &new, None).unwrap(), [""; 0]);
    assert_eq!(
        compared(&service, &new, Some("awsQuery")).unwrap(),
        [
            "patch! PutThing | PutThingInput.parts: moved from body member `Part` to body member `Parts`",
            "patch! PutThing | PutThingInput.parts: XML flattening changed from `true` to `false`",
        ]
    );
    for part in [("Test_20200101", "Test_2021"), ("\"awsQueryCompatible\": {},", "")] {
        let new = replaced(&service, part);
        assert_eq!(compared(&service, &new, Some("awsQuery")).unwrap(), [""; 0], "{part:?}");
    }
}

#[test]
fn a_new_protocol_is_a_change_and_a_removed_one_an_error() {
    let [both, _] = protocol_fixture("aws_json");
    let without = replaced(&both, (", \"query\"]", "]"));
    let changes = compared(&without, &both, Some("awsQuery")).unwrap();
    assert_eq!(
        changes[0],
        "patch! protocol changed from `aws.protocols#awsJson1_0` to `aws.protocols#awsQuery`"
    );
    let problem = compared(&both, &without, Some("awsQuery")).unwrap_err();
    assert!(problem.contains("the service does not have the protocol `awsQuery`"), "{problem}");
    let preferred = replaced(&both, ("\"json\", ", ""));
    assert_eq!(
        compared(&both, &preferred, None).unwrap()[0],
        "patch! protocol changed from `aws.protocols#awsJson1_0` to `smithy.protocols#rpcv2Cbor`"
    );
}
