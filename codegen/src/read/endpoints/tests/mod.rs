//! Tests of the reader of endpoint rules.

mod diagram;
mod rejected;

use super::read;
use crate::diagnostic::Diagnostics;
use crate::graph::rules::{
    Attribute, Condition, EndpointAuthScheme, Expr, Input, Logic, Outcome, ParameterType, ParameterValue,
    Property, Rule, RuleSet, Source as From,
};
use crate::source::Source;

const PARAMETERS: &str = r#"{
    "Region": {"builtIn": "AWS::Region", "type": "string", "required": false, "documentation": "."},
    "UseFIPS": {"builtIn": "AWS::UseFIPS", "type": "Boolean", "required": true, "default": false},
    "Endpoint": {"builtIn": "SDK::Endpoint", "type": "String"},
    "Bucket": {"type": "string"},
    "Arns": {"type": "stringArray"}
}"#;

fn read_text(text: &str) -> (Option<RuleSet>, Vec<String>) {
    let out = Diagnostics::default();
    let read = read(&Source { path: "r.json".to_owned(), text: text.to_owned() }, &out);
    (read, out.into_sorted().iter().map(ToString::to_string).collect())
}

fn read_rules(rules: &str) -> (Option<RuleSet>, Vec<String>) {
    read_text(&format!(r#"{{"version": "1.0", "parameters": {PARAMETERS}, "rules": [{rules}]}}"#))
}

/// Returns a rule with these conditions.
fn conditions(conditions: &str) -> String {
    format!(r#"{{"conditions": [{conditions}], "type": "error", "error": "no"}}"#)
}

fn call(function: &str, arguments: &str) -> String {
    format!(r#"{{"fn": "{function}", "argv": [{arguments}]}}"#)
}

fn endpoint(endpoint: &str) -> String {
    format!(r#"{{"type": "endpoint", "endpoint": {endpoint}}}"#)
}

/// Checks that reading fails, and that the first problem starts with `problem`.
fn assert_rejected(rules: &str, problem: &str) {
    let (read, problems) = read_rules(rules);
    assert!(problems.iter().any(|found| found.starts_with(problem)), "{rules}\n{problem}\n{problems:#?}");
    assert!(!problem.starts_with("error") || read.is_none(), "{rules}\n{read:?}");
}

fn parsed_rules(rules: &str) -> Vec<Rule> {
    let (read, problems) = read_rules(rules);
    assert_eq!(problems, [""; 0], "{rules}");
    rules_of(read.unwrap())
}

fn rules_of(rules: RuleSet) -> Vec<Rule> {
    match rules.logic {
        Logic::Rules(rules) => rules,
        Logic::Diagram(_) => panic!("expected rules"),
    }
}

fn input(input: Input) -> Box<Expr> {
    Box::new(Expr::Input(input))
}

#[test]
fn a_rule_set_is_read() {
    let rules = parsed_rules(
        r##"{"type": "tree", "documentation": ".", "conditions": [
                {"fn": "isSet", "argv": [{"ref": "Region"}]},
                {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "P"}
            ], "rules": [{"type": "endpoint", "conditions": [], "endpoint": {
                "url": "https://{{x}}.{Region}.{P#dnsSuffix}",
                "properties": {
                    "authSchemes": [{"name": "sigv4", "signingName": "n", "signingRegion": "{Region}"},
                        {"name": "sigv4a", "signingRegionSet": ["*"], "disableDoubleEncoding": true}],
                    "metricValues": ["O"]
                },
                "headers": {"x-region": ["{Region}", "b"]}
            }}]}"##,
    );
    let [Rule { conditions, outcome: Outcome::Tree(inner) }] = rules.as_slice() else { panic!("{rules:?}") };
    let partition = Expr::Partition(input(Input::REGION));
    let expected = [
        Condition::Holds(Expr::IsSet(input(Input::REGION))),
        Condition::Bind { name: "P".to_owned(), value: partition },
    ];
    assert_eq!(conditions, &expected);
    let [Rule { outcome: Outcome::Endpoint(found), .. }] = inner.as_slice() else { panic!("{inner:?}") };
    let local = Box::new(Expr::Local("P".to_owned()));
    let expected = vec![
        Expr::Text("https://{x}.".to_owned()),
        Expr::Input(Input::REGION),
        Expr::Text(".".to_owned()),
        Expr::Attribute(local, Attribute::DnsSuffix),
    ];
    assert_eq!(found.url, Expr::Template(expected));
    let text = |text: &str| Expr::Text(text.to_owned());
    let mut schemes = [EndpointAuthScheme::new("sigv4"), EndpointAuthScheme::new("sigv4a")];
    schemes[0].signing_name = Some(text("n"));
    schemes[0].signing_region = Some(Expr::Input(Input::REGION));
    schemes[1].signing_region_set = vec![text("*")];
    schemes[1].disable_double_encoding = true;
    assert_eq!(found.auth_schemes, schemes);
    let metrics = Property::Array(vec![Property::Text(text("O"))]);
    assert_eq!(found.properties, [("metricValues".to_owned(), metrics)]);
    assert_eq!(found.headers, [("x-region".to_owned(), vec![Expr::Input(Input::REGION), text("b")])]);
}

#[test]
fn a_bound_value_that_is_never_missing_is_inlined() {
    let encoded = r#"{"fn": "uriEncode", "argv": ["a/b"], "assign": "e"}"#;
    let equal = r#"{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true], "assign": "fips"}"#;
    let rules = parsed_rules(&conditions(&format!(
        "{encoded}, {equal}, {}, {}",
        call("stringEquals", r#"{"ref": "e"}, "x""#),
        call("not", r#"{"ref": "fips"}"#),
    )));
    let [Rule { conditions, .. }] = rules.as_slice() else { panic!("{rules:?}") };
    let text = |text: &str| Box::new(Expr::Text(text.to_owned()));
    let expected = [
        Expr::BooleanEquals(input(Input::USE_FIPS), Box::new(Expr::Flag(true))),
        Expr::StringEquals(Box::new(Expr::UriEncode(text("a/b"))), text("x")),
        Expr::Not(Box::new(Expr::Flag(true))),
    ];
    assert_eq!(*conditions, expected.map(Condition::Holds));
}

#[test]
fn an_untested_input_is_tested_before_a_comparison() {
    let rules = parsed_rules(&conditions(&call("stringEquals", r#"{"ref": "Region"}, "x""#)));
    let tested = Condition::Holds(Expr::IsSet(input(Input::REGION)));
    assert_eq!(rules.first().and_then(|rule| rule.conditions.first()), Some(&tested));
    // Without a region, the partition is the default, and an outcome that needs the region is an error anyway.
    let rules = parsed_rules(&conditions(&call("aws.partition", r#"{"ref": "Region"}"#)));
    assert_eq!(rules.first().map(|rule| rule.conditions.len()), Some(1));
    let rules = parsed_rules(&endpoint(r#"{"url": "https://{Region}"}"#));
    assert_eq!(rules.first().map(|rule| rule.conditions.len()), Some(0));
}

#[test]
fn parameters_are_built_in_or_named() {
    let parameters = r#"{
        "Region": {"builtIn": "AWS::Region", "type": "string", "default": "us-east-1", "required": true},
        "UseFIPS": {"builtIn": "AWS::UseFIPS", "type": "Boolean", "default": false, "required": true},
        "Endpoint": {"builtIn": "SDK::Endpoint", "type": "String", "required": true},
        "Account": {"builtIn": "AWS::Auth::AccountId", "type": "string"},
        "Mode": {"builtIn": "AWS::Auth::AccountIdEndpointMode", "type": "string"},
        "Style": {"builtIn": "AWS::S3::ForcePathStyle", "type": "boolean"},
        "Arns": {"type": "stringArray", "default": ["a"], "required": true}
    }"#;
    let text = format!(r#"{{"version": "1.0", "parameters": {parameters}, "rules": [{}]}}"#, conditions(""));
    let (read, problems) = read_text(&text);
    assert_eq!(problems, [""; 0]);
    let found = read.unwrap().parameters.into_iter().map(|parameter| (parameter.input, parameter.required));
    let with = |source: From, kind, default| Input { default, ..Input::new(source, kind) };
    let named = |name: &str| From::Named(name.to_owned());
    let region = Some(ParameterValue::String("us-east-1".to_owned()));
    let expected = [
        (with(From::Region, ParameterType::String, region), false),
        (Input::USE_FIPS, false),
        (Input::ENDPOINT, true),
        (with(From::AccountId, ParameterType::String, None), false),
        (with(From::AccountIdEndpointMode, ParameterType::String, None), false),
        (with(named("Style"), ParameterType::Boolean, None), false),
        (
            with(
                named("Arns"),
                ParameterType::StringArray,
                Some(ParameterValue::StringArray(vec!["a".to_owned()])),
            ),
            false,
        ),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn parts_of_arns_and_lists_may_be_missing() {
    let arn = r#"{"fn": "aws.parseArn", "argv": ["{Bucket}"], "assign": "arn"}"#;
    let part = r#"{"fn": "getAttr", "argv": [{"ref": "arn"}, "resourceId[1]"], "assign": "part"}"#;
    let first = r#"{"fn": "getAttr", "argv": [{"ref": "Arns"}, "[0]"], "assign": "first"}"#;
    let arns = call("isSet", r#"{"ref": "Arns"}"#);
    let equal = call("stringEquals", r#""{arn#accountId}", "{part}""#);
    let rules = parsed_rules(&conditions(&[arn, part, &arns, first, &equal].join(",")));
    let [Rule { conditions, .. }] = rules.as_slice() else { panic!("{rules:?}") };
    let named = |name: &str, kind| input(Input::new(From::Named(name.to_owned()), kind));
    let (bucket, arns) = (named("Bucket", ParameterType::String), named("Arns", ParameterType::StringArray));
    let local = |name: &str| Box::new(Expr::Local(name.to_owned()));
    let bind = |name: &str, value| Condition::Bind { name: name.to_owned(), value };
    let account = Expr::Attribute(local("arn"), Attribute::ArnAccountId);
    let expected = [
        Condition::Holds(Expr::IsSet(bucket.clone())),
        bind("arn", Expr::ParseArn(bucket)),
        bind("part", Expr::Resource(local("arn"), 1)),
        Condition::Holds(Expr::IsSet(arns.clone())),
        bind("first", Expr::Element(arns, 0)),
        Condition::Holds(Expr::StringEquals(Box::new(account), local("part"))),
    ];
    assert_eq!(*conditions, expected);
}

#[test]
fn bound_names_are_visible_in_the_rest_of_their_rule_only() {
    let give = |name: &str| format!(r#"{{"fn": "parseURL", "argv": ["http://x"], "assign": "{name}"}}"#);
    let ask = |name: &str| call("getAttr", &format!(r#"{{"ref": "{name}"}}, "isIp""#));
    let unknown = "neither a parameter nor assigned";
    let siblings = format!("{}, {}", conditions(&give("u")), conditions(&ask("u")));
    assert_rejected(&siblings, &format!("error: r.json: rules.1.conditions.0.argv.0.ref: `u` is {unknown}"));
    let before = conditions(&format!("{}, {}", ask("u"), give("u")));
    assert_rejected(&before, &format!("error: r.json: rules.0.conditions.0.argv.0.ref: `u` is {unknown}"));
    let nested = call("isSet", &give("u"));
    let nested = conditions(&format!("{nested}, {}", ask("u")));
    assert_rejected(&nested, &format!("error: r.json: rules.0.conditions.1.argv.0.ref: `u` is {unknown}"));
    assert_rejected(&nested, "warning: r.json: rules.0.conditions.0.argv.0.assign: unknown key");
    let twice = conditions(&format!("{}, {}", give("u"), give("u")));
    assert_rejected(&twice, "error: r.json: rules.0.conditions.1.assign: the name `u` is taken here");
    let apart =
        format!("{}, {}", conditions(&give("u")), conditions(&format!("{}, {}", give("u"), ask("u"))));
    assert_eq!(parsed_rules(&apart).len(), 2);
}
