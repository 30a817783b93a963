//! Checks waiters: the members in their expressions exist.

use super::expressions::{Type, of_type, type_of};
use crate::graph::{Matcher, Model, Operation};
use crate::location::{Location, OperationPart, Reporter};

/// Reports expressions with members that the shapes do not have.
pub(super) fn check(model: &Model, out: &Reporter<'_>) {
    for operation in &model.operations {
        for waiter in &operation.waiters {
            for acceptor in &waiter.acceptors {
                if let Err(problem) = check_matcher(model, operation, &acceptor.matcher) {
                    let location = Location::Operation(&operation.name, OperationPart::Waiter(&waiter.name));
                    out.error(location, problem);
                }
            }
        }
    }
}

fn check_matcher(model: &Model, operation: &Operation, matcher: &Matcher) -> Result<(), String> {
    match matcher {
        Matcher::Output(expression, _) => {
            let output = operation.output.ok_or_else(|| "the operation has no output".to_owned())?;
            type_of(&model.shapes, expression, output).map(drop)
        }
        Matcher::InputOutput(expression, _) => {
            let both = Type::Exchange { input: operation.input, output: operation.output };
            of_type(&model.shapes, expression, both).map(drop)
        }
        Matcher::Success(_) | Matcher::Error(_) | Matcher::Status(_) => Ok(()),
    }
}
