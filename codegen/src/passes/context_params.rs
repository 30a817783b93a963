//! Checks the endpoint parameters that operations set (Smithy's `staticContextParams`, `operationContextParams` and
//! `contextParam`) against those of the rule set. Parameters that clients set are not checked here.

mod paths;

use crate::graph::rules::{Parameter, ParameterType, RuleSet, Source};
use crate::graph::{ContextParam, ContextValue, Member, Model, Operation, Shape, Shapes};
use crate::location::{Location, MemberPart, OperationPart, Reporter};

/// Warns of each parameter that the rules do not have. Reports an error for one that has another type there, that is built in, or
/// whose value has no type that can be determined or is sensitive.
pub(super) fn check(model: &Model, rules: &RuleSet, out: &Reporter<'_>) {
    let check = Check { shapes: &model.shapes, rules, out };
    for operation in &model.operations {
        operation.context.iter().for_each(|param| check.param(operation, param));
        if let Some(input) = operation.input.map(|id| &model.shapes[id]) {
            input.kind.members().iter().for_each(|member| check.member(input, member));
        }
    }
}

struct Check<'a> {
    shapes: &'a Shapes,
    rules: &'a RuleSet,
    out: &'a Reporter<'a>,
}

impl Check<'_> {
    /// Checks a parameter whose value is constant or is an expression over the input (`staticContextParams`,
    /// `operationContextParams`).
    fn param(&self, operation: &Operation, param: &ContextParam) {
        let name = param.name.as_str();
        let location = |part| Location::Operation(&operation.name, part);
        match &param.value {
            ContextValue::Static(constant) => {
                self.report(name, constant.kind(), location(OperationPart::StaticContextParam(name)));
            }
            ContextValue::Path(path) => {
                let kind = match operation.input {
                    Some(input) => paths::kind(self.shapes, input, path),
                    None => Err("the operation has no input".to_owned()),
                };
                self.check_kind(name, kind, location(OperationPart::OperationContextParam(name)));
            }
        }
    }

    /// Checks the parameter that a member of the input sets, if it sets one (`contextParam`).
    fn member(&self, input: &Shape, member: &Member) {
        if let Some(name) = &member.context_param {
            let target = paths::target(member);
            let kind = target.and_then(|target| paths::kind(self.shapes, target, &[]));
            let part = MemberPart::ContextParam;
            self.check_kind(name, kind, Location::Member { shape: &input.name, member: &member.name, part });
        }
    }

    /// Checks a parameter whose value has the type `kind`. Reports the error if the type cannot be determined or the value is
    /// sensitive.
    fn check_kind(&self, name: &str, kind: Result<ParameterType, String>, location: Location<'_>) {
        match kind {
            Ok(kind) => self.report(name, kind, location),
            Err(problem) => self.out.error(location, problem),
        }
    }

    /// Reports a parameter that the rules do not have, that is built in, or that has another type than `kind`.
    fn report(&self, name: &str, kind: ParameterType, location: Location<'_>) {
        let Some(Parameter { input, .. }) = self.rules.parameters.iter().find(|known| known.name == name)
        else {
            let problem = format!("the endpoint rules have no parameter `{name}`: it has no effect");
            return self.out.warning(location, problem);
        };
        if !matches!(input.source, Source::Named(_)) {
            let problem =
                format!("the built-in parameter `{name}` cannot be set by an operation: not supported yet");
            self.out.error(location, problem);
        } else if input.kind != kind {
            let problem =
                format!("the parameter `{name}` is {}, but this is {}", input.kind.name(), kind.name());
            self.out.error(location, problem);
        }
    }
}
