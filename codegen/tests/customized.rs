//! Customizations that change a model: the generated code of services with the id of an entry, in both model formats.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::{ServiceSources, Source, catalog, write};
use std::collections::BTreeMap;
use support::{generated, problems};

const MODEL: &str = r#"{
    "operations":{
        "Get":{"name":"Get","http":{"method":"GET","requestUri":"/{accountId}/zones/{Id}"},"input":{"shape":"GetInput"}},
        "Predict":{"name":"Predict","http":{"method":"POST","requestUri":"/"},"input":{"shape":"PredictInput"}}},
    "shapes":{
        "GetInput":{"type":"structure","required":["accountId","Id"],"members":{
            "accountId":{"shape":"Text","location":"uri","locationName":"accountId"},
            "Id":{"shape":"ResourceId","location":"uri","locationName":"Id"},
            "Name":{"shape":"Text","location":"querystring","locationName":"name"}}},
        "PredictInput":{"type":"structure","required":["PredictEndpoint"],"members":{
            "PredictEndpoint":{"shape":"Text"},"ChangeId":{"shape":"ChangeId"},"Number":{"shape":"Number"}}},
        "Text":{"type":"string"},"ResourceId":{"type":"string"},"ChangeId":{"type":"string"},"Number":{"type":"integer"}}
}"#;

/// Returns a service with an id, in both formats.
pub(crate) fn services(id: &str, metadata: &str, model: &str) -> [ServiceSources; 2] {
    let mut service = support::service("service", model);
    let text = service.model.text.replace("\"serviceId\":\"Test\"", &format!("\"serviceId\":\"{id}\""));
    service.model.text = text.replace("\"protocol\":\"rest-json\"", metadata);
    let text = write::to_smithy(&ServiceSources { endpoints: None, ..service.clone() }).unwrap();
    let model = Source { path: "service.json".to_owned(), text };
    [service.clone(), ServiceSources { model, ..service }]
}

/// Returns the files that are generated for a service with an id. They are the same for both formats.
pub(crate) fn files_of(id: &str, metadata: &str, model: &str) -> BTreeMap<String, String> {
    let [botocore, smithy] = services(id, metadata, model).map(|service| {
        let outcome = generated(service);
        assert!(!outcome.files.is_empty(), "{id}: {}", problems(&outcome));
        outcome.files
    });
    assert_eq!(botocore["src/service/mod.rs"], smithy["src/service/mod.rs"]);
    assert!(botocore == smithy, "the formats differ for {id}");
    botocore
}

fn files(id: &str) -> BTreeMap<String, String> {
    files_of(id, "\"protocol\":\"rest-json\"", MODEL)
}

#[test]
fn a_service_without_an_entry_is_generated_as_modeled() {
    let files = files("Test");
    assert!(!files["src/service/mod.rs"].contains(".headers("));
    for text in [".defaults(", ".endpoint_member(", "LastSegment"] {
        assert!(files.values().all(|file| !file.contains(text)), "{text}");
    }
}

