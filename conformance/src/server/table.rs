//! Shows the steps, and how many passed on each server.

use super::plan::Server;
use super::steps::{Part, Step, Verdict};
use smithereen_cli::report;
use std::fmt::Write;
use std::process::ExitCode;

/// The length at which the details of a step that passed are cut.
const WIDTH: usize = 100;

/// Shows all results. The exit code is that of success if there is a step and none failed.
pub(super) fn conclude(servers: &[Server], results: &[Vec<Part>]) -> ExitCode {
    let mut text = String::new();
    for (server, parts) in servers.iter().zip(results) {
        for part in parts {
            write_part(&mut text, server, part);
        }
    }
    for (server, parts) in servers.iter().zip(results) {
        for part in parts {
            let Part { service, protocol, steps } = part;
            let name = server.name;
            let _ = writeln!(text, "{name:<10} {service:<14} {protocol:<13} {}", share(steps.iter()));
        }
    }
    for server in servers {
        for (service, reason) in server.leaves_out {
            let _ = writeln!(text, "{:<10} {service:<14} not called: {reason}", server.name);
        }
    }
    let all = || results.iter().flatten().flat_map(|part| &part.steps);
    report::say(format_args!("{text}{}", share(all())));
    if all().count() > 0 && all().all(|step| step.verdict != Verdict::Failed) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn write_part(text: &mut String, server: &Server, Part { service, protocol, steps }: &Part) {
    let width = steps.iter().map(|step| step.name.chars().count()).max().unwrap_or_default();
    let _ = writeln!(text, "{}, {service} ({protocol})", server.name);
    for Step { verdict, name, detail } in steps {
        let (verdict, shown) = match verdict {
            Verdict::Passed => ("ok", detail.chars().take(WIDTH).collect()),
            Verdict::Differs(reason) => ("differs", (*reason).to_owned()),
            Verdict::Failed => ("FAILED", detail.clone()),
        };
        let _ = writeln!(text, "  {verdict:<7} {name:<width$}  {shown}");
    }
}

fn share<'s>(steps: impl Iterator<Item = &'s Step>) -> String {
    let (mut passed, mut differ, mut all) = (0, 0, 0);
    for step in steps {
        passed += usize::from(step.verdict == Verdict::Passed);
        differ += usize::from(matches!(step.verdict, Verdict::Differs(_)));
        all += 1;
    }
    let differ = if differ == 0 { String::new() } else { format!(", {differ} differ") };
    format!("{passed} of {all} steps passed{differ}")
}
