//! Traits, deprecation and their impact on the wire, for operations, shapes and members alike.

use super::change::{ApiImpact, WireImpact};
use super::kind::ChangeKind;
use crate::graph::{Deprecated, MemberTrait, OperationTrait, ShapeTrait};

/// Returns the traits that only one of two lists has, with `true` for those of the new list.
pub(super) fn added_and_removed<T: PartialEq + Copy>(old: &[T], new: &[T]) -> Vec<(T, bool)> {
    let added = new.iter().filter(|found| !old.contains(found)).map(|found| (*found, true));
    let removed = old.iter().filter(|found| !new.contains(found)).map(|found| (*found, false));
    added.chain(removed).collect()
}

/// Compares deprecation. The compiler warns about uses of deprecated items.
pub(super) fn compare_deprecation(
    old: Option<&Deprecated>,
    new: Option<&Deprecated>,
    mut record: impl FnMut(ChangeKind, ApiImpact),
) {
    match (old, new) {
        (None, Some(_)) => record(ChangeKind::Deprecated, ApiImpact::Additive),
        (Some(_), None) => record(ChangeKind::NotDeprecated, ApiImpact::None),
        (Some(old), Some(new)) if old != new => record(ChangeKind::DeprecationMessage, ApiImpact::None),
        _ => {}
    }
}

/// Returns the name of a trait, with its value if that matters.
pub(super) fn operation_trait_name(found: OperationTrait) -> &'static str {
    match found {
        OperationTrait::RequiredEndpointDiscovery => "aws.api#clientDiscoveredEndpoint (required)",
        other => other.name(),
    }
}

/// Returns a new requirement rejects the requests of old clients. Removing it, or adding an option, rejects none.
pub(super) fn of_operation(found: OperationTrait, added: bool) -> WireImpact {
    match found {
        OperationTrait::RequestCompression
        | OperationTrait::EndpointOperation
        | OperationTrait::EndpointDiscovery => WireImpact::Compatible,
        OperationTrait::HttpChecksumRequired if !added => WireImpact::Compatible,
        // Endpoints that are discovered with this may be the only ones that work.
        OperationTrait::RequiredEndpointDiscovery if !added => WireImpact::Compatible,
        OperationTrait::HttpChecksumRequired
        | OperationTrait::RequiredEndpointDiscovery
        | OperationTrait::UnsignedPayload => WireImpact::Breaking,
    }
}

pub(super) fn of_shape(found: ShapeTrait, added: bool) -> WireImpact {
    match found {
        ShapeTrait::RequiresLength if !added => WireImpact::Compatible,
        ShapeTrait::RequiresLength | ShapeTrait::Streaming | ShapeTrait::EventStream | ShapeTrait::Event => {
            WireImpact::Breaking
        }
    }
}

pub(super) fn of_member(found: MemberTrait) -> WireImpact {
    match found {
        MemberTrait::IdempotencyToken => WireImpact::Compatible,
        MemberTrait::HostLabel
        | MemberTrait::JsonValue
        | MemberTrait::EventPayload
        | MemberTrait::EventHeader
        | MemberTrait::Streaming
        | MemberTrait::SendsEvents
        | MemberTrait::ReceivesEvents
        | MemberTrait::EndpointDiscoveryId
        | MemberTrait::SentOnly
        | MemberTrait::UrlEncoded
        | MemberTrait::LastSegment => WireImpact::Breaking,
    }
}
