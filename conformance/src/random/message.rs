//! A random response before its body is serialized.

use serde_json::{Map, Value};

/// The parts of a random response. Members of the body are JSON under their names on the wire.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Map<String, Value>,
    pub(super) body: Map<String, Value>,
    /// The member that is bound to the whole body.
    pub(super) payload: Option<Value>,
    /// Whether a member is bound to the whole body and unset.
    pub(super) has_unset_payload: bool,
}

impl Response {
    pub(super) fn new(status: u16) -> Self {
        Self { status, headers: Map::new(), body: Map::new(), payload: None, has_unset_payload: false }
    }
}
