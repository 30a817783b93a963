//! Reads the partitions of regions: botocore's `partitions.json`.

use super::fields::{Fields, object};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::partitions::Partition;
use crate::json::Node;
use crate::source::Source;

/// The maximum number of prefixes in one expression, since groups multiply.
const PREFIXES: usize = 256;

/// Reads the partitions, the default one first, and reports their problems.
pub(crate) fn read(source: &Source, out: &Diagnostics) -> Vec<Partition> {
    let at = At::file(&source.path);
    match Node::parse(&source.text) {
        Ok(node) => partitions(&node, &at, out).unwrap_or_default(),
        Err(error) => {
            let end = Node::end_of(&source.text, &error);
            out.error_help(
                &at.bytes(end..end),
                format!("not JSON: {error}"),
                "a table of partitions is one JSON object",
            );
            Vec::new()
        }
    }
}

fn partitions(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Vec<Partition>> {
    let mut fields = Fields::of(node, at, out)?;
    fields.ignore(&["version"]);
    fields.require("partitions")?;
    let nodes = fields.array("partitions");
    fields.finish();
    let at = at.key("partitions");
    if nodes.is_empty() {
        out.error(&at, "missing partitions: the first is the default");
    }
    let nodes = nodes.iter().enumerate();
    Some(nodes.filter_map(|(index, node)| partition(node, &at.index(index), out)).collect())
}

fn partition(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Partition> {
    let mut fields = Fields::of(node, at, out)?;
    let name = fields.require_string("id");
    let outputs = fields.require("outputs");
    let regex = fields.require_string("regionRegex");
    let regions = fields.require("regions");
    fields.finish();
    let regions = regions.and_then(|node| self::regions(node, &at.key("regions"), out));
    let prefixes = regex.and_then(|regex| {
        let found = prefixes(regex);
        if found.is_none() {
            let name = name.unwrap_or_default();
            let problem = format!("the expression `{regex}` of the partition `{name}` is not understood");
            let help = r"expected a form like ^(us|eu)\-\w+\-\d+$: words, groups and hyphens before \-\w+";
            out.error_help(&at.key("regionRegex"), problem, help);
        }
        found
    });
    let outputs_at = at.key("outputs");
    let mut outputs = Fields::of(outputs?, &outputs_at, out)?;
    // The same as `id`.
    outputs.ignore(&["name"]);
    let dns_suffix = outputs.require_string("dnsSuffix");
    let dual_stack_dns_suffix = outputs.require_string("dualStackDnsSuffix");
    let implicit_global_region = outputs.require_string("implicitGlobalRegion");
    outputs.require("supportsFIPS")?;
    outputs.require("supportsDualStack")?;
    let supports_fips = outputs.flag("supportsFIPS");
    let supports_dual_stack = outputs.flag("supportsDualStack");
    outputs.finish();
    Some(Partition {
        name: name?.to_owned(),
        dns_suffix: dns_suffix?.to_owned(),
        dual_stack_dns_suffix: dual_stack_dns_suffix?.to_owned(),
        implicit_global_region: implicit_global_region?.to_owned(),
        supports_fips,
        supports_dual_stack,
        regions: regions?,
        prefixes: prefixes?,
    })
}

fn regions(node: &Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<Vec<String>> {
    let entries = &object(node, at, out)?.entries;
    for (name, node) in entries {
        let at = at.key(name);
        if let Some(mut fields) = Fields::of(node, &at, out) {
            fields.ignore(&["description"]);
            fields.finish();
        }
    }
    Some(entries.iter().map(|(name, _)| name.clone().into_owned()).collect())
}

/// Expands the part of the expression before `\-\w+\-\d+$` to all of its alternatives. Returns `None` for another form.
fn prefixes(regex: &str) -> Option<Vec<String>> {
    let mut rest = regex.strip_prefix('^')?.strip_suffix(r"\-\w+\-\d+$")?;
    let mut prefixes = Vec::new();
    while !rest.is_empty() {
        let (alternatives, after) = piece(rest)?;
        prefixes = append(&prefixes, &alternatives);
        if prefixes.len() > PREFIXES {
            return None;
        }
        rest = after;
    }
    (!prefixes.is_empty()).then_some(prefixes)
}

/// Returns the alternatives at the start of an expression, and the rest of it.
fn piece(regex: &str) -> Option<(Vec<&str>, &str)> {
    if let Some(after) = regex.strip_prefix(r"\-") {
        return Some((vec!["-"], after));
    }
    let (words, after) = match regex.strip_prefix('(') {
        Some(group) => {
            let (inside, after) = group.split_once(')')?;
            (inside.split('|').collect(), after)
        }
        None => {
            let (word, after) = regex.split_at(regex.find(['\\', '(']).unwrap_or(regex.len()));
            (vec![word], after)
        }
    };
    words.iter().all(|word| is_word(word)).then_some((words, after))
}

/// Returns each start with each end.
fn append(starts: &[String], ends: &[&str]) -> Vec<String> {
    if starts.is_empty() {
        return ends.iter().map(|end| (*end).to_owned()).collect();
    }
    starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}"))).collect()
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{Diagnostics, Partition, Source, prefixes, read};

    fn read_text(text: &str) -> (Vec<Partition>, Vec<String>) {
        let out = Diagnostics::default();
        let read = read(&Source { path: "p.json".to_owned(), text: text.to_owned() }, &out);
        (read, out.into_sorted().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn region_expressions_become_prefixes() {
        for (regex, expected) in [
            (r"^(us|eu|ap)\-\w+\-\d+$", &["us", "eu", "ap"][..]),
            (r"^cn\-\w+\-\d+$", &["cn"]),
            (r"^us\-gov\-\w+\-\d+$", &["us-gov"]),
            (r"^eusc\-(de)\-\w+\-\d+$", &["eusc-de"]),
            (r"^(a|b)x\-(c|d)\-\w+\-\d+$", &["ax-c", "ax-d", "bx-c", "bx-d"]),
        ] {
            assert_eq!(prefixes(regex).unwrap(), expected, "{regex}");
        }
    }

    #[test]
    fn unsupported_region_expressions_are_rejected() {
        let groups = format!(r"^{}\-\w+\-\d+$", "(a|b)".repeat(60));
        for regex in [
            "",
            "^",
            r"\-\w+\-\d+$",
            r"^\-\w+\-\d+$",
            r"us\-\w+\-\d+$",
            r"^us\-\w+\-\d+",
            r"^us-\w+-\d+$",
            r"^u.\-\w+\-\d+$",
            r"^us?\-\w+\-\d+$",
            r"^[a-z]+\-\w+\-\d+$",
            r"^us|eu\-\w+\-\d+$",
            r"^(us\-\w+\-\d+$",
            r"^(us|)\-\w+\-\d+$",
            r"^(u(s))\-\w+\-\d+$",
            r"^us)\-\w+\-\d+$",
            r"^us\.gov\-\w+\-\d+$",
            &groups,
        ] {
            assert_eq!(prefixes(regex), None, "{regex}");
        }
    }

    #[test]
    fn a_table_is_read() {
        let (read, problems) = read_text(
            r#"{"version": "1.1", "partitions": [{
                "id": "aws-eusc",
                "outputs": {
                    "dnsSuffix": "amazonaws.eu", "dualStackDnsSuffix": "api.eu", "name": "aws-eusc",
                    "implicitGlobalRegion": "eusc-de-east-1", "supportsDualStack": true, "supportsFIPS": false
                },
                "regionRegex": "^eusc\\-(de)\\-\\w+\\-\\d+$",
                "regions": {"eusc-de-east-1": {"description": "Germany"}, "eusc-de-west-1": {}}
            }]}"#,
        );
        assert_eq!(problems, [""; 0]);
        let expected = Partition {
            name: "aws-eusc".to_owned(),
            dns_suffix: "amazonaws.eu".to_owned(),
            dual_stack_dns_suffix: "api.eu".to_owned(),
            implicit_global_region: "eusc-de-east-1".to_owned(),
            supports_fips: false,
            supports_dual_stack: true,
            regions: vec!["eusc-de-east-1".to_owned(), "eusc-de-west-1".to_owned()],
            prefixes: vec!["eusc-de".to_owned()],
        };
        assert_eq!(read, [expected]);
    }

    #[test]
    fn malformed_partitions_are_reported() {
        let outputs =
            r#""outputs": {"dnsSuffix": "x", "dualStackDnsSuffix": "y", "implicitGlobalRegion": "z"}"#;
        let regex = r#""regionRegex": "^us\\-\\w+\\-\\d+$""#;
        for (text, problem) in [
            ("{", "p.json: not JSON"),
            ("[]", "p.json: expected an object, found an array"),
            ("{}", "p.json: `partitions` is missing"),
            (r#"{"partitions": []}"#, "p.json: partitions: missing partitions"),
            (r#"{"partitions": {}}"#, "p.json: partitions: expected an array, found an object"),
            (r#"{"partitions": [{}]}"#, "p.json: partitions.0: `id` is missing"),
            (r#"{"partitions": [{"id": "a"}]}"#, "p.json: partitions.0: `outputs` is missing"),
            (
                &format!(r#"{{"partitions": [{{"id": "a", {regex}, "regions": {{}}, "outputs": {{}}}}]}}"#),
                "p.json: partitions.0.outputs: `dnsSuffix` is missing",
            ),
            (
                &format!(
                    r#"{{"partitions": [{{"id": "a", "regionRegex": "^.*$", "regions": {{}}, {outputs}}}]}}"#
                ),
                "p.json: partitions.0.regionRegex: the expression `^.*$` of the partition `a` is not understood",
            ),
            (
                &format!(r#"{{"partitions": [{{"id": "a", {regex}, "regions": {{"b": 1}}, {outputs}}}]}}"#),
                "p.json: partitions.0.regions.b: expected an object, found a number",
            ),
            (
                &format!(
                    r#"{{"partitions": [{{"id": "a", {regex}, "regions": {{"b": {{"c": 1}}}}, {outputs}}}]}}"#
                ),
                "warning: p.json: partitions.0.regions.b.c: unknown key",
            ),
        ] {
            let (_, problems) = read_text(text);
            assert!(problems.iter().any(|found| found.contains(problem)), "{text}: {problems:?}");
        }
    }
}
