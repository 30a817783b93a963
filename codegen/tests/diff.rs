//! Comparisons of two models: each kind of change, with its impact on the API and on the wire.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "diff/conversions.rs"]
mod conversions;
#[path = "diff/parameters.rs"]
mod parameters;
#[path = "diff/partitions.rs"]
mod partitions;
#[path = "diff/protocols.rs"]
mod protocols;
#[path = "diff/smithy.rs"]
mod smithy;
use crate::support;

use smithereen_codegen::diff::{
    ApiImpact, Change, Options, Report, Selection, Side, Step, WireImpact, compare,
};
use smithereen_codegen::{ServiceSources, Source};
use support::{file, fixture, fixtures, service};

const MODEL: &str = r#"{"operations":{
    "Put":{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"},
        "output":{"shape":"PutResponse"},"errors":[{"shape":"Gone"},{"shape":"Busy"}]},
    "Drop":{"name":"Drop","http":{"method":"DELETE","requestUri":"/","responseCode":204},"idempotent":true,
        "errors":[{"shape":"Gone"}]}},
  "shapes":{
    "PutRequest":{"type":"structure","required":["id","kind"],"members":{
        "id":{"shape":"Id","location":"uri"},"kind":{"shape":"Kind"},"note":{"shape":"Note"},
        "part":{"shape":"Part"},"choice":{"shape":"Choice"},"at":{"shape":"Time"},"tags":{"shape":"Tags"},
        "token":{"shape":"Note","location":"querystring","locationName":"token"}}},
    "PutResponse":{"type":"structure","required":["made"],"members":{
        "made":{"shape":"Made"},"count":{"shape":"Count"}}},
    "Made":{"type":"structure","required":["id"],"members":{"id":{"shape":"Id"},"state":{"shape":"State"}}},
    "Part":{"type":"structure","required":["a","b"],"members":{
        "a":{"shape":"Note"},"b":{"shape":"Count"},"c":{"shape":"Note"}}},
    "Choice":{"type":"structure","union":true,"members":{"one":{"shape":"Note"},"two":{"shape":"Count"}}},
    "Kind":{"type":"string","enum":["RED","GREEN"]},
    "State":{"type":"string","enum":["ON","OFF"]},
    "Tags":{"type":"list","member":{"shape":"Tag"},"max":5},
    "Tag":{"type":"string"},
    "Gone":{"type":"structure","members":{"message":{"shape":"Note"}},"exception":true,"error":{"httpStatusCode":404}},
    "Busy":{"type":"structure","members":{},"exception":true},
    "Id":{"type":"string","min":1,"max":36},
    "Note":{"type":"string","pattern":"[a-z]*"},
    "Count":{"type":"integer"},
    "Time":{"type":"timestamp"}}}"#;

/// Compares the model with a copy in which parts are replaced.
#[track_caller]
fn report(parts: &[(&str, &str)]) -> Report {
    let mut new = MODEL.to_owned();
    for (from, to) in parts {
        assert_eq!(new.matches(from).count(), 1, "{from}");
        new = new.replace(from, to);
    }
    let (old, new) = (service("test", MODEL).model, service("test", &new).model);
    compared(&old, &new, Selection::All)
}

fn compared(old: &Source, new: &Source, selection: Selection<'_>) -> Report {
    let side = |model| Side { model, endpoints: None };
    compare("test", side(old), side(new), selection)
        .unwrap_or_else(|all| panic!("{}", all.iter().map(|one| format!("{one}\n")).collect::<String>()))
}

/// Returns a line for each change: the version step, `!` if it breaks on the wire or `?` if that is undetermined, then
/// the change.
fn lines(report: &Report) -> Vec<String> {
    lines_of(&report.changes)
}

