//! Builds syntax trees of the constructs that generated code repeats most: fields, variants, setters, match arms, operations.
//!
//! To build a tree takes a tenth of the time that parsing tokens takes, and most of the generator's time was spent on parsing. Each
//! function builds one kind of node and has no knowledge of the model; its tests compare the tree with the one that `syn` parses.
//! Code that a service or a crate has once is a template of `quote!` in the file that emits it.

mod attributes;
mod delimiters;
mod expressions;
mod functions;
mod items;
pub(super) mod patterns;
#[cfg(test)]
mod tests;
mod types;

pub(super) use attributes::{doc, flag, inline, list};
pub(super) use expressions::{
    boolean, borrow, call, chain, field_of, generic_call, method, name, pair, slice, struct_literal, text,
    variable,
};
pub(super) use functions::{Function, argument, assign, mut_self, result, self_reference};
pub(super) use items::{
    associated_constant, associated_type, enumeration, export, field, implementation, import, macro_call,
    module, structure, tuple_variant, unit_variant,
};
pub(super) use patterns::{arm, match_on};
pub(super) use types::{
    generic, generic_path, ident, impl_into, invalid_type, named, path, path_in_self, reference, unit,
};
