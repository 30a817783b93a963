//! Tests of the emitted endpoint functions. Their runtime behavior is tested in `codegen/tests/compiled`.

mod diagram;
mod host;
mod inputs;
mod table;
mod values;

use super::{code, simplified};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

const PARAMETERS: &str = r#"{
    "Region": {"builtIn": "AWS::Region", "type": "string"},
    "UseFIPS": {"builtIn": "AWS::UseFIPS", "type": "boolean"},
    "UseDualStack": {"builtIn": "AWS::UseDualStack", "type": "boolean"},
    "Endpoint": {"builtIn": "SDK::Endpoint", "type": "string"}
}"#;

fn emitted(parameters: &str, rules: &str) -> String {
    let text = format!(r#"{{"version": "1.0", "parameters": {parameters}, "rules": [{rules}]}}"#);
    let out = Diagnostics::default();
    let rules = crate::read::endpoints(&Source { path: "r.json".to_owned(), text }, &out);
    let problems: Vec<_> = out.into_sorted().iter().map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0]);
    let items = code(&simplified(&rules.unwrap()), "Some Thing");
    let files = items.into_iter().map(|item| syn::parse2(item).unwrap());
    files.map(|file| prettyplease::unparse(&file)).collect()
}

/// Returns the function's body, without indentation.
fn body(parameters: &str, rules: &str) -> String {
    let text = emitted(parameters, rules);
    let (_, body) =
        text.split_once("fn rules(").and_then(|(_, rules)| rules.split_once("EndpointError> {\n")).unwrap();
    let lines = body.strip_suffix("}\n").unwrap().lines();
    lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).map(|line| format!("{line}\n")).collect()
}

