//! The report of a comparison, as text and as JSON.

use crate::report;
use serde_json::{Value, json};
use smithereen_codegen::diagnostic::printable;
use smithereen_codegen::diff::{self, ApiImpact, Change, Report, Step, WireImpact};

/// A comparison of two versions of a source, by service. `gone` and `added` list the services that only one of them has.
pub(super) struct Comparison {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) reports: Vec<Report>,
    pub(super) gone: Vec<String>,
    pub(super) added: Vec<String>,
    /// The changes of the partition table.
    pub(super) partitions: Vec<Change>,
}

impl Comparison {
    /// Returns the version step that all changes together require.
    pub(super) fn step(&self) -> Step {
        let reports = self.reports.iter().map(Report::step);
        let others = [(!self.added.is_empty(), Step::Minor), (!self.gone.is_empty(), Step::Major)];
        let others = others.into_iter().filter(|(is_so, _)| *is_so).map(|(_, step)| step);
        let partitions = [diff::step(&self.partitions)];
        reports.chain(partitions).chain(others).max().unwrap_or(Step::None)
    }

    /// Prints the report as text, or as one JSON object with `--format json`.
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
        list("services added", &self.added);
        list("services removed", &self.gone);
        self.conclude();
    }

    /// Prints the total and explains the marks in the report.
    fn conclude(&self) {
        let changes = || self.reports.iter().flat_map(|report| &report.changes).chain(&self.partitions);
        if changes().next().is_none() && self.gone.is_empty() && self.added.is_empty() {
            report::say(format_args!("\n{}: no changes", self.step().name()));
            return;
        }
        let count = |api| changes().filter(|change| change.api == api).count();
        let kinds = [ApiImpact::Breaking, ApiImpact::BreaksExhaustive, ApiImpact::Additive, ApiImpact::None];
        let counts = kinds.map(|api| format!("{} {}", count(api), mark(api).trim()));
        let breaking = changes().filter(|change| change.wire == WireImpact::Breaking).count();
        report::say(format_args!(
            "\n{}: {} changes: {}; {breaking} breaking on the wire",
            self.step().name(),
            changes().count(),
            counts.join(", ")
        ));
        if count(ApiImpact::BreaksExhaustive) > 0 {
            report::say(EXHAUSTIVE);
        }
        if self.step() == Step::Major && count(ApiImpact::Breaking) == 0 && self.gone.is_empty() {
            report::say("        Code that uses `..` and `_` compiles unchanged.");
        }
        let has = |wire| changes().any(|change| change.wire == wire);
        if has(WireImpact::Breaking) {
            report::say(
                "wire!:  the service may reject old requests, or old clients may misinterpret responses.",
            );
        }
        if has(WireImpact::Undetermined) {
            report::say(
                "wire?:  impact undetermined, for example a changed pattern: compare the two values.",
            );
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

const EXHAUSTIVE: &str = "major*: breaks only code that enumerates a type: patterns and, without \
    `#[non_exhaustive]`, struct literals\n        without `..`, matches without `_`, and comparisons that depend on the \
    order of variants.";

/// Returns the version step, with `*` if a change breaks only exhaustive uses of a type.
fn mark(api: ApiImpact) -> &'static str {
    match api {
        ApiImpact::None => "patch ",
        ApiImpact::Additive => "minor ",
        ApiImpact::BreaksExhaustive => "major*",
        ApiImpact::Breaking => "major ",
    }
}

/// Prints a line of the table.
fn row(change: &Change) {
    let wire = match change.wire {
        WireImpact::Breaking => "wire!",
        WireImpact::Undetermined => "wire?",
        WireImpact::Compatible | WireImpact::None => "     ",
    };
    report::say(format_args!("    {} {wire} {change}", mark(change.api)));
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
    list("  not selected, added", &found.available);
    list("  not selected, removed", &found.gone);
}

/// Prints names after a heading, on lines of at most 100 columns.
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
        "kind": change.kind.name(),
        "description": change.kind.to_string(),
        "api": match change.api {
            ApiImpact::None => "none",
            ApiImpact::Additive => "additive",
            ApiImpact::BreaksExhaustive => "breaks-exhaustive",
            ApiImpact::Breaking => "breaking",
        },
        "step": change.api.step().name(),
        "wire": match change.wire {
            WireImpact::None => "none",
            WireImpact::Compatible => "compatible",
            WireImpact::Undetermined => "undetermined",
            WireImpact::Breaking => "breaking",
        },
    })
}
