//! A library of examples: a file for each service, a module for each example. Its errors are found by file and line.

use super::Service;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::path::Path;

/// Examples show calls; nothing calls them.
const ROOT: &str = "#![allow(dead_code, deprecated)]\n";

/// A package of examples.
pub(super) struct Library {
    pub(super) package: String,
    pub(super) files: BTreeMap<String, String>,
    /// The lines of each case's example, by the name of the service and the index of the case.
    lines: BTreeMap<(String, usize), RangeInclusive<u64>>,
}

/// Writes the examples of the services into one library.
pub(super) fn of_services(package: &str, services: &[Service]) -> Library {
    let (mut root, mut dependencies) = (ROOT.to_owned(), String::new());
    let (mut files, mut lines) = (BTreeMap::new(), BTreeMap::new());
    for service in services {
        let Service { name, package: dependency, cases } = service;
        let _ = writeln!(dependencies, "{dependency} = {{ path = \"../{dependency}\" }}");
        let _ = writeln!(root, "mod {};", dependency.replace('-', "_"));
        let (mut text, mut line) = (String::new(), 1);
        for (index, case) in cases.iter().enumerate() {
            let Some(example) = &case.example else { continue };
            let _ = writeln!(text, "mod example_{index} {{\n{}\n}}", example.join("\n"));
            let end = line + example.len() as u64 + 1;
            lines.insert((name.clone(), index), line..=end);
            line = end + 1;
        }
        files.insert(file(service), text);
    }
    let manifest = format!(
        "[package]\nname = \"{package}\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{dependencies}"
    );
    files.insert("Cargo.toml".to_owned(), manifest);
    files.insert("src/lib.rs".to_owned(), root);
    Library { package: package.to_owned(), files, lines }
}

/// Returns the path of the file with the examples of a service.
fn file(service: &Service) -> String {
    format!("src/{}.rs", service.package.replace('-', "_"))
}

impl Library {
    /// Returns why the example of a case does not compile.
    pub(super) fn problem(&self, errors: &Errors, service: &Service, case: usize) -> Option<String> {
        let file = format!("{}/{}", self.package, file(service));
        let Some(lines) = self.lines.get(&(service.name.clone(), case)) else {
            return Some("  its example is in no library".to_owned());
        };
        let messages = errors.messages.get(&file).into_iter().flatten();
        let mut within = messages.filter(|(line, _)| lines.contains(line));
        if let Some((_, message)) = within.next() {
            return Some(message.clone());
        }
        let library = self.package.replace('-', "_");
        if errors.compiled.contains(&library) || errors.messages.keys().any(|file| self.has(file)) {
            return None;
        }
        let of_crate = errors.of_crates.get(&service.package.replace('-', "_")).cloned();
        Some(
            of_crate
                .unwrap_or_else(|| "  cargo has not compiled its library: see its errors above".to_owned()),
        )
    }

    /// Returns whether rustc has reported errors in a file of this library, so that other examples count as compiled. An error in
    /// names can stop rustc before it checks them; the example with the error fails the suite in any case.
    fn has(&self, file: &str) -> bool {
        file.strip_prefix(&self.package).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The messages of a run of Cargo.
#[derive(Default)]
pub(super) struct Errors {
    compiled: BTreeSet<String>,
    /// Lines and messages, by the package and path of the file.
    messages: BTreeMap<String, Vec<(u64, String)>>,
    /// The first error of each library.
    of_crates: BTreeMap<String, String>,
}

impl Errors {
    /// Reads a JSON message of Cargo. Warnings count for examples, since users copy them.
    pub(super) fn read(&mut self, message: &Value) {
        let Some(name) = message["target"]["name"].as_str() else { return };
        match message["reason"].as_str() {
            Some("compiler-artifact") => drop(self.compiled.insert(name.to_owned())),
            Some("compiler-message") => self.add(name, message),
            _ => {}
        }
    }

    fn add(&mut self, library: &str, message: &Value) {
        let found = &message["message"];
        let text = found["rendered"].as_str().unwrap_or("a message without a text").to_owned();
        if found["level"] == "error" {
            self.of_crates.entry(library.to_owned()).or_insert_with(|| text.clone());
        }
        let spans = found["spans"].as_array().into_iter().flatten();
        let Some(span) = spans.into_iter().find(|span| span["is_primary"] == true) else { return };
        // Paths are relative to the workspace.
        let (Some(path), Some(line)) = (span["file_name"].as_str(), span["line_start"].as_u64()) else {
            return;
        };
        let path = Path::new(path).iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        self.messages.entry(path).or_default().push((line, text));
    }
}

#[cfg(test)]
mod tests {
    use super::super::extract::Kind;
    use super::super::{Case, Service};
    use super::*;
    use serde_json::json;

    fn service() -> Service {
        let case = |name: &str| Case {
            kind: Kind::Paginator,
            name: name.to_owned(),
            example: Some(["async fn example() {", "wrong", "}"].map(str::to_owned).to_vec()),
        };
        Service {
            name: "a.b".to_owned(),
            package: "compiled-a-b".to_owned(),
            cases: vec![case("A"), case("B")],
        }
    }

    #[test]
    fn an_error_belongs_to_the_example_of_its_line() {
        let service = service();
        let library = of_services("doc-examples-0", std::slice::from_ref(&service));
        let text = &library.files["src/compiled_a_b.rs"];
        assert_eq!(text.lines().nth(7), Some("wrong"));
        let mut errors = Errors::default();
        errors.read(&json!({"reason": "compiler-message", "target": {"name": "doc_examples_0"}, "message": {
            "level": "error", "rendered": "error: wrong",
            "spans": [{"is_primary": true, "file_name": "doc-examples-0/src/compiled_a_b.rs", "line_start": 8}]}}));
        assert_eq!(library.problem(&errors, &service, 0), None);
        assert_eq!(library.problem(&errors, &service, 1).as_deref(), Some("error: wrong"));
    }

    #[test]
    fn a_library_that_is_not_compiled_fails_all_its_examples() {
        let service = service();
        let library = of_services("doc-examples-0", std::slice::from_ref(&service));
        let mut errors = Errors::default();
        assert!(library.problem(&errors, &service, 0).is_some());
        errors.read(&json!({"reason": "compiler-message", "target": {"name": "compiled_a_b"},
            "message": {"level": "error", "rendered": "error: in the crate", "spans": []}}));
        assert_eq!(library.problem(&errors, &service, 0).as_deref(), Some("error: in the crate"));
        errors.read(&json!({"reason": "compiler-artifact", "target": {"name": "doc_examples_0"}}));
        assert_eq!(library.problem(&errors, &service, 0), None);
    }
}
