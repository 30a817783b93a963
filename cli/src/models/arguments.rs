//! Command-line arguments that name services and operations: `iot UpdateThing lambda Invoke`.

use crate::project::CONFIG;
use crate::{program, report};
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// A service and its operations from the command line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// The name of the service.
    pub(super) service: String,
    /// The operations, by their names in the model if these are known.
    pub(super) operations: Vec<String>,
}

/// Groups arguments by the services among them: a argument that names a service begins a group, unless it is exactly an operation
/// of the service before it. `services` has the names of services, `operations` returns those of a service's operations.
///
/// # Errors
/// If the first argument is not a service: `unknown` describes it.
pub(super) fn group(
    arguments: &[String],
    services: &BTreeSet<&str>,
    operations: &dyn Fn(&str) -> Vec<String>,
    unknown: &dyn Fn(&str) -> Diagnostic,
) -> Result<Vec<Group>, Diagnostic> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for argument in arguments {
        let is_operation = known.iter().any(|name| name == argument);
        let service = service(argument, services).filter(|_| !is_operation);
        match (service, groups.last_mut()) {
            (Some(service), _) => {
                known = operations(service);
                groups.push(Group { service: service.to_owned(), operations: Vec::new() });
            }
            (None, Some(group)) => group.operations.push(operation(argument, &known)),
            (None, None) => return Err(unknown(argument)),
        }
    }
    Ok(groups)
}

/// Returns the error for a service without an operation after it.
pub(super) fn has_no_operations(group: &Group) -> Option<Diagnostic> {
    let service = &group.service;
    let list = program::line(&format!("list {service}"));
    let help = format!("name operations after it, or add `--all`; `{list}` lists them");
    let problem = || format!("no operation of the service `{service}` is named");
    group.operations.is_empty().then(|| report::error_help(CONFIG, problem(), help))
}

/// Returns the error for an operation after a service if all operations are selected.
pub(super) fn has_operations(group: &Group) -> Option<Diagnostic> {
    let first = group.operations.first()?;
    let problem = format!("`{first}` is named, and so are all operations of `{}`", group.service);
    Some(report::error_help(CONFIG, problem, "with `--all`, name services alone"))
}

/// Returns the service that an argument names, ignoring case and separators.
pub(super) fn service<'s>(argument: &str, services: &BTreeSet<&'s str>) -> Option<&'s str> {
    services.get(argument).copied().or_else(|| only(services.iter().copied(), argument))
}

/// Returns the name of an operation for its name in the AWS CLI (`update-thing`), or the argument itself if no
/// operation matches.
fn operation(argument: &str, known: &[String]) -> String {
    if known.iter().any(|name| name == argument) {
        return argument.to_owned();
    }
    only(known.iter().map(String::as_str), argument).unwrap_or(argument).to_owned()
}

/// Returns the only name with the same letters and digits as the argument.
fn only<'n>(names: impl Iterator<Item = &'n str>, argument: &str) -> Option<&'n str> {
    let wanted = letters(argument);
    let mut same = names.filter(|name| !wanted.is_empty() && letters(name) == wanted);
    let first = same.next()?;
    same.next().is_none().then_some(first)
}

/// Returns the letters and digits of a name, in lower case.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(arguments: &str) -> Vec<(String, Vec<String>)> {
        let services = BTreeSet::from(["iot", "lambda", "iot-wireless", "config"]);
        let operations = |service: &str| match service {
            "iot" => vec!["UpdateThing".to_owned(), "config".to_owned()],
            _ => vec!["Invoke".to_owned()],
        };
        let arguments: Vec<String> = arguments.split(' ').map(str::to_owned).collect();
        let unknown = |argument: &str| Diagnostic::error(argument, "unknown");
        match group(&arguments, &services, &operations, &unknown) {
            Ok(groups) => groups.into_iter().map(|group| (group.service, group.operations)).collect(),
            Err(problem) => vec![(problem.to_string(), Vec::new())],
        }
    }

    #[test]
    fn a_service_begins_a_group() {
        let owned = |service: &str, operations: &[&str]| {
            (service.to_owned(), operations.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            grouped("iot UpdateThing lambda Invoke"),
            [owned("iot", &["UpdateThing"]), owned("lambda", &["Invoke"])]
        );
        assert_eq!(grouped("iot lambda"), [owned("iot", &[]), owned("lambda", &[])]);
        assert_eq!(grouped("iot config"), [owned("iot", &["config"])]);
        assert_eq!(grouped("lambda config"), [owned("lambda", &[]), owned("config", &[])]);
    }

    #[test]
    fn names_may_have_other_case_and_separators() {
        assert_eq!(grouped("IoTWireless invoke")[0], ("iot-wireless".to_owned(), vec!["Invoke".to_owned()]));
        assert_eq!(grouped("iot update-thing")[0].1, ["UpdateThing"]);
        assert_eq!(grouped("iot updat-thing")[0].1, ["updat-thing"]);
        assert_eq!(grouped("lamda Invoke")[0].0, "error: lamda: unknown");
    }
}
