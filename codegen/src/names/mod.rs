//! What everything is called. After this nobody chooses a name.

mod gate;
mod words;

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Kind, Model, Operation, ShapeId};
pub(crate) use gate::Name;
use gate::{Scope, ident};
use std::collections::HashSet;

/// The variant of every enum and union for values that the model does not have.
const OPEN_VARIANT: &str = "Unknown";
/// The variant for a value or a union's member that the model itself calls `Unknown` or `UNKNOWN`.
const UNKNOWN_VALUE: &str = "UnknownValue";

/// The identifiers of one service.
#[derive(Debug)]
pub(crate) struct Names {
    /// Of each shape; none of one that is a type of Rust's.
    types: Vec<Option<Name>>,
    /// Of each shape: the fields of a structure, the variants of a union or an enum, in the model's order.
    members: Vec<Vec<Name>>,
    operations: Vec<OperationNames>,
}

/// The identifiers of one operation.
#[derive(Debug)]
pub(crate) struct OperationNames {
    /// Its file and its module.
    pub(crate) module: Name,
    /// The client's method.
    pub(crate) method: Name,
    /// The enum of its errors.
    pub(crate) error: Name,
    /// The variants of that, in the model's order.
    pub(crate) variants: Vec<Name>,
}

/// What a module of a service is called.
pub(crate) fn modules(services: &[impl AsRef<str>]) -> Vec<Name> {
    let mut scope = Scope::with(&[&gate::ROOT, &gate::MODULES]);
    services.iter().map(|name| ident(scope.claim(words::snake(name.as_ref())))).collect()
}

/// Reports a name that no crate and no module can have.
pub(crate) fn check_package(name: &str, out: &Diagnostics) {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_plain || !begins || gate::is_keyword(name) {
        let help = "letters, digits, `-` and `_`, a letter first, and no keyword of Rust's";
        out.error_help(&At::file(name), "a crate cannot be called so", help);
    }
}

impl Names {
    /// Chooses all names of a model whose operations are selected. It goes into `module`.
    pub(crate) fn choose(model: &Model, module: &str) -> Self {
        let mut scope = Scope::with(&[&gate::TYPES]);
        let reserved = reserved(model);
        let mut types = vec![None; model.shapes.len()];
        // An operation's own types first: their names are promised by its name.
        let mut errors = Vec::new();
        for operation in &model.operations {
            let name = words::type_name(&operation.name);
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
        let operations = operations(model, module, errors, &types);
        Self { types, members, operations }
    }

    /// The type made of a shape; none for one that is a type of Rust's.
    pub(crate) fn of_type(&self, id: ShapeId) -> Option<&Name> {
        self.types.get(id.index())?.as_ref()
    }

    /// The fields or variants of a shape.
    pub(crate) fn of_members(&self, id: ShapeId) -> &[Name] {
        self.members.get(id.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The identifiers of the operations, in the model's order.
    pub(crate) fn of_operations(&self) -> &[OperationNames] {
        &self.operations
    }
}

/// The suffixes of the types that an operation has of its own.
const OWN_TYPES: [&str; 3] = ["Input", "Output", "Error"];

/// The names of the types that a service's operations have of their own, be they selected or not. Else a type would be
/// renamed when one more operation is selected.
fn reserved(model: &Model) -> HashSet<String> {
    let selected = model.operations.iter().map(|operation| &operation.name);
    let all = selected.chain(&model.unread).chain(&model.unselected);
    all.flat_map(|name| own_types(name)).collect()
}

/// The names of the types that an operation has of its own.
pub(crate) fn own_types(operation: &str) -> [String; 3] {
    let name = words::type_name(operation);
    OWN_TYPES.map(|suffix| format!("{name}{suffix}"))
}

/// The name of a type that operations share. One that is reserved says that it is the model's shape of that name.
fn shared_name(shape: &str, reserved: &HashSet<String>) -> String {
    let name = plain_type(shape);
    if reserved.contains(&name) { format!("{name}Shape") } else { name }
}

/// The name of the type of a shape that operations share, unless that is reserved or taken.
pub(crate) fn plain_type(shape: &str) -> String {
    words::type_name(shape)
}

fn member_names(kind: &Kind) -> Vec<Name> {
    let (reserved, wanted): (_, Vec<String>) = match kind {
        Kind::Structure { members, .. } => {
            (&gate::FUNCTIONS, members.iter().map(|member| words::snake(&member.name)).collect())
        }
        Kind::Union { members } => {
            (&gate::VARIANTS, members.iter().map(|member| words::variant(&member.name)).collect())
        }
        Kind::Enum { values } => {
            (&gate::VARIANTS, values.iter().map(|value| words::variant(&value.value)).collect())
        }
        Kind::IntEnum { values } => {
            (&gate::VARIANTS, values.iter().map(|(name, _)| words::variant(name)).collect())
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
    // Last, so that the replacement takes no other value's name.
    for name in names.iter_mut().filter(|name| name.is_none()) {
        *name = Some(ident(scope.claim(UNKNOWN_VALUE.to_owned())));
    }
    names.into_iter().flatten().collect()
}

fn operations(model: &Model, module: &str, errors: Vec<Name>, types: &[Option<Name>]) -> Vec<OperationNames> {
    // A module within one of the same name would puzzle its readers.
    let own = HashSet::from([module]);
    let mut modules = Scope::with(&[&gate::MODULES, &own]);
    let mut methods = Scope::with(&[&gate::FUNCTIONS, &gate::CLIENT]);
    let names = model.operations.iter().zip(errors).map(|(operation, error)| {
        let name = words::snake(&operation.name);
        let module = ident(modules.claim(name.clone()));
        let method = ident(methods.claim(name));
        OperationNames { module, method, error, variants: variants(operation, types) }
    });
    names.collect()
}

/// Variants are called as the error's type is.
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
    fn the_models_own_unknown_takes_no_other_values_name() {
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
