//! Decision diagrams become a table and a loop.

use super::super::{code, simplified};
use super::{ENDPOINT, FIPS, PARAMETERS, PARTITION, REGION, URL};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

const SERVICE: &str = r#"{"fn": "stringEquals", "argv": [{"fn": "getAttr", "argv": [{"ref": "url"}, "scheme"]}, {"ref": "Region"}]}"#;

/// Generates the function of a diagram with two results and these nodes, encoded in base64.
fn emitted(conditions: &[&str], root: i32, count: usize, nodes: &str) -> String {
    let text = format!(
        r#"{{"version": "1.1", "parameters": {PARAMETERS}, "conditions": [{}], "results": [
            {{"type": "endpoint", "endpoint": {{"url": "https://{{Region}}.{{PartitionResult#dnsSuffix}}"}}}},
            {{"type": "error", "error": "none"}}], "root": {root}, "nodeCount": {count}, "nodes": "{nodes}"}}"#,
        conditions.join(",")
    );
    let out = Diagnostics::default();
    let rules = crate::read::endpoints(&Source { path: "r.json".to_owned(), text }, &out);
    let problems: Vec<_> = out.into_sorted().iter().map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0]);
    let items =
        code(&simplified(&rules.unwrap()), "Some Thing").into_iter().map(|item| syn::parse2(item).unwrap());
    items.map(|file| prettyplease::unparse(&file)).collect()
}

/// Terminal; 0 ? 3 : error; 1 ? 4 : -4; 2 ? endpoint : 5; 3 ? 6 : error; 4 ? no match : endpoint
const NODES: &str =
    "/////wAAAAH/////AAAAAAAAAAMF9eECAAAAAQAAAAT////8AAAAAgX14QEAAAAFAAAAAwAAAAYF9eECAAAABAAAAAEF9eEB";

const TABLE: &str = "const BRANCHES: [[u16; 3]; 6] = [
    [0, 1, 7],
    [1, 2, 3],
    [2, 6, 4],
    [2, 4, 6],
    [3, 5, 7],
    [4, 8, 6],
];
";

const BODY: &str = r#"    let mut partition_2 = None;
    let mut url = None;
    let mut at = 0;
    while let Some([condition, yes, no]) = BRANCHES.get(usize::from(at)) {
        let holds = match condition {
            0 => params.region.is_some(),
            1 => {
                partition_2 = partition(PARTITIONS, params.region.unwrap_or_default());
                partition_2.is_some()
            }
            2 => params.use_fips,
            3 => {
                url = params.endpoint.and_then(parse_url);
                url.is_some()
            }
            4 => {
                if let (Some(url), Some(region)) = (url.as_ref(), params.region) {
                    url.scheme == region
                } else {
                    false
                }
            }
            _ => false,
        };
        at = if holds { *yes } else { *no };
    }
    match at {
        6 => {
            let Some(partition_2) = partition_2 else {
                return Err(EndpointError::new(NO_MATCH));
            };
            let Some(region) = params.region else {
                return Err(EndpointError::new("no region is set"));
            };
            let suffix = partition_2.dns_suffix;
            Endpoint::new(&format!("https://{region}.{suffix}"))
        }
        7 => Err(EndpointError::new("none")),
        _ => Err(EndpointError::new(NO_MATCH)),
    }
}
"#;

#[test]
fn a_diagram_is_a_table_and_a_loop() {
    let text = emitted(&[REGION, PARTITION, FIPS, URL, SERVICE], 2, 6, NODES);
    let (before, body) = text.rsplit_once("EndpointError> {\n").unwrap();
    assert!(before.contains(TABLE), "{before}");
    assert_eq!(body, BODY);
}

#[test]
fn a_diagram_without_branches_is_its_outcome() {
    let terminal = "/////wAAAAH/////";
    let body = |root| {
        let text = emitted(&[PARTITION, ENDPOINT], root, 1, terminal);
        assert!(!text.contains("const"), "{text}");
        text.rsplit_once("EndpointError> {\n").unwrap().1.trim().to_owned()
    };
    assert_eq!(body(100_000_002), "Err(EndpointError::new(\"none\"))\n}");
    assert_eq!(body(1), "Err(EndpointError::new(\"no endpoint rule matches these parameters\"))\n}");
}
