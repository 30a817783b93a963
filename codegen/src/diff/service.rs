//! Compares the traits of the service itself: protocol, authentication, names and client parameters.

use super::change::{ApiImpact, Change, WireImpact};
use super::kind::ChangeKind;
use super::{auth, encoding};
use crate::graph::{Protocol, Service, XmlNamespace};

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Vec<Change>) {
    // Without `..`, so that a new field of the graph does not compile until it is compared or ignored here.
    let Service {
        sdk_id,
        title: _,
        version,
        signing_name,
        protocol,
        protocols: _,
        target_prefix,
        xml_namespace,
        query_compatible,
        no_error_wrapping,
        auth,
        client_params,
        // It is that of this generator, whatever the models are.
        customization: _,
        docs: _,
    } = new;
    let mut record = |kind, wire| changes.push(Change::service(kind, ApiImpact::None, wire));
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    if old.protocol != *protocol {
        let (old, new) = (old.protocol.name().to_owned(), protocol.name().to_owned());
        record(ChangeKind::Protocol { old, new }, WireImpact::Breaking);
    }
    if old.signing_name != *signing_name {
        let (old, new) = (old.signing_name.clone(), signing_name.clone());
        record(ChangeKind::SigningName { old, new }, WireImpact::Breaking);
    }
    if old.auth != *auth {
        let kind = ChangeKind::Auth { old: auth::describe(&old.auth), new: auth::describe(auth) };
        record(kind, auth::wire_impact(&old.auth, auth));
    }
    if old.target_prefix != *target_prefix && protocol.sends_service_name() {
        let (old, new) = (optional(&old.target_prefix), optional(target_prefix));
        record(ChangeKind::TargetPrefix { old, new }, WireImpact::Breaking);
    }
    if old.xml_namespace != *xml_namespace && protocol.is_xml_or_query() {
        let text = |namespace: &Option<XmlNamespace>| encoding::namespace_text(namespace.as_ref());
        let (old, new) = (text(&old.xml_namespace), text(xml_namespace));
        record(ChangeKind::Xml { of: "XML namespace", old, new }, WireImpact::Breaking);
    }
    // Only these protocols can have the codes of the query protocol too.
    if old.query_compatible != *query_compatible && protocol.sends_service_name() {
        let kind = ChangeKind::Trait { name: "aws.protocols#awsQueryCompatible", added: *query_compatible };
        record(kind, WireImpact::Breaking);
    }
    if old.no_error_wrapping != *no_error_wrapping && *protocol == Protocol::RestXml {
        let (old, new) = (old.no_error_wrapping.to_string(), no_error_wrapping.to_string());
        record(ChangeKind::Xml { of: "`noErrorWrapping`", old, new }, WireImpact::Breaking);
    }
    compare_identity((&old.sdk_id, sdk_id), (&old.version, version), changes);
    compare_client_params(&old.client_params, client_params, changes);
}

/// Compares the ID of the service and the version of its API.
fn compare_identity(sdk_ids: (&str, &str), versions: (&str, &str), changes: &mut Vec<Change>) {
    let mut record = |kind| changes.push(Change::service(kind, ApiImpact::None, WireImpact::Compatible));
    if sdk_ids.0 != sdk_ids.1 {
        record(ChangeKind::SdkId { old: sdk_ids.0.to_owned(), new: sdk_ids.1.to_owned() });
    }
    if versions.0 != versions.1 {
        record(ChangeKind::ApiVersion { old: versions.0.to_owned(), new: versions.1.to_owned() });
    }
}

/// One function of the client sets all of these parameters by name. It exists while the service has any of them.
fn compare_client_params(old: &[String], new: &[String], changes: &mut Vec<Change>) {
    let mut record = |name: &String, added, api, wire| {
        changes.push(Change::service(ChangeKind::ClientParam { name: name.clone(), added }, api, wire));
    };
    for name in new.iter().filter(|name| !old.contains(name)) {
        record(name, true, ApiImpact::Additive, WireImpact::Compatible);
    }
    for name in old.iter().filter(|name| !new.contains(name)) {
        let api = if new.is_empty() { ApiImpact::Breaking } else { ApiImpact::None };
        record(name, false, api, WireImpact::Breaking);
    }
}
