//! Compares the checksums of operations (`aws.protocols#httpChecksum`).

use super::change::{ApiImpact, WireImpact};
use super::kind::ChangeKind;
use crate::graph::HttpChecksum;

/// Compares the trait of an operation. Only a new requirement rejects the requests of old clients.
pub(super) fn compare(
    old: Option<&HttpChecksum>,
    new: Option<&HttpChecksum>,
    record: &mut impl FnMut(ChangeKind, ApiImpact, WireImpact),
) {
    let is_required = |found: Option<&HttpChecksum>| found.is_some_and(|found| found.is_required);
    let requirement = match is_required(new) && !is_required(old) {
        true => WireImpact::Breaking,
        false => WireImpact::Compatible,
    };
    let (Some(old), Some(new)) = (old, new) else {
        if old != new {
            let kind = ChangeKind::Trait { name: HttpChecksum::NAME, added: new.is_some() };
            record(kind, ApiImpact::None, requirement);
        }
        return;
    };
    let HttpChecksum { algorithm_member, is_required, mode_member, response_algorithms } = new;
    let name = |member: &Option<String>| member.clone().unwrap_or_default();
    let names = |found: &HttpChecksum| {
        found.response_algorithms.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ")
    };
    let mut compare = |of, old: String, new: String, wire| {
        if old != new {
            record(ChangeKind::Checksum { of, old, new }, ApiImpact::None, wire);
        }
    };
    let compatible = WireImpact::Compatible;
    compare(
        "member that selects the checksum",
        name(&old.algorithm_member),
        name(algorithm_member),
        compatible,
    );
    compare("required checksum", old.is_required.to_string(), is_required.to_string(), requirement);
    compare("checksum mode member", name(&old.mode_member), name(mode_member), compatible);
    if old.response_algorithms != *response_algorithms {
        compare("checksums of responses", names(old), names(new), compatible);
    }
}
