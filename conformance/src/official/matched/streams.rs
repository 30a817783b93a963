//! Matches event streams: the events with a union of the official crate, and their errors with an enum of its own.

use super::{Matched, MatchedStream};
use crate::official::crate_source::{CrateSource, FieldType, Item};
use crate::official::names::normalized;
use smithereen_codegen::graph::{Member, Model, ShapeId, ShapeTrait};

/// Returns whether a member is no field of the official type of its shape: an event stream, which is matched apart, and an error
/// among events.
pub(super) fn is_apart(model: &Model, shape: ShapeId, member: &Member) -> bool {
    let is_stream = model.shapes[shape].traits.contains(&ShapeTrait::EventStream);
    member.is_event_stream() || is_stream && model.shapes.is_error(member)
}

impl Matched {
    /// Matches the event stream of an input or output.
    pub(super) fn stream(
        &mut self,
        model: &Model,
        source: &CrateSource,
        path: &str,
        shape: Option<ShapeId>,
        is_input: bool,
    ) -> Option<MatchedStream> {
        let members = model.shapes[shape?].kind.members();
        let member = members.iter().find(|member| member.is_event_stream())?;
        let item = source.item(path)?;
        let Item::Structure(fields) = &*item else { return None };
        let field = fields.iter().find(|field| normalized(&field.name) == normalized(&member.name))?;
        let FieldType::Events(events, error) = &field.kind else { return None };
        self.kept.entry(shape?).or_default().insert(member.name.clone());
        self.visit(model, source, events, member.target, is_input);
        let errors = self.stream_errors(model, source, error, member.target)?;
        let (member, field) = (member.name.clone(), field.name.clone());
        Some(MatchedStream { member, field, error: error.clone(), errors })
    }

    fn stream_errors(
        &mut self,
        model: &Model,
        source: &CrateSource,
        path: &str,
        stream: ShapeId,
    ) -> Option<Vec<String>> {
        let shapes = &model.shapes;
        let members = shapes[stream].kind.members().iter().filter(|member| shapes.is_error(member));
        let (names, targets): (Vec<_>, Vec<_>) =
            members.map(|member| (member.name.clone(), member.target)).unzip();
        let errors = self.errors(model, source, path, &targets, &shapes[stream].name)?;
        let has = |target: &ShapeId| {
            let name = normalized(&shapes[*target].name);
            errors.iter().any(|error| normalized(error) == name)
        };
        let kept = names.into_iter().zip(&targets).filter(|(_, target)| has(target)).map(|(name, _)| name);
        self.kept.entry(stream).or_default().extend(kept);
        Some(errors)
    }
}
