//! Compares the parameters that operations pass to the endpoint rules.

use super::change::{ApiImpact, WireImpact};
use super::kind::ChangeKind;
use crate::graph::rules::ParameterValue;
use crate::graph::{ContextParam, ContextValue, Operation, expression};
use std::collections::{BTreeMap, BTreeSet};

/// Compares the parameters of an operation. Those bound to members of its input are compared by [`compare_member`].
pub(super) fn compare(
    old: &Operation,
    new: &Operation,
    mut record: impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    let (old_values, new_values) = (values(&old.context), values(&new.context));
    for name in old_values.keys().chain(new_values.keys()).collect::<BTreeSet<_>>() {
        compare_value(name, old_values.get(name), new_values.get(name), &mut record);
    }
}

/// Compares the parameters that a member is bound to. Each side is the member's name and its parameter.
pub(super) fn compare_member(
    (old, old_param): (&str, Option<&String>),
    (new, new_param): (&str, Option<&String>),
    mut record: impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    for name in old_param.into_iter().chain(new_param).collect::<BTreeSet<_>>() {
        let (old, new) = (
            old_param.filter(|param| *param == name).map(|_| old.to_owned()),
            new_param.filter(|param| *param == name).map(|_| new.to_owned()),
        );
        if old.is_none() || new.is_none() {
            compare_value(name, old.as_ref(), new.as_ref(), &mut record);
        }
    }
}

/// The impact is undetermined: only the rules decide whether requests go to another endpoint.
fn compare_value(
    name: &str,
    old: Option<&String>,
    new: Option<&String>,
    record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    if old != new {
        let kind = ChangeKind::ContextParam { name: name.to_owned(), old: old.cloned(), new: new.cloned() };
        record(kind, ApiImpact::None, WireImpact::Undetermined);
    }
}

/// Returns the value of each parameter as text. Constants override paths.
fn values(params: &[ContextParam]) -> BTreeMap<&String, String> {
    let (mut paths, mut constants) = (BTreeMap::new(), BTreeMap::new());
    for ContextParam { name, value } in params {
        match value {
            ContextValue::Path(path) => paths.insert(name, expression(path)),
            ContextValue::Static(ParameterValue::String(text)) => constants.insert(name, format!("{text:?}")),
            ContextValue::Static(ParameterValue::Boolean(flag)) => constants.insert(name, flag.to_string()),
            ContextValue::Static(ParameterValue::StringArray(texts)) => {
                constants.insert(name, format!("{texts:?}"))
            }
        };
    }
    paths.extend(constants);
    paths
}
