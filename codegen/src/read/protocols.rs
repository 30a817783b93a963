//! Selects the protocol of a service among those that its model declares, and the traits that have an effect under it.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Protocol};

/// The protocols of the model that is being read.
#[derive(Debug, Default)]
pub(super) struct Protocols {
    /// The selected protocol. It is `None` for a model without a known protocol, which is reported elsewhere.
    pub(super) used: Option<Protocol>,
    /// The known protocols that the model declares, in the order of [`Protocol::ALL`], which is the order of preference.
    pub(super) declared: Vec<Protocol>,
}

impl Protocols {
    /// Selects the protocol `wanted`, or the preferred one if that is `None`. If the model declares other protocols but not
    /// `wanted`, reports an error at `at`, the file, and selects the preferred one.
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

    // Without a known protocol, which is an error already, the traits of REST JSON count in the following, so that the rest of
    // the model is checked too.

    /// Returns whether XML traits are read. They are if any declared protocol is XML or query, even if another one is selected.
    pub(super) fn reads_xml_traits(&self) -> bool {
        self.declared.iter().any(|protocol| protocol.is_xml_or_query())
    }

    /// Returns whether members have their XML names in bodies.
    pub(super) fn sends_xml_names(&self) -> bool {
        self.used.is_some_and(Protocol::is_xml_or_query)
    }

    /// Returns whether members have their JSON names in bodies.
    pub(super) fn uses_json_names(&self) -> bool {
        matches!(self.used, None | Some(Protocol::RestJson1))
    }

    /// Returns whether the trait for JSON values has an effect on a string member with this binding: in headers always, elsewhere
    /// if bodies are JSON.
    pub(super) fn has_json_values(&self, binding: &Binding) -> bool {
        matches!(binding, Binding::Header(_)) || self.used.is_none_or(Protocol::has_json_bodies)
    }

    /// Returns whether HTTP bindings have an effect.
    pub(super) fn has_bindings(&self) -> bool {
        self.used.is_none_or(Protocol::has_bindings)
    }
}
