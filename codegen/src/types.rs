//! The types that are generated for a selection of operations, for tests that compare selections.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::{Kind, Member, Model, ShapeId};
use crate::names::{self, Names};
use crate::source::{Content, Selection};
use crate::{passes, told};
use std::collections::BTreeMap;

/// Returns the types that are generated for some operations of a model, by name. A type is described by a line for each
/// field or variant, with its type: `parent: Box<Node>`.
///
/// # Errors
/// All diagnostics of a selection whose types cannot be generated.
pub fn types(model: &Model, selection: &Selection) -> Result<BTreeMap<String, Vec<String>>, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let chosen = passes::choose(model, None, selection, Content::Types, &out);
    let mut model = passes::select(model.clone(), &chosen.names, &out);
    passes::shape(&mut model, Content::Types, &out);
    if out.has_errors() {
        return Err(told(out, &[]));
    }
    let names = Names::choose(&model, "service");
    let types = model.shapes.iter().filter_map(|(id, _)| {
        let name = names.of_type(id)?.to_string();
        Some((name, fields(&model, &names, id)))
    });
    Ok(types.collect())
}

fn fields(model: &Model, names: &Names, id: ShapeId) -> Vec<String> {
    let fields = names.of_members(id).iter();
    match model.shapes[id].kind.members() {
        // The variants of an enum have no members.
        [] => fields.map(ToString::to_string).collect(),
        members => {
            let fields = fields.zip(members);
            fields.map(|(field, member)| format!("{field}: {}", type_of(model, names, member))).collect()
        }
    }
}

/// Returns the type of a member's values. It is finite: a list that contains itself is an error.
fn type_of(model: &Model, names: &Names, member: &Member) -> String {
    let kind = &model.shapes[member.target].kind;
    let found = match (names.of_type(member.target), kind) {
        (Some(name), _) => name.to_string(),
        (None, Kind::List { element, .. }) => format!("Vec<{}>", type_of(model, names, element)),
        (None, Kind::Map { value, .. }) => format!("BTreeMap<{}>", type_of(model, names, value)),
        (None, kind) => names::scalar(kind).to_owned(),
    };
    if member.boxed { format!("Box<{found}>") } else { found }
}
