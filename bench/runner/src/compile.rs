//! Measures compile times and binary sizes.

use crate::generated::Generated;
use crate::lines::lines;
use crate::models;
use crate::paths::{cargo, emptied, fetch, program, root, scratch};
use crate::process::{Cost, output, run};
use crate::stop::stop;
use serde_json::Value;
use std::path::{Path, PathBuf};

pub(crate) const BENCH: &str = "bench/Cargo.toml";
const OURS: &str = "smithereen-aws";
const OFFICIAL: [&str; 2] = ["aws-sdk-iot", "aws-sdk-iotmanagedintegrations"];
/// The applications. The first three are compared with each other.
const APPS: [(&str, &str); 5] = [
    ("official", "official crates, aws-config's defaults"),
    ("ours", "smithereen, aws-config's defaults"),
    ("floor", "aws-config's defaults alone, no call"),
    ("official-lean", "official crates, environment, one TLS stack"),
    ("ours-lean", "smithereen, environment, one TLS stack"),
];

/// Compiles the applications from scratch, then the crates alone with built dependencies.
pub(crate) fn measure(given: Option<&str>) {
    fetch(BENCH);
    let mut costs: Vec<Cost> = Vec::new();
    for (app, name) in APPS {
        let target = scratch("apps").join(app);
        let cost = run(cargo("build", BENCH, emptied(&target)).args(["--package", app]));
        row(&format!("an application: {name}"), &cost, costs.first().unwrap_or(&cost));
        costs.push(cost);
    }
    if let [official, ours, floor, ..] = &costs[..] {
        let beyond = |cost: &Cost| cost.cpu.as_secs_f64() - floor.cpu.as_secs_f64();
        let (official, ours) = (beyond(official), beyond(ours));
        println!("beyond aws-config's defaults alone: official {official:.1} s CPU, ours {ours:.1} s CPU");
    }
    println!();
    let target = scratch("apps/official");
    let theirs = OFFICIAL.map(|package| again(&target, "official", package));
    let both = sum(&theirs);
    row("aws-sdk-iot and the other, alone", &both, &both);
    row("smithereen-aws, alone", &again(&scratch("apps/ours"), "ours", OURS), &both);
    println!();
    row("aws-sdk-iot alone", &theirs[0], &theirs[0]);
    row("all of iot, alone", &all_of(given, "iot"), &theirs[0]);
}

/// Compiles EC2, the largest service, alone with built dependencies, and counts the lines.
pub(crate) fn largest(given: Option<&str>) {
    fetch(BENCH);
    let target = scratch("apps/official-ec2");
    let official = lines("aws-sdk-ec2", &source("aws-sdk-ec2"));
    run(cargo("build", BENCH, &target).args(["--package", "official-ec2"]));
    let theirs = again(&target, "official-ec2", "aws-sdk-ec2");
    row("aws-sdk-ec2 alone", &theirs, &theirs);
    let ours = all_of(given, "ec2");
    row("all of ec2, alone", &ours, &theirs);
    let own = lines("all of ec2", &scratch("crates/ec2/src"));
    println!(
        "all of ec2: 1/{:.1} of the CPU time, 1/{:.1} of the memory, 1/{:.1} of the lines",
        theirs.cpu.as_secs_f64() / ours.cpu.as_secs_f64(),
        theirs.peak / ours.peak,
        official as f64 / own as f64
    );
}

/// Prints the sizes of stripped release binaries.
pub(crate) fn sizes() {
    fetch(BENCH);
    println!("Cargo's release profile with `strip = true`");
    let mut first = None;
    for (app, name) in APPS {
        let target = scratch("apps-release");
        let mut command = cargo("build", BENCH, &target);
        run(command.args(["--release", "--package", app, "--config", "profile.release.strip=true"]));
        let size =
            std::fs::metadata(target.join("release").join(app)).map_or(0, |file| file.len()) as f64 / 1e6;
        let first = *first.get_or_insert(size);
        println!("{name:<48} {size:>6.2} MB  {:>5.1} % of the first", size / first * 100.0);
    }
}

pub(crate) fn row(what: &str, cost: &Cost, beside: &Cost) {
    let [wall, user, cpu] = [cost.wall, cost.user, cost.cpu].map(|time| time.as_secs_f64());
    let (system, share) = (cpu - user, cpu / beside.cpu.as_secs_f64() * 100.0);
    let peak =
        if cost.peak.is_nan() { "below the linker's".to_owned() } else { format!("{:.0} MB", cost.peak) };
    println!(
        "{what:<60} {wall:>6.1} s  {cpu:>6.1} s CPU (user {user:.1}, system {system:.1})  {share:>5.1} %  peak {peak}"
    );
}

fn sum(all: &[Cost]) -> Cost {
    Cost {
        wall: all.iter().map(|cost| cost.wall).sum(),
        user: all.iter().map(|cost| cost.user).sum(),
        cpu: all.iter().map(|cost| cost.cpu).sum(),
        peak: all.iter().map(|cost| cost.peak).fold(0.0, f64::max),
    }
}

/// Returns the folder with the sources of a dependency.
pub(crate) fn source(package: &str) -> PathBuf {
    fetch(BENCH);
    let mut command = program();
    command.args(["metadata", "--format-version=1", "--locked", "--manifest-path"]).arg(root().join(BENCH));
    let metadata: Value = serde_json::from_str(&output(&mut command)).unwrap_or_default();
    let mut packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let found = packages.find(|one| one.get("name").and_then(Value::as_str) == Some(package));
    match found.and_then(|found| found.get("manifest_path")?.as_str()) {
        Some(manifest) => Path::new(manifest).with_file_name("src"),
        None => stop(format_args!("`cargo metadata` does not say where {package} is")),
    }
}

/// Compiles one package again with built dependencies, without the time to link the application.
pub(crate) fn again(target: &Path, app: &str, package: &str) -> Cost {
    let build = |clean: &[&str]| {
        for package in clean {
            output(cargo("clean", BENCH, target).args(["--quiet", "--package", package]));
        }
        run(cargo("build", BENCH, target).args(["--package", app]))
    };
    difference(build(&[package, app]), build(&[app]))
}

/// Returns the cost of compiling a package, from builds of it with the application and of the application alone.
pub(crate) fn difference(with: Cost, without: Cost) -> Cost {
    Cost {
        wall: with.wall.saturating_sub(without.wall),
        user: with.user.saturating_sub(without.user),
        cpu: with.cpu.saturating_sub(without.cpu),
        // Linking the application can take longer than compiling the package.
        peak: if with.peak > without.peak * 1.05 { with.peak } else { f64::NAN },
    }
}

/// Compiles the crate with all operations of a service and the client.
fn all_of(given: Option<&str>, name: &str) -> Cost {
    let service = models::service(&models::folder(given), name).unwrap_or_else(|why| stop(why)).sources;
    let generated = Generated::new(name, service);
    generated.build();
    generated.compile("src/lib.rs")
}
