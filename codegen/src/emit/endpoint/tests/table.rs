//! Large rule sets become tables.

use super::super::{simplified, table};
use super::{ENDPOINT, FIPS, NO_FIPS, PARTITION, REGION, URL, endpoint, error, is_region, rule, tree};
use crate::diagnostic::Diagnostics;
use crate::graph::rules::Logic;
use crate::source::Source;

const MORE: &str = r#"{
    "Region": {"builtIn": "AWS::Region", "type": "string", "required": true},
    "UseFIPS": {"builtIn": "AWS::UseFIPS", "type": "boolean"},
    "Endpoint": {"builtIn": "SDK::Endpoint", "type": "string"},
    "Bucket": {"type": "string"},
    "Kind": {"type": "string", "default": "k", "required": true}
}"#;

/// Returns the tables of rules, which follow 121 endpoints with a region each.
fn items(rules: &[&str]) -> Option<Vec<String>> {
    let many = (0..121).map(|number| endpoint(&[&is_region(&number.to_string())], "https://x"));
    let all: Vec<String> = many.chain(rules.iter().map(|rule| (*rule).to_owned())).collect();
    let rules = all.join(",");
    let text = format!(r#"{{"version": "1.0", "parameters": {MORE}, "rules": [{rules}]}}"#);
    let out = Diagnostics::default();
    let rules = crate::read::endpoints(&Source { path: "r.json".to_owned(), text }, &out);
    let problems: Vec<_> = out.into_sorted().iter().map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0]);
    let rules = simplified(&rules.unwrap());
    let Logic::Rules(logic) = &rules.logic else { panic!("rules") };
    table::items(logic, &rules.required, "Some Thing")
}

/// Returns the text of the tables, which is valid Rust.
fn text(rules: &[&str]) -> String {
    let text = items(rules).unwrap().concat();
    syn::parse_file(&text).unwrap();
    text
}

#[test]
fn large_rule_sets_are_tables() {
    let bucket = r#"{"fn": "isSet", "argv": [{"ref": "Bucket"}]}"#;
    let encoded = r#"{"fn": "uriEncode", "argv": [{"ref": "Bucket"}], "assign": "encoded"}"#;
    let inner = [
        endpoint(&[FIPS], "https://fips.{Region}.{PartitionResult#dnsSuffix}"),
        endpoint(&[NO_FIPS], "{url#scheme}://{url#authority}{url#path}/{encoded}"),
    ];
    let inner: Vec<&str> = inner.iter().map(String::as_str).collect();
    let text = text(&[
        &tree(&[bucket, PARTITION, ENDPOINT, URL, encoded], &inner),
        &tree(&[PARTITION, ENDPOINT, URL, bucket, encoded], &inner),
        &error(&[], "no {Kind}"),
    ]);
    for part in [
        "use super::super::partitions::PARTITIONS;\nuse smithereen::endpoint::Params;\n",
        "use smithereen::endpoint::rules::{Condition, Expr, Name, Properties, Rule, RuleSet};\n",
        "    params.resolve(|params| RULES.evaluate(params))\n",
        "    Name::assigned(\"PartitionResult\"),\n",
        "    Name::region(\"Region\").required(),\n",
        "    Name::string(\"Kind\").default_string(\"k\"),\n",
        "const LET_URL: Condition = Condition::assigns(URL, &Expr::ParseUrl(&ENDPOINT));\n",
        "const REGION_IS_30: Condition = Condition::holds(&Expr::Equals(&REGION, &Expr::Text(\"30\")));\n",
        "const WITH_USE_FIPS: Condition = Condition::holds(&USE_FIPS);\n",
        "static PROPERTIES: Properties = Properties::new();\n",
        "    Rule::endpoint(&[REGION_IS_0], Expr::Text(\"https://x\"), &PROPERTIES),\n",
        "    Rule::tree(&[HAS_BUCKET, LET_PARTITION, HAS_ENDPOINT, LET_URL], SHARED_RULES),\n",
        "    Rule::error(&[], Expr::Template(\"no {Kind}\")),\n]);\n",
        "        Expr::Template(\"{url#scheme}://{url#authority}{url#path}/{uriEncode(Bucket)}\"),\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(text.matches("uriEncode").count(), 1, "rules that two trees have are written once\n{text}");
    assert!(!text.contains("const KIND"), "a name that only templates use needs no constant\n{text}");
}

#[test]
fn each_combination_of_properties_is_written_once() {
    let signed = |conditions: &[&str], region: &str| {
        let scheme = format!(r#"{{"name": "sigv4", "signingName": "s3", "signingRegion": "{region}"}}"#);
        let properties = format!(r#"{{"authSchemes": [{scheme}], "backend": "b", "metricValues": ["O"]}}"#);
        let endpoint =
            format!(r#"{{"url": "https://y", "properties": {properties}, "headers": {{"x-a": ["b"]}}}}"#);
        rule(conditions, &format!(r#""type": "endpoint", "endpoint": {endpoint}"#))
    };
    let text = text(&[&signed(&[FIPS], "{Region}"), &signed(&[ENDPOINT], "{Region}"), &signed(&[], "r")]);
    let expected = "static AUTH_SIGV4_S3: Properties = Properties::new()
    .schemes(&[
        Scheme::new(\"sigv4\").signing_name(Expr::Text(\"s3\")).signing_region(REGION),
    ])
    .texts(&[
        (\"backend\", Expr::Text(\"b\")),
    ])
    .lists(&[
        (\"metricValues\", &[\"O\"]),
    ])
    .headers(&[
        (\"x-a\", Expr::Text(\"b\")),
    ]);
static AUTH_SIGV4_S3_2: Properties";
    assert!(text.contains(expected), "{text}");
    assert_eq!(text.matches("https://y\"), &AUTH_SIGV4_S3),").count(), 2, "{text}");
}

#[test]
fn small_rule_sets_and_rules_that_tables_do_not_have_are_code() {
    let unsupported = [
        error(
            &[
                r#"{"fn": "stringEquals", "argv": [{"fn": "coalesce", "argv": [{"ref": "Bucket"}, "x"]}, "y"]}"#,
            ],
            "no",
        ),
        error(&[REGION], "{{literal}} {Region}"),
        rule(&[], r#""type": "endpoint", "endpoint": {"url": "https://x", "properties": {"flag": true}}"#),
    ];
    for rule in &unsupported {
        assert_eq!(items(&[rule]), None, "{rule}");
    }
    let rules = simplified(&crate::graph::rules::RuleSet::by_url());
    let Logic::Rules(logic) = &rules.logic else { panic!("rules") };
    assert_eq!(table::items(logic, &rules.required, "Some Thing"), None);
}
