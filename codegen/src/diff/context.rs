//! What operations pass to the endpoint rules.

use super::change::{Rust, What, Wire};
use crate::graph::rules::Constant;
use crate::graph::{ContextParam, ContextValue, Operation, expression};
use std::collections::{BTreeMap, BTreeSet};

/// The parameters of an operation, without those that members of its input are.
pub(super) fn compare(old: &Operation, new: &Operation, mut note: impl FnMut(What, Rust, Wire)) {
    let (before, now) = (values(&old.context), values(&new.context));
    for name in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        note_one(name, before.get(name), now.get(name), &mut note);
    }
}

/// Which parameter a member is.
pub(super) fn compare_member(
    (old, was): (&str, Option<&String>),
    (new, is): (&str, Option<&String>),
    mut note: impl FnMut(What, Rust, Wire),
) {
    for name in was.into_iter().chain(is).collect::<BTreeSet<_>>() {
        let (old, new) = (
            was.filter(|was| *was == name).map(|_| old.to_owned()),
            is.filter(|is| *is == name).map(|_| new.to_owned()),
        );
        if old.is_none() || new.is_none() {
            note_one(name, old.as_ref(), new.as_ref(), &mut note);
        }
    }
}

/// Where requests go then is for the rules to say.
fn note_one(name: &str, old: Option<&String>, new: Option<&String>, note: &mut impl FnMut(What, Rust, Wire)) {
    if old != new {
        let what = What::ContextParam { name: name.to_owned(), old: old.cloned(), new: new.cloned() };
        note(what, Rust::Unchanged, Wire::Unclear);
    }
}

/// The value of each parameter as text. Constants count more than paths.
fn values(params: &[ContextParam]) -> BTreeMap<&String, String> {
    let (mut paths, mut constants) = (BTreeMap::new(), BTreeMap::new());
    for ContextParam { name, value } in params {
        match value {
            ContextValue::Path(path) => paths.insert(name, expression(path)),
            ContextValue::Constant(Constant::Text(text)) => constants.insert(name, format!("{text:?}")),
            ContextValue::Constant(Constant::Flag(flag)) => constants.insert(name, flag.to_string()),
            ContextValue::Constant(Constant::Texts(texts)) => constants.insert(name, format!("{texts:?}")),
        };
    }
    paths.extend(constants);
    paths
}
