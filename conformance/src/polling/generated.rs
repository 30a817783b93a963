//! Finds paginators and waiters in generated code, for the table of the program.

use smithereen_codegen::ServiceSources;
use std::collections::BTreeMap;

/// Returns the entries of the table: a function for each paginator and each waiter in the files of a crate.
pub(super) fn table(krate: &str, services: &[ServiceSources], files: &BTreeMap<String, String>) -> String {
    let mut table = "\nconst RUNS: &[(&str, &str, Run)] = &[\n".to_owned();
    for service in services {
        let module = service.name.replace(['-', '.'], "_");
        let folder = format!("src/{module}/");
        for (_, text) in files.iter().filter(|(path, _)| path.starts_with(&folder)) {
            let path = format!("{krate}::{module}");
            entries(&service.name, &path, text).into_iter().for_each(|entry| table.push_str(&entry));
        }
    }
    table + "];\n"
}

/// Returns the entries for the operation in a file.
fn entries(service: &str, path: &str, text: &str) -> Vec<String> {
    let Some((input, rest)) = after(text, "impl Operation for ").and_then(|rest| rest.split_once(" {"))
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if text.contains("impl smithereen::Paginated for ") {
        let operation = first_string(rest).unwrap_or_default();
        found.push(format!("    ({service:?}, {operation:?}, paginate::<{path}::{input}>),\n"));
    }
    let is_waiter = |line: &(&str, &str)| line.1.starts_with("smithereen::Waiter<Self>");
    for part in text.split("pub const ").skip(1) {
        let Some((constant, rest)) = part.split_once(": ").filter(is_waiter) else { continue };
        let name = after(rest, "smithereen::Waiter::new(").and_then(first_string).unwrap_or_default();
        let run = format!("|line| wait({path}::{input}::{constant}, line)");
        found.push(format!("    ({service:?}, {name:?}, {run}),\n"));
    }
    found
}

fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    text.split_once(start).map(|(_, rest)| rest)
}

fn first_string(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}

#[test]
fn paginators_and_waiters_are_found() {
    let text = r#"
        impl Operation for GetInput {
            const OPERATION: &'static OperationSchema = &OperationSchema::new(&super::SERVICE, "Get", "POST", "/");
        }
        impl smithereen::Paginated for GetInput {}
        impl GetInput {
            pub const GOT: smithereen::Waiter<Self> = { smithereen::Waiter::new("Got", &[]) };
        }"#;
    let found = entries("s", "c::s", text);
    assert_eq!(found[0], "    (\"s\", \"Get\", paginate::<c::s::GetInput>),\n");
    assert_eq!(found[1], "    (\"s\", \"Got\", |line| wait(c::s::GetInput::GOT, line)),\n");
    assert!(entries("s", "c::s", "pub struct Other {}").is_empty());
}