fn assert_body(rules: &str, expected: &[&str]) {
    let expected: String = expected.iter().map(|line| format!("{line}\n")).collect();
    let body = body(PARAMETERS, rules);
    assert!(body == expected, "{rules}\n--- emitted\n{body}--- expected\n{expected}");
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rule(conditions: &[&str], outcome: &str) -> String {
    format!(r#"{{"conditions": [{}], {outcome}}}"#, conditions.join(","))
}

fn tree(conditions: &[&str], rules: &[&str]) -> String {
    rule(conditions, &format!(r#""type": "tree", "rules": [{}]"#, rules.join(",")))
}

fn error(conditions: &[&str], message: &str) -> String {
    rule(conditions, &format!(r#""type": "error", "error": "{message}""#))
}

fn endpoint(conditions: &[&str], url: &str) -> String {
    rule(conditions, &format!(r#""type": "endpoint", "endpoint": {{"url": "{url}"}}"#))
}

fn signed(url: &str, scheme: &str) -> String {
    let properties = format!(r#"{{"authSchemes": [{{"name": "sigv4", {scheme}}}]}}"#);
    rule(&[], &format!(r#""type": "endpoint", "endpoint": {{"url": "{url}", "properties": {properties}}}"#))
}

const FIPS: &str = r#"{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]}"#;
const NO_FIPS: &str = r#"{"fn": "booleanEquals", "argv": [false, {"ref": "UseFIPS"}]}"#;
const DUAL: &str = r#"{"fn": "booleanEquals", "argv": [{"ref": "UseDualStack"}, true]}"#;
const REGION: &str = r#"{"fn": "isSet", "argv": [{"ref": "Region"}]}"#;
const NO_REGION: &str = r#"{"fn": "not", "argv": [{"fn": "isSet", "argv": [{"ref": "Region"}]}]}"#;
const ENDPOINT: &str = r#"{"fn": "isSet", "argv": [{"ref": "Endpoint"}]}"#;
const PARTITION: &str =
    r#"{"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "PartitionResult"}"#;
const URL: &str = r#"{"fn": "parseURL", "argv": [{"ref": "Endpoint"}], "assign": "url"}"#;
const NO_MATCH: &str = r#"Err(EndpointError::new("no endpoint rule matches these parameters"))"#;

fn is_region(region: &str) -> String {
    format!(r#"{{"fn": "stringEquals", "argv": ["{region}", {{"ref": "Region"}}]}}"#)
}

#[test]
fn only_needed_items_are_generated() {
    assert_eq!(
        emitted(PARAMETERS, &endpoint(&[], "https://x")),
        "use smithereen::endpoint::Params;
use smithereen::{Endpoint, EndpointError};
/// The endpoint rules of `Some Thing`.
///
/// # Errors
///
/// Returns an error if the rules reject the parameters or the region is invalid.
pub fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    params.resolve(rules)
}
fn rules(_params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    Endpoint::new(\"https://x\")
}
"
    );
    let all =
        emitted(PARAMETERS, &error(&[ENDPOINT, URL, REGION, PARTITION], "{PartitionResult#name}{url#path}"));
    let uses = "use super::super::partitions::PARTITIONS;
use smithereen::endpoint::{Params, parse_url, partition};
use smithereen::{Endpoint, EndpointError};
";
    assert!(all.starts_with(uses), "{all}");
}

#[test]
fn conditions_are_idiomatic() {
    assert_body(
        &tree(
            &[REGION, PARTITION],
            &[
                &endpoint(&[FIPS, DUAL], "https://a.{Region}.{PartitionResult#dnsSuffix}"),
                &error(&[NO_FIPS], "no"),
            ],
        ),
        &[
            "if let Some(region) = params.region",
            "    && let Some(partition) = partition(PARTITIONS, region)",
            "{",
            "    if params.use_fips && params.use_dual_stack {",
            "        let suffix = partition.dns_suffix;",
            r#"        return Endpoint::new(&format!("https://a.{region}.{suffix}"));"#,
            "    }",
            "    if !params.use_fips {",
            r#"        return Err(EndpointError::new("no"));"#,
            "    }",
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn unused_values_are_not_bound() {
    assert_body(
        &error(&[REGION, PARTITION, ENDPOINT, URL], "no"),
        &[
            "if let Some(region) = params.region && partition(PARTITIONS, region).is_some()",
            "    && let Some(endpoint) = params.endpoint && parse_url(endpoint).is_some()",
            "{",
            r#"    return Err(EndpointError::new("no"));"#,
            "}",
            NO_MATCH,
        ],
    );
    assert_body(
        &format!("{}, {}", error(&[REGION, FIPS], "a"), error(&[NO_REGION], "b")),
        &[
            "if params.region.is_some() && params.use_fips {",
            r#"    return Err(EndpointError::new("a"));"#,
            "}",
            "if params.region.is_none() {",
            r#"    return Err(EndpointError::new("b"));"#,
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn nothing_follows_a_rule_without_conditions() {
    let last = [r#"Err(EndpointError::new("a"))"#];
    assert_body(&format!("{}, {}", error(&[], "a"), error(&[FIPS], "b")), &last);
    assert_body(&format!("{}, {}", tree(&[], &[&error(&[], "a")]), error(&[], "b")), &last);
    assert_body(
        &tree(&[FIPS], &[&error(&[DUAL], "a"), &error(&[], "b"), &error(&[REGION], "c")]),
        &[
            "if params.use_fips {",
            "    if params.use_dual_stack {",
            r#"        return Err(EndpointError::new("a"));"#,
            "    }",
            r#"    return Err(EndpointError::new("b"));"#,
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn a_tree_with_one_rule_is_merged_into_its_parent() {
    let inner = tree(&[DUAL], &[&error(&[], "a")]);
    assert_body(
        &tree(&[FIPS], &[&inner]),
        &[
            "if params.use_fips && params.use_dual_stack {",
            r#"    return Err(EndpointError::new("a"));"#,
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn known_facts_are_not_tested_again() {
    // Inside the tree the region is set, and after the tree it is unset.
    assert_body(
        &format!(
            "{}, {}",
            tree(
                &[REGION],
                &[
                    &error(&[NO_REGION], "a"),
                    &endpoint(&[REGION, &is_region("b")], "http://b"),
                    &error(&[], "{Region}")
                ]
            ),
            error(&[NO_REGION], "c"),
        ),
        &[
            "if let Some(region) = params.region {",
            r#"    if region == "b" {"#,
            r#"        return Endpoint::new("http://b");"#,
            "    }",
            "    return Err(EndpointError::new(region));",
            "}",
            r#"Err(EndpointError::new("c"))"#,
        ],
    );
    // A condition that binds a name is kept, even if it always holds.
    assert_body(
        &format!("{}, {}", error(&[NO_REGION], "a"), error(&[REGION], "{Region}")),
        &[
            "if params.region.is_none() {",
            r#"    return Err(EndpointError::new("a"));"#,
            "}",
            "if let Some(region) = params.region {",
            "    return Err(EndpointError::new(region));",
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn an_outcome_checks_its_region() {
    assert_body(
        &endpoint(&[], "https://{Region}.x"),
        &[
            "let Some(region) = params.region else {",
            r#"    return Err(EndpointError::new("no region is set"));"#,
            "};",
            r#"Endpoint::new(&format!("https://{region}.x"))"#,
        ],
    );
    assert_body(
        &error(&[PARTITION], "{PartitionResult#name}"),
        &[
            "if let Some(partition) = partition(PARTITIONS, params.region.unwrap_or_default()) {",
            "    return Err(EndpointError::new(partition.name));",
            "}",
            NO_MATCH,
        ],
    );
}

#[test]
fn required_parameters_are_checked_first() {
    let required = r#"{"Region": {"builtIn": "AWS::Region", "type": "string", "required": true}}"#;
    assert_eq!(
        body(required, &endpoint(&[&is_region("a")], "https://x")),
        r#"let Some(region) = params.region else {
    return Err(EndpointError::new("no region is set"));
};
if region == "a" {
    return Endpoint::new("https://x");
}
Err(EndpointError::new("no endpoint rule matches these parameters"))
"#
    );
    assert_eq!(
        body(required, &endpoint(&[], "https://x")),
        r#"if params.region.is_none() {
    return Err(EndpointError::new("no region is set"));
}
Endpoint::new("https://x")
"#
    );
}

#[test]
fn long_and_deep_rules_are_generated() {
    let many: Vec<String> = (0..255).map(|number| is_region(&number.to_string())).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let text = body(PARAMETERS, &error(&many, "no"));
    assert_eq!(text.matches("region == ").count(), 255);
    let mut deep = error(&[], "no");
    for number in 0..55 {
        deep = tree(&[&is_region(&number.to_string())], &[&error(&[DUAL, FIPS], "x"), &deep]);
    }
    assert_eq!(body(PARAMETERS, &deep).matches("if ").count(), 110);
}
