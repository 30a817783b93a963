//! Behavior of official clients that no model states. The pass `customize` sets it; what reads models leaves it empty.

/// The behavior of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceCustomization {
    /// Headers of all requests, unless a member sets them.
    pub headers: Vec<(String, String)>,
}

/// The behavior of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationCustomization {
    /// The values of members of the input that the caller leaves unset, by the name of the member.
    pub defaults: Vec<(String, String)>,
    /// The member of the input with the URL of the endpoint.
    pub endpoint_member: Option<String>,
}
