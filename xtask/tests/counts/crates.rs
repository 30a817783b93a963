//! The number of crates that a user builds for a generated crate, itself included. It has no dependencies beyond the
//! runtime and those of the runtime.

use crate::baseline::Counts;
use crate::root;
use std::collections::BTreeSet;
use std::process::Command;

/// The platform to count for: the lock file is the same on all.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

pub(crate) fn count(now: &mut Counts) {
    now.add("crates", "without client", tree(&["--no-default-features"]));
    now.add("crates", "with client", tree(&["--no-default-features", "--features", "client"]));
}

fn tree(features: &[&str]) -> usize {
    let run = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "smithereen", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}", "--target", PLATFORM])
        .args(features)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let lines = String::from_utf8(run.stdout).unwrap();
    // `cargo tree` marks a crate that was already listed.
    lines.lines().map(|line| line.trim_end_matches(" (*)")).collect::<BTreeSet<_>>().len() + 1
}
