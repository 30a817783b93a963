//! Measures the first `cargo xtask codegen` in a fresh clone: the CPU time of building `xtask`, compared with the
//! previous arrangement of packages and profiles.

use crate::paths::{cargo, emptied, fetch, scratch};
use crate::process::{Cost, run};

/// The previous `xtask` was one package with the content of these two.
const FORMER_PACKAGES: [&str; 2] = ["smithereen-cli", "conformance"];
/// The packages that the previous development profile optimized.
const FORMERLY_OPTIMIZED: [&str; 9] = [
    "heck",
    "prettyplease",
    "proc-macro2",
    "serde_json",
    "smithereen-codegen",
    "syn",
    "toml",
    "toml_parser",
    "winnow",
];
/// The target: the previous build takes this many times the CPU time of the current one, ...
const TARGET_RATIO: f64 = 5.0;
/// ... or the current one takes at most this many seconds of CPU time.
const TARGET_SECONDS: f64 = 60.0;

/// Builds both from scratch, one after the other, and prints their costs, the ratio, and whether the target is reached.
pub(crate) fn measure() {
    fetch("Cargo.toml");
    let today =
        run(cargo("build", "Cargo.toml", emptied(&scratch("first-build"))).args(["--package", "xtask"]));
    row("today: `cargo build -p xtask`", &today);
    let former = run(&mut former());
    row("former packages and profile, same sources", &former);
    let (today, former) = (today.cpu.as_secs_f64(), former.cpu.as_secs_f64());
    let ratio = former / today;
    let reached = ratio >= TARGET_RATIO || today <= TARGET_SECONDS;
    println!(
        "{ratio:.1} times less CPU; target {TARGET_RATIO} times, or {TARGET_SECONDS} s: {}",
        if reached { "reached" } else { "missed" }
    );
    let _ = std::fs::remove_dir_all(scratch("first-build"));
}

/// Returns the previous build: everything in one package, full debug information for the project's own packages, and
/// nine packages optimized.
fn former() -> std::process::Command {
    let mut command = cargo("build", "Cargo.toml", emptied(&scratch("first-build")));
    command.arg("--all-features");
    for package in FORMER_PACKAGES {
        command.args(["--package", package]);
    }
    let mut set = |setting: String| {
        command.args(["--config", &format!("profile.dev.{setting}")]);
    };
    set("debug=2".to_owned());
    set("package.\"*\".debug=false".to_owned());
    for package in FORMERLY_OPTIMIZED {
        set(format!("package.{package}.opt-level=2"));
    }
    set("package.smithereen-codegen.debug-assertions=false".to_owned());
    set("package.smithereen-codegen.overflow-checks=true".to_owned());
    command
}

fn row(what: &str, cost: &Cost) {
    let [wall, user, cpu] = [cost.wall, cost.user, cost.cpu].map(|time| time.as_secs_f64());
    println!(
        "{what:<44} {wall:>6.1} s  {cpu:>6.1} s CPU (user {user:.1}, system {:.1})  peak {:.0} MB",
        cpu - user,
        cost.peak
    );
}
