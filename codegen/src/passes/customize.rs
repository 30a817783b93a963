//! Applies the customizations of a service to its graph (`data/customizations.toml`), for models of both formats.

mod cross_region_url;

use crate::customizations::{self, Facts};
use crate::graph::{
    Binding, Kind, Member, MemberTrait, Model, Operation, OperationCustomization, Presence, Protocol,
    Service, Shape, ShapeId, ShapeTrait, Shapes,
};

/// Applies the facts about a service and its operations. It runs after the selection of operations, so that each has an input and
/// an output that it shares with no other shape.
pub(super) fn apply(model: &mut Model) {
    apply_to_service(model);
    let Model { service, operations, shapes, .. } = model;
    for operation in operations.iter_mut() {
        let is_stream =
            |shape: &Shape| shape.kind == Kind::Blob || shape.traits.contains(&ShapeTrait::EventStream);
        let is_stream = output_payload(operation, shapes).is_some_and(is_stream);
        operation.customization.error_in_success =
            service.no_error_wrapping && service.protocol == Protocol::RestXml && !is_stream;
    }
    for entry in customizations::all_of(service) {
        for operation in operations.iter_mut().filter(|operation| entry.applies_to(operation)) {
            operation.customization.unwrapped_output |= entry.facts.unwrapped_output;
            operation.customization.tree_hash |= entry.facts.tree_hash;
            set_region_redirects(&entry.facts, service, operation, shapes);
            for label in &entry.facts.endpoint_labels {
                if sets_endpoint_param(label, operation, shapes) {
                    remove_label(label, &mut operation.http.uri);
                }
            }
            // Otherwise the prefix would be added twice.
            operation.host_prefix =
                operation.host_prefix.take().filter(|_| !entry.facts.rules_have_host_prefix);
            apply_to_input(&entry.facts, operation, shapes);
            mark_url_encoded(&entry.facts, operation, shapes);
            if let Some(members) = &entry.facts.cross_region_url {
                cross_region_url::apply(members, service.protocol, operation, shapes);
            }
            for (member, text) in &entry.facts.header_texts {
                add_header_text(member, text, operation, shapes);
            }
        }
    }
}

/// Applies the facts about a service that do not depend on selected operations.
pub(crate) fn apply_to_service(model: &mut Model) {
    let entries: Vec<_> = customizations::of_service(&model.service).collect();
    for Facts { headers, signs_as_sent, signed_chunks, crc32, settings, unions, no_error_wrapping, .. } in
        entries.into_iter().map(|entry| &entry.facts)
    {
        model.service.customization.headers.clone_from(headers);
        model.service.customization.signs_as_sent |= *signs_as_sent;
        model.service.customization.signed_chunks |= *signed_chunks;
        model.service.customization.crc32 |= *crc32;
        model.service.customization.settings.clone_from(settings);
        model.service.no_error_wrapping |= *no_error_wrapping;
        let shapes = model.shapes.iter_mut().filter(|shape| unions.contains(&shape.name));
        shapes.for_each(|shape| make_union(&mut shape.kind));
    }
}

fn make_union(kind: &mut Kind) {
    if let Kind::Structure { members, error: None } = kind {
        members.iter_mut().for_each(|member| member.presence = Presence::Optional);
        *kind = Kind::Union { members: std::mem::take(members) };
    }
}

/// Returns the payload of an operation's output, if it has a payload.
fn output_payload<'s>(operation: &Operation, shapes: &'s Shapes) -> Option<&'s Shape> {
    let members = shapes[operation.output?].kind.members();
    let payload = members.iter().find(|member| member.binding == Binding::Payload)?;
    Some(&shapes[payload.target])
}

/// Sets the parameter with the resource whose region an error can state, if a member of the input sets it and no entry
/// excludes the operation.
fn set_region_redirects(facts: &Facts, service: &Service, operation: &mut Operation, shapes: &Shapes) {
    let is_excluded =
        customizations::of_operation(service, operation).any(|entry| entry.facts.no_region_redirects);
    if let (Some(param), false) = (&facts.region_redirects, is_excluded) {
        let members = operation.input.map_or(&[][..], |input| shapes[input].kind.members());
        if members.iter().any(|member| member.context_param.as_ref() == Some(param)) {
            operation.customization.region_redirects = Some(param.clone());
        }
    }
}

/// Returns whether the value of a label is a parameter of the endpoint rules, even if the service has none. Otherwise the label stays
/// in the path.
fn sets_endpoint_param(label: &str, operation: &Operation, shapes: &Shapes) -> bool {
    let members = operation.input.map_or(&[][..], |input| shapes[input].kind.members());
    let is_label = |member: &&Member| matches!(&member.binding, Binding::Label(name) if name == label);
    members.iter().find(is_label).is_some_and(|member| member.context_param.is_some())
}

