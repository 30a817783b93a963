//! The module documentation of a service: a first call, and the code size per operation.

use super::context::Context;
use super::{docs, structure};
use crate::graph::{Kind, Member, Operation, ShapeId, Shapes};
use crate::names::{Name, OperationNames};
use std::collections::HashSet;

/// Returns the lines of the documentation. `own` is the number of lines of each operation's module, in order.
pub(super) fn lines(context: &Context<'_>, own: &[usize]) -> Vec<String> {
    let mut lines = call(context);
    lines.extend(costs(context, own));
    lines
}

/// Returns an example call of the operation with the simplest input. It contains no text of the model.
fn call(context: &Context<'_>) -> Vec<String> {
    let operations = context.service.model.operations.iter().zip(context.service.names.of_operations());
    let inputs = operations.filter_map(|(operation, names)| {
        let id = operation.input?;
        Some((names, context.service.names.of_type(id)?, arguments(context, id)))
    });
    let inputs: Vec<_> = inputs.collect();
    // Best an input with simple required members, else one without any.
    let easy = inputs.iter().find(|(.., made)| made.as_ref().is_some_and(|made| !made.is_empty()));
    let easy = easy.or_else(|| inputs.iter().find(|(.., made)| made.is_some())).or(inputs.first());
    easy.map(|(names, input, made)| example(context, names, input, made.as_deref())).unwrap_or_default()
}

/// Returns the arguments of `new` if all are strings, booleans or integers.
fn arguments(context: &Context<'_>, id: ShapeId) -> Option<Vec<String>> {
    let shapes = &context.service.model.shapes;
    let (members, fields) = (shapes[id].kind.members(), context.service.names.of_members(id));
    let required = structure::required(members, fields).into_iter();
    required.map(|(member, field)| argument(shapes, member, field)).collect()
}

fn argument(shapes: &Shapes, member: &Member, field: &Name) -> Option<String> {
    Some(match shapes[member.target].kind {
        Kind::String => format!("{:?}", field.stem()),
        Kind::Boolean => "true".to_owned(),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long => "1".to_owned(),
        _ => return None,
    })
}

fn example(
    context: &Context<'_>,
    names: &OperationNames,
    input: &Name,
    made: Option<&[String]>,
) -> Vec<String> {
    let (package, module) = (context.package.replace('-', "_"), &context.service.module);
    let given = if made.is_none() { format!(", input: {package}::{module}::{input}") } else { String::new() };
    let made = made.map(|arguments| match arguments {
        [] => format!("let input = {input}::default();"),
        arguments => format!("let input = {input}::new({});", arguments.join(", ")),
    });
    let uses = if made.is_some() { format!("{{Client, {input}}}") } else { "Client".to_owned() };
    let method = &names.method;
    let mut lines = vec![
        "# A first call".to_owned(),
        String::new(),
        "```no_run".to_owned(),
        "# #[cfg(feature = \"client\")]".to_owned(),
        format!(
            "# async fn call(config: &{package}::smithereen::client::SdkConfig{given}) -> Result<(), Box<dyn std::error::Error>> {{"
        ),
        format!("use {package}::{module}::{uses};"),
        String::new(),
        "let client = Client::new(config);".to_owned(),
    ];
    lines.extend(made);
    lines.push(format!("client.{method}(&input).await?;"));
    lines.extend(["# Ok(())", "# }", "```", ""].map(str::to_owned));
    lines
}

/// Returns a table with a line per operation.
fn costs(context: &Context<'_>, own: &[usize]) -> Vec<String> {
    let mut lines = vec![
        "# Generated code size per operation".to_owned(),
        String::new(),
        "Lines of the operation's own module, and the number of types that its input, output and errors contain. Operations share these types."
            .to_owned(),
        String::new(),
        "| operation | request | lines | types |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    let shapes = &context.service.model.shapes;
    lines.extend(context.service.model.operations.iter().zip(own).map(|(operation, count)| {
        let name = docs::code(&operation.name);
        let request = docs::code(&format!("{} {}", operation.http.method, operation.http.uri));
        let types = types(shapes, operation);
        format!("| {} | {} | {count} | {types} |", cell(&name), cell(&request))
    }));
    lines
}

/// Returns the number of types within an operation's input, output and errors, without the input and the output themselves.
fn types(shapes: &Shapes, operation: &Operation) -> usize {
    let own: Vec<ShapeId> = operation.input.into_iter().chain(operation.output).collect();
    let mut open: Vec<ShapeId> = own.iter().chain(&operation.errors).copied().collect();
    let mut seen: HashSet<ShapeId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        open.extend(shapes[id].kind.targets().into_iter().filter(|target| seen.insert(*target)));
    }
    seen.iter().filter(|id| !own.contains(id) && shapes[**id].kind.has_type()).count()
}

/// Escapes the character that separates cells.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
