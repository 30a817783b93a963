//! A comparison, for people and for tools.

use crate::report;
use serde_json::{Value, json};
use smithereen_codegen::diagnostic::printable;
use smithereen_codegen::diff::{self, Change, Report, Rust, Step, Wire};

/// What changes, by service. `gone` and `new` are services that one of the two sides alone has.
pub(super) struct Comparison {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) reports: Vec<Report>,
    pub(super) gone: Vec<String>,
    pub(super) added: Vec<String>,
    /// The groups of regions, which endpoint rules ask for.
    pub(super) partitions: Vec<Change>,
}

impl Comparison {
    /// The step that the crate takes.
    fn step(&self) -> Step {
        let reports = self.reports.iter().map(Report::step);
        let others = [(!self.added.is_empty(), Step::Minor), (!self.gone.is_empty(), Step::Major)];
        let others = others.into_iter().filter(|(is_so, _)| *is_so).map(|(_, step)| step);
        let partitions = [diff::step(&self.partitions)];
        reports.chain(partitions).chain(others).max().unwrap_or(Step::None)
    }

    /// In words, or as one object where tools are told in JSON.
    pub(super) fn print(&self) {
        match report::is_json() {
            true => report::say(self.json()),
            false => self.text(),
        }
    }

    fn text(&self) {
        report::say(format_args!("{} -> {}", self.old, self.new));
        for found in &self.reports {
            service(found);
        }
        if !self.partitions.is_empty() {
            report::say(format_args!("\npartitions: {}", diff::step(&self.partitions).name()));
            self.partitions.iter().for_each(row);
        }
        list("services that are new", &self.added);
        list("services that are gone", &self.gone);
        self.conclude();
    }

    /// What it comes to.
    fn conclude(&self) {
        let changes = || self.reports.iter().flat_map(|report| &report.changes).chain(&self.partitions);
        if changes().next().is_none() && self.gone.is_empty() && self.added.is_empty() {
            report::say(format_args!("\n{}: nothing that was compared has changed", self.step().name()));
            return;
        }
        let count = |rust| changes().filter(|change| change.rust == rust).count();
        let kinds = [Rust::Breaks, Rust::BreaksWhole, Rust::Grows, Rust::Unchanged];
        let counts = kinds.map(|rust| format!("{} {}", count(rust), mark(rust).trim()));
        let breaking = changes().filter(|change| change.wire == Wire::Breaking).count();
        report::say(format_args!(
            "\n{}: {} changes: {}; {breaking} breaking on the wire",
            self.step().name(),
            changes().count(),
            counts.join(", ")
        ));
        if count(Rust::BreaksWhole) > 0 {
            report::say(WHOLE);
        }
        if self.step() == Step::Major && count(Rust::Breaks) == 0 && self.gone.is_empty() {
            report::say(
                "        So code with `..` in its literals and `_` in its matches compiles as before.",
            );
        }
        let has = |wire| changes().any(|change| change.wire == wire);
        if has(Wire::Breaking) {
            report::say(
                "wire!:  what was sent before may be refused, or what was answered before is missing or other.",
            );
        }
        if has(Wire::Unclear) {
            report::say("wire?:  that cannot be told: compare the two.");
        }
    }

    fn json(&self) -> Value {
        json!({
            "old": self.old,
            "new": self.new,
            "step": self.step().name(),
            "partitions": self.partitions.iter().map(change).collect::<Vec<_>>(),
            "services_added": self.added,
            "services_removed": self.gone,
            "services": self.reports.iter().map(|report| json!({
                "service": report.service,
                "step": report.step().name(),
                "available": report.available,
                "gone": report.gone,
                "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }
}

const WHOLE: &str = "major*: breaks only code that speaks of a type as a whole: a literal or a pattern that names all \
    fields and has no `..`,\n        a match that names all variants and has no `_`, or the order that values sort by. \
    No other code.";

/// One of the steps, with a mark where few are concerned.
fn mark(rust: Rust) -> &'static str {
    match rust {
        Rust::Unchanged => "patch ",
        Rust::Grows => "minor ",
        Rust::BreaksWhole => "major*",
        Rust::Breaks => "major ",
    }
}

/// A line of the table.
fn row(change: &Change) {
    let wire = match change.wire {
        Wire::Breaking => "wire!",
        Wire::Unclear => "wire?",
        Wire::Compatible | Wire::Unchanged => "     ",
    };
    report::say(format_args!("    {} {wire} {change}", mark(change.rust)));
}

fn service(found: &Report) {
    report::say(format_args!("\n{}: {}", found.service, found.step().name()));
    let mut group: Option<&Option<String>> = None;
    for change in &found.changes {
        if group != Some(&change.operation) {
            let about_service = change.shape.is_none() && change.operation.is_none();
            let several = if about_service { "the service" } else { "several operations" };
            report::say(format_args!("  {}", change.operation.as_deref().unwrap_or(several)));
            group = Some(&change.operation);
        }
        row(change);
    }
    list("  not selected and new", &found.available);
    list("  not selected and gone", &found.gone);
}

/// Names after a heading, on lines of a terminal's width.
fn list(what: &str, names: &[String]) {
    let mut line = format!("{what}:");
    for (index, name) in names.iter().enumerate() {
        if line.len() + name.len() > 100 {
            report::say(&line);
            line = "   ".to_owned();
        }
        let name = printable(name);
        line.push_str(&format!(" {name}{}", if index + 1 < names.len() { "," } else { "" }));
    }
    if !names.is_empty() {
        report::say(line);
    }
}

fn change(change: &Change) -> Value {
    json!({
        "operation": change.operation,
        "shape": change.shape,
        "member": change.member,
        "used_by": change.used_by,
        "kind": change.what.name(),
        "words": change.what.to_string(),
        "rust": match change.rust {
            Rust::Unchanged => "unchanged",
            Rust::Grows => "grows",
            Rust::BreaksWhole => "breaks-whole",
            Rust::Breaks => "breaks",
        },
        "step": change.rust.step().name(),
        "wire": match change.wire {
            Wire::Unchanged => "unchanged",
            Wire::Compatible => "compatible",
            Wire::Unclear => "unclear",
            Wire::Breaking => "breaking",
        },
    })
}