/// Removes a label from a path, if the endpoint rules of the service put its value into the endpoint.
pub(super) fn remove_endpoint_label(service: &Service, label: &str, uri: &mut String) {
    if customizations::of_service(service)
        .any(|entry| entry.facts.endpoint_labels.iter().any(|one| one == label))
    {
        remove_label(label, uri);
    }
}

/// Removes a label that is the first segment of a path.
fn remove_label(label: &str, uri: &mut String) {
    if let Some(rest) = uri.strip_prefix(&format!("/{{{label}}}")) {
        *uri = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
    }
}

fn apply_to_input(facts: &Facts, operation: &mut Operation, shapes: &mut Shapes) {
    let Some(id) = operation.input else { return };
    let mut input = shapes[id].kind.clone();
    let is_text = |name: &String| {
        let mut members = input.members().iter();
        members.any(|member| member.name == *name && shapes[member.target].kind == Kind::String)
    };
    let md5 = facts.md5.iter().filter(|(key, digest)| is_text(key) && is_text(digest));
    operation.customization.md5.extend(md5.cloned());
    for member in input.members_mut() {
        let target = &shapes[member.target];
        if matches!(target.kind, Kind::String | Kind::Enum { .. }) {
            apply_to_member(facts, member, &target.name, &mut operation.customization);
        }
    }
    if let Some(shape) = shapes.get_mut(id) {
        shape.kind = input;
    }
}

fn apply_to_member(
    facts: &Facts,
    member: &mut Member,
    target: &String,
    customization: &mut OperationCustomization,
) {
    if let Some(default) = facts.defaults.iter().find(|(name, _)| *name == member.name) {
        customization.defaults.push(default.clone());
        member.presence = Presence::Optional;
    }
    if facts.last_segment.contains(target) {
        member.traits.push(MemberTrait::LastSegment);
    }
    if facts.endpoint_member.as_ref() == Some(&member.name) {
        customization.endpoint_member.clone_from(&facts.endpoint_member);
    }
}

/// Marks the members of an output that may be in the encoding of forms, if it has the member that states so.
fn mark_url_encoded(facts: &Facts, operation: &mut Operation, shapes: &mut Shapes) {
    let (Some(output), Some(encoding)) = (operation.output, &facts.url_encoding) else { return };
    if shapes[output].kind.members().iter().all(|member| member.name != *encoding) {
        return;
    }
    operation.customization.url_encoding = Some(encoding.clone());
    for path in &facts.url_encoded {
        let (shape, name) = match path.split_once('.') {
            Some((list, name)) => (elements_of(list, output, shapes), name),
            None => (Some(output), path.as_str()),
        };
        let Some(shape) = shape.and_then(|id| shapes.get_mut(id)) else { continue };
        let mut members = shape.kind.members_mut().iter_mut();
        if let Some(member) = members.find(|member| member.name == name)
            && !member.traits.contains(&MemberTrait::UrlEncoded)
        {
            member.traits.push(MemberTrait::UrlEncoded);
        }
    }
}

/// Returns the shape of the elements of a list in an output.
fn elements_of(list: &str, output: ShapeId, shapes: &Shapes) -> Option<ShapeId> {
    let member = shapes[output].kind.members().iter().find(|member| member.name == list)?;
    match &shapes[member.target].kind {
        Kind::List { element, .. } => Some(element.target),
        _ => None,
    }
}

/// Adds the member `text` to the output, with the text of the header to which the timestamp `member` is bound. A header that is
/// not a timestamp leaves `member` unset.
fn add_header_text(member: &str, text: &str, operation: &Operation, shapes: &mut Shapes) {
    let Some(output) = operation.output else { return };
    let members = shapes[output].kind.members();
    let Some(index) = members.iter().position(|found| found.name == member) else { return };
    let Some(found) = members.get(index).filter(|_| members.iter().all(|other| other.name != text)) else {
        return;
    };
    let target = &shapes[found.target];
    let (Binding::Header(header), Kind::Timestamp { .. }) = (&found.binding, &target.kind) else { return };
    let docs = format!("The text of the header `{header}`, also where it is not a timestamp.");
    let shape = Shape { name: text.to_owned(), kind: Kind::String, ..target.clone() };
    let added = Member {
        name: text.to_owned(),
        presence: Presence::Optional,
        timestamp: None,
        docs: Some(docs),
        ..found.clone()
    };
    let target = shapes.add(shape);
    if let Some(Shape { kind: Kind::Structure { members, .. }, .. }) = shapes.get_mut(output) {
        members.insert(index + 1, Member { target, ..added });
    }
}
