//! Which operations of a whole model can be emitted, told in one walk.

use super::signing::Unsigned;
use super::{auth, select, support};
use crate::customizations;
use crate::diagnostic::{At, Diagnostics, Severity};
use crate::graph::rules::RuleSet;
use crate::graph::{Model, Operation, Shape, ShapeId};

/// The first reason against each, where there is any.
pub(crate) struct Verdicts {
    pub(crate) service: Option<String>,
    /// In the model's order.
    pub(crate) operations: Vec<Verdict>,
}

/// Whether an operation is supported, and what its callers should know.
pub(crate) struct Verdict {
    /// The first reason against it.
    pub(crate) unsupported: Option<String>,
    /// What does not work of it, and what callers have to set up.
    pub(crate) notes: Vec<String>,
}

/// Looks at each shape once: what a shape says against itself, it says against all that hold it.
pub(crate) fn verdicts(model: &Model, rules: Option<&RuleSet>) -> Verdicts {
    let against = against(model);
    let unsigned = rules.map(Unsigned::of);
    let mut whole = customizations::of_service(&model.service);
    let whole = whole.find_map(|entry| entry.unsupported.clone());
    let of = |id: ShapeId| against.get(id.index()).and_then(Clone::clone);
    let operations = model.operations.iter().map(|operation| {
        let own = first(|at, out| {
            support::check_operation(&model.service, operation, at, out);
            auth::check_operation(&model.service, operation, at, out);
            if let Some(unsigned) = &unsigned {
                unsigned.check_operation(&model.service, operation, at, out);
            }
        });
        let unsupported = whole.clone().or(own).or_else(|| select::reached(operation).find_map(of));
        Verdict { unsupported, notes: notes(model, operation, unsigned.as_ref()) }
    });
    Verdicts {
        service: first(|at, out| support::check_service(&model.service, at, out)),
        operations: operations.collect(),
    }
}

fn notes(model: &Model, operation: &Operation, unsigned: Option<&Unsigned<'_>>) -> Vec<String> {
    let entries = customizations::of_operation(&model.service, operation);
    let entries = entries.chain(customizations::of_service(&model.service));
    let entries = entries.flat_map(|entry| entry.warning.iter().chain(&entry.note)).cloned();
    let warnings = unsigned.map(|unsigned| unsigned.warnings(model, operation));
    warnings.into_iter().flatten().chain(entries).collect()
}

/// The first reason against each shape: its own, or that of one that it holds.
fn against(model: &Model) -> Vec<Option<String>> {
    let mut holders: Vec<Vec<ShapeId>> = vec![Vec::new(); model.shapes.len()];
    for (id, shape) in model.shapes.iter() {
        for target in shape.kind.targets() {
            if let Some(place) = holders.get_mut(target.index()) {
                place.push(id);
            }
        }
    }
    let mut against: Vec<Option<String>> = model.shapes.iter().map(|(_, shape)| own(shape)).collect();
    let faulty = model.shapes.iter().map(|(id, _)| id);
    let mut open: Vec<ShapeId> =
        faulty.filter(|id| against.get(id.index()).is_some_and(Option::is_some)).collect();
    while let Some(id) = open.pop() {
        let reason = against.get(id.index()).cloned().flatten();
        for holder in holders.get(id.index()).into_iter().flatten() {
            if let Some(place @ None) = against.get_mut(holder.index()) {
                place.clone_from(&reason);
                open.push(*holder);
            }
        }
    }
    against
}

fn own(shape: &Shape) -> Option<String> {
    first(|at, out| support::check_shape(shape, at, out))
}

fn first(check: impl FnOnce(&At<'_>, &Diagnostics)) -> Option<String> {
    let out = Diagnostics::default();
    check(&At::file(""), &out);
    let errors = out.into_sorted().into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.problem).next()
}
