//! `--skip-unsupported`: generates all supported operations.

use crate::report;
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use smithereen_codegen::{ServiceSources, Unsupported, catalog};
use std::collections::BTreeMap;

/// Lists the operations that were left out in one note, by reason.
pub(super) fn report_skipped(skipped: &Unsupported) {
    let Unsupported { total, reasons: by_operation } = skipped;
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (operation, reason) in by_operation {
        reasons.entry(reason).or_default().push(operation);
    }
    let mut text =
        format!("{} of {total} operations cannot be generated and are left out:", by_operation.len());
    for (reason, operations) in reasons {
        text.push_str(&format!("\n  {}: {}", printable(reason), printable(&operations.join(", "))));
    }
    report::note(text);
}

/// Returns an error whose help names the flag, if some operations can be generated and others cannot.
pub(super) fn hint(service: &ServiceSources) -> Option<Diagnostic> {
    let Unsupported { total, reasons } = catalog::unsupported(service).ok()?;
    let count = reasons.len();
    if count == 0 || count == total {
        return None;
    }
    let problem = format!("{count} of {total} operations cannot be generated");
    let help = "add `--skip-unsupported` to leave them out and generate the others";
    Some(report::error_help(&service.model.path, problem, help))
}
