//! Counts instructions per call and per body, which do not depend on the load of the machine.

use crate::calls;
use crate::stop::stop;
use std::process::{Command, Stdio};

/// A variant to count.
struct Candidate {
    /// The argument of `calls profile`.
    what: &'static str,
    name: &'static str,
    /// Whether only hashing is counted, instead of everything else. Hashing is the same for all variants, and valgrind
    /// emulates a processor without instructions for it, so it would dominate the counts.
    hashing: bool,
}

const CALLS: [Candidate; 5] = [
    candidate("call-sans-io", "smithereen, sans-IO with aws-sigv4"),
    candidate("call-ours", "smithereen, client"),
    candidate("call-official", "official client"),
    candidate("call-clone", "of it, the clone of its input"),
    Candidate { what: "call-sans-io", name: "left out of each, SHA-256", hashing: true },
];
const WRITERS: [Candidate; 3] = [
    candidate("write-ours", "smithereen"),
    candidate("write-derived", "serde_json, derived"),
    candidate("write-smithy", "aws-smithy-json"),
];
const READERS: [Candidate; 3] = [
    candidate("read-ours", "smithereen"),
    candidate("read-derived", "serde_json, derived"),
    candidate("read-smithy", "aws-smithy-json"),
];
/// The function that hashes.
const HASHING: &str = "sha2::*::compress";
/// The numbers of endpoints and schemas of a thing: those of `call` and `codec`.
const CALL_SIZES: [[usize; 2]; 3] = [[1, 1], [10, 10], [40, 40]];
const BODY_SIZES: [[usize; 2]; 3] = [[40, 0], [40, 40], [120, 0]];

const fn candidate(what: &'static str, name: &'static str) -> Candidate {
    Candidate { what, name, hashing: false }
}

/// The repetitions of two runs. One-time work is part of both and cancels out in the difference.
struct Runs {
    few: u64,
    many: u64,
}

const CALL_RUNS: Runs = Runs { few: 100, many: 300 };
const BODY_RUNS: Runs = Runs { few: 20, many: 60 };

pub(crate) fn measure() {
    let Ok(version) = Command::new("valgrind").arg("--version").output() else {
        println!("left out, as there is no valgrind: systems with Linux have a package that is called so");
        return;
    };
    println!("{}", String::from_utf8_lossy(&version.stdout).trim());
    let program = calls::program();
    CALL_SIZES.iter().for_each(|size| compare(&program, &CALLS, size, &CALL_RUNS));
    for size in &BODY_SIZES {
        compare(&program, &WRITERS, size, &BODY_RUNS);
        compare(&program, &READERS, size, &BODY_RUNS);
    }
}

/// Prints the instructions of one repetition of each variant, and the ratio to the first.
fn compare(program: &Command, candidates: &[Candidate], size: &[usize; 2], runs: &Runs) {
    let mut first = None;
    for candidate in candidates {
        let counted = |times| counted(program, candidate, size, times);
        let more = counted(runs.many).saturating_sub(counted(runs.few));
        let once = more as f64 / (runs.many - runs.few) as f64;
        if more == 0 {
            stop(format_args!("no instructions of {}: is {HASHING} called so no longer?", candidate.name));
        }
        let times = once / *first.get_or_insert(once);
        let kind = candidate.what.split('-').next().unwrap_or_default();
        let [endpoints, schemas] = size;
        let what = format!("{kind}, {endpoints} endpoints, {schemas} schemas");
        println!("{what:<34} {:<34} {once:>12.0} instructions  {times:>5.2} times the first", candidate.name);
    }
}

/// Returns the instructions of a complete run.
fn counted(program: &Command, candidate: &Candidate, size: &[usize; 2], times: u64) -> u64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(format!("--toggle-collect={HASHING}"));
    command.arg(if candidate.hashing { "--collect-atstart=no" } else { "--collect-atstart=yes" });
    command.arg(program.get_program()).args(["profile", candidate.what]);
    command.args(size.map(|count| count.to_string())).arg(times.to_string());
    let run = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| stop(format_args!("{command:?}: {error}")));
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    let count = stderr.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    count
        .filter(|_| run.status.success())
        .unwrap_or_else(|| stop(format_args!("{command:?} failed: {stderr}")))
}
