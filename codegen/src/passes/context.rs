//! What operations tell the endpoint rules, against what these ask for.

mod paths;

use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{InputKind, Parameter, RuleSet, Source};
use crate::graph::{ContextParam, ContextValue, Member, Model, Operation, Shapes};

/// Reports every problem.
pub(super) fn check(model: &Model, rules: &RuleSet, out: &Diagnostics) {
    let check = Check { shapes: &model.shapes, rules, out };
    let at = At::file(&model.file);
    let (at_operations, at_shapes) = (at.key("operations"), at.key("shapes"));
    for operation in &model.operations {
        let at = at_operations.key(&operation.name);
        operation.context.iter().for_each(|param| check.param(operation, param, &at));
        if let Some(input) = operation.input.map(|id| &model.shapes[id]) {
            let at = at_shapes.key(&input.name);
            let at = at.key("members");
            input.kind.members().iter().for_each(|member| check.member(member, &at.key(&member.name)));
        }
    }
}

struct Check<'a> {
    shapes: &'a Shapes,
    rules: &'a RuleSet,
    out: &'a Diagnostics,
}

impl Check<'_> {
    fn param(&self, operation: &Operation, param: &ContextParam, at: &At<'_>) {
        match &param.value {
            ContextValue::Constant(constant) => {
                let at = at.key("staticContextParams");
                self.compare(&param.name, constant.kind(), &at.key(&param.name));
            }
            ContextValue::Path(path) => {
                let at = at.key("operationContextParams");
                let at = at.key(&param.name);
                let found = match operation.input {
                    Some(input) => paths::kind(self.shapes, input, path),
                    None => Err("the operation has no input".to_owned()),
                };
                self.found(&param.name, found, &at.key("path"));
            }
        }
    }

    fn member(&self, member: &Member, at: &At<'_>) {
        if let Some(name) = &member.context_param {
            let found = paths::through(member);
            let found = found.and_then(|target| paths::kind(self.shapes, target, &[]));
            self.found(name, found, &at.key("contextParam"));
        }
    }

    fn found(&self, name: &str, found: Result<InputKind, String>, at: &At<'_>) {
        match found {
            Ok(kind) => self.compare(name, kind, at),
            Err(problem) => self.out.error(at, problem),
        }
    }

    fn compare(&self, name: &str, found: InputKind, at: &At<'_>) {
        let Some(Parameter { input, .. }) = self.rules.parameters.iter().find(|known| known.name == name)
        else {
            self.out.warning(at, format!("the endpoint rules know no parameter `{name}`: it has no effect"));
            return;
        };
        if !matches!(input.source, Source::Named(_)) {
            let problem = format!(
                "the parameter `{name}` is one that an SDK fills; to set it here is not supported yet"
            );
            self.out.error(at, problem);
        } else if input.kind != found {
            let problem =
                format!("the parameter `{name}` is {}, and this is {}", input.kind.name(), found.name());
            self.out.error(at, problem);
        }
    }
}
