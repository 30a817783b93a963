//! Checks that generated code uses builders instead of struct literals, and no path of the runtime that the contract in
//! `docs/src/runtime-contract.md` does not list.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use smithereen_codegen::{Content, CrateSources, Form, ServiceSources, generate};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use support::{fixture, problems, smithy_fixture};

/// The keywords before the name of a type that is defined or implemented.
const DEFINITIONS: [&str; 4] = ["enum", "for", "impl", "struct"];

fn services() -> Vec<ServiceSources> {
    let botocore = support::fixtures().into_iter().map(|name| fixture(&name));
    let smithy = support::smithy_alone().into_iter().map(|name| smithy_fixture(&name));
    let protocols = support::protocol_fixtures().into_iter().map(|name| {
        let [botocore, _] = support::protocol_fixture(&name);
        botocore
    });
    botocore.chain(smithy).chain(protocols).chain([objects()]).collect()
}

/// Returns a service with sessions.
fn objects() -> ServiceSources {
    let file = |name: &str| support::file(&format!("fixtures/protocols/models/s3/{name}-1.json"));
    ServiceSources {
        name: "objects".to_owned(),
        model: support::file("fixtures/protocols/models/s3/service-2.json"),
        endpoints: Some(file("endpoint-rule-set")),
        docs: None,
        operations: vec!["PutObject".to_owned()].into(),
    }
}

/// Returns all Rust files of all fixtures, in each form.
fn files() -> impl Iterator<Item = (&'static str, TokenStream)> {
    static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
        let forms = [
            (Content::Whole, Form::Crate),
            (Content::Whole, Form::Modules { client: true }),
            (Content::Types, Form::Crate),
        ];
        let crates = forms.into_iter().flat_map(|(content, form)| {
            let outcome = generate(&CrateSources { content, form, ..support::sources(services()) });
            assert_eq!(problems(&outcome), "");
            outcome.files
        });
        crates.filter(|(path, _)| path.ends_with(".rs")).collect()
    });
    FILES
        .iter()
        .map(|(path, text)| (path.as_str(), text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))))
}

/// Calls `visit` with the trees of each group, macro input included.
fn walk(tokens: TokenStream, visit: &mut dyn FnMut(&[TokenTree])) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    visit(&trees);
    for tree in trees {
        if let TokenTree::Group(group) = tree {
            walk(group.stream(), visit);
        }
    }
}

fn ident(tree: Option<&TokenTree>) -> Option<String> {
    match tree {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

fn is_punct(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Returns the struct literals and patterns of types other than `Self`: a path followed by braces that is not part of a
/// definition.
fn literals(trees: &[TokenTree]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        let is_braced = matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let name = index.checked_sub(1).and_then(|before| ident(trees.get(before)));
        let Some(name) = name.filter(|name| is_braced && name.starts_with(char::is_uppercase)) else {
            continue;
        };
        let mut begin = index - 1;
        while begin >= 3 && is_punct(trees.get(begin - 1), ':') && is_punct(trees.get(begin - 2), ':') {
            begin -= 3;
        }
        while begin > 0 && is_punct(trees.get(begin - 1), '&') {
            begin -= 1;
        }
        let before = begin.checked_sub(1).and_then(|before| ident(trees.get(before)));
        let is_definition = before.is_some_and(|word| DEFINITIONS.contains(&word.as_str()));
        let is_result =
            begin > 1 && is_punct(trees.get(begin - 1), '>') && is_punct(trees.get(begin - 2), '-');
        if name != "Self" && !is_definition && !is_result {
            found.push(name);
        }
    }
    found
}

/// Collects the paths of the runtime, including those in imports. Fields and methods are ignored.
fn paths(trees: &[TokenTree], found: &mut BTreeSet<String>) {
    for (index, tree) in trees.iter().enumerate() {
        if ident(Some(tree)).as_deref() == Some("smithereen") && !is_path(trees, index) {
            rest("smithereen", &trees[index + 1..], found);
        }
    }
}

/// Returns whether the segment at `index` has a segment before it.
fn is_path(trees: &[TokenTree], index: usize) -> bool {
    index > 1 && is_punct(trees.get(index - 1), ':') && is_punct(trees.get(index - 2), ':')
}

/// The enums whose variants count as the enum: a model decides which of them occur.
const ENUMS: [&str; 2] = ["smithereen::jmespath::Comparison", "smithereen::jmespath::Expression"];

fn rest(path: &str, trees: &[TokenTree], found: &mut BTreeSet<String>) {
    if ENUMS.contains(&path) {
        found.insert(path.to_owned());
        return;
    }
    if is_punct(trees.first(), '!') || !is_punct(trees.first(), ':') || !is_punct(trees.get(1), ':') {
        found.insert(path.to_owned());
        return;
    }
    match trees.get(2) {
        Some(TokenTree::Ident(name)) => rest(&format!("{path}::{name}"), &trees[3..], found),
        Some(TokenTree::Group(group)) => {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            for part in inside.split(|tree| is_punct(Some(tree), ',')) {
                match ident(part.first()).as_deref() {
                    Some("self") | None => found.insert(path.to_owned()),
                    Some(name) => {
                        rest(&format!("{path}::{name}"), &part[1..], found);
                        true
                    }
                };
            }
        }
        _ => {}
    }
}

#[test]
fn generated_code_builds_no_runtime_type_by_a_struct_literal() {
    for (path, tokens) in files() {
        walk(tokens, &mut |trees| {
            // All fields of `Params` are public, so struct update syntax keeps working.
            let found: Vec<_> = literals(trees).into_iter().filter(|name| name != "Params").collect();
            assert_eq!(found, [""; 0], "{path}");
        });
    }
}

#[test]
fn struct_literals_are_found_everywhere() {
    for (code, expected) in [
        ("static S: Service = smithereen::Service { id: 1 };", &["Service"][..]),
        ("fn f() -> Self { Self { a: Partition { b } } }", &["Partition"]),
        ("macro_name! { T = \"T\" { 0 a => Member { name } } }", &["Member"]),
        ("match e { ApiKey::Query { name } => name }", &["Query"]),
        (
            "struct A {} enum B {} impl super::C {} impl D for self::E {} fn f() -> crate::G {} fn g() -> &a::H {}",
            &[],
        ),
    ] {
        let mut found = Vec::new();
        walk(code.parse().unwrap(), &mut |trees| found.extend(literals(trees)));
        assert_eq!(found, expected, "{code}");
    }
}

#[test]
fn structures_are_non_exhaustive_unless_the_setting_is_off() {
    for non_exhaustive in [true, false] {
        let sources = CrateSources { non_exhaustive, ..support::sources(vec![fixture("modelled_errors")]) };
        let text: String = generate(&sources).files.into_values().collect();
        let (structures, marked) =
            (text.matches("pub struct ").count(), text.matches("#[non_exhaustive]\npub struct ").count());
        // The client has private fields.
        assert_eq!((structures, marked), (6, if non_exhaustive { 5 } else { 0 }));
    }
}

#[test]
fn generated_code_uses_exactly_the_items_of_the_contract() {
    let mut named = BTreeSet::new();
    for (path, tokens) in files() {
        // The example is a user's program and may use the complete public API.
        if !path.starts_with("examples/") {
            walk(tokens, &mut |trees| paths(trees, &mut named));
        }
    }
    let contract = support::file("docs/src/runtime-contract.md").text;
    let listed = contract.split('`').skip(1).step_by(2).filter(|code| code.starts_with("smithereen"));
    let listed: BTreeSet<String> = listed.map(|code| code.trim_end_matches('!').to_owned()).collect();
    assert_eq!(named, listed);
}
