//! Compares waiters.

use super::change::{ApiImpact, WireImpact};
use super::kind::ChangeKind;
use crate::graph::Waiter;

/// Compares the waiters of an operation. The crate has a constant and a method for each.
pub(super) fn compare(
    old: &[Waiter],
    new: &[Waiter],
    record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    let find = |all: &[Waiter], name: &str| all.iter().find(|waiter| waiter.name == name).cloned();
    for waiter in new {
        match find(old, &waiter.name) {
            None => record(
                ChangeKind::WaiterAdded { name: waiter.name.clone() },
                ApiImpact::Additive,
                WireImpact::None,
            ),
            Some(before) if before != *waiter => {
                let kind = ChangeKind::WaiterChanged { name: waiter.name.clone() };
                record(kind, ApiImpact::None, WireImpact::Undetermined);
            }
            Some(_) => {}
        }
    }
    for waiter in old.iter().filter(|waiter| find(new, &waiter.name).is_none()) {
        let kind = ChangeKind::WaiterRemoved { name: waiter.name.clone() };
        record(kind, ApiImpact::Breaking, WireImpact::None);
    }
}
