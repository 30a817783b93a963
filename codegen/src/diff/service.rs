//! What changes in a service as a whole.

use super::auth;
use super::change::{Change, Rust, What, Wire};
use crate::graph::Service;

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Vec<Change>) {
    // Without `..`: whoever adds a field to the graph decides whether it is compared.
    let Service {
        sdk_id,
        title: _,
        version,
        signing_name,
        protocol,
        target_prefix,
        xml_namespace,
        auth,
        client_params,
        docs: _,
    } = new;
    let mut note = |what, wire| changes.push(Change::service(what, Rust::Unchanged, wire));
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    if old.protocol != *protocol {
        let (old, new) = (old.protocol.name().to_owned(), protocol.name().to_owned());
        note(What::Protocol { old, new }, Wire::Breaking);
    }
    if old.signing_name != *signing_name {
        let (old, new) = (old.signing_name.clone(), signing_name.clone());
        note(What::SigningName { old, new }, Wire::Breaking);
    }
    if old.auth != *auth {
        let what = What::Auth { old: auth::describe(&old.auth), new: auth::describe(auth) };
        note(what, auth::on_wire(&old.auth, auth));
    }
    if old.target_prefix != *target_prefix {
        let (old, new) = (optional(&old.target_prefix), optional(target_prefix));
        note(What::TargetPrefix { old, new }, Wire::Breaking);
    }
    if old.xml_namespace != *xml_namespace && protocol.is_xml_or_query() {
        let (old, new) = (optional(&old.xml_namespace), optional(xml_namespace));
        note(What::Xml { of: "the XML namespace", old, new }, Wire::Breaking);
    }
    if old.sdk_id != *sdk_id {
        note(What::SdkId { old: old.sdk_id.clone(), new: sdk_id.clone() }, Wire::Compatible);
    }
    if old.version != *version {
        note(What::ApiVersion { old: old.version.clone(), new: version.clone() }, Wire::Compatible);
    }
    compare_client_params(&old.client_params, client_params, changes);
}

/// All are set by one function, by their names. It is there as long as there is one parameter.
fn compare_client_params(old: &[String], new: &[String], changes: &mut Vec<Change>) {
    let mut note = |name: &String, now, rust, wire| {
        changes.push(Change::service(What::ClientParam { name: name.clone(), now }, rust, wire));
    };
    for name in new.iter().filter(|name| !old.contains(name)) {
        note(name, true, Rust::Grows, Wire::Compatible);
    }
    for name in old.iter().filter(|name| !new.contains(name)) {
        let rust = if new.is_empty() { Rust::Breaks } else { Rust::Unchanged };
        note(name, false, rust, Wire::Breaking);
    }
}
