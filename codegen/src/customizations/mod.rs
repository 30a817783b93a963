//! Customizations: behavior of official clients that a service's model does not contain.
//!
//! This folder reads `data/customizations.toml` (`parse.rs`) and finds the entries of a service. It does not change a graph: the
//! pass `customize` does. No service name belongs in this folder, only into the file.

mod parse;

use crate::graph::{CrossRegionUrl, Operation, Service};
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../data/customizations.toml");

/// The entries of the file. If it could not be parsed, there would be no entries; a test ensures that it can.
static ENTRIES: LazyLock<Vec<Customization>> = LazyLock::new(|| parse::entries(TEXT).unwrap_or_default());

/// A customization of a service or of some of its operations.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Customization {
    /// The ID of the service, `sdkId` in Smithy.
    service: String,
    /// The operations that it applies to; empty for the whole service.
    operations: Vec<String>,
    /// The reason why calls are not supported yet.
    pub(crate) unsupported: Option<String>,
    /// A limitation, reported as a warning.
    pub(crate) warning: Option<String>,
    /// Configuration that callers need, shown where operations are listed.
    pub(crate) note: Option<String>,
    /// Changes of the model, which the pass `customize` makes.
    pub(crate) facts: Facts,
    /// The source of the facts, such as a function of botocore. It is present exactly if there are facts.
    reason: String,
}

/// Changes of a model.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Headers of all requests of the service.
    pub(crate) headers: Vec<(String, String)>,
    /// The values that are sent for strings and enums of the input that the caller leaves unset, by the name of the member.
    /// The members become optional.
    pub(crate) defaults: Vec<(String, String)>,
    /// Members of inputs with a key in base64, each with the member that is sent with the MD5 of the key if it is unset.
    pub(crate) md5: Vec<(String, String)>,
    /// Whether requests have the SHA-256 tree hash of their body.
    pub(crate) tree_hash: bool,
    /// The member of the output that is `url` if members of `url_encoded` are in the encoding of forms.
    pub(crate) url_encoding: Option<String>,
    /// Members of the output that may be in the encoding of forms, each with the list that has them before a dot if there is one.
    pub(crate) url_encoded: Vec<String>,
    /// Names of string and enum shapes. Of a member of the input with such a target, only the text after the last slash is sent.
    pub(crate) last_segment: Vec<String>,
    /// The member of the input with the URL of the endpoint.
    pub(crate) endpoint_member: Option<String>,
    /// Timestamps of outputs that are bound to a header, each with the name of a member to add for the text of the header.
    pub(crate) header_texts: Vec<(String, String)>,
    /// Whether errors have no `ErrorResponse` around them and may have the status of a success (`noErrorWrapping`).
    pub(crate) no_error_wrapping: bool,
    /// Whether the body of a response is the value of the output's only member (`s3UnwrappedXmlOutput`).
    pub(crate) unwrapped_output: bool,
    /// Whether the endpoint rules add the host prefixes of operations.
    pub(crate) rules_have_host_prefix: bool,
    /// Labels that are removed from the beginning of the path, because the endpoint rules put their values into the endpoint.
    pub(crate) endpoint_labels: Vec<String>,
    /// Whether the signature covers the path as it is sent, and requests have the header `x-amz-content-sha256`.
    pub(crate) signs_as_sent: bool,
    /// Whether bodies of requests may have a signature for each chunk.
    pub(crate) signed_chunks: bool,
    /// Whether the bodies of responses are checked against the header `x-amz-crc32`.
    pub(crate) crc32: bool,
    /// The operation whose output has the credentials of a session (authentication scheme `sigv4-s3express`).
    pub(crate) session_operation: Option<String>,
    /// Parameters of the endpoint rules that a profile can set, each with the name of the setting.
    pub(crate) settings: Vec<(String, String)>,
    /// The parameter of the endpoint rules with the resource whose region an error can state. The request is then sent to that
    /// region.
    pub(crate) region_redirects: Option<String>,
    /// Whether `region_redirects` has no effect on the operations of the entry.
    pub(crate) no_region_redirects: bool,
    /// The members of a copy between regions, of which the source is added if the input lacks it.
    pub(crate) cross_region_url: Option<CrossRegionUrl>,
    /// Structures that become unions.
    pub(crate) unions: Vec<String>,
}

impl Customization {
    /// Returns whether the entry applies to this operation of the service.
    pub(crate) fn applies_to(&self, operation: &Operation) -> bool {
        self.operations.is_empty() || self.operations.contains(&operation.name)
    }
}

/// Returns the entries for a whole service.
pub(crate) fn of_service(service: &Service) -> impl Iterator<Item = &'static Customization> {
    all_of(service).filter(|entry| entry.operations.is_empty())
}

/// Returns the entries that name an operation. Those for the whole service are not included.
pub(crate) fn of_operation(
    service: &Service,
    operation: &Operation,
) -> impl Iterator<Item = &'static Customization> {
    all_of(service).filter(|entry| entry.operations.contains(&operation.name))
}

/// Returns the operation of a service that returns the credentials of a session.
pub(crate) fn session_operation(sdk_id: &str) -> Option<&'static str> {
    let mut entries = ENTRIES.iter().filter(|entry| entry.service == sdk_id && entry.operations.is_empty());
    entries.find_map(|entry| entry.facts.session_operation.as_deref())
}

/// Returns the entries for a service and for its operations.
pub(crate) fn all_of(service: &Service) -> impl Iterator<Item = &'static Customization> {
    ENTRIES.iter().filter(move |entry| entry.service == service.sdk_id)
}
