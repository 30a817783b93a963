//! The rules that make both formats the same graph, as listed in `read/smithy`.

use super::{graph, support};
use smithereen_codegen::graph::rules::Logic;
use smithereen_codegen::graph::{
    Auth, AuthScheme, Binding, Kind, MemberTrait, Model, Presence, Protocol, TimestampFormat,
};
use smithereen_codegen::{ServiceSources, Source};

fn model(service_traits: &str, operation_traits: &str, members: &str, more: &str) -> Source {
    let text = format!(
        r#"{{"smithy":"2.0","shapes":{{
            "ns#S":{{"type":"service","version":"1","operations":[{{"target":"ns#Put"}}],"traits":{{{service_traits}}}}},
            "ns#Put":{{"type":"operation","input":{{"target":"ns#In"}},"traits":{{{operation_traits}}}}},
            "ns#In":{{"type":"structure","members":{{{members}}}}}{more}}}}}"#
    );
    Source { path: "model.json".to_owned(), text }
}

const REST: &str = r#""aws.protocols#restJson1":{}"#;
const HTTP: &str = r#""smithy.api#http":{"method":"PUT","uri":"/","code":200}"#;

fn members(model: &Model) -> &[smithereen_codegen::graph::Member] {
    let input = model.operations[0].input.unwrap();
    model.shapes[input].kind.members()
}

#[test]
fn only_the_required_trait_makes_a_member_required() {
    let members_text = r#"
        "a":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"smithy.api#clientOptional":{}}},
        "b":{"target":"smithy.api#PrimitiveInteger","traits":{"smithy.api#default":0}},
        "c":{"target":"smithy.api#PrimitiveInteger"}"#;
    let graph = graph(&model(REST, HTTP, members_text, ""));
    let presences: Vec<_> = members(&graph).iter().map(|member| member.presence).collect();
    assert_eq!(presences, [Presence::Required, Presence::Optional, Presence::Optional]);
}

