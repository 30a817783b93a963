//! Checks paginators: their members exist, and the types of tokens fit.

use super::expressions::{Type, type_of};
use crate::graph::{Expression, Kind, Model, Operation, PageToken, Paginator, ShapeId};
use crate::location::{Location, OperationPart, Reporter};

/// Reports paginators that cannot be generated.
pub(super) fn check(model: &Model, out: &Reporter<'_>) {
    for operation in &model.operations {
        let Some(paginator) = &operation.paginator else { continue };
        for problem in problems(model, operation, paginator) {
            out.error(Location::Operation(&operation.name, OperationPart::Paginator), problem);
        }
    }
}

fn problems(model: &Model, operation: &Operation, paginator: &Paginator) -> Vec<String> {
    let Paginator { tokens, page_size, more_results, results } = paginator;
    let mut problems = Vec::new();
    for PageToken { input, output } in tokens {
        let member = input_member(model, operation, input);
        let found = of_output(model, operation, output);
        match (member, found) {
            (None, _) => problems.push(format!("the input has no member `{input}`")),
            (_, Err(problem)) => problems.push(problem),
            (Some(member), Ok(Type::Shape(found))) => {
                let [in_input, in_output] = [member, found].map(|id| model.shapes[id].kind.name());
                if in_input != in_output {
                    problems.push(format!(
                        "`{input}` has the type {in_input} in the input, and `{output}` the type {in_output} in the output"
                    ));
                }
            }
            (Some(_), Ok(_)) => {}
        }
    }
    if let Some(name) = page_size {
        match input_member(model, operation, name).map(|id| &model.shapes[id].kind) {
            None => problems.push(format!("the input has no member `{name}`")),
            Some(Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::String) => {}
            Some(other) => {
                problems.push(format!("the size of a page, `{name}`, has the type {}", other.name()))
            }
        }
    }
    problems.extend(more_results.iter().filter_map(|more| of_output(model, operation, more).err()));
    for path in results {
        problems.extend(of_output(model, operation, &Expression::path(path.clone())).err());
    }
    problems
}

fn input_member(model: &Model, operation: &Operation, name: &str) -> Option<ShapeId> {
    let members = model.shapes[operation.input?].kind.members();
    members.iter().find(|member| member.name == name).map(|member| member.target)
}

/// Returns the type of an expression in the output.
fn of_output(model: &Model, operation: &Operation, expression: &Expression) -> Result<Type, String> {
    let output = operation.output.ok_or_else(|| "the operation has no output".to_owned())?;
    type_of(&model.shapes, expression, output)
}
