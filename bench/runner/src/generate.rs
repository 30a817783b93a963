//! The generator as a whole process, from the start of the command to its end.

use crate::models;
use crate::places::{cargo, root, scratch, text};
use crate::process::{Cost, median, millis, output, run};
use std::path::{Path, PathBuf};
use std::process::Command;

const ROUNDS: usize = 21;

pub(crate) fn measure(models: Option<&str>) {
    let folder = models::folder(models);
    crate::places::emptied(&scratch("old"));
    let builds = [("as `cargo xtask` builds it", dev()), ("optimised", optimised())];
    let three = three();
    for (name, program) in &builds {
        row("the three operations, nothing there", name, &median(ROUNDS, || fresh(program, &three)));
        row("the same again, nothing to do", name, &median(ROUNDS, || again(program, &three)));
    }
    let service = models::service(&folder, "iot").expect("botocore has iot");
    println!("all of iot: {} operations", service.operations.len());
    let iot = models::project("iot", &[service]);
    for (name, program) in &builds {
        row("all of iot", name, &median(ROUNDS / 2, || fresh(program, &iot)));
    }
    lines("all of iot", &iot);
    let (services, all) = models::rest_json(&folder);
    let operations: usize = services.iter().map(|service| service.operations.len()).sum();
    println!("{} of {all} rest-json services, {operations} operations", services.len());
    let every = models::project("every", &services);
    for (name, program) in &builds {
        row("every rest-json service", name, &median(3, || fresh(program, &every)));
    }
    lines("every rest-json service", &every);
    for (name, place) in [("the three operations", &three), ("all of iot", &iot), ("every service", &every)] {
        println!("\nphases, {name}, optimised");
        println!("{}", timings(&optimised(), place));
    }
}

fn row(what: &str, build: &str, cost: &Cost) {
    let (wall, cpu) = (millis(cost.wall), millis(cost.cpu));
    println!("{what:<36} {build:<28} {wall:>8.1} ms  {cpu:>8.1} ms CPU  {:>6.0} MB", cost.peak);
}

/// The lines of code that are there now.
fn lines(what: &str, place: &Path) {
    let mut folders = vec![place.join("generated/src")];
    let (mut files, mut lines, mut bytes) = (0, 0, 0);
    while let Some(folder) = folders.pop() {
        for name in models::names(&folder) {
            let path = folder.join(name);
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = text(&path);
                files += 1;
                lines += text.lines().count();
                bytes += text.len();
            }
        }
    }
    println!("{what:<36} {files} files, {lines} lines, {} KB", bytes / 1000);
}

/// A run that has everything to write. What was there is moved out of the way: for a while after files are deleted, some
/// file systems take ten times as long to make others.
fn fresh(program: &Path, place: &Path) -> Cost {
    let old = scratch("old");
    let _ = std::fs::create_dir_all(&old);
    let _ = std::fs::rename(place.join("generated"), old.join(models::names(&old).len().to_string()));
    again(program, place)
}

fn again(program: &Path, place: &Path) -> Cost {
    run(Command::new(program).arg("codegen").arg("--root").arg(place))
}

/// What the command itself says of where its time goes.
fn timings(program: &Path, place: &Path) -> String {
    let mut command = Command::new(program);
    command.args(["codegen", "--check", "--timings", "--root"]).arg(place);
    let told = command.output().expect("it runs");
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    told.lines().filter(|line| line.contains(" µs ")).collect::<Vec<_>>().join("\n")
}

/// This project's own models, elsewhere.
fn three() -> PathBuf {
    let place = scratch("projects/three");
    let from = root().join("models");
    for path in ["models.toml", "partitions.json"] {
        crate::places::write(&place.join("models").join(path), &text(&from.join(path)));
    }
    for service in models::names(&from).iter().filter(|name| from.join(name).is_dir()) {
        for file in models::names(&from.join(service)) {
            let file = Path::new(service).join(file);
            crate::places::write(&place.join("models").join(&file), &text(&from.join(&file)));
        }
    }
    place
}

fn dev() -> PathBuf {
    let target = root().join("target");
    output(cargo("build", "Cargo.toml", &target).args(["--quiet", "--package", "xtask"]));
    target.join("debug/xtask")
}

fn optimised() -> PathBuf {
    let target = scratch("build");
    output(cargo("build", "Cargo.toml", &target).args(["--quiet", "--release", "--package", "xtask"]));
    target.join("release/xtask")
}
