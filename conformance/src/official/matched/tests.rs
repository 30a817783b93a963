//! Tests of the matching of names and types.

use super::*;
use smithereen_codegen::{Source, whole};
use std::fs;

const MODEL: &str = r#"{"metadata":{"apiVersion":"1","endpointPrefix":"t","protocol":"rest-json","serviceId":"T"},
        "operations":{
            "GetDNSThing":{"name":"GetDNSThing","http":{"method":"GET","requestUri":"/"},
                "input":{"shape":"GetDNSThingRequest"},"output":{"shape":"Thing"},
                "errors":[{"shape":"Gone"},{"shape":"Newer"}]},
            "NewCall":{"name":"NewCall","http":{"method":"GET","requestUri":"/"}}},
        "shapes":{
            "GetDNSThingRequest":{"type":"structure","members":{"Type":{"shape":"Kind"},"Size":{"shape":"Text"}}},
            "Thing":{"type":"structure","members":{"Things":{"shape":"Things"},"Extra":{"shape":"Text"}}},
            "Things":{"type":"list","member":{"shape":"Thing"}},
            "Gone":{"type":"structure","members":{"message":{"shape":"Text"}},"exception":true},
            "Newer":{"type":"structure","members":{},"exception":true},
            "Kind":{"type":"string","enum":["a","b"]},
            "Text":{"type":"string"}}}"#;

const FILES: [(&str, &str); 6] = [
    (
        "operation/get_dns_thing.rs",
        "\npub enum GetDNSThingError {\n    Gone(crate::types::error::Gone),\n}\n",
    ),
    (
        "operation/get_dns_thing/_get_dns_thing_input.rs",
        "\npub struct GetDnsThingInput {\n    pub r#type: Option<crate::types::Kind>,\n    pub size: Option<i32>,\n}\n",
    ),
    (
        "operation/get_dns_thing/_get_dns_thing_output.rs",
        "\npub struct GetDnsThingOutput {\n    pub things: Option<Vec<crate::types::Thing>>,\n}\n",
    ),
    (
        "types/_thing.rs",
        "\npub struct Thing {\n    pub things: Option<Vec<crate::types::Thing>>,\n    pub extra: Option<String>,\n}\n",
    ),
    ("types/_kind.rs", "\npub enum Kind {\n    A,\n    Unknown(crate::primitives::Value),\n}\n"),
    ("types/error/_gone.rs", "\npub struct Gone {\n    pub message: Option<String>,\n}\n"),
];

#[test]
fn names_and_types_of_both_are_matched() {
    let folder = std::env::temp_dir().join(format!("official-crate-{}", std::process::id()));
    for (path, text) in FILES {
        let file = folder.join("src").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let mut model = whole(&Source { path: "model.json".to_owned(), text: MODEL.to_owned() }).unwrap();
    let matched = Matched::new(&model, &CrateSource::new(&folder));
    fs::remove_dir_all(folder).unwrap();

    assert_eq!(matched.missing_operations, ["NewCall"]);
    let missing: Vec<_> = matched.missing.iter().map(String::as_str).collect();
    assert_eq!(
        missing,
        ["error Newer of GetDNSThing", "member GetDNSThingRequest.Size of this type", "member Thing.Extra"]
    );
    let [operation] = matched.operations.as_slice() else { panic!("not one operation") };
    assert_eq!(operation.error, "operation::get_dns_thing::GetDNSThingError");
    assert_eq!(operation.errors, ["Gone"]);
    let input = &matched.types["operation::get_dns_thing::GetDnsThingInput"];
    assert_eq!(input.members.iter().collect::<Vec<_>>(), [(&"Type".to_owned(), &"r#type".to_owned())]);
    let thing = &matched.types["types::Thing"];
    assert!(thing.in_outputs && !thing.in_inputs && !thing.is_union);
    assert!(matched.enums.contains("types::Kind") && matched.types.contains_key("types::error::Gone"));

    matched.prune(&mut model);
    assert_eq!(model.operations.len(), 1);
    assert_eq!(model.operations[0].errors.len(), 1);
    let members = model.shapes[model.operations[0].input.unwrap()].kind.members();
    assert_eq!(members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Type"]);
}
