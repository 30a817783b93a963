//! The protocols of a model: those that it declares, and the one that is used.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Protocol};

/// The protocols of a model that is being read.
#[derive(Debug, Default)]
pub(super) struct Protocols {
    /// The protocol that is used. A model without a known one was reported.
    pub(super) used: Option<Protocol>,
    /// The known protocols that the model declares, in the order of preference.
    pub(super) declared: Vec<Protocol>,
}

impl Protocols {
    /// Chooses the protocol with the name `wanted`, or else the preferred one among those that `is_declared`. Reports a
    /// wanted one that the model does not declare. `at` is the file.
    pub(super) fn choose(
        is_declared: impl Fn(Protocol) -> bool,
        wanted: Option<&str>,
        at: &At<'_>,
        out: &Diagnostics,
    ) -> Self {
        let declared: Vec<Protocol> =
            Protocol::ALL.into_iter().filter(|protocol| is_declared(*protocol)).collect();
        let preferred = declared.first().copied();
        let Some(name) = wanted.filter(|_| preferred.is_some()) else {
            return Self { used: preferred, declared };
        };
        let used = declared.iter().find(|protocol| protocol.plain_name() == name).copied();
        if used.is_none() {
            let names: Vec<&str> = declared.iter().map(|protocol| protocol.plain_name()).collect();
            let problem = format!("the service does not have the protocol `{name}`");
            out.error_help(at, problem, format!("it has: {}", names.join(", ")));
        }
        Self { used: used.or(preferred), declared }
    }

    /// Returns whether the XML traits of the model are read.
    pub(super) fn has_xml(&self) -> bool {
        self.declared.iter().any(|protocol| protocol.is_xml_or_query())
    }

    /// Returns whether the XML names of members are their names in bodies.
    pub(super) fn uses_xml(&self) -> bool {
        self.used.is_some_and(Protocol::is_xml_or_query)
    }

    /// Returns whether the JSON names of members are their names in bodies.
    pub(super) fn uses_json_names(&self) -> bool {
        matches!(self.used, None | Some(Protocol::RestJson1))
    }

    /// Returns whether a member with this binding is sent as JSON in a string if it is marked so. Elsewhere it is a string.
    pub(super) fn has_json_values(&self, binding: &Binding) -> bool {
        matches!(binding, Binding::Header(_)) || self.used.is_none_or(Protocol::has_json_bodies)
    }

    /// Returns whether HTTP bindings have an effect.
    pub(super) fn has_bindings(&self) -> bool {
        self.used.is_none_or(Protocol::has_bindings)
    }
}
