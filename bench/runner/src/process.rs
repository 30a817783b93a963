//! Child processes, and their cost with all processes that they start.

use crate::stop::stop;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// The cost of a run. On Windows, processes that the child starts are not included.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// The CPU time in user mode of all processes.
    pub(crate) user: Duration,
    /// The CPU time in user and system mode of all processes.
    pub(crate) cpu: Duration,
    /// The peak memory of the largest process, in MB.
    pub(crate) peak: f64,
}

/// Runs a command without output. The benchmark ends if it fails.
pub(crate) fn run(command: &mut Command) -> Cost {
    let begin = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| stop(format_args!("{command:?}: {error}")));
    let used = child.wait4().unwrap_or_else(|error| stop(format_args!("{command:?}: {error}")));
    if !used.status.success() {
        stop(format_args!("{command:?} failed: run it by hand to see why"));
    }
    Cost {
        wall: begin.elapsed(),
        user: used.rusage.utime,
        cpu: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss as f64 / 1e6,
    }
}

/// Runs a quick command several times and returns the run with the median wall time.
pub(crate) fn median(rounds: usize, mut once: impl FnMut() -> Cost) -> Cost {
    middle((0..rounds).map(|_| once()).collect())
}

/// Returns the run with the median wall time. `all` must not be empty.
pub(crate) fn middle(mut all: Vec<Cost>) -> Cost {
    all.sort_by_key(|cost| cost.wall);
    all.swap_remove(all.len() / 2)
}

/// Returns the standard output of a command.
pub(crate) fn output(command: &mut Command) -> String {
    let run = command
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| stop(format_args!("{command:?}: {error}")));
    if !run.status.success() {
        stop(format_args!("{command:?} failed"));
    }
    String::from_utf8_lossy(&run.stdout).trim().to_owned()
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
