use super::{assert_rejected, call, conditions, endpoint, parsed_rules, read_rules, read_text, rules_of};

#[test]
fn a_file_without_a_rule_set_is_rejected() {
    let parameters =
        |parameters: &str| format!(r#"{{"version": "1.0", "rules": [], "parameters": {parameters}}}"#);
    let many: Vec<_> = (0..257).map(|number| format!(r#""P{number}": {{"type": "string"}}"#)).collect();
    let many = format!("{{{}}}", many.join(","));
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    for (text, problem) in [
        ("", "error: r.json: not JSON"),
        (&*deep, "error: r.json: not JSON: recursion limit exceeded"),
        ("[]", "error: r.json: expected an object, found an array"),
        ("{}", "error: r.json: `version` is missing"),
        ("{}", "error: r.json: `parameters` is missing"),
        ("{}", "error: r.json: `rules` is missing"),
        (
            r#"{"version": "1.2"}"#,
            "error: r.json: version: version 1.2 of endpoint rules is not supported yet",
        ),
        (r#"{"more": 1}"#, "warning: r.json: more: unknown key"),
        (&parameters("1"), "error: r.json: parameters: expected an object, found a number"),
        (&parameters(r#"{"A": 1}"#), "error: r.json: parameters.A: expected an object, found a number"),
        (&parameters(r#"{"A": {}}"#), "error: r.json: parameters.A: `type` is missing"),
        (
            &parameters(r#"{"A": {"type": "int"}}"#),
            "error: r.json: parameters.A.type: there are no parameters",
        ),
        (
            &parameters(r#"{"A": {"type": "boolean", "builtIn": "AWS::Region"}}"#),
            "error: r.json: parameters.A.type: the type of this built-in is not `boolean`",
        ),
        (
            &parameters(r#"{"A": {"type": "stringArray", "builtIn": "AWS::Region"}}"#),
            "error: r.json: parameters.A.type: the type of this built-in is not `stringArray`",
        ),
        (
            &parameters(r#"{"A": {"type": "string", "default": true}}"#),
            "error: r.json: parameters.A.default: expected a string, found a boolean",
        ),
        (
            &parameters(r#"{"A": {"type": "stringArray", "default": ["a", 1]}}"#),
            "error: r.json: parameters.A.default.1: expected a string, found a number",
        ),
        (&parameters(&many), "error: r.json: parameters: there are more than 256 parameters"),
        (
            &parameters(r#"{"A": {"type": "boolean", "builtIn": "AWS::UseFIPS", "default": true}}"#),
            "error: r.json: parameters.A.default: a default other than false is not supported yet",
        ),
        (
            &parameters(r#"{"A": {"type": "string"}, "A": {"type": "string"}}"#),
            "error: r.json: parameters.A: duplicate key",
        ),
    ] {
        let (read, problems) = read_text(text);
        assert!(problems.iter().any(|found| found.starts_with(problem)), "{text}\n{problem}\n{problems:#?}");
        assert!(read.is_none_or(|read| rules_of(read).is_empty()), "{text}");
    }
}

#[test]
fn a_malformed_rule_is_rejected() {
    let many = [call("isSet", r#"{"ref": "Region"}"#).as_str()].repeat(257).join(",");
    for (rule, problem) in [
        ("", "error: r.json: rules: missing rules"),
        ("1", "error: r.json: rules.0: expected an object, found a number"),
        ("{}", "error: r.json: rules.0: `type` is missing"),
        (r#"{"type": "leaf"}"#, "error: r.json: rules.0.type: there are no rules of the type `leaf`"),
        (r#"{"type": "tree"}"#, "error: r.json: rules.0: `rules` is missing"),
        (
            r#"{"type": "tree", "rules": 1}"#,
            "error: r.json: rules.0.rules: expected an array, found a number",
        ),
        (r#"{"type": "tree", "rules": []}"#, "error: r.json: rules.0.rules: missing rules"),
        (r#"{"type": "error"}"#, "error: r.json: rules.0: `error` is missing"),
        (r#"{"type": "error", "error": 1}"#, "error: r.json: rules.0.error: expected a string"),
        (
            r#"{"type": "error", "error": true}"#,
            "error: r.json: rules.0.error: expected a string, found a boolean",
        ),
        (r#"{"type": "error", "error": "x", "url": 1}"#, "warning: r.json: rules.0.url: unknown key"),
        (&conditions(&many), "error: r.json: rules.0.conditions: more than 256 conditions hold here at once"),
    ] {
        let (_, problems) = read_rules(rule);
        assert!(problems.iter().any(|found| found.starts_with(problem)), "{rule}\n{problem}\n{problems:#?}");
    }
}

#[test]
fn a_malformed_condition_is_rejected() {
    for (condition, problem) in [
        ("1", ": expected an object, found a number"),
        ("{}", ": `fn` is missing"),
        (r#"{"fn": "isSet"}"#, ": `argv` is missing"),
        (r#"{"fn": "isSet", "argv": 1}"#, ".argv: expected an array, found a number"),
        (&call("isSet", ""), ".argv: arguments of `isSet`: expected 1, found 0"),
        (&call("stringEquals", r#""a""#), ".argv: arguments of `stringEquals`: expected 2, found 1"),
        (&call("isSet", "1"), ".argv.0: expected a string, a boolean, a reference or a call, found a number"),
        (&call("isSet", "null"), ".argv.0: expected a string"),
        (&call("isSet", r#"{"ref": "X"}"#), ".argv.0.ref: `X` is neither a parameter nor assigned"),
        (&call("isSet", r#"{"ref": 1}"#), ".argv.0.ref: expected a string, found a number"),
        (&call("aws.parseArns", r#""x""#), ".fn: the function `aws.parseArns` is not supported yet"),
        (&call("aws.parseArn", r#"true"#), ".argv.0: expected a string, found a boolean"),
        (
            &call("aws.isVirtualHostableS3Bucket", r#""x", "y""#),
            ".argv.1: expected a boolean, found a string",
        ),
        (
            &call("stringEquals", r#"{"ref": "Arns"}, "x""#),
            ".argv.0: expected a string, found a list of strings",
        ),
        (&call("getAttr", r#"{"ref": "Arns"}, "[0]""#), ".argv.1: this may be missing"),
        (&call("getAttr", r#"{"ref": "Arns"}, "[-0]""#), ".argv.1: there is no `[-0]` in a list of strings"),
        (&call("getAttr", r#"{"ref": "Arns"}, "[0""#), ".argv.1: there is no `[0` in a list of strings"),
        (&call("getAttr", r#"{"ref": "Arns"}, "[70000]""#), ".argv.1: there is no `[70000]` in a list"),
        (&call("getAttr", r#"{"ref": "Bucket"}, "[0]""#), ".argv.1: there is no `[0]` in a string"),
        (&call("not", r#""x""#), ".argv.0: expected a boolean, found a string"),
        (&call("booleanEquals", r#"true, "x""#), ".argv.1: expected a boolean, found a string"),
        (&call("stringEquals", r#"{"ref": "UseFIPS"}, "x""#), ".argv.0: expected a string, found a boolean"),
        (&call("stringEquals", r#""a", "{X}""#), ".argv.1: `X` is neither a parameter nor assigned"),
        (&call("stringEquals", r#""a", "{""#), r#".argv.1: a brace without its other in "{""#),
        (&call("stringEquals", r#""a", "}""#), r#".argv.1: a brace without its other in "}""#),
        (&call("stringEquals", r#""a", "{UseFIPS}""#), ".argv.1: expected a string, found a boolean"),
        (&call("getAttr", r#"{"ref": "UseFIPS"}, "name""#), ".argv.1: there is no `name` in a boolean"),
        (&call("getAttr", r#"{"ref": "UseFIPS"}, 1"#), ".argv.1: expected a string, found a number"),
        (
            &call("getAttr", &format!(r#"{}, "name""#, call("aws.partition", r#""x""#))),
            ".argv.1: this may be missing",
        ),
        (&call("substring", r#""abc", "0", 1, true"#), ".argv.1: expected a whole number from 0 to 65535"),
        (&call("substring", r#""abc", 0, -1, true"#), ".argv.2: expected a whole number from 0 to 65535"),
        (&call("substring", r#""abc", 0, 70000, true"#), ".argv.2: expected a whole number from 0 to 65535"),
        (&call("substring", r#""abc", 0, 1, "no""#), ".argv.3: expected a boolean, found a string"),
        (&call("uriEncode", &call("substring", r#""abc", 0, 1, true"#)), ".argv.0: this may be missing"),
        (&call("isValidHostLabel", r#"true, true"#), ".argv.0: expected a string, found a boolean"),
        (
            r#"{"fn": "aws.partition", "argv": ["x"], "assign": 1}"#,
            ".assign: expected a string, found a number",
        ),
        (
            r#"{"fn": "aws.partition", "argv": ["x"], "assign": "Region"}"#,
            ".assign: the name `Region` is taken here",
        ),
    ] {
        assert_rejected(&conditions(condition), &format!("error: r.json: rules.0.conditions.0{problem}"));
    }
}

#[test]
fn a_problem_is_reported_once() {
    let wrong = r#"{"fn": "aws.parseArns", "argv": ["x"], "assign": "arn"}"#;
    let after = call("isSet", r#"{"ref": "arn"}"#);
    let (read, problems) = read_rules(&conditions(&format!("{wrong}, {after}, {after}")));
    assert_eq!((read, problems.len()), (None, 1), "{problems:#?}");
}

#[test]
fn nested_bound_values_are_limited() {
    let mut all = vec![r#"{"fn": "uriEncode", "argv": ["x"], "assign": "a0"}"#.to_owned()];
    for number in 1..60 {
        let before = number - 1;
        let doubled = format!(r#""{{a{before}}}{{a{before}}}""#);
        all.push(format!(r#"{{"fn": "uriEncode", "argv": [{doubled}], "assign": "a{number}"}}"#));
    }
    assert_rejected(
        &conditions(&all.join(",")),
        "error: r.json: rules.0.conditions.5.assign: `a5` is made from more than 64",
    );
}

#[test]
fn an_unsupported_endpoint_is_rejected() {
    for (text, problem) in [
        ("1", ": expected an object, found a number"),
        ("{}", ": `url` is missing"),
        (r#"{"url": true}"#, ".url: expected a string, found a boolean"),
        (r#"{"url": "x", "headers": 1}"#, ".headers: expected an object, found a number"),
        (r#"{"url": "x", "headers": {"a": "b"}}"#, ".headers.a: expected an array, found a string"),
        (r#"{"url": "x", "headers": {"a": [true]}}"#, ".headers.a.0: expected a string, found a boolean"),
        (r#"{"url": "x", "headers": {"a b": ["c"]}}"#, r#".headers.a b: "a b" is not a valid header name"#),
        (r#"{"url": "x", "properties": 1}"#, ".properties: expected an object, found a number"),
        (
            r#"{"url": "x", "properties": {"backend": [{"a": 1}]}}"#,
            ".properties.backend.0: an object in a property of an endpoint is not supported yet",
        ),
    ] {
        assert_rejected(&endpoint(text), &format!("error: r.json: rules.0.endpoint{problem}"));
    }
    for (scheme, problem) in [
        ("1", ": expected an object, found a number"),
        ("{}", ": `name` is missing"),
        (
            r#"{"name": "sigv4a", "signingRegionSet": "*"}"#,
            ".signingRegionSet: expected an array, found a string",
        ),
        (r#"{"name": "sigv4", "signingRegion": 1}"#, ".signingRegion: expected a string"),
        (
            r#"{"name": "sigv4", "signingName": "{X}"}"#,
            ".signingName: `X` is neither a parameter nor assigned",
        ),
    ] {
        let text = format!(r#"{{"url": "x", "properties": {{"authSchemes": [{scheme}]}}}}"#);
        let at = "error: r.json: rules.0.endpoint.properties.authSchemes.0";
        assert_rejected(&endpoint(&text), &format!("{at}{problem}"));
    }
    let unknown = endpoint(r#"{"url": "x", "properties": {"authSchemes": [{"name": "sigv4", "more": 1}]}}"#);
    assert_rejected(&unknown, "warning: r.json: rules.0.endpoint.properties.authSchemes.0.more: unknown key");
    assert_eq!(parsed_rules(&endpoint(r#"{"url": "x", "properties": {"authSchemes": []}}"#)).len(), 1);
}
