//! What changes between two models: each kind of change alone, and what it does to callers and on the wire.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "diff/parameters.rs"]
mod parameters;
#[path = "diff/partitions.rs"]
mod partitions;
#[path = "diff/smithy.rs"]
mod smithy;
mod support;

use smithereen_codegen::diff::{Change, Report, Rust, Selection, Side, Step, Wire, compare};
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

/// What changes if parts of the model are replaced.
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

/// A line a change: the step, `!` where it breaks on the wire and `?` where that is unclear, what.
fn lines(report: &Report) -> Vec<String> {
    lines_of(&report.changes)
}

fn lines_of(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let rust = match change.rust {
            Rust::Unchanged => "patch",
            Rust::Grows => "minor",
            Rust::BreaksWhole => "major*",
            Rust::Breaks => "major",
        };
        let wire = match change.wire {
            Wire::Unchanged | Wire::Compatible => "",
            Wire::Unclear => "?",
            Wire::Breaking => "!",
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
    nothing: [] => [];
    docs: [(r#""Id":{"type":"string","#, r#""Id":{"type":"string","documentation":"Words.","#)] => [];

    operation_added: [(r#""Drop":{"#, r#""More":{"name":"More","http":{"method":"GET","requestUri":"/more"},
        "output":{"shape":"MoreResponse"}},"Drop":{"#),
        (r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string"},"MoreResponse":{"type":"structure","members":{}}"#)]
        => ["minor More | the operation is new"];
    operation_removed: [(r#"{"name":"Drop","http":{"method":"DELETE","requestUri":"/","responseCode":204},"idempotent":true,
        "errors":[{"shape":"Gone"}]}"#, r#"{"name":"Other","http":{"method":"DELETE","requestUri":"/"}}"#), (r#""Drop":"#, r#""Other":"#)]
        => ["minor Other | the operation is new", "major! Drop | the operation is gone, with the types that it alone has"];
    method: [(r#""method":"PUT""#, r#""method":"POST""#)] => ["patch! Put | the method is `POST`, was `PUT`"];
    path: [(r#""/{id}""#, r#""/things/{id}""#)] => ["patch! Put | the path is `/things/{id}`, was `/{id}`"];
    status: [(r#""responseCode":204"#, r#""responseCode":202"#)] => ["patch Drop | the status of a success is `202`, was `204`"];
    host_prefix: [(r#""requestUri":"/","responseCode":204},"#, r#""requestUri":"/","responseCode":204},"endpoint":{"hostPrefix":"data."},"#)]
        => ["patch! Drop | what goes before the host is `data.`, was ``"];
    auth: [(r#""name":"Drop","#, r#""name":"Drop","auth":["smithy.api#noAuth"],"#)]
        => ["patch! Drop | how requests are signed is `smithy.api#noAuth`, was `as the service's`"];
    operation_traits: [(r#""idempotent":true"#, r#""httpChecksumRequired":true"#)]
        => ["patch! Drop | has `smithy.api#httpChecksumRequired` now"];
    idempotent: [(r#""idempotent":true"#, r#""readonly":true"#)] => [];
    constant_endpoint_parameter_added: [(r#""idempotent":true"#, r#""staticContextParams":{"Plane":{"value":"data"},"Quick":{"value":true}}"#)] => [
        "patch? Drop | the endpoint parameter `Plane` is set to `\"data\"` now",
        "patch? Drop | the endpoint parameter `Quick` is set to `true` now"];
    endpoint_parameter_from_the_input: [(r#""name":"Put","#, r#""name":"Put","operationContextParams":{"Names":{"path":"[part.a, note][]"}},"#)]
        => ["patch? Put | the endpoint parameter `Names` is set to `[part.a, note][]` now"];
    member_is_an_endpoint_parameter: [(r#""note":{"shape":"Note"}"#, r#""note":{"shape":"Note","contextParam":{"name":"Plane"}}"#)]
        => ["patch? Put | PutInput.note: the endpoint parameter `Plane` is set to `note` now"];
    operation_deprecated: [(r#""idempotent":true"#, r#""idempotent":true,"deprecated":true"#)] => ["minor Drop | is deprecated now"];
    output_added: [(r#""idempotent":true"#, r#""idempotent":true,"output":{"shape":"DropResponse"}"#),
        (r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string"},"DropResponse":{"type":"structure","members":{}}"#)]
        => ["major Drop | has an output now, where it was `()`", "minor Drop | DropOutput: a new structure"];
    output_removed: [(r#""output":{"shape":"PutResponse"},"#, "")] => [
        "major! Put | has no output any more, it is `()`", "major Put | Made: the structure is gone",
        "major Put | PutOutput: the structure is gone", "major Put | State: the enum is gone"];
    error_added: [(r#""errors":[{"shape":"Gone"}]"#, r#""errors":[{"shape":"Gone"},{"shape":"Late"}]"#),
        (r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string"},"Late":{"type":"structure","members":{},"exception":true}"#)]
        => ["major* Drop | DropError.Late: a new error", "minor Drop | Late: a new error"];
    error_removed: [(r#",{"shape":"Busy"}"#, "")]
        => ["major Put | PutError.Busy: the error is gone", "major Put | Busy: the error is gone"];
    error_code: [(r#""members":{},"exception":true"#, r#""members":{},"exception":true,"error":{"code":"TooBusy"}"#)]
        => ["patch! Put | PutError.Busy: its code is `TooBusy`, was `Busy`"];
    error_facts: [(r#""members":{},"exception":true"#, r#""members":{},"exception":true,"retryable":{"throttling":true}"#), ("404", "410")] => [
        "patch Put | Busy: whether to try again is `true`, was `false`", "patch Put | Busy: whether it asks to slow down is `true`, was `false`",
        "patch Gone: its status is `410`, was `404`"];

    error_fault: [(r#""members":{},"exception":true"#, r#""members":{},"exception":true,"fault":true"#)]
        => ["patch Put | Busy: who is at fault is `the service`, was `the caller`"];

    optional_member_added: [(r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Count"},"more":{"shape":"Count"}"#)]
        => ["major* Put | PutOutput.more: is new and optional"];
    required_member_added_to_what_is_sent: [(r#"["a","b"]"#, r#"["a","b","d"]"#), (r#""c":{"shape":"Note"}"#, r#""c":{"shape":"Note"},"d":{"shape":"Note"}"#)]
        => ["major! Put | Part.d: is new and required"];
    required_member_added_to_what_is_received: [(r#"["made"]"#, r#"["made","more"]"#), (r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Count"},"more":{"shape":"Count"}"#)]
        => ["major Put | PutOutput.more: is new and required"];
    member_removed: [(r#","count":{"shape":"Count"}"#, "")] => ["major! Put | PutOutput.count: is gone"];
    member_becomes_required: [(r#"["id","kind"]"#, r#"["id","kind","note"]"#)] => ["major! Put | PutInput.note: is required now"];
    member_becomes_required_in_an_answer: [(r#"["made"]"#, r#"["made","count"]"#)] => ["major Put | PutOutput.count: is required now"];
    member_becomes_optional: [(r#"["id","kind"]"#, r#"["id"]"#)] => ["major Put | PutInput.kind: is optional now"];
    arguments_keep_their_order: [(r#""a":{"shape":"Note"},"b":{"shape":"Count"}"#, r#""b":{"shape":"Count"},"a":{"shape":"Note"}"#)]
        => [];
    arguments_are_exchanged: [(r#"["a","b"]"#, r#"["b","d"]"#), (r#""a":{"shape":"Note"}"#, r#""d":{"shape":"Note"}"#)] => [
        "major! Put | Part.a: is gone", "major! Put | Part.d: is new and required",
        "major Put | Part: `new(a, b)` is `new(b, d)`; calls may compile and mean another thing"];
    type_alike_on_the_wire: [(r#""note":{"shape":"Note"}"#, r#""note":{"shape":"Kind"}"#)] => [
        "major Put | PutInput.note: its type is `Kind`, was `String`",
        "patch Put | PutInput.note: the pattern is gone, it was `[a-z]*`, which allows more"];
    type_other_on_the_wire: [(r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Tags"}"#)] => [
        "major! Put | PutOutput.count: its type is `Vec<String>`, was `i32`",
        "patch Put | PutOutput.count: the greatest is `5`, there was none, which allows less"];
    wider_number: [(r#""Count":{"type":"integer"}"#, r#""Count":{"type":"long"}"#)] => [
        "major Put | Choice.Two: its type is `i64`, was `i32`", "major Put | Part.b: its type is `i64`, was `i32`",
        "major Put | PutOutput.count: its type is `i64`, was `i32`"];
    sparse: [(r#""member":{"shape":"Tag"}"#, r#""member":{"shape":"Tag"},"sparse":true"#)]
        => ["major Put | PutInput.tags: its type is `Vec<Option<String>>`, was `Vec<String>`"];
    moved: [(r#""location":"querystring","locationName":"token""#, r#""location":"header","locationName":"X-Token""#)]
        => ["patch! Put | PutInput.token: goes to the header `X-Token`, went to the query as `token`"];
    wire_name: [(r#""c":{"shape":"Note"}"#, r#""c":{"shape":"Note","locationName":"cc"}"#)]
        => ["patch! Put | Part.c: goes to the body as `cc`, went to the body as `c`"];
    other_letters: [(r#""note":{"shape":"Note"}"#, r#""Note":{"shape":"Note"}"#)] => [
        "patch! Put | PutInput.note: goes to the body as `Note`, went to the body as `note`",
        "patch Put | PutInput.note: its name in the model is `Note`, was `note`"];
    timestamp: [(r#""Time":{"type":"timestamp"}"#, r#""Time":{"type":"timestamp","timestampFormat":"iso8601"}"#)]
        => ["patch! Put | PutInput.at: the form of its time is `DateTime`, was `the protocol's own`"];
    stream: [(r#""Time":{"type":"timestamp"}"#, r#""Time":{"type":"blob","streaming":true}"#)] => [
        "major! Put | PutInput.at: its type is `Bytes`, was `Timestamp`", "patch! Put | PutInput.at: has `smithy.api#streaming` now"];
    token: [(r#""locationName":"token"}"#, r#""locationName":"token","idempotencyToken":true}"#)]
        => ["patch Put | PutInput.token: has `smithy.api#idempotencyToken` now"];
    member_deprecated: [(r#""note":{"shape":"Note"}"#, r#""note":{"shape":"Note","deprecated":true}"#)] => ["minor Put | PutInput.note: is deprecated now"];
    sensitive_string: [(r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string","sensitive":true}"#)]
        => ["patch Put | PutInput.tags: is sensitive now, so it is shown no longer"];
    sensitive_type: [(r#"{"type":"string","enum":["RED","GREEN"]}"#, r#"{"type":"string","enum":["RED","GREEN"],"sensitive":true}"#)]
        => ["patch Put | Kind: is sensitive now, so it is shown no longer"];
    variant_added: [(r#""two":{"shape":"Count"}"#, r#""two":{"shape":"Count"},"three":{"shape":"Note"}"#)]
        => ["major* Put | Choice.Three: a new variant"];

    variant_removed: [(r#","two":{"shape":"Count"}"#, "")] => ["major! Put | Choice.Two: the variant is gone"];

    value_added: [(r#"["ON","OFF"]"#, r#"["ON","OFF","IDLE"]"#)] => ["major* Put | State.Idle: a new value, `IDLE` on the wire"];
    value_removed_from_what_is_sent: [(r#"["RED","GREEN"]"#, r#"["RED"]"#)] => ["major! Put | Kind.Green: the value is gone, `GREEN` on the wire"];
    value_removed_from_what_is_received: [(r#"["ON","OFF"]"#, r#"["ON"]"#)] => ["major Put | State.Off: the value is gone, `OFF` on the wire"];
    value_changed: [(r#"["ON","OFF"]"#, r#"["on","OFF"]"#)] => ["patch! Put | State.On: its value on the wire is `on`, was `ON`"];
    value_renamed: [(r#"["ON","OFF"]"#, r#"["ON","on_","OFF"]"#)] => ["major* Put | State.On2: a new value, `on_` on the wire"];
    values_reordered: [(r#"["ON","OFF"]"#, r#"["OFF","ON"]"#)]
        => ["major* Put | State: its values come in another order, which they are sorted by"];

    shape_renamed: [(r#""made":{"shape":"Made"}"#, r#""made":{"shape":"Product"}"#), (r#""Made":{"#, r#""Product":{"#)]
        => ["major Put | Product: the type was called `Made`"];
    shape_renamed_and_changed: [(r#""made":{"shape":"Made"}"#, r#""made":{"shape":"Product"}"#), (r#""Made":{"#, r#""Product":{"#),
        (r#""state":{"shape":"State"}"#, r#""state":{"shape":"Mode"}"#), (r#""State":{"type":"string","enum":["ON""#, r#""Mode":{"type":"string","enum":["ON","IDLE""#)] => [
        "major Put | Mode: the type was called `State`", "major Put | Product: the type was called `Made`",
        "major* Put | Mode.Idle: a new value, `IDLE` on the wire"];
    kind_changed: [(r#""union":true,"#, "")] => ["major! Put | Choice: is a structure, was a union"];
    becomes_part_of_an_input: [(r#""tags":{"shape":"Tags"}"#, r#""tags":{"shape":"Tags"},"made":{"shape":"Made"}"#)] => [
        "major* Put | PutInput.made: is new and optional", "minor Put | Made: is part of an input now, so it has setters"];
    is_part_of_no_input_any_more: [(r#""part":{"shape":"Part"},"#, ""), (r#""count":{"shape":"Count"}"#, r#""count":{"shape":"Count"},"part":{"shape":"Part"}"#)] => [
        "major! Put | PutInput.part: is gone", "major Put | Part: is part of no input any more, so its setters are gone",
        "major* Put | PutOutput.part: is new and optional"];

    least_raised: [(r#""min":1"#, r#""min":2"#)] => ["patch! Put | Made.id, PutInput.id: the least is `2`, was `1`, which allows less"];
    greatest_raised: [(r#""max":36"#, r#""max":64"#)] => ["patch Put | Made.id, PutInput.id: the greatest is `64`, was `36`, which allows more"];
    greatest_lowered: [(r#""max":5"#, r#""max":4"#)] => ["patch! Put | PutInput.tags: the greatest is `4`, was `5`, which allows less"];
    least_of_nothing: [(r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string","min":0}"#), (r#""max":5"#, r#""min":0,"max":5"#)] => [];
    least_of_nothing_gone: [(r#""Id":{"type":"string","min":1"#, r#""Id":{"type":"string","min":0"#)]
        => ["patch Put | Made.id, PutInput.id: the least is gone, it was `1`, which allows more"];
    least_of_a_number: [(r#""Count":{"type":"integer"}"#, r#""Count":{"type":"integer","min":0}"#)]
        => ["patch! Put | Part.b, Choice.Two, PutOutput.count: the least is `0`, there was none, which allows less"];
    bound_inside: [(r#""Tag":{"type":"string"}"#, r#""Tag":{"type":"string","max":9}"#)]
        => ["patch! Put | the elements of PutInput.tags: the greatest is `9`, there was none, which allows less"];
    bound_gone: [(r#","min":1"#, "")] => ["patch Put | Made.id, PutInput.id: the least is gone, it was `1`, which allows more"];
    pattern_rewritten: [(r#"[a-z]*"#, r#"[a-z]{0,}"#)] => ["patch? Part.a, Part.c, Choice.One and 3 more: the pattern is `[a-z]{0,}`, was `[a-z]*`"];
    pattern_gone: [(r#","pattern":"[a-z]*""#, "")] => ["patch Part.a, Part.c, Choice.One and 3 more: the pattern is gone, it was `[a-z]*`, which allows more"];
}

/// Two forms of a model: bounds of a shape of their own, and the same on the member that holds a shared shape.
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
fn bounds_are_those_of_members_wherever_they_stand() {
    let bounded = |max| {
        let length = format!(r#"{{"smithy.api#length":{{"min":1,"max":{max}}}}}"#);
        format!(r#""target":"ns#Sh","traits":{length}"#)
    };
    let (id, sh) = (r#""target":"ns#Id""#, r#""target":"ns#Sh""#);
    let changes = |old: Source, new: Source| lines(&compared(&old, &new, Selection::All));
    let none: [&str; 0] = [];
    // The same bounds, on a target of its own or on the member.
    let (own, on_member) = (bounds_of(id, sh, id), bounds_of(&bounded(5), sh, &bounded(5)));
    assert_eq!(changes(own.clone(), on_member.clone()), none);
    assert_eq!(changes(on_member.clone(), own.clone()), none);
    // Bounds that come or go beside them are seen.
    let more = bounds_of(&bounded(5), &bounded(5), &bounded(5));
    let least = "patch! Put | PutInput.y: the least is `1`, there was none, which allows less";
    let greatest = "patch! Put | PutInput.y: the greatest is `5`, there was none, which allows less";
    assert_eq!(changes(on_member.clone(), more.clone()), [least, greatest]);
    assert_eq!(
        changes(more.clone(), own),
        [
            "patch Put | PutInput.y: the least is gone, it was `1`, which allows more",
            "patch Put | PutInput.y: the greatest is gone, it was `5`, which allows more"
        ]
    );
    // Members that change alike are reported once.
    let all = bounds_of(&bounded(9), &bounded(9), &bounded(9));
    let together = "patch Put | PutInput.x, PutInput.y, the elements of PutInput.list: the greatest is `9`, was `5`, \
        which allows more";
    assert_eq!(changes(more, all), [together]);
}

/// `ON` and `on_` would have one name; the second gets another, and which is second has changed.
#[test]
fn variants_that_change_places_mean_other_values() {
    let model = |values: &str| service("test", &MODEL.replace(r#"["ON","OFF"]"#, values)).model;
    let report = compared(&model(r#"["ON","on_"]"#), &model(r#"["on_","ON"]"#), Selection::All);
    let expected = [
        "major Put | State.On: the variant was called `On2`",
        "major Put | State.On2: the variant was called `On`",
    ];
    assert_eq!(lines(&report), expected);
}

#[test]
fn the_step_is_that_of_the_gravest_change() {
    assert_eq!(report(&[]).step(), Step::None);
    assert_eq!(report(&[(r#""max":36"#, r#""max":64"#)]).step(), Step::Patch);
    assert_eq!(report(&[(r#""idempotent":true"#, r#""deprecated":true"#)]).step(), Step::Minor);
    assert_eq!(
        report(&[(r#""max":36"#, r#""max":64"#), (r#"["ON","OFF"]"#, r#"["ON"]"#)]).step(),
        Step::Major
    );
}

#[test]
fn what_is_not_selected_is_not_compared_but_offered() {
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
    // One that is selected and gone breaks.
    let selected = ["Drop".to_owned(), "More".to_owned()];
    let report = compared(&new, &old, Selection::Named(&selected));
    assert_eq!(lines(&report), ["major! More | the operation is gone, with the types that it alone has"]);
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
        "patch! the protocol is `aws.protocols#awsJson1_1`, was `aws.protocols#restJson1`",
        "patch! the name in signatures is `best`, was `test`",
        "patch the version of the API is `2021-01-01`, was `2020-01-01`",
        "patch the endpoint rules are others",
        "patch! Put | PutInput.id: goes to the body as `id`, went to the path as `id`",
        "patch! Put | PutInput.token: goes to the body as `token`, went to the query as `token`",
    ];
    assert_eq!(lines(&report), expected);
}

/// What changes if a part of the rules is replaced, in rules that begin as `old` has them.
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
fn rules_that_are_spelled_otherwise_are_the_same() {
    let other = ["patch the endpoint rules are others"];
    let none: [&str; 0] = [];
    assert_eq!(of_rules(("", ""), (r#""type": "string""#, r#""type": "String""#)), none);
    assert_eq!(of_rules(("", ""), ("iot-fips", "iot-flips")), other);
    // Rules that cannot be read are compared by their text.
    let unread = (r#""version": "1.0""#, r#""version": "9.0""#);
    assert_eq!(of_rules(unread, ("iot-fips", "iot-fips")), none);
    assert_eq!(of_rules(unread, (r#""type": "string""#, r#""type": "String""#)), other);
}

/// What `UpdateManagedThing` reached in botocore 1.37.23, and what it reaches in the version that is pinned.
#[test]
fn a_report_between_two_releases() {
    let old = file("codegen/tests/releases/iot-managed-integrations-1.37.23.json");
    let new = file("models/iot-managed-integrations/service-2.json");
    let report = compared(&old, &new, Selection::Named(&["UpdateManagedThing".to_owned()]));
    insta::assert_snapshot!(lines(&report).join("\n"));
}

#[test]
fn nothing_in_a_model_moves_the_cursor() {
    let report = report(&[(r#"["ON","OFF"]"#, r#"["ON","\u001b[2J\u202e"]"#), ("[a-z]*", "[a-z]\\u001b")]);
    let all = lines(&report).concat();
    assert!(all.contains("\\u{1b}") && !all.contains(['\u{1b}', '\u{202e}']), "{all}");
}

/// Models that have nothing in common are compared as well, and what comes is what goes the other way round.
#[test]
fn any_two_models_can_be_compared() {
    let models: Vec<Source> = fixtures().iter().map(|name| fixture(name).model).collect();
    for old in &models {
        assert_eq!(compared(old, old, Selection::All).step(), Step::None, "{}", old.path);
        for new in models.iter().filter(|new| *new != old) {
            let count = |report: &Report, name: &str| {
                report.changes.iter().filter(|change| change.what.name() == name).count()
            };
            let (there, back) = (compared(old, new, Selection::All), compared(new, old, Selection::All));
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
fn a_model_that_is_none_is_an_error() {
    let good = service("test", MODEL).model;
    let bad = Source { path: "bad.json".to_owned(), text: "{".to_owned() };
    let side = |model| Side { model, endpoints: None };
    let problems = compare("test", side(&good), side(&bad), Selection::All).unwrap_err();
    assert!(problems.iter().any(|problem| problem.file == "bad.json"), "{problems:?}");
}
