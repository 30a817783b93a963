//! A library of the examples of a service, a module for each. Its errors are found by line.

use super::Service;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::path::Path;

/// Examples show calls; nothing calls them. There is no line break, so that the first example begins in the first line.
const ROOT: &str = "#![allow(dead_code, deprecated)] ";
/// All features that generated crates enable. With them, the runtime and the crates of services are the same in runs of other services,
/// so that Cargo compiles them once.
const RUNTIME: &str = r#"smithereen = { path = "../../../../runtime", features = [
    "cbor", "checksum", "client", "crc32", "event-stream", "gzip", "md5", "query", "sigv4a", "stream", "xml",
] }"#;
/// The file of the examples.
const FILE: &str = "src/lib.rs";

/// A package of examples.
pub(super) struct Library {
    pub(super) package: String,
    pub(super) files: BTreeMap<String, String>,
    /// The name of the crate of the service.
    dependency: String,
    /// The lines of each case's example, by the index of the case.
    lines: BTreeMap<usize, RangeInclusive<u64>>,
}

/// Writes the examples of a service into a library.
pub(super) fn of_service(service: &Service) -> Library {
    let Service { name: _, package: dependency, cases } = service;
    let package = format!("examples-of-{dependency}");
    let (mut text, mut line) = (ROOT.to_owned(), 1);
    let mut lines = BTreeMap::new();
    for (index, case) in cases.iter().enumerate() {
        let Some(example) = &case.example else { continue };
        let _ = writeln!(text, "mod example_{index} {{\n{}\n}}", example.join("\n"));
        let end = line + example.len() as u64 + 1;
        lines.insert(index, line..=end);
        line = end + 1;
    }
    let manifest = format!(
        "[package]\nname = \"{package}\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         {dependency} = {{ path = \"../{dependency}\" }}\n{RUNTIME}\n"
    );
    let files = BTreeMap::from([("Cargo.toml".to_owned(), manifest), (FILE.to_owned(), text)]);
    Library { package, files, dependency: dependency.clone(), lines }
}

impl Library {
    /// Returns why the example of a case does not compile. In a library with an error, rustc may not have checked all examples, so none
    /// passes.
    pub(super) fn problem(&self, errors: &Errors, case: usize) -> Option<String> {
        let Some(lines) = self.lines.get(&case) else {
            return Some("  its example is in no library".to_owned());
        };
        let messages = errors.messages.get(&format!("{}/{FILE}", self.package)).into_iter().flatten();
        let mut within = messages.filter(|(line, _)| lines.contains(line));
        if let Some((_, message)) = within.next() {
            return Some(message.clone());
        }
        let [library, dependency] = [&self.package, &self.dependency].map(|name| name.replace('-', "_"));
        if errors.compiled.contains(&library) {
            return None;
        }
        let first = errors.of_crates.get(&dependency).or_else(|| errors.of_crates.get(&library));
        Some(match first {
            Some(first) => format!("  not checked because of another error of the service:\n{first}"),
            None => "  cargo has not compiled its library: see its errors above".to_owned(),
        })
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
        let library = of_service(&service);
        let text = &library.files[FILE];
        assert_eq!(text.lines().nth(7), Some("wrong"));
        let mut errors = Errors::default();
        errors.read(&json!({"reason": "compiler-message", "target": {"name": "examples_of_compiled_a_b"}, "message": {
            "level": "error", "rendered": "error: wrong",
            "spans": [{"is_primary": true, "file_name": "examples-of-compiled-a-b/src/lib.rs", "line_start": 8}]}}));
        assert_eq!(library.problem(&errors, 1).as_deref(), Some("error: wrong"));
        let other = library.problem(&errors, 0).unwrap();
        assert!(other.contains("not checked") && other.contains("error: wrong"), "{other}");
    }

    #[test]
    fn a_warning_fails_only_its_example() {
        let library = of_service(&service());
        let mut errors = Errors::default();
        errors.read(&json!({"reason": "compiler-message", "target": {"name": "examples_of_compiled_a_b"}, "message": {
            "level": "warning", "rendered": "warning: odd",
            "spans": [{"is_primary": true, "file_name": "examples-of-compiled-a-b/src/lib.rs", "line_start": 3}]}}));
        errors.read(&json!({"reason": "compiler-artifact", "target": {"name": "examples_of_compiled_a_b"}}));
        assert_eq!(library.problem(&errors, 0).as_deref(), Some("warning: odd"));
        assert_eq!(library.problem(&errors, 1), None);
    }

    #[test]
    fn a_library_that_is_not_compiled_fails_all_its_examples() {
        let library = of_service(&service());
        let mut errors = Errors::default();
        assert!(library.problem(&errors, 0).is_some());
        errors.read(&json!({"reason": "compiler-message", "target": {"name": "compiled_a_b"},
            "message": {"level": "error", "rendered": "error: in the crate", "spans": []}}));
        assert!(library.problem(&errors, 0).unwrap().contains("error: in the crate"));
        errors.read(&json!({"reason": "compiler-artifact", "target": {"name": "examples_of_compiled_a_b"}}));
        assert_eq!(library.problem(&errors, 0), None);
    }
}
