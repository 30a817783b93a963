//! Copies between regions, for which clients presign a URL.

use crate::graph::{
    Binding, CrossRegionUrl, Kind, Member, Operation, OperationTrait, Presence, Protocol, Shape, ShapeId,
    Shapes,
};

/// Marks an operation whose input has a member for the presigned URL, under a protocol with forms. The member of the source is added
/// if the model has none; it is for clients alone then. A URL has a signature, so that it is sensitive.
pub(super) fn apply(
    members: &CrossRegionUrl,
    protocol: Protocol,
    operation: &mut Operation,
    shapes: &mut Shapes,
) {
    let is_form = matches!(protocol, Protocol::AwsQuery | Protocol::Ec2Query);
    let Some(id) = operation.input.filter(|_| is_form && !has_checked_body(operation)) else { return };
    let input = shapes[id].kind.members();
    let find = |name: &str| input.iter().position(|member| member.name == name);
    let is_text = |index: usize| {
        input.get(index).is_some_and(|member| {
            member.binding == Binding::Body && shapes[member.target].kind == Kind::String
        })
    };
    let (source, url) = (find(&members.source), find(&members.url));
    let Some(url) = url.filter(|url| is_text(*url) && source.is_none_or(is_text)) else { return };
    let is_sent = find(&members.destination).is_some();
    let added = match (source, input.get(url)) {
        (None, Some(url)) => Some(Member { docs: None, ..url.clone() }),
        _ => None,
    };
    operation.customization.cross_region_url = Some(members.clone());
    let added = added.map(|url| source_member(members, &url, shapes));
    let Some(Shape { kind: Kind::Structure { members: input, .. }, .. }) = shapes.get_mut(id) else { return };
    if let Some(member) = input.get_mut(url) {
        member.sensitive = true;
    }
    input.extend(added);
    let mut sources = input.iter_mut().filter(|member| member.name == members.source);
    if let Some(source) = sources.next().filter(|_| !is_sent) {
        source.docs = Some(format!(
            "The region of the source, for a copy between regions. It is not sent: a client presigns the call for that region, and \
             sends its URL in `{}`, unless that is set.",
            members.url
        ));
    }
}

/// Returns whether requests have a checksum of the body, or a compressed body: nothing can be added to it then.
fn has_checked_body(operation: &Operation) -> bool {
    let is_compressed = operation.traits.contains(&OperationTrait::RequestCompression);
    operation.has_content_md5() || operation.checksum.is_some() || is_compressed
}

/// Creates the member of the source, like that of the URL but for its name and its type.
fn source_member(members: &CrossRegionUrl, url: &Member, shapes: &mut Shapes) -> Member {
    let shape = Shape { name: members.source.clone(), sensitive: false, ..shapes[url.target].clone() };
    let target: ShapeId = shapes.add(shape);
    Member {
        name: members.source.clone(),
        target,
        presence: Presence::Optional,
        wire_name: None,
        sensitive: false,
        traits: Vec::new(),
        ..url.clone()
    }
}
