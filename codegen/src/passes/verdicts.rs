//! Determines for all operations of a model whether they are supported, in one walk.

use super::signing::Unsigned;
use super::{auth, endpoint_operation, select, session_operation, signing, support};
use crate::Unsupported;
use crate::customizations;
use crate::diagnostic::{Diagnostics, Severity};
use crate::graph::rules::RuleSet;
use crate::graph::{Model, Operation, Service, Shape, ShapeId};
use crate::location::{NoFile, Reporter};

/// Whether a service and its operations are supported.
pub(crate) struct Verdicts {
    /// The first reason why the service is not supported, if any.
    pub(crate) service: Option<String>,
    /// One verdict for each operation, in the model's order.
    pub(crate) operations: Vec<Verdict>,
}

/// Whether an operation is supported.
pub(crate) struct Verdict {
    /// The first reason why the operation is not supported, if any.
    pub(crate) unsupported: Option<String>,
    /// Known limitations, and configuration that callers need.
    pub(crate) notes: Vec<String>,
}

/// Returns the verdicts on a model. Each shape is checked once: an unsupported shape makes all its users unsupported.
pub(crate) fn verdicts(model: &Model, rules: Option<&RuleSet>) -> Verdicts {
    let reasons = shape_reasons(model);
    let session_operation = session_operation::find(model);
    let has_sessions = signing::has_sessions(session_operation.as_ref());
    let unsigned = rules.map(|rules| Unsigned::of(rules, has_sessions));
    let mut of_service = customizations::of_service(&model.service);
    let of_service = of_service.find_map(|entry| entry.unsupported.clone());
    let of_shape = |id: ShapeId| reasons.get(id.index()).and_then(Clone::clone);
    let endpoint_operation = endpoint_operation::find(model);
    let operations = model.operations.iter().map(|operation| {
        let own = first_error(|out| {
            support::check_operation(&model.service, operation, endpoint_operation.as_ref(), out);
            auth::check_operation(&model.service, operation, out);
            if let Some(unsigned) = &unsigned {
                unsigned.check_operation(&model.service, operation, out);
            }
        });
        let unsupported = of_service.clone().or(own).or_else(|| select::roots(operation).find_map(of_shape));
        Verdict { unsupported, notes: notes(model, operation, unsigned.as_ref()) }
    });
    Verdicts {
        service: first_error(|out| support::check_service(&model.service, out)),
        operations: operations.collect(),
    }
}

/// Returns the unsupported operations among the verdicts on a model.
pub(crate) fn unsupported(model: &Model, verdicts: Verdicts) -> Unsupported {
    let operations = model.operations.iter().zip(verdicts.operations);
    let reasons =
        operations.filter_map(|(operation, verdict)| Some((operation.name.clone(), verdict.unsupported?)));
    Unsupported { total: model.operations.len(), reasons: reasons.collect() }
}

fn notes(model: &Model, operation: &Operation, unsigned: Option<&Unsigned<'_>>) -> Vec<String> {
    let entries = customizations::of_operation(&model.service, operation);
    let entries = entries.chain(customizations::of_service(&model.service));
    let entries = entries.flat_map(|entry| entry.warning.iter().chain(&entry.note)).cloned();
    let warnings = unsigned.map(|unsigned| unsigned.warnings(model, operation));
    warnings.into_iter().flatten().chain(entries).collect()
}

/// Returns the first reason why each shape is not supported: its own, or that of a shape that it refers to.
fn shape_reasons(model: &Model) -> Vec<Option<String>> {
    let mut referrers: Vec<Vec<ShapeId>> = vec![Vec::new(); model.shapes.len()];
    for (id, shape) in model.shapes.iter() {
        for target in shape.kind.targets() {
            if let Some(ids) = referrers.get_mut(target.index()) {
                ids.push(id);
            }
        }
    }
    let mut reasons: Vec<Option<String>> =
        model.shapes.iter().map(|(_, shape)| own_reason(&model.service, shape)).collect();
    let ids = model.shapes.iter().map(|(id, _)| id);
    let mut open: Vec<ShapeId> =
        ids.filter(|id| reasons.get(id.index()).is_some_and(Option::is_some)).collect();
    while let Some(id) = open.pop() {
        let reason = reasons.get(id.index()).cloned().flatten();
        for referrer in referrers.get(id.index()).into_iter().flatten() {
            if let Some(slot @ None) = reasons.get_mut(referrer.index()) {
                slot.clone_from(&reason);
                open.push(*referrer);
            }
        }
    }
    reasons
}

fn own_reason(service: &Service, shape: &Shape) -> Option<String> {
    first_error(|out| support::check_shape(service, shape, out))
}

fn first_error(check: impl FnOnce(&Reporter<'_>)) -> Option<String> {
    let out = Diagnostics::default();
    check(&Reporter::new("", &NoFile, &out));
    let errors = out.into_sorted().into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.problem).next()
}
