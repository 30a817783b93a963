//! Changes that only models in Smithy's JSON AST can express.

use super::{compared, lines};
use smithereen_codegen::Source;
use smithereen_codegen::diff::Selection;

const SMITHY: &str = r#"{"smithy":"2.0","shapes":{
    "a#S":{"type":"service","version":"1","operations":[{"target":"a#Put"}],"traits":{PROTOCOL,"aws.api#service":{"sdkId":"S"}}},
    "a#Put":{"type":"operation","input":{"target":"a#In"},"traits":{"smithy.api#http":{"method":"PUT","uri":"/"}}},
    "a#In":{"type":"structure","members":{
        "level":{"target":"a#Level"},"list":{"target":"a#List"},"map":{"target":"a#Map"},
        "blob":{"target":"smithy.api#Blob"},"text":{"target":"smithy.api#String"}}},
    "a#List":{"type":"list","member":{"target":"smithy.api#String"}},
    "a#Map":{"type":"map","key":{"target":"smithy.api#String"},"value":{"target":"a#List"}},
    "a#Level":{"type":"intEnum","members":{
        "LOW":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":1}},
        "HIGH":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":20}}}}}}"#;

/// Compares a model in Smithy's JSON AST with a copy in which a part is replaced.
#[track_caller]
fn of_smithy(protocol: &str, (from, to): (&str, &str)) -> Vec<String> {
    let old = SMITHY.replace("PROTOCOL", &format!(r#""{protocol}":{{}}"#));
    assert_eq!(old.matches(from).count(), 1, "{from}");
    let source = |text: String| Source { path: "model.json".to_owned(), text };
    let new = source(old.replace(from, to));
    lines(&compared(&source(old), &new, Selection::All))
}

const JSON: &str = "aws.protocols#restJson1";
const XML: &str = "aws.protocols#restXml";

#[test]
fn values_of_integer_enums_are_compared() {
    let high = r#""HIGH":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":20}}"#;
    let low = r#""LOW":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":1}},"#;
    let of = |from, to: &str| of_smithy(JSON, (from, to));
    assert_eq!(
        of(high, &high.replace("20", "2")),
        ["patch! Put | Level.High: value on the wire changed from `20` to `2`"]
    );
    assert_eq!(of(low, ""), ["major! Put | Level.Low: value `1` removed"]);
    assert_eq!(
        of(low, &format!("{low}{}", low.replace("LOW", "MIDDLE").replace(":1}", ":10}"))),
        ["major* Put | Level.Middle: value `10` added"]
    );
    assert_eq!(
        of(low, &low.replace("LOW", "LEAST")),
        ["major Put | Level.Least: variant renamed from `Low`"]
    );
}

#[test]
fn xml_traits_are_compared_for_xml_protocols() {
    let text = r#""text":{"target":"smithy.api#String""#;
    let list = r#""a#List":{"type":"list","member":{"target":"smithy.api#String""#;
    let with = |before: &str, traits: &str| format!(r#"{before},"traits":{{{traits}}}"#);
    for (of, traits, change) in [
        (
            text,
            r#""smithy.api#xmlAttribute":{}"#,
            "PutInput.text: XML attribute changed from `false` to `true`",
        ),
        (
            text,
            r#""smithy.api#xmlNamespace":{"uri":"u","prefix":"p"}"#,
            "PutInput.text: XML namespace added: `p:u`",
        ),
        (
            r#""list":{"target":"a#List""#,
            r#""smithy.api#xmlFlattened":{}"#,
            "PutInput.list: XML flattening changed from `false` to `true`",
        ),
    ] {
        assert_eq!(of_smithy(XML, (of, &with(of, traits))), [format!("patch! Put | {change}")]);
        assert_eq!(of_smithy(JSON, (of, &with(of, traits))), [""; 0]);
    }
    assert_eq!(
        of_smithy(XML, (list, &with(list, r#""smithy.api#xmlName":"item""#))),
        [
            "patch! Put | PutInput.list: XML name of elements added: `item`",
            "patch! Put | PutInput.map: XML name of elements added: `item`",
        ]
    );
    let service = r#""aws.api#service""#;
    assert_eq!(
        of_smithy(XML, (service, &format!(r#""smithy.api#xmlNamespace":{{"uri":"u"}},{service}"#))),
        ["patch! XML namespace added: `u`"]
    );
}

#[test]
fn names_and_schemes_of_the_service_are_compared() {
    assert_eq!(
        of_smithy(JSON, (r#""sdkId":"S""#, r#""sdkId":"T""#)),
        ["patch SDK id changed from `S` to `T`"]
    );
    let target = of_smithy("aws.protocols#awsJson1_0", ("a#S", "a#T"));
    assert_eq!(
        target,
        [
            "patch! signing name changed from `s` to `t`",
            "patch! `X-Amz-Target` prefix changed from `S` to `T`",
        ]
    );
    let key =
        |at: &str| format!(r#""smithy.api#httpApiKeyAuth":{{"name":"X-Key","in":"{at}"}},"aws.api#service""#);
    let old = SMITHY
        .replace("PROTOCOL", &format!(r#""{JSON}":{{}}"#))
        .replace(r#""aws.api#service""#, &key("header"));
    let new = old.replace(&key("header"), &key("query"));
    let second = old.replace(r#""aws.api#service""#, r#""smithy.api#httpBearerAuth":{},"aws.api#service""#);
    let source = |text: &str| Source { path: "model.json".to_owned(), text: text.to_owned() };
    let of = |one: &str, other: &str| lines(&compared(&source(one), &source(other), Selection::All));
    let header = "smithy.api#httpApiKeyAuth in the header X-Key";
    assert_eq!(
        of(&old, &new),
        [format!(
            "patch! authentication schemes changed from `{header}` to `smithy.api#httpApiKeyAuth in the query X-Key`"
        )]
    );
    assert_eq!(
        of(&old, &second),
        [format!(
            "patch authentication schemes changed from `{header}` to `{header}, smithy.api#httpBearerAuth`"
        )]
    );
}

#[test]
fn the_media_type_of_a_payload_is_compared() {
    let blob = r#""blob":{"target":"smithy.api#Blob"}"#;
    let payload = |traits: &str| {
        format!(r#""blob":{{"target":"smithy.api#Blob","traits":{{"smithy.api#httpPayload":{{}}{traits}}}}}"#)
    };
    let old = SMITHY.replace("PROTOCOL", &format!(r#""{JSON}":{{}}"#)).replace(blob, &payload(""));
    let new = old.replace(&payload(""), &payload(r#","smithy.api#mediaType":"image/png""#));
    let source = |text: String| Source { path: "model.json".to_owned(), text };
    let changes = lines(&compared(&source(old), &source(new), Selection::All));
    assert!(changes.len() == 1 && changes[0].contains("image/png"), "{changes:?}");
}
