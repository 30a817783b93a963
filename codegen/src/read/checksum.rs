//! Reads `aws.protocols#httpChecksum`, whose form is the same in botocore's format.

use super::fields::Fields;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{ChecksumAlgorithm, HttpChecksum};

/// Reads the trait. Returns `None` for a trait without an effect.
pub(super) fn read(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<HttpChecksum> {
    let algorithm_member = fields.string("requestAlgorithmMember").map(str::to_owned);
    let is_required = fields.flag("requestChecksumRequired");
    let mode_member = fields.string("requestValidationModeMember").map(str::to_owned);
    let names = fields.strings("responseAlgorithms");
    let (mut response_algorithms, at_names) = (Vec::new(), at.key("responseAlgorithms"));
    for (index, name) in names.iter().enumerate() {
        match ChecksumAlgorithm::from_name(name) {
            Some(algorithm) if !response_algorithms.contains(&algorithm) => {
                response_algorithms.push(algorithm);
            }
            Some(_) => {}
            None => {
                let problem =
                    format!("unknown algorithm {name:?}: responses with no other checksum are not checked");
                out.warning(&at_names.index(index), problem);
            }
        }
    }
    let found = HttpChecksum { algorithm_member, is_required, mode_member, response_algorithms };
    let has_effect = found.is_of_requests() || found.mode_member.is_some() || !names.is_empty();
    if !has_effect {
        out.warning(at, "neither requests nor responses have a checksum: it has no effect");
    }
    has_effect.then_some(found)
}
