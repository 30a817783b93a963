//! Decision diagrams: supported forms and rejected forms.

use super::{assert_rejected, conditions, parsed_rules, read_text};
use crate::graph::rules::{Branch, Condition, Diagram, Expr, Input, Logic, Target};

const PARAMETERS: &str = r#"{
    "Region": {"builtIn": "AWS::Region", "type": "string"},
    "UseFIPS": {"builtIn": "AWS::UseFIPS", "type": "boolean"},
    "Name": {"type": "string"},
    "Names": {"type": "stringArray"}
}"#;
const REGION: &str = r#"{"fn": "isSet", "argv": [{"ref": "Region"}]}"#;
const FIPS: &str = r#"{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]}"#;
const ARN: &str = r#"{"fn": "aws.parseArn", "argv": [{"ref": "Name"}], "assign": "arn"}"#;
const ALWAYS: &str = r#"{"fn": "ite", "argv": [{"ref": "UseFIPS"}, "a", "b"], "assign": "choice"}"#;
const TERMINAL: [i32; 3] = [-1, 1, -1];

/// Returns the reference to a result, counted from 1.
fn result(number: i32) -> i32 {
    100_000_000 + number
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8; 3]| {
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(DIGITS[bits >> shift & 63]))
    };
    bytes.as_chunks::<3>().0.iter().flat_map(group).collect()
}

/// Returns a diagram with two results, these conditions and these nodes.
fn text(conditions: &[&str], root: i32, nodes: &[[i32; 3]]) -> String {
    let bytes: Vec<u8> = nodes.as_flattened().iter().flat_map(|number| number.to_be_bytes()).collect();
    format!(
        r#"{{"version": "1.1", "parameters": {PARAMETERS}, "conditions": [{}], "results": [
            {{"conditions": [], "type": "endpoint", "endpoint": {{"url": "https://{{Region}}"}}}},
            {{"type": "error", "error": "none"}}],
            "root": {root}, "nodeCount": {}, "nodes": "{}"}}"#,
        conditions.join(","),
        nodes.len(),
        base64(&bytes)
    )
}

#[track_caller]
fn diagram(conditions: &[&str], root: i32, nodes: &[[i32; 3]]) -> Diagram {
    let (read, problems) = read_text(&text(conditions, root, nodes));
    assert_eq!(problems, [""; 0]);
    match read.unwrap().logic {
        Logic::Diagram(diagram) => diagram,
        Logic::Rules(_) => panic!("expected a diagram"),
    }
}

fn branch(condition: usize, holds: Target, fails: Target) -> Branch {
    Branch { condition, holds, fails }
}

#[test]
fn references_lead_to_branches_and_outcomes() {
    use Target::{Branch, NoMatch, Outcome};
    let nodes = [TERMINAL, [0, 3, result(2)], [1, result(1), -1], [1, 1, result(2)]];
    let read = diagram(&[REGION, FIPS], 2, &nodes);
    assert_eq!(read.root, Branch(0));
    assert_eq!(read.branches, [branch(0, Branch(1), Outcome(1)), branch(1, Outcome(0), NoMatch)]);
    // 100,000,000 is the reference for "no match", which is not in the list of results.
    assert_eq!(diagram(&[REGION], 2, &[TERMINAL, [0, result(1), result(0)]]).branches[0].fails, NoMatch);
    for (root, expected) in [(1, NoMatch), (-1, NoMatch), (result(2), Outcome(1))] {
        let read = diagram(&[], root, &[TERMINAL]);
        assert_eq!((read.root, read.branches), (expected, Vec::new()));
    }
}

#[test]
fn a_complemented_reference_is_a_branch_with_swapped_targets() {
    use Target::{Branch, Outcome};
    let nodes = [TERMINAL, [0, 3, -3], [1, result(1), result(2)]];
    let read = diagram(&[REGION, FIPS], 2, &nodes);
    let (yes, no) = (Outcome(0), Outcome(1));
    assert_eq!(read.branches, [branch(0, Branch(1), Branch(2)), branch(1, yes, no), branch(1, no, yes)]);
}

