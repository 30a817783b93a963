//! Chooses the Rust names of types, members, operations and modules. Later phases use them and choose none.
//!
//! Creating, changing and checking identifiers belongs here, and nowhere else. Names on the wire do not: they are in the graph.

mod case;
mod gate;

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Kind, Model, Operation, ShapeId, ShapeTrait};
pub(crate) use gate::Name;
use gate::{Scope, ident};
use std::collections::HashSet;

/// The catch-all variant of every enum and union, for values that the model does not have.
const OPEN_VARIANT: &str = "Unknown";
/// The variant for a value or union member that is named `Unknown` or `UNKNOWN` in the model.
const UNKNOWN_VALUE: &str = "UnknownValue";

/// The identifiers of one service.
#[derive(Debug)]
pub(crate) struct Names {
    /// The type of each shape; `None` for a shape whose type is one of Rust's own.
    types: Vec<Option<Name>>,
    /// The fields or variants of each shape, in the model's order.
    members: Vec<Vec<Name>>,
    /// The enum of the errors of each event stream.
    stream_errors: Vec<Option<Name>>,
    operations: Vec<OperationNames>,
}

/// The identifiers of one operation.
#[derive(Debug)]
pub(crate) struct OperationNames {
    /// The operation's file and module.
    pub(crate) module: Name,
    /// The method of the client.
    pub(crate) method: Name,
    /// The method of the client that returns the pages, if the operation has a paginator.
    pub(crate) paginator: Option<Name>,
    /// The names of each waiter: of its constant, and of the client's method.
    pub(crate) waiters: Vec<(Name, Name)>,
    /// The enum of the operation's errors.
    pub(crate) error: Name,
    /// The variants of the error enum, in the model's order.
    pub(crate) variants: Vec<Name>,
}

/// Returns the names of the services' modules.
pub(crate) fn modules(services: &[impl AsRef<str>]) -> Vec<Name> {
    let mut scope = Scope::with(&[&gate::ROOT, &gate::MODULES]);
    services.iter().map(|name| ident(scope.claim(case::snake(name.as_ref())))).collect()
}

/// Reports a name that is not valid for a crate and its module.
pub(crate) fn check_package(name: &str, out: &Diagnostics) {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_plain || !begins || gate::is_keyword(name) {
        let help = "use letters, digits, `-` and `_`, a letter first, and no keyword of Rust";
        out.error_help(&At::file(name), "this is not a valid crate name", help);
    }
}

impl Names {
    /// Chooses all names of a model that was pruned to the selected operations. `module` is the module of the service.
    pub(crate) fn choose(model: &Model, module: &str) -> Self {
        let mut scope = Scope::with(&[&gate::TYPES]);
        let reserved = reserved(model);
        let mut types = vec![None; model.shapes.len()];
        // The types of operations first: their names follow from the operation's name.
        let mut errors = Vec::new();
        for operation in &model.operations {
            let name = case::type_name(&operation.name);
            for (id, suffix) in [(operation.input, "Input"), (operation.output, "Output")] {
                if let Some(of_type) = id.and_then(|id| types.get_mut(id.index())) {
                    *of_type = Some(ident(scope.claim(format!("{name}{suffix}"))));
                }
            }
            errors.push(ident(scope.claim(format!("{name}Error"))));
        }
        let mut members = Vec::with_capacity(model.shapes.len());
        for ((_, shape), of_type) in model.shapes.iter().zip(&mut types) {
            if shape.kind.has_type() {
                of_type.get_or_insert_with(|| ident(scope.claim(shared_name(&shape.name, &reserved))));
            }
            members.push(member_names(&shape.kind));
        }
        // Last, so that no type of the model gets another name.
        let stream_errors = model.shapes.iter().zip(&types).map(|((_, shape), of_type)| {
            let name = of_type.as_ref().filter(|_| shape.traits.contains(&ShapeTrait::EventStream))?;
            Some(ident(scope.claim(format!("{name}Error"))))
        });
        let stream_errors = stream_errors.collect();
        let operations = operations(model, module, errors, &types);
        Self { types, members, stream_errors, operations }
    }

    /// Returns the name of a shape's type; `None` for a shape whose type is one of Rust's own.
    pub(crate) fn of_type(&self, id: ShapeId) -> Option<&Name> {
        self.types.get(id.index())?.as_ref()
    }

