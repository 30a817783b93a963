mod refused;

use super::read;
use crate::diagnostic::Diagnostics;
use crate::graph::rules::{Attribute, Condition, Expr, Input, Outcome, Rule, RuleSet};
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

/// The rule of these conditions.
fn conditions(conditions: &str) -> String {
    format!(r#"{{"conditions": [{conditions}], "type": "error", "error": "no"}}"#)
}

fn call(function: &str, arguments: &str) -> String {
    format!(r#"{{"fn": "{function}", "argv": [{arguments}]}}"#)
}

fn endpoint(endpoint: &str) -> String {
    format!(r#"{{"type": "endpoint", "endpoint": {endpoint}}}"#)
}

/// One problem at least is told, it begins so, and there are no rules.
fn refused(rules: &str, problem: &str) {
    let (read, problems) = read_rules(rules);
    assert!(problems.iter().any(|found| found.starts_with(problem)), "{rules}\n{problem}\n{problems:#?}");
    assert!(!problem.starts_with("error") || read.is_none(), "{rules}\n{read:?}");
}

fn understood(rules: &str) -> Vec<Rule> {
    let (read, problems) = read_rules(rules);
    assert_eq!(problems, [""; 0], "{rules}");
    read.unwrap().rules
}

fn input(input: Input) -> Box<Expr> {
    Box::new(Expr::Input(input))
}

#[test]
fn a_rule_set_is_read() {
    let rules = understood(
        r##"{"type": "tree", "documentation": ".", "conditions": [
                {"fn": "isSet", "argv": [{"ref": "Region"}]},
                {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "P"}
            ], "rules": [{"type": "endpoint", "conditions": [], "endpoint": {
                "url": "https://{{x}}.{Region}.{P#dnsSuffix}",
                "properties": {
                    "authSchemes": [{"name": "sigv4", "signingName": "n", "signingRegion": "{Region}"}, {}],
                    "metricValues": ["O"]
                },
                "headers": {}
            }}]}"##,
    );
    let [Rule { conditions, outcome: Outcome::Tree(inner) }] = rules.as_slice() else { panic!("{rules:?}") };
    let partition = Expr::Partition(input(Input::Region));
    let expected = [
        Condition::Holds(Expr::IsSet(input(Input::Region))),
        Condition::Bind { name: "P".to_owned(), value: partition },
    ];
    assert_eq!(conditions, &expected);
    let [Rule { outcome: Outcome::Endpoint(found), .. }] = inner.as_slice() else { panic!("{inner:?}") };
    let local = Box::new(Expr::Local("P".to_owned()));
    let expected = vec![
        Expr::Text("https://{x}.".to_owned()),
        Expr::Input(Input::Region),
        Expr::Text(".".to_owned()),
        Expr::Attribute(local, Attribute::DnsSuffix),
    ];
    assert_eq!(found.url, Expr::Template(expected));
    assert_eq!(found.signing_name, Some(Expr::Text("n".to_owned())));
    assert_eq!(found.signing_region, Some(Expr::Input(Input::Region)));
}

#[test]
fn what_is_always_there_is_known_by_its_value() {
    let encoded = r#"{"fn": "uriEncode", "argv": ["a/b"], "assign": "e"}"#;
    let equal = r#"{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true], "assign": "fips"}"#;
    let rules = understood(&conditions(&format!(
        "{encoded}, {equal}, {}, {}",
        call("stringEquals", r#"{"ref": "e"}, "x""#),
        call("not", r#"{"ref": "fips"}"#),
    )));
    let [Rule { conditions, .. }] = rules.as_slice() else { panic!("{rules:?}") };
    let text = |text: &str| Box::new(Expr::Text(text.to_owned()));
    let expected = [
        Expr::BooleanEquals(input(Input::UseFips), Box::new(Expr::Flag(true))),
        Expr::StringEquals(Box::new(Expr::UriEncode(text("a/b"))), text("x")),
        Expr::Not(Box::new(Expr::Flag(true))),
    ];
    assert_eq!(*conditions, expected.map(Condition::Holds));
}

#[test]
fn an_input_that_is_compared_untested_is_tested() {
    let rules = understood(&conditions(&call("stringEquals", r#"{"ref": "Region"}, "x""#)));
    let tested = Condition::Holds(Expr::IsSet(input(Input::Region)));
    assert_eq!(rules.first().and_then(|rule| rule.conditions.first()), Some(&tested));
    // The partition of no region is the default one, and an outcome without its input is a refusal anyway.
    let rules = understood(&conditions(&call("aws.partition", r#"{"ref": "Region"}"#)));
    assert_eq!(rules.first().map(|rule| rule.conditions.len()), Some(1));
    let rules = understood(&endpoint(r#"{"url": "https://{Region}"}"#));
    assert_eq!(rules.first().map(|rule| rule.conditions.len()), Some(0));
}

#[test]
fn parameters_that_no_rule_uses_may_be_anything() {
    let read = read_rules(&conditions("")).0.unwrap();
    let inputs: Vec<_> =
        read.parameters.iter().map(|parameter| (parameter.input, parameter.required)).collect();
    let [region, fips, endpoint] =
        [Input::Region, Input::UseFips, Input::Endpoint].map(|input| (Some(input), false));
    assert_eq!(inputs, [region, fips, endpoint, (None, false), (None, false)]);
}

#[test]
fn names_are_seen_by_what_follows_in_their_rule_alone() {
    let give = |name: &str| format!(r#"{{"fn": "parseURL", "argv": ["http://x"], "assign": "{name}"}}"#);
    let ask = |name: &str| call("getAttr", &format!(r#"{{"ref": "{name}"}}, "isIp""#));
    let unknown = "neither a parameter nor assigned";
    let siblings = format!("{}, {}", conditions(&give("u")), conditions(&ask("u")));
    refused(&siblings, &format!("error: r.json: rules.1.conditions.0.argv.0.ref: `u` is {unknown}"));
    let before = conditions(&format!("{}, {}", ask("u"), give("u")));
    refused(&before, &format!("error: r.json: rules.0.conditions.0.argv.0.ref: `u` is {unknown}"));
    let nested = call("isSet", &give("u"));
    let nested = conditions(&format!("{nested}, {}", ask("u")));
    refused(&nested, &format!("error: r.json: rules.0.conditions.1.argv.0.ref: `u` is {unknown}"));
    refused(&nested, "warning: r.json: rules.0.conditions.0.argv.0.assign: this key is not known here");
    let twice = conditions(&format!("{}, {}", give("u"), give("u")));
    refused(&twice, "error: r.json: rules.0.conditions.1.assign: the name `u` is taken here");
    let apart =
        format!("{}, {}", conditions(&give("u")), conditions(&format!("{}, {}", give("u"), ask("u"))));
    assert_eq!(understood(&apart).len(), 2);
}