#[test]
fn a_condition_that_always_holds_is_left_out() {
    let nodes = [TERMINAL, [0, 3, -1], [1, result(1), result(2)]];
    let read = diagram(&[ALWAYS, FIPS], 2, &nodes);
    assert_eq!(read.branches, [branch(1, Target::Outcome(0), Target::Outcome(1))]);
    assert_eq!(diagram(&[ALWAYS, FIPS], -2, &[TERMINAL, [0, 3, -1], [1, 1, 1]]).root, Target::NoMatch);
}

#[test]
fn a_condition_needs_the_values_that_it_uses() {
    let service = r#"{"fn": "stringEquals", "argv": [{"fn": "getAttr", "argv": [{"ref": "arn"}, "region"]}, {"ref": "Region"}]}"#;
    let read = diagram(&[ARN, service, REGION], 1, &[TERMINAL]);
    let name = |index: usize| read.conditions[index].needs.clone();
    let region = Expr::Input(Input::REGION);
    assert_eq!(name(1), [Expr::Local("arn".to_owned()), region.clone()]);
    assert!(matches!(read.conditions[0].condition, Condition::Bind { .. }) && name(0).len() == 1);
    // The condition needs only the presence of the value.
    assert_eq!((name(2), &read.conditions[2].condition), (vec![region], &Condition::Holds(Expr::Flag(true))));
    // A default replaces an unset value.
    let default =
        r#"{"fn": "stringEquals", "argv": [{"fn": "coalesce", "argv": [{"ref": "Name"}, "b"]}, "c"]}"#;
    assert_eq!(diagram(&[default], 1, &[TERMINAL]).conditions[0].needs, []);
}

#[test]
fn a_diagram_with_dangling_references_is_rejected() {
    let good = [TERMINAL, [0, result(1), result(2)]];
    for (root, nodes, problem) in [
        (0, &good[..], "nodes: there is no node for the reference 0"),
        (3, &good, "nodes: there is no node for the reference 3"),
        (i32::MIN, &good, "nodes: there is no node for the reference -2147483648"),
        (result(3), &good, "nodes: there is no result for the reference 100000003"),
        (2, &[TERMINAL, [0, result(9), 1]], "nodes: there is no result for the reference 100000009"),
        (2, &[TERMINAL, [7, 1, 1]], "nodes: there is no condition 7"),
        (2, &[TERMINAL, [-1, 1, 1]], "nodes: there is no condition -1"),
        (2, &[TERMINAL, [0, 3, 1], [0, 1, 1]], ""),
        (2, &[TERMINAL, [0, 3, 1], [0, 2, 1]], "nodes: the nodes form a cycle"),
        (2, &[TERMINAL, [0, 2, 1]], "nodes: the nodes form a cycle"),
        (2, &[TERMINAL, [1, 3, 1], [1, 2, 1]], "nodes: the nodes form a cycle"),
    ] {
        let (read, problems) = read_text(&text(&[REGION, ALWAYS], root, nodes));
        assert_eq!(read.is_some(), problem.is_empty(), "{problem}");
        let expected: Vec<_> = Some(problem)
            .filter(|one| !one.is_empty())
            .map(|one| format!("error: r.json: {one}"))
            .into_iter()
            .collect();
        assert_eq!(problems, expected);
    }
}

