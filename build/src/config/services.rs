//! `[services.NAME]`: the services and their operations.

use super::names::{is_crate_name, is_plain_name};
use super::table::{Located, Problems, Table, expected};
use smithereen_codegen::graph::Protocol;
use smithereen_codegen::{Selection, near};
use std::collections::BTreeSet;
use toml::de::DeValue;

/// The settings of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name of its folder in the source and in the folder of models.
    pub name: String,
    /// The operations.
    pub operations: Selection,
    /// The name of its module. The default is derived from `name`.
    pub module: Option<String>,
    /// The protocol in place of the preferred one of those that the model declares: the name of Smithy's trait without its
    /// namespace.
    pub protocol: Option<String>,
}

/// Parses the tables, in the order of the text.
pub(super) fn parse(root: &Table<'_, '_>, problems: &mut Problems<'_>) -> Vec<Service> {
    let Some(tables) = root.table("services", problems) else { return Vec::new() };
    let mut services = Vec::new();
    let mut modules = BTreeSet::new();
    for (name, value) in tables.entries() {
        if !is_plain_name(name.value) {
            let help = "use letters, digits, `-`, `_` and `.`, a letter or digit first";
            problems.add_help(&name.location, format!("`{}` is not the name of a service", name.value), help);
        }
        let Some(table) = Table::of(value, name.location.clone(), problems) else { continue };
        table.check_keys(&["operations", "module", "protocol"], problems);
        let module = module(&table, problems);
        if module.as_ref().is_some_and(|module| !modules.insert(module.clone())) {
            let problem = format!("another service has the module `{}`", module.clone().unwrap_or_default());
            problems.add(table.location(), problem);
        }
        services.push(Service {
            name: name.value.to_owned(),
            operations: operations(&table, problems),
            module,
            protocol: protocol(&table, problems),
        });
    }
    services
}

fn operations(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Selection {
    let none = Selection::Named(Vec::new());
    let Some(found) = table.get("operations") else {
        let help = "list the names of operations, or write `operations = \"all\"` or `\"supported\"`";
        problems.add_help(table.location(), "missing key `operations`", help);
        return none;
    };
    let elements = match found.value {
        DeValue::String(word) if word == "all" => return Selection::All,
        DeValue::String(word) if word == "supported" => return Selection::Supported,
        DeValue::Array(elements) => elements,
        other => {
            let what = "an array of names, `\"all\"` or `\"supported\"`";
            return expected(what, other, &found.location, problems).unwrap_or(none);
        }
    };
    let mut names: Vec<String> = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        let location = found.location.element(index, element.span());
        match element.get_ref() {
            DeValue::String(name) if names.iter().any(|known| known == name) => {
                problems.add(&location, format!("the operation `{name}` is listed twice"));
            }
            DeValue::String(name) => names.push(name.clone().into_owned()),
            other => {
                expected::<()>("the name of an operation", other, &location, problems);
            }
        }
    }
    Selection::Named(names)
}

fn module(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = table.string("module", problems)?;
    if is_crate_name(value) {
        return Some(value.to_owned());
    }
    let help = "use letters, digits, `-` and `_`, a letter first";
    problems.add_help(&location, format!("`{value}` is not the name of a module"), help);
    None
}

fn protocol(table: &Table<'_, '_>, problems: &mut Problems<'_>) -> Option<String> {
    let Located { value, location } = table.string("protocol", problems)?;
    let names = Protocol::ALL.map(Protocol::plain_name);
    if names.contains(&value) {
        return Some(value.to_owned());
    }
    let help = near::help(value, names).unwrap_or_else(|| format!("known: {}", names.join(", ")));
    problems.add_help(&location, format!("unknown protocol `{value}`"), help);
    None
}
