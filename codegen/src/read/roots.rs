//! Normalizes the root elements of `restXml` bodies, so that both formats give the same graph: botocore's models state the name
//! and the namespace of the root element for each payload and input, Smithy's models only if they differ from the defaults.

use crate::graph::{Binding, Model, Protocol, Shape, ShapeId, Shapes, XmlNamespace};

/// Removes the names of root elements that equal those of their targets, and moves a namespace that all request bodies have to
/// the service.
pub(super) fn normalize(model: &mut Model) {
    if !model.service.protocols.contains(&Protocol::RestXml) {
        return;
    }
    remove_default_names(&mut model.shapes, model.service.protocol == Protocol::RestXml);
    if model.service.xml_namespace.is_none() {
        model.service.xml_namespace = common_namespace(model);
    }
    remove_namespaces(model);
}

/// Removes the names of payloads that equal those of their targets. Under `restXml`, the others become the names in bodies.
fn remove_default_names(shapes: &mut Shapes, is_used: bool) {
    let root = |shape: &Shape| (!shape.kind.members().is_empty()).then(|| shape.root_name().to_owned());
    let roots: Vec<Option<String>> = shapes.iter().map(|(_, shape)| root(shape)).collect();
    for member in shapes.iter_mut().flat_map(|shape| shape.kind.members_mut()) {
        if member.binding != Binding::Payload {
            continue;
        }
        let root = roots.get(member.target.index()).and_then(Option::as_ref);
        member.xml.name = member.xml.name.take().filter(|name| root.is_some_and(|root| root != name));
        if is_used {
            member.wire_name.clone_from(&member.xml.name);
        }
    }
}

/// Returns the namespace that the root elements of all request bodies have, unless it has a prefix.
fn common_namespace(model: &Model) -> Option<XmlNamespace> {
    let inputs = model.operations.iter().filter_map(|operation| operation.input);
    let mut namespaces = inputs.filter_map(|input| request_namespace(&model.shapes, input));
    let first = namespaces.next().flatten().filter(|(_, prefix)| prefix.is_none())?;
    namespaces.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// Returns the namespace of the root element of requests, if it has one. The outer `None` stands for requests without an XML body.
fn request_namespace(shapes: &Shapes, input: ShapeId) -> Option<Option<XmlNamespace>> {
    let input = &shapes[input];
    let members = input.kind.members();
    if let Some(payload) = members.iter().find(|member| member.binding == Binding::Payload) {
        let target = &shapes[payload.target];
        let namespace = payload.xml.namespace.clone().or_else(|| target.xml.namespace.clone());
        return (!target.kind.members().is_empty()).then_some(namespace);
    }
    let has_body = members.iter().any(|member| member.binding == Binding::Body);
    has_body.then(|| input.xml.namespace.clone())
}

/// Removes the namespaces of root elements that equal the service's.
fn remove_namespaces(model: &mut Model) {
    let namespace = model.service.xml_namespace.clone();
    let inputs: Vec<ShapeId> = model.operations.iter().filter_map(|operation| operation.input).collect();
    for input in inputs {
        if let Some(shape) = model.shapes.get_mut(input)
            && shape.xml.namespace == namespace
        {
            shape.xml.namespace = None;
        }
    }
    for member in model.shapes.iter_mut().flat_map(|shape| shape.kind.members_mut()) {
        if member.binding == Binding::Payload && member.xml.namespace == namespace {
            member.xml.namespace = None;
        }
    }
}