#[test]
fn a_service_has_headers() {
    let accept = &files("API Gateway")["src/service/mod.rs"];
    assert!(accept.contains(r#".headers(&[("Accept", "application/json")])"#), "{accept}");
}

#[test]
fn a_member_with_a_default_value_is_optional() {
    let files = files("Glacier");
    assert!(files["src/service/mod.rs"].contains(r#"("x-amz-glacier-version", "2012-06-01")"#));
    let get = &files["src/service/get.rs"];
    assert!(get.contains(r#".defaults(&[("accountId", "-")])"#), "{get}");
    assert!(get.contains("pub account_id: Option<String>"), "{get}");
    assert!(get.contains("pub fn new(id: impl Into<String>)"), "{get}");
    assert!(!files["src/service/predict.rs"].contains(".defaults("), "it has no such member");
}

#[test]
fn an_operation_has_the_tree_hash_of_its_body() {
    const UPLOAD: &str = r#"{"operations":{
        "UploadArchive":{"name":"UploadArchive","http":{"method":"POST","requestUri":"/"},"input":{"shape":"Upload"}},
        "ListVaults":{"name":"ListVaults","http":{"method":"GET","requestUri":"/"}}},"shapes":{
        "Upload":{"type":"structure","members":{"body":{"shape":"Body"}},"payload":"body"},"Body":{"type":"blob"}}}"#;
    let files = files_of("Glacier", r#""protocol":"rest-json""#, UPLOAD);
    assert!(files["src/service/upload_archive.rs"].contains(".tree_hash()"));
    assert!(!files["src/service/list_vaults.rs"].contains(".tree_hash()"));
    assert!(files["Cargo.toml"].contains("checksum"), "{}", files["Cargo.toml"]);
}

#[test]
fn identifiers_are_shortened_by_their_shape() {
    let files = files("Route 53");
    assert!(
        files["src/service/get.rs"]
            .contains(r#"Member::new("Id").label("Id").required().with(Flag::LastSegment)"#)
    );
    assert!(files["src/service/predict.rs"].contains(r#"Member::new("ChangeId").with(Flag::LastSegment)"#));
    assert_eq!(files.values().map(|file| file.matches("LastSegment").count()).sum::<usize>(), 2);
}

#[test]
fn one_operation_has_the_endpoint_of_a_member() {
    let files = files("Machine Learning");
    assert!(files["src/service/predict.rs"].contains(r#".endpoint_member("PredictEndpoint")"#));
    assert!(!files["src/service/get.rs"].contains(".endpoint_member("));
}

#[test]
fn a_structure_is_a_union_for_one_service() {
    const ITEM: &str = r#"{"operations":{"Put":{"name":"Put","http":{"method":"POST","requestUri":"/"},
        "input":{"shape":"PutInput"},"output":{"shape":"PutOutput"}}},"shapes":{
        "PutInput":{"type":"structure","members":{"Item":{"shape":"AttributeValue"}}},
        "PutOutput":{"type":"structure","members":{"Item":{"shape":"AttributeValue"}}},
        "AttributeValue":{"type":"structure","members":{"S":{"shape":"Text"},"L":{"shape":"Values"}}},
        "Values":{"type":"list","member":{"shape":"AttributeValue"}},"Text":{"type":"string"}}}"#;
    for (id, kind) in [("DynamoDB", "enum"), ("DynamoDB Streams", "enum"), ("Test", "struct")] {
        let types = &files_of(id, r#""protocol":"json","jsonVersion":"1.0","targetPrefix":"T""#, ITEM)["src/service/types.rs"];
        assert!(types.contains(&format!("pub {kind} AttributeValue")), "{id}: {types}");
    }
}

const STORE: &str = r#"{"operations":{
    "Copy":{"name":"Copy","http":{"method":"PUT","requestUri":"/copy"},"output":{"shape":"CopyOutput"}},
    "Tag":{"name":"Tag","http":{"method":"PUT","requestUri":"/tag"}},
    "Download":{"name":"Download","http":{"method":"GET","requestUri":"/blob"},"output":{"shape":"DownloadOutput"}},
    "GetBucketLocation":{"name":"GetBucketLocation","http":{"method":"GET","requestUri":"/location"},"output":{"shape":"Location"}}},
    "shapes":{
    "CopyOutput":{"type":"structure","members":{"Name":{"shape":"Text"}}},
    "DownloadOutput":{"type":"structure","members":{"Body":{"shape":"Blob"}},"payload":"Body"},
    "Location":{"type":"structure","members":{"LocationConstraint":{"shape":"Text"}}},
    "Text":{"type":"string"},"Blob":{"type":"blob"}}}"#;

#[test]
fn responses_with_a_status_of_success_may_be_errors_unless_the_output_is_a_blob() {
    let files = files_of("S3", r#""protocol":"rest-xml""#, STORE);
    for (name, expected) in
        [("copy", true), ("tag", true), ("download", false), ("get_bucket_location", true)]
    {
        let file = &files[&format!("src/service/{name}.rs")];
        assert_eq!(file.contains(".error_in_success()"), expected, "{file}");
        assert_eq!(file.contains(".unwrapped_output()"), name == "get_bucket_location", "{file}");
    }
    let others = files_of("Test", r#""protocol":"rest-xml""#, STORE);
    assert!(others.values().all(|file| !file.contains("error_in_success") && !file.contains("unwrapped")));
}

#[test]
fn a_service_with_checksums_needs_their_feature() {
    let files = files_of("DynamoDB", r#""protocol":"json","jsonVersion":"1.0","targetPrefix":"T""#, STORE);
    assert!(files["src/service/mod.rs"].contains(".crc32()"));
    assert!(files["Cargo.toml"].contains(r#"features = ["crc32"]"#), "{}", files["Cargo.toml"]);
}

#[test]
fn the_text_of_a_timestamp_in_a_header_has_a_member() {
    const OBJECT: &str = r#"{"operations":{
        "Put":{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"PutInput"}},
        "Head":{"name":"Head","http":{"method":"HEAD","requestUri":"/"},"output":{"shape":"HeadOutput"}}},
        "shapes":{
        "PutInput":{"type":"structure","members":{"Expires":{"shape":"Time","location":"header","locationName":"Expires"}}},
        "HeadOutput":{"type":"structure","members":{"Expires":{"shape":"Time","location":"header","locationName":"Expires"},
            "Size":{"shape":"Time","location":"header","locationName":"Size"}}},
        "Time":{"type":"timestamp"}}}"#;
    let files = files_of("S3", r#""protocol":"rest-xml""#, OBJECT);
    let head = &files["src/service/head.rs"];
    assert!(
        head.contains("pub expires: Option<smithereen::Timestamp>")
            || head.contains("pub expires: Option<Timestamp>"),
        "{head}"
    );
    assert!(head.contains("pub expires_string: Option<String>"), "{head}");
    assert!(head.contains(r#"1 expires_string => Member::new("ExpiresString").header("Expires")"#), "{head}");
    assert!(head.contains("also where it is not a timestamp"), "{head}");
    assert!(!files["src/service/put.rs"].contains("expires_string"));
}

#[test]
fn a_host_prefix_is_left_to_the_endpoint_rules() {
    const HOST: &str = r#"{"operations":{"Get":{"name":"Get","http":{"method":"GET","requestUri":"/"},
        "input":{"shape":"GetInput"},"endpoint":{"hostPrefix":"{AccountId}."}}},"shapes":{
        "GetInput":{"type":"structure","required":["AccountId"],"members":{
            "AccountId":{"shape":"Text","hostLabel":true,"location":"header","locationName":"x-amz-account-id"}}},
        "Text":{"type":"string"}}}"#;
    for (id, expected) in [("S3 Control", false), ("Test", true)] {
        let files = files_of(id, r#""protocol":"rest-xml""#, HOST);
        assert_eq!(files["src/service/get.rs"].contains(".host_prefix("), expected);
        assert_eq!(files["src/service/mod.rs"].contains("fn without_host_prefix"), expected);
    }
}

#[test]
fn parts_that_callers_have_to_do_are_warnings_and_notes() {
    const RUN: &str = r#"{"operations":{"CreateOAuth2Token":{"name":"CreateOAuth2Token","http":{"method":"POST","requestUri":"/"}},
        "RunInstances":{"name":"RunInstances","http":{"method":"POST","requestUri":"/"}}},"shapes":{}}"#;
    for (id, expected) in [("Signin", Some("`DPoP`")), ("EC2", None)] {
        for service in services(id, r#""protocol":"rest-json""#, RUN) {
            let rules = service.endpoints.clone().unwrap();
            let warnings = problems(&generated(service.clone()));
            assert_eq!(warnings.contains("official clients"), expected.is_some(), "{warnings}");
            assert!(!warnings.contains("UserData"), "a note is no warning: {warnings}");
            let entries = catalog::read(&service.model, Some(&rules), None, None).unwrap().operations;
            let notes = entries.iter().map(|entry| entry.notes.join(" ")).collect::<String>();
            assert!(notes.contains(expected.unwrap_or("base64")), "{notes}");
        }
    }
}

#[test]
fn a_bucket_is_part_of_the_endpoint_and_not_of_the_path() {
    const BUCKETS: &str = r#"{"operations":{
        "Head":{"name":"Head","http":{"method":"HEAD","requestUri":"/{Bucket}/{Key+}"},"input":{"shape":"HeadInput"}},
        "List":{"name":"List","http":{"method":"GET","requestUri":"/{Bucket}?list"},"input":{"shape":"ListInput"}},
        "Make":{"name":"Make","http":{"method":"PUT","requestUri":"/{Bucket}"},"input":{"shape":"ListInput"}},
        "CreateBucket":{"name":"CreateBucket","http":{"method":"PUT","requestUri":"/{Bucket}"},"input":{"shape":"ListInput"}},
        "Plain":{"name":"Plain","http":{"method":"GET","requestUri":"/"}},
        "Other":{"name":"Other","http":{"method":"PUT","requestUri":"/x/{Bucket}"},"input":{"shape":"ListInput"}}},
        "shapes":{
        "HeadInput":{"type":"structure","required":["Bucket","Key"],"members":{
            "Bucket":{"shape":"Text","location":"uri","locationName":"Bucket","contextParam":{"name":"Bucket"}},
            "Key":{"shape":"Text","location":"uri","locationName":"Key"}}},
        "ListInput":{"type":"structure","required":["Bucket"],"members":{
            "Bucket":{"shape":"Text","location":"uri","locationName":"Bucket","contextParam":{"name":"Bucket"}}}},
        "Text":{"type":"string"}}}"#;
    let files = files_of("S3", r#""protocol":"rest-xml""#, BUCKETS);
    for (name, path) in [("head", "/{Key+}"), ("list", "/?list"), ("make", "/"), ("other", "/x/{Bucket}")] {
        let file = &files[&format!("src/service/{name}.rs")];
        assert!(file.contains(&format!("\"{path}\"")), "{file}");
        assert!(file.contains(r#"Member::new("Bucket").label("Bucket").required()"#), "{file}");
    }
    let module = &files["src/service/mod.rs"];
    assert!(module.contains(".signs_as_sent()") && module.contains(".signed_chunks()"), "{module}");
    // A bucket is created in the region of the client.
    for (name, expected) in [("head", true), ("list", true), ("plain", false), ("create_bucket", false)] {
        let file = &files[&format!("src/service/{name}.rs")];
        assert_eq!(file.contains(".region_redirects(\"Bucket\")"), expected, "{file}");
    }
    let others = files_of("Test", r#""protocol":"rest-xml""#, BUCKETS);
    assert!(others["src/service/head.rs"].contains("\"/{Bucket}/{Key+}\""));
}

#[test]
fn the_md5_of_a_key_is_computed_where_the_input_has_both_members() {
    const OBJECTS: &str = r#"{"operations":{
        "Get":{"name":"Get","http":{"method":"GET","requestUri":"/"},"input":{"shape":"GetInput"}},
        "Tell":{"name":"Tell","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"TellInput"}}},"shapes":{
        "GetInput":{"type":"structure","members":{
            "SSECustomerKey":{"shape":"Text","location":"header","locationName":"x-key"},
            "SSECustomerKeyMD5":{"shape":"Text","location":"header","locationName":"x-key-MD5"}}},
        "TellInput":{"type":"structure","members":{
            "SSECustomerKeyMD5":{"shape":"Text","location":"header","locationName":"x-key-MD5"}}},
        "Text":{"type":"string"}}}"#;
    let files = files_of("S3", r#""protocol":"rest-xml""#, OBJECTS);
    let get = &files["src/service/get.rs"];
    assert!(get.contains(r#".md5_members(&[("SSECustomerKey", "SSECustomerKeyMD5")])"#), "{get}");
    assert!(!files["src/service/tell.rs"].contains(".md5_members("));
    assert!(files["Cargo.toml"].contains(r#"features = ["md5", "xml"]"#), "{}", files["Cargo.toml"]);
    let others = files_of("Test", r#""protocol":"rest-xml""#, OBJECTS);
    assert!(others.values().all(|file| !file.contains("md5_members")));
}

#[test]
fn members_in_the_encoding_of_forms_are_marked_where_the_output_states_the_encoding() {
    let operation = |name: &str, output: &str| {
        format!(
            r#""{name}":{{"name":"{name}","http":{{"method":"GET","requestUri":"/{name}"}},"input":{{"shape":"{name}In"}},
                "output":{{"shape":"{output}"}}}}"#
        )
    };
    let operations = [
        operation("ListObjects", "Objects"),
        operation("ListObjectsV2", "Plain"),
        operation("Other", "Objects"),
    ];
    let shapes = r#""Objects":{"type":"structure","members":{"EncodingType":{"shape":"Text"},"Prefix":{"shape":"Text"},
            "Name":{"shape":"Text"},"Contents":{"shape":"Contents"}}},
        "Plain":{"type":"structure","members":{"Prefix":{"shape":"Text"}}},
        "Contents":{"type":"list","member":{"shape":"Object"},"flattened":true},
        "Object":{"type":"structure","members":{"Key":{"shape":"Text"},"ETag":{"shape":"Text"}}},"Text":{"type":"string"},
        "ListObjectsIn":{"type":"structure","members":{
            "EncodingType":{"shape":"Text","location":"querystring","locationName":"encoding-type"}}},
        "ListObjectsV2In":{"type":"structure","members":{}},"OtherIn":{"type":"structure","members":{
            "EncodingType":{"shape":"Text","location":"querystring","locationName":"encoding-type"}}}"#;
    let model = format!(r#"{{"operations":{{{}}},"shapes":{{{shapes}}}}}"#, operations.join(","));
    let files = files_of("S3", r#""protocol":"rest-xml""#, &model);
    let list = &files["src/service/list_objects.rs"];
    assert!(list.contains(r#".url_encoding("EncodingType")"#), "{list}");
    assert!(list.contains(r#".defaults(&[("EncodingType", "url")])"#), "{list}");
    assert!(list.contains(r#"Member::new("Prefix").rare(&RareTraits::new().url_encoded())"#), "{list}");
    assert_eq!(list.matches("url_encoded").count(), 1, "{list}");
    let types = &files["src/service/types.rs"];
    assert!(types.contains(r#"Member::new("Key").rare(&RareTraits::new().url_encoded())"#), "{types}");
    for name in ["list_objects_v2", "other"] {
        let file = &files[&format!("src/service/{name}.rs")];
        assert!(!file.contains("url_enc") && !file.contains("defaults"), "{file}");
    }
}
