//! Members of a structure whose elements have the same name in XML. Requests can have both. An element of a response fills one of them,
//! so that a value does not depend on the order of the elements.

use super::select::closure;
use crate::graph::{Binding, Kind, Member, MemberTrait, Model, Presence, ShapeId, Shapes};
use crate::location::{Location, Reporter};
use std::collections::HashSet;

/// Marks the members that responses do not fill, and reports each that users could look for in a response.
pub(super) fn mark(model: &mut Model, out: &Reporter<'_>) {
    if !model.service.protocol.is_xml_or_query() {
        return;
    }
    let found: Vec<(ShapeId, Shared)> = model
        .shapes
        .iter()
        .filter(|(_, shape)| matches!(shape.kind, Kind::Structure { .. }))
        .flat_map(|(id, shape)| shared(&model.shapes, shape.kind.members()).map(move |shared| (id, shared)))
        .collect();
    if found.is_empty() {
        return;
    }
    let received = reached_from_responses(model);
    for (id, Shared { unset, filled }) in found {
        let Some(shape) = model.shapes.get_mut(id) else { continue };
        let name = shape.name.clone();
        let mut members = shape.kind.members_mut().iter_mut();
        let Some(member) = members.find(|member| member.name == unset) else { continue };
        member.traits.push(MemberTrait::SentOnly);
        if received.contains(&id) {
            let problem = format!("`{unset}` has the same name in XML as `{filled}`, so no response sets it");
            out.warning_help(Location::member(&name, &unset), problem, format!("read `{filled}`"));
        }
    }
}

/// Two members with the same name: the one that responses leave unset, and the one that they fill.
struct Shared {
    unset: String,
    filled: String,
}

/// Returns the members of a structure that share the name of another one.
fn shared<'m>(shapes: &'m Shapes, members: &'m [Member]) -> impl Iterator<Item = Shared> + 'm {
    let elements = || members.iter().filter(|member| is_element(member));
    elements().filter_map(move |member| {
        let name = wire_name(member);
        let same = elements().filter(|other| wire_name(other) == name);
        let filled = same.min_by_key(|other| rank(shapes, other))?;
        (filled.name != member.name)
            .then(|| Shared { unset: member.name.clone(), filled: filled.name.clone() })
    })
}

/// Returns the order of preference: responses must fill a required member, a deprecated one is replaced by another, and a list holds all
/// values. Of equal members, the first of the model is filled.
fn rank(shapes: &Shapes, member: &Member) -> (bool, bool, bool) {
    let is_list = matches!(shapes[member.target].kind, Kind::List { .. });
    (member.presence != Presence::Required, member.deprecated.is_some(), !is_list)
}

fn is_element(member: &Member) -> bool {
    member.binding == Binding::Body && !member.xml.attribute
}

/// Returns the name of the element without its prefix, which is not compared.
fn wire_name(member: &Member) -> &str {
    let name = member.wire_name.as_ref().unwrap_or(&member.name);
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn reached_from_responses(model: &Model) -> HashSet<ShapeId> {
    let received =
        model.operations.iter().flat_map(|one| one.output.into_iter().chain(one.errors.iter().copied()));
    closure(&model.shapes, &received.collect::<Vec<_>>())
}
