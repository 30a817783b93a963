//! Compiles the generated documentation examples of every paginator and waiter. rustdoc would build a program for each; here
//! the examples of a service are the modules of one library, and Cargo checks all libraries in one run.
//!
//! Each service has its own library because errors in names stop rustc before it checks the other examples. If a library does not
//! compile, all examples in it fail.

mod extract;
mod library;

use super::Problems;
use super::compile::{self, Workspace};
use super::context::Context;
use super::folder;
use super::tally::Tally;
use extract::{Kind, Method};
use library::{Errors, Library};
use smithereen_cli::report;
use smithereen_codegen::graph::Model;
use smithereen_codegen::{Unsupported, whole};
use std::collections::BTreeMap;

const PAGINATORS: &str = "doc examples, paginators";
const WAITERS: &str = "doc examples, waiters";
pub(super) const SUITES: &[&str] = &[PAGINATORS, WAITERS];

/// The paginators and waiters of a service.
struct Service {
    name: String,
    package: String,
    cases: Vec<Case>,
}

/// A paginator or waiter of the model, with the documentation example of its method in the client.
struct Case {
    kind: Kind,
    /// The name of the operation, and of the waiter.
    name: String,
    /// The lines of the example, or `None` if there is no such method, or no example.
    example: Option<Vec<String>>,
}

/// Runs one case for each paginator and each waiter of the services that the options select.
pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut workspace = Workspace::create(context.project, folder::path(context.project, "compile"))?;
    let (mut services, mut left) = (Vec::new(), Vec::new());
    for name in selected(context) {
        match service(context, &mut workspace, name)? {
            Some(service) => services.push(service),
            None => left.push(name),
        }
    }
    if !left.is_empty() {
        report::note(format_args!("left out, since they cannot be generated: {}", left.join(", ")));
    }
    services.retain(|service| !service.cases.is_empty());
    let libraries: Vec<Library> = services.iter().map(library::of_service).collect();
    for library in &libraries {
        workspace.add(&library.package, &library.files)?;
    }
    workspace.finish()?;
    let packages: Vec<String> = libraries.iter().map(|library| library.package.clone()).collect();
    let mut errors = Errors::default();
    if !packages.is_empty() {
        workspace.check_each(&packages, &[], &mut |message| errors.read(message))?;
    }
    let wanted = [(Kind::Paginator, PAGINATORS), (Kind::Waiter, WAITERS)];
    let wanted = wanted.into_iter().filter(|(_, suite)| context.wants(suite));
    Ok(wanted.map(|(kind, suite)| count(kind, suite, &services, &libraries, &errors)).collect())
}

/// Returns the services that `--service` names, or all, of the part that `--part` selects.
fn selected<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c str> {
    let named = &context.options.service;
    let services = context.options.part.of(context.models.services());
    services.filter(move |name| named.is_empty() || named.iter().any(|one| one == name))
}

/// Generates the crate of a service that has paginators or waiters. Returns `None` if it cannot be generated.
fn service(
    context: &Context<'_>,
    workspace: &mut Workspace<'_>,
    name: &str,
) -> Result<Option<Service>, Problems> {
    let model = context.models.newest(name).and_then(|version| version.model.as_ref());
    let Some(model) = model.map(whole).transpose()? else { return Ok(None) };
    let (name, package) = (name.to_owned(), compile::package(name));
    let has_any =
        |model: &Model| model.operations.iter().any(|one| one.paginator.is_some() || !one.waiters.is_empty());
    if !has_any(&model) {
        return Ok(Some(Service { name, package, cases: Vec::new() }));
    }
    let Some(outcome) = compile::outcome(context, &name).filter(|outcome| !outcome.files.is_empty()) else {
        return Ok(None);
    };
    workspace.add(&package, &outcome.files)?;
    let cases = cases(&model, &outcome.skipped, extract::methods(&outcome.files));
    Ok(Some(Service { name, package, cases }))
}

/// Returns the cases for all operations but the skipped ones. Methods of an operation are in the order of the model.
fn cases(model: &Model, skipped: &[Unsupported], mut methods: BTreeMap<String, Vec<Method>>) -> Vec<Case> {
    let mut cases = Vec::new();
    for operation in &model.operations {
        if skipped.iter().any(|skipped| skipped.reasons.contains_key(&operation.name)) {
            continue;
        }
        let methods = methods.remove(&operation.name).unwrap_or_default();
        let of = |kind: Kind| methods.iter().filter(move |method| method.kind == kind);
        let example = |method: Option<&Method>| method.and_then(|method| method.example.clone());
        if operation.paginator.is_some() {
            let example = example(of(Kind::Paginator).next());
            cases.push(Case { kind: Kind::Paginator, name: operation.name.clone(), example });
        }
        let mut of_waiters = of(Kind::Waiter);
        for waiter in &operation.waiters {
            let name = format!("{} {}", operation.name, waiter.name);
            cases.push(Case { kind: Kind::Waiter, name, example: example(of_waiters.next()) });
        }
    }
    cases
}

fn count(kind: Kind, suite: &str, services: &[Service], libraries: &[Library], errors: &Errors) -> Tally {
    let of_kind = |service: &&Service| service.cases.iter().filter(|case| case.kind == kind).count();
    let mut tally = Tally::begin(suite, services.iter().map(|service| of_kind(&service)).sum());
    for (service, library) in services.iter().zip(libraries) {
        for (index, case) in service.cases.iter().enumerate().filter(|(_, case)| case.kind == kind) {
            let problem = match &case.example {
                None => Some("  its method has no example".to_owned()),
                Some(_) => library.problem(errors, index),
            };
            tally.note(format_args!("{} {}", service.name, case.name), problem);
        }
    }
    tally.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithereen_codegen::Source;

    const MODEL: &str = r#"{"metadata":{"apiVersion":"1","endpointPrefix":"t","protocol":"rest-json","serviceId":"T"},
        "operations":{"List":{"name":"List","http":{"method":"GET","requestUri":"/"},
            "input":{"shape":"Page"},"output":{"shape":"Page"}}},
        "shapes":{"Page":{"type":"structure","members":{"token":{"shape":"Text"}}},"Text":{"type":"string"}},
        "pagination":{"List":{"input_token":"token","output_token":"token"}}}"#;

    #[test]
    fn a_paginator_without_an_example_is_a_failure() {
        let model = whole(&Source { path: "model.json".to_owned(), text: MODEL.to_owned() }).unwrap();
        let cases = cases(&model, &[], BTreeMap::new());
        let found: Vec<_> = cases.iter().map(|case| (case.name.as_str(), case.example.is_some())).collect();
        assert_eq!(found, [("List", false)]);
        let services = [Service { name: "t".to_owned(), package: "compiled-t".to_owned(), cases }];
        let libraries = [library::of_service(&services[0])];
        let tally = count(Kind::Paginator, PAGINATORS, &services, &libraries, &Errors::default());
        assert!(tally.was_run() && !tally.is_good());
    }
}
