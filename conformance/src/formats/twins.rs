//! Compares two published Smithy models with botocore's models of the same month, by content and not by shape names.
//! Known differences of the formats are documented where they are compared.

mod walk;

use crate::Problems;
use crate::context::Context;
use crate::tally::Tally;
use smithereen_cli::report;
use smithereen_cli::source::{self, Models, Wanted, pip};
use smithereen_codegen::graph::{Model, Operation};
use smithereen_codegen::{Source, whole};
use std::collections::BTreeMap;
use std::fs;
use walk::{Found, Walk};

pub(super) const SUITE: &str = "formats: Smithy and botocore";
/// The folder of the Smithy models, which are too large for the repository.
const FOLDER: &str = "../shared/smithy";
const FILES: [(&str, &str); 2] = [
    ("iot", "iot-2015-05-28.json"),
    ("iot-managed-integrations", "iot-managed-integrations-2025-03-03.json"),
];
const VERSION: &str = "1.37.23";
const SHA256: &str = "3a249c950cef9ee9ed7b2278500ad83a4ad6456bc433a43abd1864d1b61b2acb";

/// Runs one case for each operation. Prints a note and runs none if the files are missing.
pub(super) fn run(context: &Context<'_>) -> Result<Option<Tally>, Problems> {
    let there = FILES.iter().all(|(_, file)| context.project.path(&format!("{FOLDER}/{file}")).is_file());
    if !there {
        report::note(format_args!("left out: {SUITE}: there are no models in {FOLDER}"));
        return Ok(None);
    }
    let botocore = botocore(context)?;
    let mut pairs = Vec::new();
    for (service, file) in FILES {
        let path = format!("{FOLDER}/{file}");
        let text = fs::read_to_string(context.project.path(&path))
            .map_err(|error| vec![report::error(&path, format!("cannot be read: {error}"))])?;
        let missing = || vec![report::error(service, "the source distribution has no such service")];
        let other = botocore.get(service).ok_or_else(missing)?;
        pairs.push((service, whole(&Source { path, text })?, whole(other)?));
    }
    let mut tally = Tally::begin(SUITE, pairs.iter().map(|(_, smithy, _)| smithy.operations.len() + 1).sum());
    for (service, smithy, botocore) in &pairs {
        tally.note(service, service_difference(smithy, botocore));
        for operation in &smithy.operations {
            let other = botocore.operations.iter().find(|other| other.name == operation.name);
            let found = match other {
                None => Found::Differences("botocore has no such operation".to_owned()),
                Some(other) => compare(smithy, operation, botocore, other),
            };
            match found {
                Found::Nothing => tally.pass(),
                Found::Left(reason) => tally.leave(reason),
                Found::Differences(text) => tally.fail(format_args!("{service} {}", operation.name), text),
            }
        }
    }
    Ok(Some(tally.end()))
}

/// Reads the botocore models of the same month.
pub(super) fn botocore_models(context: &Context<'_>, wanted: Wanted<'_>) -> Result<Models, Problems> {
    let package =
        pip::Wanted { package: &context.origin.package, version: Some(VERSION), sha256: Some(SHA256) };
    source::open_package(context.project, package, wanted).map(|opened| opened.models)
}

/// Returns the models of the two services.
fn botocore(context: &Context<'_>) -> Result<BTreeMap<String, Source>, Problems> {
    let names = FILES.map(|(service, _)| service);
    let models = botocore_models(context, Wanted::Named(&names))?;
    let model = |name: &str| Some((name.to_owned(), models.newest(name)?.model.clone()?));
    Ok(names.into_iter().filter_map(model).collect())
}

fn service_difference(smithy: &Model, botocore: &Model) -> Option<String> {
    let names = |model: &Model| {
        let mut names: Vec<_> = model.operations.iter().map(|operation| operation.name.clone()).collect();
        names.sort();
        names
    };
    let (one, other) = (names(smithy), names(botocore));
    if one != other {
        return Some(format!("operations: {one:?}\nand {other:?}"));
    }
    let described = |model: &Model| {
        let service = &model.service;
        format!(
            "{} {} {} {:?} {:?}",
            service.sdk_id, service.version, service.signing_name, service.protocol, service.auth
        )
    };
    (described(smithy) != described(botocore))
        .then(|| format!("{}\nand {}", described(smithy), described(botocore)))
}

/// Removes the trailing slash that botocore adds to some paths.
fn http(operation: &Operation) -> String {
    let http = &operation.http;
    let path = http.uri.strip_suffix('/').unwrap_or(&http.uri);
    format!("{} {} {} {:?}", http.method, path, http.code, operation.host_prefix)
}

/// Kinds of differences that do not affect generated files.
const UNSEEN: [&str; 1] = ["error status"];

/// Returns the differences between the operations of two models, by kind.
pub(super) fn differences(
    smithy: &Model,
    botocore: &Model,
    operations: &[String],
) -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    if smithy.service.title != botocore.service.title {
        let titles = format!("{} and {}", smithy.service.title, botocore.service.title);
        found.insert("title", titles);
    }
    let by_name = |model: &'_ Model| -> BTreeMap<String, Operation> {
        model.operations.iter().map(|operation| (operation.name.clone(), operation.clone())).collect()
    };
    let (one, other) = (by_name(smithy), by_name(botocore));
    for name in operations {
        let (Some(one), Some(other)) = (one.get(name), other.get(name)) else { continue };
        let walk = walk(smithy, one, botocore, other);
        for (kind, first) in walk.kinds().filter(|(kind, _)| !UNSEEN.contains(kind)) {
            found.entry(kind).or_insert_with(|| format!("{name}: {first}"));
        }
        let uris = (&one.http.uri, &other.http.uri);
        if uris.0 != uris.1 && http(one) == http(other) {
            found.entry("trailing slash").or_insert_with(|| name.clone());
        }
    }
    found
}

fn compare(smithy: &Model, one: &Operation, botocore: &Model, other: &Operation) -> Found {
    walk(smithy, one, botocore, other).found()
}

fn walk<'g>(smithy: &'g Model, one: &Operation, botocore: &'g Model, other: &Operation) -> Walk<'g> {
    let described = |operation: &Operation| {
        let deprecated = operation.deprecated.is_some();
        let traits = &operation.traits;
        format!("{} {deprecated} {:?} {traits:?}", http(operation), operation.auth)
    };
    let mut walk = Walk::new(&smithy.shapes, &botocore.shapes);
    if described(one) != described(other) {
        walk.note(String::new(), "operation", format!("{}\nand {}", described(one), described(other)));
    }
    walk.structures("input", one.input, other.input);
    walk.structures("output", one.output, other.output);
    walk.errors(&one.errors, &other.errors);
    walk
}
