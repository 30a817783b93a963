//! Applies mixins and `apply` statements to all shapes.

use super::ast::{Ast, Raw};
use super::flat::Flat;
use super::traits::override_traits;
use crate::diagnostic::{At, Diagnostics};
use std::collections::HashMap;

/// The maximum number of members and traits of all shapes, since mixins of mixins may multiply.
const MOST: usize = 1_000_000;

/// Returns all shapes, in the order of the file. `at` is the location of the shapes.
pub(super) fn flatten<'a, 't>(ast: Ast<'a, 't>, at: &At<'_>, out: &Diagnostics) -> Vec<Flat<'a, 't>> {
    check_applied(&ast, at, out);
    let order = order(&ast, at, out);
    let Ast { shapes, indices, applied } = ast;
    let mut raws: Vec<Option<Raw<'a, 't>>> = shapes.into_iter().map(Some).collect();
    let mut flats: Vec<Option<Flat<'a, 't>>> = raws.iter().map(|_| None).collect();
    let mut size = 0;
    for index in order {
        let Some(raw) = raws.get_mut(index).and_then(Option::take) else { continue };
        let mixins: Vec<usize> = raw.mixins.iter().filter_map(|id| indices.get(id).copied()).collect();
        let mixins = mixins.iter().filter_map(|index| flats.get(*index)?.as_ref());
        let mut flat = Flat::after(raw, mixins);
        override_traits(&mut flat.traits, applied.to_shape(flat.id).iter().copied());
        for member in flat.apply(applied.to_members(flat.id)) {
            let problem = format!("the shape has no member `{member}`");
            out.error(&at.key(&format!("{}${member}", flat.id)), problem);
        }
        size += flat.size();
        if size > MOST {
            out.error(&at.key(flat.id), "mixins of mixins add too many members and traits");
            return Vec::new();
        }
        if let Some(free) = flats.get_mut(index) {
            *free = Some(flat);
        }
    }
    flats.into_iter().flatten().collect()
}

/// Reports traits that are applied to shapes that are not in the model.
fn check_applied(ast: &Ast<'_, '_>, at: &At<'_>, out: &Diagnostics) {
    for target in ast.applied.targets() {
        let shape = target.split_once('$').map_or(target, |(shape, _)| shape);
        if !ast.indices.contains_key(shape) && !shape.starts_with("smithy.api#") {
            out.error(&at.key(target), format!("the shape `{shape}` is not in the model"));
        }
    }
}

/// Returns the indexes of the shapes, each after its mixins. Reports cycles of mixins.
fn order(ast: &Ast<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Vec<usize> {
    let mut walk = Walk { ast, states: vec![State::New; ast.shapes.len()], order: Vec::new() };
    for index in 0..ast.shapes.len() {
        walk.from(index, at, out);
    }
    walk.order
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Walk<'w, 'a, 't> {
    ast: &'w Ast<'a, 't>,
    states: Vec<State>,
    order: Vec<usize>,
}

impl Walk<'_, '_, '_> {
    /// Walks depth first, without recursion.
    fn from(&mut self, root: usize, at: &At<'_>, out: &Diagnostics) {
        let mut stack = vec![(root, 0)];
        while let Some((shape_index, next)) = stack.last_mut() {
            let (shape_index, mixin_index) = (*shape_index, *next);
            *next += 1;
            if mixin_index == 0 && !self.open(shape_index) {
                stack.pop();
                continue;
            }
            let Some(shape) = self.ast.shapes.get(shape_index) else { break };
            let Some(mixin) = shape.mixins.get(mixin_index) else {
                self.set(shape_index, State::Done);
                self.order.push(shape_index);
                stack.pop();
                continue;
            };
            let at_shape = at.key(shape.id);
            let at_mixins = at_shape.key("mixins");
            match find(&self.ast.indices, mixin) {
                None => out
                    .error(&at_mixins.index(mixin_index), format!("the shape `{mixin}` is not in the model")),
                Some(mixin_place) if self.states.get(mixin_place) == Some(&State::Open) => {
                    let problem = format!("the mixin `{mixin}` has this shape as a mixin itself");
                    out.error_help(&at_mixins.index(mixin_index), problem, "remove one of the mixins");
                }
                Some(mixin_place) => stack.push((mixin_place, 0)),
            }
        }
    }

    /// Marks a new shape as open. Returns whether it was new.
    fn open(&mut self, index: usize) -> bool {
        let is_new = self.states.get(index) == Some(&State::New);
        if is_new {
            self.set(index, State::Open);
        }
        is_new
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(found) = self.states.get_mut(index) {
            *found = state;
        }
    }
}

fn find(indices: &HashMap<&str, usize>, id: &str) -> Option<usize> {
    indices.get(id).copied()
}
