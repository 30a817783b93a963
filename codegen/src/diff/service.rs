//! What changes in a service as a whole.

use super::change::{Change, Rust, What, Wire};
use crate::graph::{AuthScheme, Service};

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Vec<Change>) {
    let mut note = |what, wire| changes.push(Change::service(what, Rust::Unchanged, wire));
    if old.protocol != new.protocol {
        let (old, new) = (old.protocol.name().to_owned(), new.protocol.name().to_owned());
        note(What::Protocol { old, new }, Wire::Breaking);
    }
    if old.signing_name != new.signing_name {
        let (old, new) = (old.signing_name.clone(), new.signing_name.clone());
        note(What::SigningName { old, new }, Wire::Breaking);
    }
    // What is best comes first, and the first is taken.
    if old.auth.first() != new.auth.first() {
        note(What::Auth { old: names(&old.auth), new: names(&new.auth) }, Wire::Breaking);
    }
    if old.version != new.version {
        note(What::ApiVersion { old: old.version.clone(), new: new.version.clone() }, Wire::Compatible);
    }
}

fn names(schemes: &[AuthScheme]) -> String {
    schemes.iter().map(AuthScheme::name).collect::<Vec<_>>().join(", ")
}
