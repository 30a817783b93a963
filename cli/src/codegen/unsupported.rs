//! `--skip-unsupported`: all operations but those that cannot be generated.

use crate::report;
use smithereen_codegen::diagnostic::{Diagnostic, printable};
use smithereen_codegen::{ServiceSources, catalog};
use std::collections::BTreeMap;

/// Removes the operations that cannot be generated from the selection, and lists them in one note by their reasons. A
/// service of which nothing could remain is left as it is: the generator reports why.
pub(super) fn skip(service: &mut ServiceSources) {
    let Some(unsupported) = unsupported(service) else { return };
    let total = service.operations.len();
    service.operations.retain(|operation| !unsupported.contains_key(operation));
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (operation, reason) in &unsupported {
        reasons.entry(reason).or_default().push(operation);
    }
    let mut text =
        format!("{} of {total} operations cannot be generated and are left out:", unsupported.len());
    for (reason, operations) in reasons {
        text.push_str(&format!("\n  {}: {}", printable(reason), printable(&operations.join(", "))));
    }
    report::note(text);
}

/// An error whose help names the flag, where some operations can be generated and others cannot.
pub(super) fn hint(service: &ServiceSources) -> Option<Diagnostic> {
    let (count, total) = (unsupported(service)?.len(), service.operations.len());
    let problem = format!("{count} of {total} operations cannot be generated");
    let help = "add `--skip-unsupported` to leave them out and generate the others";
    Some(report::error_help(&service.model.path, problem, help))
}

/// The operations that cannot be generated, with the reasons, if there are any and others remain.
fn unsupported(service: &ServiceSources) -> Option<BTreeMap<String, String>> {
    let mut unsupported = catalog::unsupported(service).ok()?;
    unsupported.retain(|operation, _| service.operations.contains(operation));
    (!unsupported.is_empty() && unsupported.len() < service.operations.len()).then_some(unsupported)
}