    /// Returns the fields or variants of a shape.
    pub(crate) fn of_members(&self, id: ShapeId) -> &[Name] {
        self.members.get(id.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the name of the enum of an event stream's errors.
    pub(crate) fn of_stream_error(&self, id: ShapeId) -> Option<&Name> {
        self.stream_errors.get(id.index())?.as_ref()
    }

    /// Returns the names of the operations, in the model's order.
    pub(crate) fn of_operations(&self) -> &[OperationNames] {
        &self.operations
    }
}

/// The suffixes of an operation's own types.
const OWN_TYPES: [&str; 3] = ["Input", "Output", "Error"];

/// Returns the names of the own types of all operations, selected or not, so that no type is renamed when one more
/// operation is selected.
fn reserved(model: &Model) -> HashSet<String> {
    let selected = model.operations.iter().map(|operation| &operation.name);
    let all = selected.chain(&model.unread).chain(&model.unselected);
    all.flat_map(|name| own_types(name)).collect()
}

/// Returns the names of an operation's own types.
pub(crate) fn own_types(operation: &str) -> [String; 3] {
    let name = case::type_name(operation);
    OWN_TYPES.map(|suffix| format!("{name}{suffix}"))
}

/// Returns the name of a shared type. A reserved name gets the suffix `Shape`.
fn shared_name(shape: &str, reserved: &HashSet<String>) -> String {
    let name = plain_type(shape);
    if reserved.contains(&name) { format!("{name}Shape") } else { name }
}

/// Returns the name of a shared type, unless it is reserved or taken.
pub(crate) fn plain_type(shape: &str) -> String {
    case::type_name(shape)
}

fn member_names(kind: &Kind) -> Vec<Name> {
    let (reserved, wanted): (_, Vec<String>) = match kind {
        Kind::Structure { members, .. } => {
            (&gate::FUNCTIONS, members.iter().map(|member| case::snake(&member.name)).collect())
        }
        Kind::Union { members } => {
            (&gate::VARIANTS, members.iter().map(|member| case::variant(&member.name)).collect())
        }
        Kind::Enum { values } => {
            (&gate::VARIANTS, values.iter().map(|value| case::variant(&value.value)).collect())
        }
        Kind::IntEnum { values } => {
            (&gate::VARIANTS, values.iter().map(|(name, _)| case::variant(name)).collect())
        }
        _ => return Vec::new(),
    };
    let mut scope = Scope::with(&[reserved]);
    let is_open = !matches!(kind, Kind::Structure { .. });
    let is_second_choice = |name: &str| is_open && name == OPEN_VARIANT;
    let mut names: Vec<Option<Name>> = wanted
        .iter()
        .map(|name| (!is_second_choice(name)).then(|| ident(scope.claim(name.clone()))))
        .collect();
    // Last, so that the replacement does not take the name of another value.
    for name in names.iter_mut().filter(|name| name.is_none()) {
        *name = Some(ident(scope.claim(UNKNOWN_VALUE.to_owned())));
    }
    names.into_iter().flatten().collect()
}

fn operations(model: &Model, module: &str, errors: Vec<Name>, types: &[Option<Name>]) -> Vec<OperationNames> {
    // A module within a module of the same name confuses readers, and clippy rejects it.
    let own = HashSet::from([module]);
    let mut modules = Scope::with(&[&gate::MODULES, &own]);
    let mut methods = Scope::with(&[&gate::FUNCTIONS, &gate::CLIENT_METHODS]);
    let names = model.operations.iter().zip(errors).map(|(operation, error)| {
        let name = case::snake(&operation.name);
        let module = ident(modules.claim(name.clone()));
        let method = ident(methods.claim(name));
        let (paginator, waiters) = (None, Vec::new());
        OperationNames { module, method, paginator, waiters, error, variants: variants(operation, types) }
    });
    let mut names: Vec<_> = names.collect();
    // Last, so that no operation gets another name.
    for (operation, names) in model.operations.iter().zip(&mut names) {
        let name = || format!("{}_paginator", case::snake(&operation.name));
        names.paginator = operation.paginator.as_ref().map(|_| ident(methods.claim(name())));
        let mut constants = Scope::with(&[&gate::CONSTANTS]);
        let of_waiters = operation.waiters.iter().map(|waiter| {
            let constant = ident(constants.claim(case::constant(&waiter.name)));
            let method = methods.claim(format!("wait_until_{}", case::snake(&waiter.name)));
            (constant, ident(method))
        });
        names.waiters = of_waiters.collect();
    }
    names
}

/// Variants are named after the types of the errors.
fn variants(operation: &Operation, types: &[Option<Name>]) -> Vec<Name> {
    let mut scope = Scope::with(&[&gate::VARIANTS]);
    let errors = operation.errors.iter().filter_map(|id| types.get(id.index())?.as_ref());
    errors.map(|name| ident(scope.claim(name.to_string()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::EnumValue;

    #[test]
    fn a_value_named_unknown_takes_no_other_name() {
        for (values, expected) in [
            (&["UNKNOWN", "KNOWN"][..], &["UnknownValue", "Known"][..]),
            (&["Unknown", "UNKNOWN_VALUE"], &["UnknownValue2", "UnknownValue"]),
            (&["unknown", "UNKNOWN", "_"], &["UnknownValue", "UnknownValue2", "Value"]),
            (&["UNKNOWN_"], &["UnknownValue"]),
            (&["SELF", "UnknownThing"], &["Self_", "UnknownThing"]),
        ] {
            let value = |value: &&str| EnumValue { value: (*value).to_owned(), docs: None };
            let kind = Kind::Enum { values: values.iter().map(value).collect() };
            let names: Vec<String> = member_names(&kind).iter().map(Name::to_string).collect();
            assert_eq!(names, expected, "{values:?}");
        }
    }
}
