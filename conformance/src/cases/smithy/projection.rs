//! The shapes of a model in botocore's format, as far as the harness reads it.

use serde_json::{Map, Value, json};
use smithereen_codegen::graph::{Binding, Kind, Member, MemberTrait, Model, ShapeId, ShapeTrait};

pub(super) fn reference(id: Option<ShapeId>) -> Value {
    id.map_or(Value::Null, |id| json!({ "shape": number(id) }))
}

/// Returns a unique reference to a shape: several shapes may share a name.
fn number(id: ShapeId) -> String {
    format!("#{}", id.index())
}

/// Returns the reference to a list of the events of a stream.
fn events_of(id: ShapeId) -> String {
    format!("#events-{}", id.index())
}

/// Returns the shapes in the part of botocore's format that the harness reads.
pub(super) fn projected(model: &Model) -> Map<String, Value> {
    let mut shapes = Map::new();
    for (id, shape) in model.shapes.iter() {
        let of = |member: &Member| json!({ "shape": number(member.target), "locationName": member.xml.name });
        let projection = match &shape.kind {
            Kind::Structure { members, .. } | Kind::Union { members } => {
                let payload = members.iter().find(|member| member.binding == Binding::Payload);
                let members = members.iter().map(|member| {
                    let is_json = member.traits.contains(&MemberTrait::JsonValue);
                    let is_stream = model.shapes[member.target].traits.contains(&ShapeTrait::EventStream);
                    let shape = if is_stream { events_of(member.target) } else { number(member.target) };
                    (
                        member.name.clone(),
                        json!({ "shape": shape, "jsonvalue": is_json, "stream": is_stream }),
                    )
                });
                let members: Map<_, _> = members.collect();
                json!({ "type": "structure", "members": members, "payload": payload.map(|member| &member.name) })
            }
            Kind::List { element, .. } => json!({ "type": "list", "member": of(element) }),
            Kind::Map { key, value, .. } => json!({ "type": "map", "key": of(key), "value": of(value) }),
            Kind::Document => json!({ "type": "structure", "document": true, "members": {} }),
            Kind::Enum { .. } => json!({ "type": "string" }),
            kind => json!({ "type": kind.name() }),
        };
        if shape.traits.contains(&ShapeTrait::EventStream) {
            shapes.insert(events_of(id), json!({ "type": "list", "member": { "shape": number(id) } }));
        }
        if matches!(shape.kind, Kind::Structure { error: Some(_), .. }) {
            shapes.insert(shape.name.clone(), projection.clone());
        }
        shapes.insert(number(id), projection);
    }
    shapes
}