#[test]
fn the_first_known_protocol_and_its_traits_have_effect() {
    let member = r#""a":{"target":"smithy.api#String",
        "traits":{"smithy.api#jsonName":"j","smithy.api#xmlName":"x","smithy.api#httpHeader":"H"}}"#;
    let in_body = &member.replace(r#","smithy.api#httpHeader":"H""#, "");
    let read = |protocols: &str, member: &str| {
        let model = graph(&model(protocols, HTTP, member, ""));
        let member = &members(&model)[0];
        (
            model.service.protocol,
            member.binding.clone(),
            member.wire_name.clone(),
            model.operations[0].http.uri.clone(),
        )
    };
    let name = |name: &str| Some(name.to_owned());
    let root = "/".to_owned();
    let header = Binding::Header("H".to_owned());
    for (protocols, expected) in [
        (REST, (Protocol::RestJson1, header.clone(), None, root.clone())),
        (
            r#""smithy.protocols#rpcv2Cbor":{},"aws.protocols#awsJson1_0":{}"#,
            (Protocol::AwsJson10, Binding::Body, None, root.clone()),
        ),
        (r#""aws.protocols#restXml":{}"#, (Protocol::RestXml, header, None, root.clone())),
    ] {
        assert_eq!(read(protocols, member), expected);
    }
    assert_eq!(read(REST, in_body).2, name("j"));
    assert_eq!(read(r#""aws.protocols#awsQuery":{}"#, in_body).2, name("x"));
    assert_eq!(read(r#""aws.protocols#awsJson1_1":{}"#, in_body).2, None);
}

#[test]
fn authentication_schemes_are_read() {
    let sigv4 =
        r#""aws.protocols#restJson1":{},"aws.auth#sigv4":{"name":"s"},"smithy.api#httpBearerAuth":{}"#;
    let ordered = format!(r#"{sigv4},"smithy.api#auth":["smithy.api#httpBearerAuth","aws.auth#sigv4"]"#);
    let of_service = |traits: &str| graph(&model(traits, HTTP, "", "")).service.auth;
    assert_eq!(of_service(sigv4), [AuthScheme::SigV4, AuthScheme::Bearer]);
    assert_eq!(of_service(&ordered), [AuthScheme::Bearer, AuthScheme::SigV4]);
    assert_eq!(of_service(REST), [AuthScheme::None]);
    let none = Auth::Own(vec![AuthScheme::None]);
    for (traits, expected) in [
        ("", Auth::Service),
        (r#","smithy.api#optionalAuth":{}"#, none.clone()),
        (r#","smithy.api#auth":[]"#, none),
        (r#","smithy.api#auth":["aws.auth#sigv4"]"#, Auth::Own(vec![AuthScheme::SigV4])),
    ] {
        assert_eq!(graph(&model(sigv4, &format!("{HTTP}{traits}"), "", "")).operations[0].auth, expected);
    }
}

#[test]
fn json_in_a_string_is_a_document() {
    let member = r#""a":{"target":"ns#J","traits":{"smithy.api#httpHeader":"H"}},"b":{"target":"ns#J"},
        "c":{"target":"ns#B"},"d":{"target":"ns#L"},"e":{"target":"ns#J","traits":{"smithy.api#httpPayload":{}}}"#;
    let more = r#","ns#J":{"type":"string","traits":{"smithy.api#mediaType":"application/json"}},
        "ns#B":{"type":"blob","traits":{"smithy.api#mediaType":"application/json"}},
        "ns#L":{"type":"list","member":{"target":"ns#J"}}"#;
    let model = graph(&model(REST, HTTP, member, more));
    let media_types: Vec<_> = members(&model).iter().map(|member| member.media_type.as_deref()).collect();
    assert_eq!(media_types, [None, None, None, None, Some("application/json")]);
    let traits: Vec<_> = members(&model).iter().map(|member| member.traits.as_slice()).collect();
    let json = &[MemberTrait::JsonValue][..];
    assert_eq!(traits, [json, json, &[], &[], &[]]);
    let Kind::List { element, .. } = &model.shapes[members(&model)[3].target].kind else { panic!() };
    assert_eq!(element.traits, json);
}

/// Smithy allows `mediaType` on shapes only. A model may have it on a member nevertheless, and other users of the
/// target must not change.
#[test]
fn media_types_are_converted_to_traits_of_shapes() {
    let inputs = [
        ("Json", "ns#J", r#""smithy.api#httpPayload":{}"#),
        ("Document", "ns#J", ""),
        ("Png", "smithy.api#Blob", r#""smithy.api#httpPayload":{},"smithy.api#mediaType":"image/png""#),
        ("Gif", "smithy.api#Blob", r#""smithy.api#httpPayload":{},"smithy.api#mediaType":"image/gif""#),
        ("SameGif", "smithy.api#Blob", r#""smithy.api#httpPayload":{},"smithy.api#mediaType":"image/gif""#),
        (
            "Text",
            "smithy.api#String",
            r#""smithy.api#httpPayload":{},"smithy.api#mediaType":"application/json""#,
        ),
        ("Plain", "smithy.api#String", r#""smithy.api#httpPayload":{}"#),
    ];
    let operation = |(name, target, traits): (&str, &str, &str)| {
        format!(
            r#","ns#{name}":{{"type":"operation","input":{{"target":"ns#{name}In"}},"traits":{{{HTTP}}}}},
            "ns#{name}In":{{"type":"structure","members":{{"m":{{"target":"{target}","traits":{{{traits}}}}}}}}}"#
        )
    };
    let json = r#","ns#J":{"type":"string","traits":{"smithy.api#mediaType":"application/json"}}"#;
    let more = inputs.map(operation).concat() + json;
    let all = inputs.map(|(name, ..)| format!(r#",{{"target":"ns#{name}"}}"#)).concat();
    let Source { path, text } = model(REST, HTTP, "", &more);
    let text = text.replace(r#"[{"target":"ns#Put"}]"#, &format!("[{}]", all.strip_prefix(',').unwrap()));
    let model = Source { path, text };
    let one = ServiceSources {
        name: "s".to_owned(),
        model,
        endpoints: None,
        docs: None,
        operations: smithereen_codegen::Selection::All,
    };
    let other = super::converted(&one);
    assert_eq!(super::converted(&other).model.text, other.model.text);
    let media_types = |model: &Model| {
        let shapes = model.shapes.iter().flat_map(|(_, shape)| shape.kind.members());
        let payloads = shapes.filter(|member| member.binding == Binding::Payload);
        payloads.map(|member| (member.name.clone(), member.media_type.clone())).collect::<Vec<_>>()
    };
    let (before, after) = (graph(&one.model), graph(&other.model));
    assert_eq!(media_types(&before), media_types(&after));
    assert!(media_types(&after).iter().filter(|(_, media_type)| media_type.is_some()).count() == 5);
    let ast: serde_json::Value = serde_json::from_str(&other.model.text).unwrap();
    for (id, shape) in ast["shapes"].as_object().unwrap() {
        for (name, member) in shape["members"].as_object().into_iter().flatten() {
            assert!(member["traits"].get("smithy.api#mediaType").is_none(), "{id}${name}");
        }
    }
}

#[test]
fn an_event_stream_is_a_union_in_both_formats() {
    let stream = r#","ns#E":{"type":"union","members":{"a":{"target":"ns#A"},"x":{"target":"ns#X"}},"traits":{"smithy.api#streaming":{}}},
        "ns#A":{"type":"structure","members":{}},"ns#X":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"}}"#;
    let one = graph(&model(REST, HTTP, r#""e":{"target":"ns#E"}"#, stream));
    let text = r#"{"operations":{},"shapes":{"E":{"type":"structure","eventstream":true,"members":{"a":{"shape":"A"},"x":{"shape":"X"}}},
        "A":{"type":"structure","event":true,"members":{}},"X":{"type":"structure","members":{},"exception":true}}}"#;
    let other = graph(&support::service("s", text).model);
    let kinds = |model: &Model| {
        let wanted = model.shapes.iter().filter(|(_, shape)| ["E", "A", "X"].contains(&shape.name.as_str()));
        wanted.map(|(_, shape)| (shape.kind.name(), shape.traits.clone())).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&one), kinds(&other));
}

#[test]
fn a_model_without_rules_needs_an_endpoint_url() {
    let model = model(REST, HTTP, "", "");
    let service = ServiceSources {
        name: "s".to_owned(),
        model,
        endpoints: None,
        docs: None,
        operations: vec!["Put".to_owned()].into(),
    };
    let rules = smithereen_codegen::rules(&service).unwrap();
    assert_eq!(rules, smithereen_codegen::graph::rules::RuleSet::by_url());
    // The same for a model in botocore's format.
    let mut botocore = support::fixture("empty");
    botocore.endpoints = None;
    assert_eq!(smithereen_codegen::rules(&botocore).unwrap(), rules);
    let outcome = support::generated(botocore);
    assert_eq!(support::problems(&outcome), "");
    assert!(outcome.files["src/empty/endpoint.rs"].contains("set an endpoint URL"));
    // No rule uses partitions, and an unused table would be a warning.
    assert!(!outcome.files.contains_key("src/partitions.rs"));
    assert!(!outcome.files["src/lib.rs"].contains("mod partitions"));
}

#[test]
fn labels_have_the_names_of_their_members() {
    let text = r#"{"operations":{"Get":{"name":"Get","http":{"method":"GET","requestUri":"/a/{wire}/{rest+}?x={"},"input":{"shape":"In"}}},
        "shapes":{"In":{"type":"structure","required":["Member","All"],"members":{
        "Member":{"shape":"T","location":"uri","locationName":"wire"},"All":{"shape":"T","location":"uri","locationName":"rest"}}},
        "T":{"type":"string"}}}"#;
    let model = graph(&support::service("s", text).model);
    assert_eq!(model.operations[0].http.uri, "/a/{Member}/{All+}?x={");
    let bindings: Vec<_> = members(&model).iter().map(|member| member.binding.clone()).collect();
    assert_eq!(bindings, [Binding::Label("Member".to_owned()), Binding::Label("All".to_owned())]);
    assert!(matches!(model.shapes[model.operations[0].input.unwrap()].kind, Kind::Structure { .. }));
}

/// A model that only has a diagram generates the same code as a diagram in a separate file.
#[test]
fn endpoint_rules_are_read_from_a_decision_diagram() {
    let service = support::smithy_fixture("endpoint_diagram");
    let diagram = smithereen_codegen::rules(&service).unwrap();
    assert!(matches!(diagram.logic, Logic::Diagram(_)));
    // The diagram is copied when the model is converted.
    let converted = super::converted(&service);
    assert_eq!(smithereen_codegen::rules(&converted).unwrap(), diagram);
    assert_eq!(support::problems(&support::generated(converted)), "");
}

#[test]
fn a_rule_set_takes_precedence_over_a_decision_diagram() {
    let mut service = support::smithy_fixture("endpoint_diagram");
    let rules = support::file("fixtures/models/iot/endpoint-rule-set-1.json");
    let trait_name = r#""smithy.rules#endpointBdd""#;
    let both = format!(r#""smithy.rules#endpointRuleSet":{},{trait_name}"#, rules.text);
    service.model.text = service.model.text.replace(trait_name, &both);
    let found = smithereen_codegen::rules(&service).unwrap();
    assert_eq!(
        found,
        smithereen_codegen::rules(&ServiceSources { endpoints: Some(rules), ..service }).unwrap()
    );
}

/// None of these traits has an effect on generated code.
#[test]
fn traits_of_newer_models_are_known() {
    let operation = format!(
        r#"{HTTP},"smithy.api#idempotent":{{"exists":[],"notFound":["ns#Gone"]}},"smithy.api#longPoll":{{"timeoutMillis":1}},
        "smithy.waiters#waitable":{{"Done":{{"acceptors":[{{"state":"success","message":"m","matcher":{{"success":true}}}}]}}}}"#
    );
    let blob = r#","ns#B":{"type":"blob","traits":{"aws.api#awsChunked":{}}},
        "ns#C":{"type":"structure","members":{},"traits":{"smithy.contracts#conditions":{"A":{"expression":"`true`"}}}}"#;
    let protocols = format!(r#"{REST},"smithy.protocols#rpcv2Json":{{}},"aws.auth#sigv4":{{"name":"s"}}"#);
    let members = r#""b":{"target":"ns#B"},"c":{"target":"ns#C"}"#;
    let mut model = model(&protocols, &operation, members, blob);
    model.text = model.text.replacen("{\"smithy\"", r#"{"metadata":{"suppressions":[]},"smithy""#, 1);
    let service = ServiceSources {
        name: "s".to_owned(),
        model,
        endpoints: Some(support::file("fixtures/models/iot/endpoint-rule-set-1.json")),
        docs: None,
        operations: vec!["Put".to_owned()].into(),
    };
    assert_eq!(support::problems(&support::generated(service)), "");
}

/// The converted spelling of botocore, and Smithy's own.
#[test]
fn elements_keep_the_traits_of_members() {
    let shapes = r#""In":{"type":"structure","members":{"a":{"shape":"Times"},"b":{"shape":"Map"}}},
        "Times":{"type":"list","member":{"shape":"Time","locationName":"time","timestampFormat":"rfc822",
            "xmlNamespace":{"uri":"urn:x","prefix":"x"}}},
        "Map":{"type":"map","key":{"shape":"Text","locationName":"k"},
            "value":{"shape":"Time","timestampFormat":"iso8601"}},
        "Time":{"type":"timestamp"},"Text":{"type":"string"}"#;
    let operation = r#"{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"In"}}"#;
    let text = format!(r#"{{"operations":{{"Put":{operation}}},"shapes":{{{shapes}}}}}"#);
    let mut botocore = support::service("elements", &text);
    botocore.model.text = botocore.model.text.replace("rest-json", "rest-xml");
    let own = model(
        r#""aws.protocols#restXml":{}"#,
        HTTP,
        r#""a":{"target":"ns#Times"},"b":{"target":"ns#Map"}"#,
        r#","ns#Times":{"type":"list","member":{"target":"smithy.api#Timestamp","traits":{
            "smithy.api#xmlName":"time","smithy.api#timestampFormat":"http-date",
            "smithy.api#xmlNamespace":{"uri":"urn:x","prefix":"x"}}}},
        "ns#Map":{"type":"map","key":{"target":"smithy.api#String","traits":{"smithy.api#xmlName":"k"}},
            "value":{"target":"smithy.api#Timestamp","traits":{"smithy.api#timestampFormat":"date-time"}}}"#,
    );
    for (of, source) in
        [("botocore", &botocore.model), ("converted", &super::converted(&botocore).model), ("Smithy", &own)]
    {
        let graph = graph(source);
        let elements = members(&graph).iter().flat_map(|member| graph.shapes[member.target].kind.elements());
        let elements: Vec<_> = elements
            .map(|element| (element.wire_name.as_deref(), element.timestamp, element.xml.namespace.clone()))
            .collect();
        let namespace = Some(("urn:x".to_owned(), Some("x".to_owned())));
        let expected = [
            (Some("time"), Some(TimestampFormat::HttpDate), namespace),
            (Some("k"), None, None),
            (None, Some(TimestampFormat::DateTime), None),
        ];
        assert_eq!(elements, expected, "{of}");
    }
}

/// The name in the body is `jsonName` or the member's own, whatever the name of its binding.
#[test]
fn bindings_have_effect_only_on_members_of_messages() {
    let bound = r#""head":{"target":"smithy.api#String","traits":{"smithy.api#httpHeader":"x-head"}},
        "query":{"target":"smithy.api#String","traits":{"smithy.api#httpQuery":"q","smithy.api#jsonName":"qq"}},
        "status":{"target":"smithy.api#Integer","traits":{"smithy.api#httpResponseCode":{}}}"#;
    let nested = format!(r#","ns#Nested":{{"type":"structure","members":{{{bound}}}}}"#);
    let input = format!(r#"{bound},"nested":{{"target":"ns#Nested"}}"#);
    let graph = graph(&model(REST, HTTP, &input, &nested));
    let found = |members: &[smithereen_codegen::graph::Member]| {
        let found = members.iter().map(|member| (member.binding.clone(), member.wire_name.clone()));
        found.collect::<Vec<_>>()
    };
    let (header, query) = (Binding::Header("x-head".to_owned()), Binding::Query("q".to_owned()));
    let top = members(&graph);
    assert_eq!(found(&top[..3]), [(header, None), (query, None), (Binding::Body, None)]);
    let nested = graph.shapes[top[3].target].kind.members();
    let qq = Some("qq".to_owned());
    assert_eq!(found(nested), [(Binding::Body, None), (Binding::Body, qq), (Binding::Body, None)]);
}

/// Under restJson1 the code is the shape's name, although the model has the trait.
#[test]
fn query_error_codes_have_effect_only_for_query_compatible_services() {
    let gone = r#","ns#Gone":{"type":"structure","members":{},"traits":{"smithy.api#error":"client",
        "aws.protocols#awsQueryError":{"code":"Wire.Code","httpResponseCode":404}}}"#;
    for (service, expected) in [
        (r#""aws.protocols#awsQuery":{}"#, (Some("Wire.Code"), Some(404))),
        (r#""aws.protocols#ec2Query":{}"#, (Some("Wire.Code"), Some(404))),
        (
            r#""aws.protocols#awsJson1_0":{},"aws.protocols#awsQueryCompatible":{}"#,
            (Some("Wire.Code"), Some(404)),
        ),
        (r#""aws.protocols#awsJson1_0":{}"#, (None, None)),
        (REST, (None, None)),
    ] {
        let mut source = model(service, HTTP, "", gone);
        let input = r#""input":{"target":"ns#In"}"#;
        source.text = source.text.replace(input, &format!(r#"{input},"errors":[{{"target":"ns#Gone"}}]"#));
        let error = |source: &Source| {
            let graph = graph(source);
            let id = graph.operations[0].errors[0];
            let Kind::Structure { error: Some(error), .. } = &graph.shapes[id].kind else {
                panic!("no error")
            };
            error.clone()
        };
        let found = error(&source);
        assert_eq!((found.code.as_deref(), found.status), expected, "{service}");
        let service_sources = ServiceSources { model: source, ..support::service("errors", "{}") };
        assert_eq!(error(&super::converted(&service_sources).model), found, "{service}");
    }
}