#[test]
fn a_malformed_diagram_is_rejected() {
    let good = text(&[REGION], 2, &[TERMINAL, [0, result(1), result(2)]]);
    let many = vec![REGION; 1025].join(",");
    for (from, to, problem) in [
        (r#""version": "1.1""#, r#""version": "2.0""#, "version: version 2.0 of endpoint rules"),
        (r#""root": 2"#, r#""root": "2""#, "root: expected a whole number of 32 bits"),
        (r#""root": 2"#, r#""root": 4294967296"#, "root: expected a whole number of 32 bits"),
        (r#""root": 2,"#, "", "`root` is missing"),
        (
            r#""nodeCount": 2"#,
            r#""nodeCount": 3"#,
            "nodeCount: 3 nodes have 12 bytes each, and here are 24 bytes",
        ),
        (r#""nodes": ""#, r#""nodes": "?"#, "nodes: is not base64"),
        (r#""nodes": ""#, r#""nodes": "AA==AA"#, "nodes: is not base64"),
        (
            r#""type": "error", "error": "none""#,
            r#""type": "tree", "rules": []"#,
            "results.1.rules: missing rules",
        ),
        (
            r#""conditions": [], "type""#,
            &format!(r#""conditions": [{FIPS}], "type""#),
            "results.0: a result of a decision diagram has no conditions",
        ),
        (REGION, &many, "conditions: there are more than 1024 conditions"),
        (
            REGION,
            r#"{"fn": "stringEquals", "argv": [{"ref": "later"}, "a"]}"#,
            "conditions.0.argv.0.ref: `later` is neither a parameter",
        ),
    ] {
        assert!(good.contains(from), "{from}");
        let (read, problems) = read_text(&good.replacen(from, to, 1));
        let expected = format!("error: r.json: {problem}");
        assert!(problems.iter().any(|found| found.starts_with(&expected)), "{expected}\n{problems:#?}");
        assert!(read.is_none() || problem.starts_with("version"), "{problem}");
    }
}

/// These functions belong to version 1.1 of the rules engine, which rule sets can have too.
#[test]
fn coalesce_ite_and_split_are_read() {
    let is = |value: &str| conditions(&format!(r#"{{"fn": "stringEquals", "argv": [{value}, "x"]}}"#));
    let call = |function: &str, arguments: &str| format!(r#"{{"fn": "{function}", "argv": [{arguments}]}}"#);
    for (function, arguments) in [
        ("coalesce", r#"{"ref": "Bucket"}, "b""#),
        ("coalesce", r#"{"ref": "Bucket"}, {"ref": "Region"}, "b", "c""#),
        ("ite", r#"{"ref": "UseFIPS"}, "a", "b""#),
    ] {
        assert_eq!(parsed_rules(&is(&call(function, arguments))).len(), 1);
    }
    let at = "error: r.json: rules.0.conditions.0.argv.0.argv";
    for (function, arguments, problem) in [
        ("coalesce", r#""b""#, ": arguments of `coalesce`: expected 2, found 1"),
        ("coalesce", r#"{"ref": "Bucket"}, true"#, ": the values are of several types"),
        (
            "coalesce",
            r#"{"ref": "Arns"}, {"ref": "Arns"}"#,
            ": to choose a list of strings is not supported yet",
        ),
        ("coalesce", r#"{"ref": "Bucket"}, {"ref": "Region"}"#, ""),
        ("ite", r#""a", "b", "c""#, ".0: expected a boolean, found a string"),
        (
            "ite",
            r#"{"ref": "UseFIPS"}, {"ref": "Bucket"}, "c""#,
            ".1: a value of `ite` that may be missing is not supported yet",
        ),
        ("ite", r#"{"ref": "UseFIPS"}, true, "c""#, ": the values are of several types"),
        ("split", r#""a", "", 0"#, ".1: expected a string literal that is not empty"),
        ("split", r#""a", "{Region}", 0"#, ".1: expected a string literal that is not empty"),
        ("split", r#""a", "-", -1"#, ".2: expected a whole number from 0 to 65535"),
    ] {
        let at = if problem.is_empty() {
            "error: r.json: rules.0.conditions.0.argv.0: this may be missing"
        } else {
            at
        };
        assert_rejected(&is(&call(function, arguments)), &format!("{at}{problem}"));
    }
}