fn lines_of(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let rust = match change.api {
            ApiImpact::None => "patch",
            ApiImpact::Additive => "minor",
            ApiImpact::BreaksExhaustive => "major*",
            ApiImpact::Breaking => "major",
        };
        let wire = match change.wire {
            WireImpact::None | WireImpact::Compatible => "",
            WireImpact::Undetermined => "?",
            WireImpact::Breaking => "!",
        };
        let operation =
            change.operation.as_ref().map(|operation| format!("{operation} | ")).unwrap_or_default();
        format!("{rust}{wire} {operation}{change}")
    };
    changes.iter().map(line).collect()
}

macro_rules! changes {
    ($($name:ident: [$(($from:expr, $to:expr)),* $(,)?] => [$($line:expr),* $(,)?];)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(lines(&report(&[$(($from, $to)),*])), [$($line),*] as [&str; _]);
        }
    )*};
}

changes! {
    equal_models_have_no_changes: [] => [];
    documentation_is_ignored: [(r#""Id":{"type":"string","#, r#""Id":{"type":"string","documentation":"Words.","#)] => [];

    operation_added: [(r#""Drop":{"#, r#""More":{"name":"More","http":{"method":"GET","requestUri":"/more"},
        "output":{"shape":"MoreResponse"}},"Drop":{"#),
        (r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string"},"MoreResponse":{"type":"structure","members":{}}"#)]
        => ["minor More | operation added"];
    operation_removed: [(r#"{"name":"Drop","http":{"method":"DELETE","requestUri":"/","responseCode":204},"idempotent":true,
        "errors":[{"shape":"Gone"}]}"#, r#"{"name":"Other","http":{"method":"DELETE","requestUri":"/"}}"#), (r#""Drop":"#, r#""Other":"#)]
        => ["minor Other | operation added", "major! Drop | operation removed, with the types that only it uses"];
    method_changed: [(r#""method":"PUT""#, r#""method":"POST""#)] => ["patch! Put | HTTP method changed from `PUT` to `POST`"];
    uri_changed: [(r#""/{id}""#, r#""/things/{id}""#)] => ["patch! Put | URI changed from `/{id}` to `/things/{id}`"];
    status_code_changed: [(r#""responseCode":204"#, r#""responseCode":202"#)] => ["patch Drop | success status code changed from `204` to `202`"];
    host_prefix_added: [(r#""requestUri":"/","responseCode":204},"#, r#""requestUri":"/","responseCode":204},"endpoint":{"hostPrefix":"data."},"#)]
        => ["patch! Drop | host prefix added: `data.`"];
    authentication_changed: [(r#""name":"Drop","#, r#""name":"Drop","auth":["smithy.api#noAuth"],"#)]
        => ["patch! Drop | authentication schemes changed from `the service's` to `smithy.api#noAuth`"];
    operation_trait_added: [(r#""idempotent":true"#, r#""httpChecksumRequired":true"#)]
        => ["patch! Drop | trait `smithy.api#httpChecksumRequired` added"];
    optional_checksum_added: [(r#""name":"Put","#, r#""name":"Put","httpChecksum":{"requestAlgorithmMember":"note"},"#)]
        => ["patch Put | trait `aws.protocols#httpChecksum` added"];
    required_checksum_added: [(r#""name":"Put","#, r#""name":"Put","httpChecksum":{"requestChecksumRequired":true},"#)]
        => ["patch! Put | trait `aws.protocols#httpChecksum` added"];
    idempotent_and_readonly_are_ignored: [(r#""idempotent":true"#, r#""readonly":true"#)] => [];
    constant_endpoint_parameter_added: [(r#""idempotent":true"#, r#""staticContextParams":{"Plane":{"value":"data"},"Quick":{"value":true}}"#)] => [
        "patch? Drop | endpoint parameter `Plane` set to `\"data\"`",
        "patch? Drop | endpoint parameter `Quick` set to `true`"];
    endpoint_parameter_from_the_input_added: [(r#""name":"Put","#, r#""name":"Put","operationContextParams":{"Names":{"path":"[part.a, note][]"}},"#)]
        => ["patch? Put | endpoint parameter `Names` set to `[part.a, note][]`"];
    member_bound_to_an_endpoint_parameter: [(r#""note":{"shape":"Note"}"#, r#""note":{"shape":"Note","contextParam":{"name":"Plane"}}"#)]
        => ["patch? Put | PutInput.note: endpoint parameter `Plane` set to `note`"];
    operation_deprecated: [(r#""idempotent":true"#, r#""idempotent":true,"deprecated":true"#)] => ["minor Drop | now deprecated"];
    output_added: [(r#""idempotent":true"#, r#""idempotent":true,"output":{"shape":"DropResponse"}"#),
        (r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string"},"DropResponse":{"type":"structure","members":{}}"#)]
        => ["major Drop | output added, was `()`", "minor Drop | DropOutput: structure added"];
    output_removed: [(r#""output":{"shape":"PutResponse"},"#, "")] => [
        "major! Put | output removed, now `()`", "major Put | Made: structure removed",
        "major Put | PutOutput: structure removed", "major Put | State: enum removed"];
    error_added: [(r#""errors":[{"shape":"Gone"}]"#, r#""errors":[{"shape":"Gone"},{"shape":"Late"}]"#),
        (r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string"},"Late":{"type":"structure","members":{},"exception":true}"#)]
        => ["major* Drop | DropError.Late: error added", "minor Drop | Late: error added"];
    error_removed: [(r#",{"shape":"Busy"}"#, "")]
        => ["major Put | PutError.Busy: error removed", "major Put | Busy: error removed"];
    error_code_changed: [(r#""members":{},"exception":true"#, r#""members":{},"exception":true,"error":{"code":"TooBusy"}"#)]
        => ["patch! Put | PutError.Busy: error code changed from `Busy` to `TooBusy`"];
    error_traits_changed: [(r#""members":{},"exception":true"#, r#""members":{},"exception":true,"retryable":{"throttling":true}"#), ("404", "410")] => [
        "patch Put | Busy: retryable changed from `false` to `true`", "patch Put | Busy: throttling changed from `false` to `true`",
        "patch Gone: status code changed from `404` to `410`"];

    error_fault_changed: [(r#""members":{},"exception":true"#, r#""members":{},"exception":true,"fault":true"#)]
        => ["patch Put | Busy: fault changed from `client` to `server`"];

    optional_member_added: [(r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Count"},"more":{"shape":"Count"}"#)]
        => ["minor Put | PutOutput.more: optional member added"];
    required_member_added_to_an_input: [(r#"["a","b"]"#, r#"["a","b","d"]"#), (r#""c":{"shape":"Note"}"#, r#""c":{"shape":"Note"},"d":{"shape":"Note"}"#)]
        => ["major! Put | Part.d: required member added"];
    required_member_added_to_an_output: [(r#"["made"]"#, r#"["made","more"]"#), (r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Count"},"more":{"shape":"Count"}"#)]
        => ["major Put | PutOutput.more: required member added"];
    member_removed: [(r#","count":{"shape":"Count"}"#, "")] => ["major! Put | PutOutput.count: member removed"];
    member_becomes_required: [(r#"["id","kind"]"#, r#"["id","kind","note"]"#)] => ["major! Put | PutInput.note: now required"];
    output_member_becomes_required: [(r#"["made"]"#, r#"["made","count"]"#)] => ["major Put | PutOutput.count: now required"];
    member_becomes_optional: [(r#"["id","kind"]"#, r#"["id"]"#)] => ["major Put | PutInput.kind: now optional"];
    member_order_is_ignored: [(r#""a":{"shape":"Note"},"b":{"shape":"Count"}"#, r#""b":{"shape":"Count"},"a":{"shape":"Note"}"#)]
        => [];
    constructor_arguments_changed: [(r#"["a","b"]"#, r#"["b","d"]"#), (r#""a":{"shape":"Note"}"#, r#""d":{"shape":"Note"}"#)] => [
        "major! Put | Part.a: member removed", "major! Put | Part.d: required member added",
        "major Put | Part: `new(a, b)` became `new(b, d)`: calls may compile with another meaning"];
    type_changed_with_the_same_encoding: [(r#""note":{"shape":"Note"}"#, r#""note":{"shape":"Kind"}"#)] => [
        "major Put | PutInput.note: type changed from `String` to `Kind`",
        "patch Put | PutInput.note: pattern removed, was `[a-z]*` (looser)"];
    type_changed_with_another_encoding: [(r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Tags"}"#)] => [
        "major! Put | PutOutput.count: type changed from `i32` to `Vec<String>`",
        "patch Put | PutOutput.count: maximum added: `5` (stricter)"];
    number_widened: [(r#""Count":{"type":"integer"}"#, r#""Count":{"type":"long"}"#)] => [
        "major Put | Choice.Two: type changed from `i32` to `i64`", "major Put | Part.b: type changed from `i32` to `i64`",
        "major Put | PutOutput.count: type changed from `i32` to `i64`"];
    list_becomes_sparse: [(r#""member":{"shape":"Tag"}"#, r#""member":{"shape":"Tag"},"sparse":true"#)]
        => ["major Put | PutInput.tags: type changed from `Vec<String>` to `Vec<Option<String>>`"];
    binding_changed: [(r#""location":"querystring","locationName":"token""#, r#""location":"header","locationName":"X-Token""#)]
        => ["patch! Put | PutInput.token: moved from query parameter `token` to header `X-Token`"];
    wire_name_changed: [(r#""c":{"shape":"Note"}"#, r#""c":{"shape":"Note","locationName":"cc"}"#)]
        => ["patch! Put | Part.c: moved from body member `c` to body member `cc`"];
    model_name_changed: [(r#""note":{"shape":"Note"}"#, r#""Note":{"shape":"Note"}"#)] => [
        "patch! Put | PutInput.note: moved from body member `note` to body member `Note`",
        "patch Put | PutInput.note: model name changed from `note` to `Note`"];
    timestamp_format_changed: [(r#""Time":{"type":"timestamp"}"#, r#""Time":{"type":"timestamp","timestampFormat":"iso8601"}"#)]
        => ["patch! Put | PutInput.at: timestamp format changed from `the protocol's default` to `DateTime`"];
    becomes_a_stream: [(r#""Time":{"type":"timestamp"}"#, r#""Time":{"type":"blob","streaming":true}"#)] => [
        "major! Put | PutInput.at: type changed from `Timestamp` to `Bytes`", "patch! Put | PutInput.at: trait `smithy.api#streaming` added"];
    idempotency_token_added: [(r#""locationName":"token"}"#, r#""locationName":"token","idempotencyToken":true}"#)]
        => ["patch Put | PutInput.token: trait `smithy.api#idempotencyToken` added"];
    member_deprecated: [(r#""note":{"shape":"Note"}"#, r#""note":{"shape":"Note","deprecated":true}"#)] => ["minor Put | PutInput.note: now deprecated"];
    string_becomes_sensitive: [(r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string","sensitive":true}"#)]
        => ["patch Put | PutInput.tags: now sensitive: redacted in `Debug`"];
    member_of_an_enum_becomes_sensitive: [(r#""state":{"shape":"State"}"#, r#""state":{"shape":"State","sensitive":true}"#)]
        => ["patch Put | Made.state: now sensitive: redacted in `Debug`"];
    type_becomes_sensitive: [(r#"{"type":"string","enum":["RED","GREEN"]}"#, r#"{"type":"string","enum":["RED","GREEN"],"sensitive":true}"#)]
        => ["patch Put | Kind: now sensitive: redacted in `Debug`"];
    variant_added: [(r#""two":{"shape":"Count"}"#, r#""two":{"shape":"Count"},"three":{"shape":"Note"}"#)]
        => ["major* Put | Choice.Three: variant added"];

    variant_removed: [(r#","two":{"shape":"Count"}"#, "")] => ["major! Put | Choice.Two: variant removed"];

    value_added: [(r#"["ON","OFF"]"#, r#"["ON","OFF","IDLE"]"#)] => ["major* Put | State.Idle: value `IDLE` added"];
    value_removed_from_an_input: [(r#"["RED","GREEN"]"#, r#"["RED"]"#)] => ["major! Put | Kind.Green: value `GREEN` removed"];
    value_removed_from_an_output: [(r#"["ON","OFF"]"#, r#"["ON"]"#)] => ["major Put | State.Off: value `OFF` removed"];
    value_changed: [(r#"["ON","OFF"]"#, r#"["on","OFF"]"#)] => ["patch! Put | State.On: value on the wire changed from `ON` to `on`"];
    value_with_a_taken_name_added: [(r#"["ON","OFF"]"#, r#"["ON","on_","OFF"]"#)] => ["major* Put | State.On2: value `on_` added"];
    values_reordered: [(r#"["ON","OFF"]"#, r#"["OFF","ON"]"#)]
        => ["major* Put | State: variants reordered, which changes how values sort"];

    shape_renamed: [(r#""made":{"shape":"Made"}"#, r#""made":{"shape":"Product"}"#), (r#""Made":{"#, r#""Product":{"#)]
        => ["major Put | Product: type renamed from `Made`"];
    shape_renamed_and_changed: [(r#""made":{"shape":"Made"}"#, r#""made":{"shape":"Product"}"#), (r#""Made":{"#, r#""Product":{"#),
        (r#""state":{"shape":"State"}"#, r#""state":{"shape":"Mode"}"#), (r#""State":{"type":"string","enum":["ON""#, r#""Mode":{"type":"string","enum":["ON","IDLE""#)] => [
        "major Put | Mode: type renamed from `State`", "major Put | Product: type renamed from `Made`",
        "major* Put | Mode.Idle: value `IDLE` added"];
    kind_changed: [(r#""union":true,"#, "")] => ["major! Put | Choice: kind of shape changed from `union` to `structure`"];
    type_becomes_part_of_an_input: [(r#""tags":{"shape":"Tags"}"#, r#""tags":{"shape":"Tags"},"made":{"shape":"Made"}"#)] => [
        "minor Put | PutInput.made: optional member added", "minor Put | Made: now part of an input: setters added"];
    type_is_no_longer_part_of_an_input: [(r#""part":{"shape":"Part"},"#, ""), (r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Count"},"part":{"shape":"Part"}"#)] => [
        "major! Put | PutInput.part: member removed", "major Put | Part: no longer part of an input: setters removed",
        "minor Put | PutOutput.part: optional member added"];

    minimum_raised: [(r#""min":1"#, r#""min":2"#)] => ["patch! Put | Made.id, PutInput.id: minimum changed from `1` to `2` (stricter)"];
    maximum_raised: [(r#""max":36"#, r#""max":64"#)] => ["patch Put | Made.id, PutInput.id: maximum changed from `36` to `64` (looser)"];
    maximum_lowered: [(r#""max":5"#, r#""max":4"#)] => ["patch! Put | PutInput.tags: maximum changed from `5` to `4` (stricter)"];
    minimum_length_of_zero_is_ignored: [(r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string","min":0}"#), (r#""max":5"#, r#""min":0,"max":5"#)] => [];
    minimum_length_becomes_zero: [(r#""Id":{"type":"string","min":1"#, r#""Id":{"type":"string","min":0"#)]
        => ["patch Put | Made.id, PutInput.id: minimum removed, was `1` (looser)"];
    minimum_of_a_number_added: [(r#""Count":{"type":"integer"}"#, r#""Count":{"type":"integer","min":0}"#)]
        => ["patch! Put | Part.b, Choice.Two, PutOutput.count: minimum added: `0` (stricter)"];
    bound_of_elements_added: [(r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string","max":9}"#)]
        => ["patch! Put | elements of PutInput.tags: maximum added: `9` (stricter)"];
    bound_removed: [(r#","min":1"#, "")] => ["patch Put | Made.id, PutInput.id: minimum removed, was `1` (looser)"];
    pattern_changed: [(r#"[a-z]*"#, r#"[a-z]{0,}"#)] => ["patch? Part.a, Part.c, Choice.One and 3 more: pattern changed from `[a-z]*` to `[a-z]{0,}`"];
    pattern_removed: [(r#","pattern":"[a-z]*""#, "")] => ["patch Part.a, Part.c, Choice.One and 3 more: pattern removed, was `[a-z]*` (looser)"];
}

/// Returns two forms of a model: bounds on a shape that one member uses, and the same bounds on the member that uses a
/// shared shape.
fn bounds_of(x: &str, y: &str, more: &str) -> Source {
    let text = format!(
        r#"{{"smithy":"2.0","shapes":{{
            "ns#S":{{"type":"service","version":"1","operations":[{{"target":"ns#Put"}}],
                "traits":{{"aws.protocols#restJson1":{{}}}}}},
            "ns#Put":{{"type":"operation","input":{{"target":"ns#In"}},
                "traits":{{"smithy.api#http":{{"method":"PUT","uri":"/"}}}}}},
            "ns#In":{{"type":"structure","members":{{"x":{{{x}}},"y":{{{y}}},"list":{{"target":"ns#List"}}}}}},
            "ns#Id":{{"type":"string","traits":{{"smithy.api#length":{{"min":1,"max":5}}}}}},
            "ns#Sh":{{"type":"string"}},"ns#List":{{"type":"list","member":{{{more}}}}}}}}}"#
    );
    Source { path: "model.json".to_owned(), text }
}

#[test]
fn bounds_of_members_and_targets_are_equivalent() {
    let bounded = |max| {
        let length = format!(r#"{{"smithy.api#length":{{"min":1,"max":{max}}}}}"#);
        format!(r#""target":"ns#Sh","traits":{length}"#)
    };
    let (id, sh) = (r#""target":"ns#Id""#, r#""target":"ns#Sh""#);
    let changes = |old: Source, new: Source| lines(&compared(&old, &new, Selection::All));
    let none: [&str; 0] = [];
    // The same bounds, on the target or on the member.
    let (own, on_member) = (bounds_of(id, sh, id), bounds_of(&bounded(5), sh, &bounded(5)));
    assert_eq!(changes(own.clone(), on_member.clone()), none);
    assert_eq!(changes(on_member.clone(), own.clone()), none);
    // Other bounds that are added or removed are reported.
    let more = bounds_of(&bounded(5), &bounded(5), &bounded(5));
    let least = "patch! Put | PutInput.y: minimum added: `1` (stricter)";
    let greatest = "patch! Put | PutInput.y: maximum added: `5` (stricter)";
    assert_eq!(changes(on_member.clone(), more.clone()), [least, greatest]);
    assert_eq!(
        changes(more.clone(), own),
        [
            "patch Put | PutInput.y: minimum removed, was `1` (looser)",
            "patch Put | PutInput.y: maximum removed, was `5` (looser)"
        ]
    );
    // Equal changes of several members are reported once.
    let all = bounds_of(&bounded(9), &bounded(9), &bounded(9));
    let together = "patch Put | PutInput.x, PutInput.y, elements of PutInput.list: maximum changed from `5` to `9` \
        (looser)";
    assert_eq!(changes(more, all), [together]);
}

/// `ON` and `on_` have the same Rust name. The second gets another, and the order has changed.
#[test]
fn exchanged_variants_are_reported_as_renamed() {
    let model = |values: &str| service("test", &MODEL.replace(r#"["ON","OFF"]"#, values)).model;
    let report = compared(&model(r#"["ON","on_"]"#), &model(r#"["on_","ON"]"#), Selection::All);
    let expected = [
        "major Put | State.On: variant renamed from `On2`",
        "major Put | State.On2: variant renamed from `On`",
    ];
    assert_eq!(lines(&report), expected);
}

#[test]
fn an_optional_member_is_major_without_non_exhaustive() {
    let more = MODEL
        .replace(r#""count":{"shape":"Count"}}"#, r#""count":{"shape":"Count"},"more":{"shape":"Count"}}"#);
    let (old, new) = (service("test", MODEL).model, service("test", &more).model);
    let step = |non_exhaustive| {
        let side = |model| Side { model, endpoints: None };
        let options = Options { non_exhaustive, ..Selection::All.into() };
        compare("test", side(&old), side(&new), options).unwrap().step()
    };
    assert_eq!((step(true), step(false)), (Step::Minor, Step::Major));
}

#[test]
fn the_greatest_step_of_all_changes_counts() {
    assert_eq!(report(&[]).step(), Step::None);
    assert_eq!(report(&[(r#""max":36"#, r#""max":64"#)]).step(), Step::Patch);
    assert_eq!(report(&[(r#""idempotent":true"#, r#""deprecated":true"#)]).step(), Step::Minor);
    assert_eq!(
        report(&[(r#""max":36"#, r#""max":64"#), (r#"["ON","OFF"]"#, r#"["ON"]"#)]).step(),
        Step::Major
    );
}

#[test]
fn unselected_operations_are_listed_and_not_compared() {
    let new = MODEL.replace(
        r#""Drop":{"#,
        r#""More":{"name":"More","http":{"method":"GET","requestUri":"/more"}},"Drop":{"#,
    );
    let new = new.replace(r#"["ON","OFF"]"#, r#"["ON"]"#);
    let (old, new) = (service("test", MODEL).model, service("test", &new).model);
    let selected = ["Drop".to_owned()];
    let report = compared(&old, &new, Selection::Named(&selected));
    assert_eq!((report.step(), report.available), (Step::None, vec!["More".to_owned()]));
    let report = compared(&new, &old, Selection::Named(&selected));
    assert_eq!((report.step(), report.gone), (Step::None, vec!["More".to_owned()]));
    // A removed operation is breaking if it is selected.
    let selected = ["Drop".to_owned(), "More".to_owned()];
    let report = compared(&new, &old, Selection::Named(&selected));
    assert_eq!(lines(&report), ["major! More | operation removed, with the types that only it uses"]);
}

fn whole(service: &ServiceSources) -> Side<'_> {
    Side { model: &service.model, endpoints: service.endpoints.as_ref() }
}

#[test]
fn the_service_and_its_rules_are_compared() {
    let old = service("test", MODEL);
    let mut new = old.clone();
    for (from, to) in [
        ("2020-01-01", "2021-01-01"),
        (r#""endpointPrefix":"test""#, r#""endpointPrefix":"best""#),
        ("rest-json", "json"),
    ] {
        new.model.text = new.model.text.replace(from, to);
    }
    let rules = new.endpoints.as_mut().unwrap();
    rules.text = rules.text.replace("iot-fips", "iot-flips");
    let report = compare("test", whole(&old), whole(&new), Selection::All).unwrap();
    let expected = [
        "patch! protocol changed from `aws.protocols#restJson1` to `aws.protocols#awsJson1_1`",
        "patch! signing name changed from `test` to `best`",
        "patch API version changed from `2020-01-01` to `2021-01-01`",
        "patch endpoint rules changed",
        "patch! Put | HTTP method changed from `PUT` to `POST`",
        "patch! Put | URI changed from `/{id}` to `/`",
        "patch! Put | PutInput.id: moved from path label `id` to body member `id`",
        "patch! Put | PutInput.token: moved from query parameter `token` to body member `token`",
        "patch! Drop | HTTP method changed from `DELETE` to `POST`",
        "patch Drop | success status code changed from `204` to `200`",
    ];
    assert_eq!(lines(&report), expected);
}

/// Returns the changes of replacing a part of rules, after `begin` has been applied to both sides.
#[track_caller]
fn of_rules(begin: (&str, &str), (from, to): (&str, &str)) -> Vec<String> {
    let mut old = service("test", MODEL);
    let rules = &mut old.endpoints.as_mut().unwrap().text;
    *rules = rules.replace(begin.0, begin.1);
    let mut new = old.clone();
    let rules = &mut new.endpoints.as_mut().unwrap().text;
    assert!(rules.contains(from), "{from}");
    *rules = rules.replace(from, to);
    lines(&compare("test", whole(&old), whole(&new), Selection::All).unwrap())
}

#[test]
fn the_formatting_of_rules_is_ignored() {
    let other = ["patch endpoint rules changed"];
    let none: [&str; 0] = [];
    assert_eq!(of_rules(("", ""), (r#""type": "string""#, r#""type": "String""#)), none);
    assert_eq!(of_rules(("", ""), ("iot-fips", "iot-flips")), other);
    // Rules that cannot be parsed are compared as text.
    let unread = (r#""version": "1.0""#, r#""version": "9.0""#);
    assert_eq!(of_rules(unread, ("iot-fips", "iot-fips")), none);
    assert_eq!(of_rules(unread, (r#""type": "string""#, r#""type": "String""#)), other);
}

/// The shapes of `UpdateManagedThing` in botocore 1.37.23, compared with the pinned version.
#[test]
fn two_releases_are_compared() {
    let old = file("codegen/tests/releases/iot-managed-integrations-1.37.23.json");
    let new = file("fixtures/models/iot-managed-integrations/service-2.json");
    let report = compared(&old, &new, Selection::Named(&["UpdateManagedThing".to_owned()]));
    insta::assert_snapshot!(lines(&report).join("\n"));
}

#[test]
fn control_characters_are_escaped() {
    let report = report(&[(r#"["ON","OFF"]"#, r#"["ON","\u001b[2J\u202e"]"#), ("[a-z]*", "[a-z]\\u001b")]);
    let all = lines(&report).concat();
    assert!(all.contains("\\u{1b}") && !all.contains(['\u{1b}', '\u{202e}']), "{all}");
}

/// Compares unrelated models in both directions: additions in one are removals in the other.
#[test]
fn any_two_models_can_be_compared() {
    let models: Vec<Source> = fixtures().iter().map(|name| fixture(name).model).collect();
    for (index, old) in models.iter().enumerate() {
        assert_eq!(compared(old, old, Selection::All).step(), Step::None, "{}", old.path);
        for new in models.iter().skip(index + 1) {
            let count = |report: &Report, name: &str| {
                report.changes.iter().filter(|change| change.kind.name() == name).count()
            };
            let (there, back) = (compared(old, new, Selection::All), compared(new, old, Selection::All));
            assert!(there.changes.iter().all(|change| !change.kind.to_string().is_empty()));
            for (added, removed) in [
                ("operation-added", "operation-removed"),
                ("member-added", "member-removed"),
                ("shape-added", "shape-removed"),
                ("value-added", "value-removed"),
            ] {
                assert_eq!(count(&there, added), count(&back, removed), "{added}: {} {}", old.path, new.path);
            }
            assert_ne!(there.step(), Step::None, "{} {}", old.path, new.path);
        }
    }
}

#[test]
fn an_invalid_model_is_an_error() {
    let good = service("test", MODEL).model;
    let bad = Source { path: "bad.json".to_owned(), text: "{".to_owned() };
    let side = |model| Side { model, endpoints: None };
    let problems = compare("test", side(&good), side(&bad), Selection::All).unwrap_err();
    assert!(problems.iter().any(|problem| problem.file == "bad.json"), "{problems:?}");
}
