//! The three operations in `fixtures/models`: their graph, compared with boto3's pages if these are available, and
//! their files.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::{Selection, ServiceSources, generate};
use support::{boto3, file, root};

const SELECTED: [(&str, &[&str]); 2] = [
    ("iot", &["UpdatePackageConfiguration", "UpdateProvisioningTemplate"]),
    ("iot-managed-integrations", &["UpdateManagedThing"]),
];

fn services() -> Vec<ServiceSources> {
    let services = SELECTED.iter().map(|(name, operations)| ServiceSources {
        name: (*name).to_owned(),
        model: file(&format!("fixtures/models/{name}/service-2.json")),
        endpoints: Some(file(&format!("fixtures/models/{name}/endpoint-rule-set-1.json"))),
        docs: Some(file(&format!("fixtures/models/{name}/docs.toml"))),
        operations: Selection::Named(operations.iter().map(|name| (*name).to_owned()).collect()),
    });
    services.collect()
}

#[test]
fn the_graph_of_the_three_operations() {
    let mut out = String::new();
    for service in services() {
        let model = smithereen_codegen::graph(&service).unwrap();
        for operation in &model.operations {
            let http = &operation.http;
            out.push_str(&format!("{} {} -> {}\n", http.method, http.uri, http.code));
            out.push_str(&format!("{}\n", boto3::page(&model, operation)));
        }
    }
    insta::assert_snapshot!("the_graph_of_the_three_operations", out);
}

/// Syntax, required members and exceptions equal those of the pages.
#[test]
fn the_graph_equals_the_pages_of_boto3() {
    let folder = root().join("../shared/boto3-reference");
    let Ok(pages) = std::fs::read_dir(&folder) else {
        println!("there are no pages to compare with; the snapshot of the graph stands for them");
        return;
    };
    let pages: Vec<String> =
        pages.map(|page| std::fs::read_to_string(page.unwrap().path()).unwrap()).collect();
    for service in services() {
        let model = smithereen_codegen::graph(&service).unwrap();
        for operation in &model.operations {
            let syntax = boto3::request(&model, operation);
            let page = pages.iter().find(|page| page.contains(syntax.lines().next().unwrap())).unwrap();
            assert_eq!(page_syntax(page), syntax);
            let mut required = Vec::new();
            boto3::list_required(&model, operation.input.unwrap(), "", &mut required);
            let last = |path: &String| path.rsplit('.').next().unwrap().to_owned();
            assert_eq!(page_required(page), required.iter().map(last).collect::<Vec<_>>());
            let errors: Vec<&str> =
                operation.errors.iter().map(|id| model.shapes[*id].name.as_str()).collect();
            let mut documented = page_exceptions(page);
            documented.sort();
            assert_eq!(documented, errors);
        }
    }
}

/// Returns the block after "Request Syntax".
fn page_syntax(page: &str) -> String {
    let lines = page.lines().skip_while(|line| !line.contains("**Request Syntax**")).skip(3);
    let lines = lines.map(|line| line.strip_prefix("    ").unwrap_or(line).trim_end());
    let block: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    block.join("\n")
}

fn page_required(page: &str) -> Vec<String> {
    let marked = page.lines().filter(|line| line.contains("**[REQUIRED]**")).map(str::trim);
    let name = |line: &str| match line.strip_prefix(":param ") {
        Some(rest) => rest.split(':').next().unwrap().to_owned(),
        None => line.split("**").nth(1).unwrap().to_owned(),
    };
    marked.map(name).collect()
}

fn page_exceptions(page: &str) -> Vec<&str> {
    let lines = page.lines().filter_map(|line| line.split_once(".Client.exceptions."));
    lines.map(|(_, name)| name.trim_end_matches('`')).collect()
}

#[test]
fn the_files_of_the_three_operations() {
    let mut sources = support::sources(services());
    sources.package = "smithereen-aws".to_owned();
    sources.runtime = "{ path = \"../runtime\" }".to_owned();
    let outcome = generate(&sources);
    assert_eq!(support::problems(&outcome), "");
    for (path, text) in &outcome.files {
        if let Some(inside) = path.strip_prefix("src/iot") {
            let name = format!("iot{}", inside.replace('/', "__"));
            insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, text) });
        }
    }
}

/// The output is the same for any order of the models and for repeated runs.
#[test]
fn generation_is_deterministic() {
    let first = generate(&support::sources(services()));
    for _ in 0..3 {
        assert_eq!(first.files, generate(&support::sources(services())).files);
    }
    let mut turned = services();
    turned.reverse();
    let turned = generate(&support::sources(turned));
    for (path, text) in first.files.iter().filter(|(path, _)| path.starts_with("src/iot")) {
        assert_eq!(turned.files.get(path), Some(text), "{path}");
    }
}

/// An additional operation changes only files that operations share.
#[test]
fn an_additional_operation_changes_no_other_file() {
    let one = |operations: &[&str]| {
        let mut service = support::fixture("bindings");
        service.operations = Selection::Named(operations.iter().map(|name| (*name).to_owned()).collect());
        support::generated(service).files
    };
    let (few, more) = (one(&["GetPart"]), one(&["GetPart", "PutPart"]));
    assert_eq!(few.get("src/bindings/get_part.rs"), more.get("src/bindings/get_part.rs"));
    assert!(!few.contains_key("src/bindings/put_part.rs"));
    assert!(!few.contains_key("src/bindings/types.rs"), "what is not reached is not there");
    assert!(more.contains_key("src/bindings/types.rs"));
}

/// Models list some errors twice, or once for the operation and again for the service.
#[test]
fn an_error_that_is_listed_twice_is_one_variant() {
    for service in [support::fixture("modelled_errors"), support::smithy_fixture("modelled_errors")] {
        let outcome = support::generated(service);
        assert_eq!(support::problems(&outcome), "");
        let text = outcome.files.get("src/modelled_errors/fail.rs").unwrap();
        for name in ["Throttled", "Broken", "Coded"] {
            assert_eq!(text.matches(&format!("    {name}({name}),")).count(), 1, "{name}:\n{text}");
        }
        assert!(!text.contains("Throttled2"), "{text}");
    }
}
