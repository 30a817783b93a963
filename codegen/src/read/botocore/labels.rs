//! Renames labels to the names of their members, as in Smithy. botocore's labels have the name of `locationName`.

use crate::graph::{Binding, Model, Operation};
use std::collections::HashMap;

/// Renames the labels in paths and in the bindings of members.
pub(super) fn rename(model: &mut Model) {
    let Model { operations, shapes, .. } = model;
    for operation in operations.iter_mut() {
        let members = operation.input.map(|input| shapes[input].kind.members()).unwrap_or_default();
        let names: HashMap<&str, &str> = members
            .iter()
            .filter_map(|member| match &member.binding {
                Binding::Label(label) if *label != member.name => {
                    Some((label.as_str(), member.name.as_str()))
                }
                _ => None,
            })
            .collect();
        if !names.is_empty() {
            rename_in(operation, &names);
        }
    }
    for member in shapes.iter_mut().flat_map(|shape| shape.kind.members_mut()) {
        if let Binding::Label(label) = &mut member.binding {
            label.clone_from(&member.name);
        }
    }
}

/// Replaces `{old}` and `{old+}` by `{new}` and `{new+}`.
fn rename_in(operation: &mut Operation, names: &HashMap<&str, &str>) {
    let mut uri = String::with_capacity(operation.http.uri.len());
    for (index, piece) in operation.http.uri.split('{').enumerate() {
        if index > 0 {
            uri.push('{');
        }
        match piece.split_once('}').filter(|_| index > 0) {
            None => uri.push_str(piece),
            Some((label, after)) => {
                let (old, greedy) = label.strip_suffix('+').map_or((label, ""), |old| (old, "+"));
                uri.extend([names.get(old).copied().unwrap_or(old), greedy, "}", after]);
            }
        }
    }
    operation.http.uri = uri;
}
