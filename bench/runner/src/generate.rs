//! Measures the generator as a process: `cargo xtask codegen`, in the development profile and optimized.

use crate::codegen::{again, fresh};
use crate::lines::lines;
use crate::paths::{cargo, root, scratch, text, this};
use crate::process::{Cost, median, millis, output};
use crate::stop::stop;
use crate::{compile, generators, models};
use smithereen_codegen::graph::Protocol;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROUNDS: usize = 21;
/// The name of the project with every service.
const EVERY: &str = "every";
/// The name of the project with every service whose protocol is restJson1, for which the target was set.
const REST_JSON: &str = "rest-json";

pub(crate) fn measure(models: Option<&str>) {
    let folder = models::folder(models);
    let builds = [("development profile", dev()), ("optimized", optimized())];
    let three = three();
    for (name, program) in &builds {
        row("the three operations, nothing there", name, &median(ROUNDS, || fresh(program, &three)));
        row("the same again, nothing to do", name, &median(ROUNDS, || again(program, &three)));
    }
    let iot = prepared(&folder, "iot");
    generators::compare(&builds, &iot);
    let official = lines("all of iot, aws-sdk-iot", &compile::source("aws-sdk-iot"));
    let ours = lines("all of iot", &iot.join("generated/src"));
    println!("all of iot: 1/{:.2} of the lines", official as f64 / ours as f64);
    let rest_json = prepared(&folder, REST_JSON);
    let every = prepared(&folder, EVERY);
    let sets = [("every restJson1 service", &rest_json), ("every service", &every)];
    for (subject, project) in sets {
        for (name, program) in &builds {
            row(subject, name, &median(3, || fresh(program, project)));
            row("the same again, nothing to do", name, &median(3, || again(program, project)));
        }
        lines(subject, &project.join("generated/src"));
    }
    for (name, folder) in [("the three operations", &three), ("all of iot", &iot)].into_iter().chain(sets) {
        println!("\nphases, {name}, optimized");
        println!("{}", timings(&optimized(), folder));
    }
    let _ = std::fs::remove_dir_all(scratch("old"));
}

/// Writes a project with one service or with all services in a separate process, because the memory of a process counts
/// towards the peak of processes that it starts.
fn prepared(folder: &Path, name: &str) -> PathBuf {
    println!("{}", output(this().arg("prepare").arg(folder).arg(name)));
    models::project_folder(name)
}

/// The main function of that process.
pub(crate) fn prepare(folder: &str, name: &str) {
    let folder = folder.as_ref();
    let services = match name {
        EVERY => models::every(folder),
        REST_JSON => models::every(folder)
            .into_iter()
            .filter(|service| service.protocol == Protocol::RestJson1)
            .collect(),
        _ => vec![models::service(folder, name).unwrap_or_else(|why| stop(why))],
    };
    let operations: usize = services.iter().map(|service| models::selected(&service.sources).len()).sum();
    let left_out: usize = services.iter().map(|service| service.left_out).sum();
    let (with, without): (Vec<_>, Vec<_>) =
        services.iter().partition(|service| !models::selected(&service.sources).is_empty());
    let (some, none) = (with.len(), without.len());
    println!(
        "{name}: services {some}, operations {operations}; left out: services {none}, operations {left_out}"
    );
    models::project(name, with.into_iter().map(|service| &service.sources));
}

fn row(what: &str, build: &str, cost: &Cost) {
    let (wall, cpu) = (millis(cost.wall), millis(cost.cpu));
    println!("{what:<36} {build:<28} {wall:>8.1} ms  {cpu:>8.1} ms CPU  {:>6.0} MB", cost.peak);
}

/// Returns the phases that `--timings` prints.
fn timings(program: &Path, folder: &Path) -> String {
    let mut command = Command::new(program);
    command.args(["codegen", "--check", "--timings", "--root"]).arg(folder);
    let output = command.output().unwrap_or_else(|error| stop(format_args!("{command:?}: {error}")));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    stderr.lines().filter(|line| line.contains(" µs ")).collect::<Vec<_>>().join("\n")
}

/// Copies the models of the tests, which do not change with `models/`.
fn three() -> PathBuf {
    let folder = scratch("projects/three");
    let from = root().join("fixtures/models");
    for path in ["smithereen.toml", "models/partitions.json"] {
        crate::paths::write(&folder.join(path), &text(&root().join("fixtures").join(path)));
    }
    for service in models::names(&from).iter().filter(|name| from.join(name).is_dir()) {
        for file in models::names(&from.join(service)) {
            let file = Path::new(service).join(file);
            crate::paths::write(&folder.join("models").join(&file), &text(&from.join(&file)));
        }
    }
    folder
}

fn dev() -> PathBuf {
    let target = root().join("target");
    output(cargo("build", "Cargo.toml", &target).args(["--quiet", "--package", "xtask"]));
    target.join("debug/xtask")
}

fn optimized() -> PathBuf {
    let target = scratch("build");
    output(cargo("build", "Cargo.toml", &target).args(["--quiet", "--release", "--package", "xtask"]));
    target.join("release/xtask")
}
