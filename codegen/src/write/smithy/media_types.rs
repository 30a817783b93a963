//! Media types of payloads. In a graph they belong to members; Smithy allows `mediaType` on shapes only.

use crate::graph::{Kind, Member, MemberTrait, Model, ShapeId};
use std::collections::HashMap;

/// The media types that shapes have, and the shapes that are written in addition to those of the graph.
#[derive(Default)]
pub(super) struct MediaTypes {
    shapes: HashMap<ShapeId, String>,
    copies: Vec<Copy>,
}

/// A copy of a shape, with a media type of its own.
pub(super) struct Copy {
    pub(super) of: ShapeId,
    pub(super) media_type: String,
    pub(super) id: String,
}

impl MediaTypes {
    /// Puts each media type on the target of its payload, or on a copy of the target where it would change other
    /// members. `claim` makes the id of a copy.
    pub(super) fn new(model: &Model, mut claim: impl FnMut(ShapeId) -> String) -> Self {
        let mut all = Self::default();
        let payloads =
            members(model).filter_map(|member| Some((member.target, payload_type(model, member)?)));
        for (target, media_type) in payloads {
            if all.find(target, media_type).is_some() || all.copy(target, media_type).is_some() {
                continue;
            }
            match all.shapes.contains_key(&target) || !may_have(model, target, media_type) {
                true => {
                    let id = claim(target);
                    all.copies.push(Copy { of: target, media_type: media_type.to_owned(), id });
                }
                false => drop(all.shapes.insert(target, media_type.to_owned())),
            }
        }
        all
    }

    /// Returns the media type of a shape.
    pub(super) fn of(&self, shape: ShapeId) -> Option<&String> {
        self.shapes.get(&shape)
    }

    /// Returns the copies, in the order of the members that refer to them.
    pub(super) fn copies(&self) -> &[Copy] {
        &self.copies
    }

    /// Returns the id of the copy that a member refers to in place of its target.
    pub(super) fn target(&self, member: &Member) -> Option<&str> {
        let media_type = member.media_type.as_deref().filter(|_| member.is_whole_payload());
        self.copy(member.target, media_type?)
    }

    fn find(&self, target: ShapeId, media_type: &str) -> Option<&String> {
        self.of(target).filter(|found| *found == media_type)
    }

    fn copy(&self, target: ShapeId, media_type: &str) -> Option<&str> {
        let is_it = |copy: &&Copy| copy.of == target && copy.media_type == media_type;
        self.copies.iter().find(is_it).map(|copy| copy.id.as_str())
    }
}

/// Returns whether the target may have the media type without a change to other members. Payloads without a media type
/// would get one, and strings with JSON are documents unless they are payloads.
fn may_have(model: &Model, target: ShapeId, media_type: &str) -> bool {
    let is_json = media_type == "application/json" && matches!(model.shapes[target].kind, Kind::String);
    members(model).filter(|member| member.target == target).all(|member| match member.is_whole_payload() {
        true => member.media_type.is_some(),
        false => !is_json || member.traits.contains(&MemberTrait::JsonValue),
    })
}

fn payload_type<'g>(model: &'g Model, member: &'g Member) -> Option<&'g str> {
    let is_text_or_bytes =
        matches!(model.shapes[member.target].kind, Kind::String | Kind::Enum { .. } | Kind::Blob);
    member.media_type.as_deref().filter(|_| is_text_or_bytes && member.is_whole_payload())
}

/// Returns all members of a model, among them the elements of lists and maps.
fn members(model: &Model) -> impl Iterator<Item = &Member> {
    model.shapes.iter().flat_map(|(_, shape)| shape.kind.members().iter().chain(shape.kind.elements()))
}
