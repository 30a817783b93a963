//! Invalid and hostile models in Smithy's JSON AST: each problem is reported with its location, and nothing hangs or
//! overflows.

use super::converted;
use super::support::{self, generated, problems, smithy_fixture};
use smithereen_codegen::ServiceSources;
use std::fmt::Write;

const SERVICE: &str = r#""ns#S":{"type":"service","version":"1","operations":[{"target":"ns#Put"}],
    "traits":{"aws.auth#sigv4":{"name":"s"},"aws.protocols#restJson1":{}}}"#;
const PUT: &str = r#""ns#Put":{"type":"operation","input":{"target":"ns#In"},
    "traits":{"smithy.api#http":{"method":"PUT","uri":"/"}}}"#;

/// Returns a model with these shapes and a service with the operation `Put`.
fn service(shapes: &str) -> ServiceSources {
    model(&format!(r#"{{"smithy":"2.0","shapes":{{{SERVICE},{PUT},{shapes}}}}}"#))
}

fn model(text: &str) -> ServiceSources {
    let mut service = smithy_fixture("structure");
    service.model.path = "model.json".to_owned();
    service.model.text = text.to_owned();
    service.operations = vec!["Put".to_owned()].into();
    service
}

#[track_caller]
fn assert_reported(service: ServiceSources, expected: &[&str]) {
    let found = problems(&generated(service));
    for problem in expected {
        assert!(found.contains(problem), "expected {problem}\nfound {found}");
    }
    assert!(!found.is_empty() || expected.is_empty(), "{found}");
}

#[test]
fn a_valid_model_has_no_diagnostics() {
    assert_eq!(problems(&generated(service(r#""ns#In":{"type":"structure","members":{}}"#))), "");
}

#[test]
fn invalid_models_are_rejected() {
    for (text, expected) in [
        (r#"{"smithy":"3.0","shapes":{}}"#, "error: model.json: smithy: unknown version `3.0` of Smithy"),
        (r#"{"smithy":2,"shapes":{}}"#, "error: model.json: smithy: expected a string, found a number"),
        (r#"{"smithy":"2.0"}"#, "error: model.json: `shapes` is missing"),
        (r#"{"smithy":"2.0","shapes":[]}"#, "error: model.json: shapes: expected an object, found an array"),
        (r#"{"smithy":"2.0","shapes":{}}"#, "error: model.json: shapes: the model has no service"),
        (
            r#"{"smithy":"2.0","shapes":{"a#A":{"type":"service"},"b#B":{"type":"service"}}}"#,
            "error: model.json: shapes: the model has several services: a#A, b#B",
        ),
        (r#"{"smithy":"2.0","shapes":{"A":{"type":"string"}}}"#, "shapes.A: not an absolute shape id"),
        (r#"{"smithy":"2.0","shapes":{"a#A":{}}}"#, "shapes.a#A: `type` is missing"),
        (
            r#"{"smithy":"2.0","shapes":{"a#A":{"type":"service"}}}"#,
            "shapes.a#A.traits: the service has no trait of a protocol that is known",
        ),
        (r#"{"smithy":"2.0","more":1,"shapes":{}}"#, "warning: model.json: more: unknown key"),
    ] {
        assert_reported(model(text), &[expected]);
    }
}

#[test]
fn dangling_references_are_reported_with_their_location() {
    assert_reported(
        service(
            r#""ns#In":{"type":"structure","mixins":[{"target":"ns#NoMixin"}],"members":{
                "a":{"target":"ns#NoTarget"},"b":{"target":"smithy.api#NoPrelude"},"c":{},
                "d":{"target":"ns#L"},"e":{"target":"ns#M"},"f":{"target":"ns#W"}}},
            "ns#L":{"type":"list"},"ns#M":{"type":"map","key":{"target":"ns#In"}},"ns#W":{"type":"what"},
            "ns#In$x":{"type":"apply","traits":{}},"ns#Gone":{"type":"apply","traits":{}}"#,
        ),
        &[
            "shapes.ns#In.mixins.0: the shape `ns#NoMixin` is not in the model",
            "shapes.ns#In.members.a.target: the shape `ns#NoTarget` is not in the model",
            "shapes.ns#In.members.b.target: the shape `smithy.api#NoPrelude` is not in the model",
            "shapes.ns#In.members.c: `target` is missing",
            "shapes.ns#L: `member` is missing",
            "shapes.ns#M: `value` is missing",
            "shapes.ns#W.type: unknown shape type `what`",
            "shapes.ns#In$x: the shape has no member `x`",
            "shapes.ns#Gone: the shape `ns#Gone` is not in the model",
        ],
    );
    let text = service(r#""ns#In":{"type":"structure","members":{}}"#).model.text;
    let operations = r#""operations":[{"target":"ns#Put"},{"target":"ns#Gone"},{"target":"ns#In"}],"errors":[{"target":"ns#No"}]"#;
    let text = text.replace(r#""operations":[{"target":"ns#Put"}]"#, operations);
    assert_reported(
        model(&text),
        &[
            "shapes.ns#S.operations.1: the shape `ns#Gone` is not in the model",
            "shapes.ns#S.operations.2: `ns#In` is of type structure, not operation",
            "shapes.ns#S.errors.0.target: the shape `ns#No` is not in the model",
        ],
    );
}

#[test]
fn problems_of_passes_are_reported_with_their_location() {
    let mut service = service(
        r#""ns#In":{"type":"structure","members":{
            "p":{"target":"smithy.api#BigInteger","traits":{"smithy.api#httpLabel":{}}},
            "q":{"target":"ns#In","traits":{"smithy.api#httpQuery":"q"}}}},
            "ns#Big":{"type":"bigDecimal"},"ns#Auth":{"type":"string"}"#,
    );
    service.model.text = service.model.text.replace(r#""uri":"/""#, r#""uri":"/{x}""#);
    service.operations = vec!["Put".to_owned(), "Pot".to_owned()].into();
    assert_reported(
        service,
        &[
            "shapes.ns#Put.traits.smithy.api#http.uri: the label `x` has no member in the input",
            "shapes.ns#In.members.q: a structure cannot be bound to this part of a message",
            "shapes.ns#S.operations: there is no operation `Pot` in the model\n  help: did you mean `Put`?",
        ],
    );
}

#[test]
fn invalid_trait_values_are_reported() {
    assert_reported(
        service(
            r#""ns#In":{"type":"structure","members":{
                "a":{"target":"ns#E","traits":{"smithy.api#httpQuery":1}},
                "b":{"target":"ns#I"},"c":{"target":"ns#T"},"d":{"target":"ns#N","traits":{"smithy.api#length":{"min":"x"}}}}},
            "ns#E":{"type":"string","traits":{"smithy.api#enum":[{}]}},
            "ns#I":{"type":"intEnum","members":{"A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"1"}}}},
            "ns#T":{"type":"timestamp","traits":{"smithy.api#timestampFormat":"julian"}},
            "ns#N":{"type":"string","traits":{"smithy.api#made_up":{},"com.example#mine":{}}},
            "ns#X":{"type":"structure","members":{},"traits":{"smithy.api#error":"nobody","smithy.api#httpError":"1"}}"#,
        ),
        &[
            "shapes.ns#In.members.a.traits.smithy.api#httpQuery: expected a string, found a number",
            "shapes.ns#E.traits.smithy.api#enum: expected a `value` in each entry",
            "shapes.ns#I.members.A.traits: `smithy.api#enumValue` is not a 32-bit integer",
            "shapes.ns#T.traits.smithy.api#timestampFormat: expected `date-time`, `http-date` or `epoch-seconds`",
            "shapes.ns#In.members.d.traits.smithy.api#length.min: expected a number, found a string",
            "warning: model.json: shapes.ns#N.traits.smithy.api#made_up: unknown trait",
            "shapes.ns#X.traits.smithy.api#error: expected `client` or `server`",
            "shapes.ns#X.traits.smithy.api#httpError: expected a status from 0 to 65535",
        ],
    );
}

#[test]
fn conflicting_names_of_namespaces_are_reported() {
    let shapes = r#""ns#In":{"type":"structure","members":{"a":{"target":"ns#A"},"b":{"target":"other#A"},"c":{"target":"other#T"},"d":{"target":"ns#T"}}},
        "ns#A":{"type":"structure","members":{}},"other#A":{"type":"structure","members":{}},
        "ns#T":{"type":"string"},"other#T":{"type":"string"}"#;
    let found = problems(&generated(service(shapes)));
    assert!(found.contains("shapes.other#A: `ns#A` and `other#A` would both be called `A`"), "{found}");
    assert_eq!(found.matches("would both be called").count(), 1, "a string is called nothing: {found}");
}

#[test]
fn cycles_are_reported() {
    assert_reported(
        service(
            r#""ns#In":{"type":"structure","mixins":[{"target":"ns#A"}],"members":{}},
            "ns#A":{"type":"structure","mixins":[{"target":"ns#B"}],"members":{},"traits":{"smithy.api#mixin":{}}},
            "ns#B":{"type":"structure","mixins":[{"target":"ns#A"}],"members":{},"traits":{"smithy.api#mixin":{}}}"#,
        ),
        &["shapes.ns#B.mixins.0: the mixin `ns#A` has this shape as a mixin itself"],
    );
    let text = service(
        r#""ns#In":{"type":"structure","members":{}},
        "ns#R":{"type":"resource","resources":[{"target":"ns#Q"}]},
        "ns#Q":{"type":"resource","resources":[{"target":"ns#R"}]}"#,
    )
    .model
    .text
    .replace(r#""operations":["#, r#""resources":[{"target":"ns#R"}],"operations":["#);
    assert_reported(
        model(&text),
        &["shapes.ns#Q.resources.0: the resource `ns#R` is referenced more than once, or contains itself"],
    );
}

/// Returns a chain of mixins and a chain of resources, with these members each.
fn chains(links: usize, members: &str) -> ServiceSources {
    let mut shapes =
        String::from(r#""ns#In":{"type":"structure","mixins":[{"target":"ns#M0"}],"members":{}}"#);
    for link in 0..links {
        let next = link + 1;
        let members = members.replace("LINK", &link.to_string());
        let _ = write!(
            shapes,
            r#","ns#M{link}":{{"type":"structure","mixins":[{{"target":"ns#M{next}"}}],"members":{{{members}}},
                "traits":{{"smithy.api#mixin":{{}}}}}},
            "ns#R{link}":{{"type":"resource","resources":[{{"target":"ns#R{next}"}}]}}"#
        );
    }
    let _ = write!(
        shapes,
        r#","ns#M{links}":{{"type":"structure","members":{{}},"traits":{{"smithy.api#mixin":{{}}}}}},
        "ns#R{links}":{{"type":"resource"}}"#
    );
    let text = service(&shapes).model.text;
    model(&text.replace(r#""operations":["#, r#""resources":[{"target":"ns#R0"}],"operations":["#))
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    assert_eq!(problems(&generated(chains(20_000, ""))), "");
}

#[test]
fn exponential_mixins_are_rejected() {
    let member = r#""mLINK":{"target":"smithy.api#String"}"#;
    assert_eq!(problems(&generated(chains(300, member))), "");
    assert_reported(chains(1_500, member), &["mixins of mixins add too many members and traits"]);
}

/// As many shapes of each kind as possible: lookups take constant time.
#[test]
fn large_models_are_read_in_linear_time() {
    let many = |one: &dyn Fn(usize) -> String| (0..20_000).map(one).collect::<Vec<_>>().join(",");
    let members = many(&|n| format!(r#""m{n}":{{"target":"smithy.api#String"}}"#));
    let applied = many(&|n| format!(r#""ns#In$m{n}":{{"type":"apply","traits":{{"a#b":1}}}}"#));
    let traits = many(&|n| format!(r#""a#t{n}":1"#));
    let shapes = format!(
        r#""ns#In":{{"type":"structure","members":{{{members}}},"traits":{{{traits}}}}},{applied},
        "ns#E":{{"type":"enum","members":{{{members}}}}}"#
    );
    let mut service = service(&shapes);
    service.operations = Vec::new().into();
    let begun = std::time::Instant::now();
    assert_eq!(problems(&generated(service)), "");
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

/// Required members, labels, errors and operations: sixteen times as many may take at most four times as long each.
#[test]
fn generation_time_is_linear_in_the_model() {
    let time = |count: usize| {
        let wide = wide(count);
        let begun = std::time::Instant::now();
        for service in [converted(&wide), wide] {
            assert_eq!(problems(&generated(service)), "");
        }
        begun.elapsed()
    };
    let (small, large) = (time(125), time(2_000));
    let most = 16 * 4 * small + std::time::Duration::from_secs(1);
    assert!(large < most, "{small:?} and {large:?}");
}

/// Returns a model with this number of required members, labels, errors and operations.
fn wide(count: usize) -> ServiceSources {
    let many = |one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(",");
    let members = many(&|n| format!(r#""m{n}":{{"shape":"S"}}"#));
    let labels = many(&|n| format!(r#""l{n}":{{"shape":"S","location":"uri"}}"#));
    let uri = many(&|n| format!("/{{l{n}}}")).replace(',', "");
    let errors = many(&|n| format!(r#"{{"shape":"E{n}"}}"#));
    let shapes = many(&|n| format!(r#""E{n}":{{"type":"structure","members":{{}},"exception":true}}"#));
    let operations = many(&|n| {
        let http = format!(r#"{{"method":"PUT","requestUri":"/{n}"}}"#);
        format!(r#""Op{n}":{{"name":"Op{n}","http":{http},"errors":[{{"shape":"E{n}"}}]}}"#)
    });
    let required = |prefix: &str| {
        many(&|n| format!("{prefix}{n}"))
            .split(',')
            .map(|name| format!("{name:?}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let text = format!(
        r#"{{"operations":{{
            "Put":{{"name":"Put","http":{{"method":"PUT","requestUri":"{uri}"}},"input":{{"shape":"Labels"}},
                "output":{{"shape":"Wide"}},"errors":[{errors}]}},{operations}}},
          "shapes":{{"S":{{"type":"string"}},{shapes},
            "Labels":{{"type":"structure","required":[{}],"members":{{{labels}}}}},
            "Wide":{{"type":"structure","required":[{}],"members":{{{members}}}}}}}}}"#,
        required("l"),
        required("m"),
    );
    // Only the wide operations are generated, since the file of each operation takes time too.
    ServiceSources { operations: vec!["Put".to_owned()].into(), ..support::service("wide", &text) }
}

#[test]
fn deeply_nested_json_is_rejected() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_reported(
        service(&format!(r#""ns#In":{{"type":"structure","members":{{}},"traits":{{"a#b":{deep}}}}}"#)),
        &["not JSON"],
    );
}
