//! What operations tell the endpoint rules, against what these ask for.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{InputKind, Parameter, RuleSet, Source};
use crate::graph::{ContextParam, ContextValue, Kind, Member, Model, Operation, ShapeId, Shapes, Step};

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
                    Some(input) => Walk { shapes: self.shapes, many: false }.kind(input, path),
                    None => Err("the operation has no input".to_owned()),
                };
                self.found(&param.name, found, &at.key("path"));
            }
        }
    }

    fn member(&self, member: &Member, at: &At<'_>) {
        if let Some(name) = &member.context_param {
            let found = Walk { shapes: self.shapes, many: false }.kind(member.target, &[]);
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

struct Walk<'a> {
    shapes: &'a Shapes,
    /// Whether there may be several at the end.
    many: bool,
}

impl Walk<'_> {
    /// What is at the end of a path.
    fn kind(mut self, from: ShapeId, path: &[Step]) -> Result<InputKind, String> {
        let found = self.end(from, path)?;
        match (found, self.many) {
            (InputKind::Text, true) => Ok(InputKind::Texts),
            (found, false) => Ok(found),
            (found, true) => Err(format!("it leads to a list of which each element is {}", found.name())),
        }
    }

    fn end(&mut self, mut here: ShapeId, path: &[Step]) -> Result<InputKind, String> {
        for (index, step) in path.iter().enumerate() {
            self.check_hidden(here)?;
            let shape = &self.shapes[here];
            here = match (step, &shape.kind) {
                (Step::Member(name), kind) => {
                    let member = kind.members().iter().find(|member| member.name == *name);
                    member.ok_or_else(|| format!("there is no member `{name}` in `{}`", shape.name))?.target
                }
                (Step::Each, Kind::List { element, .. }) => element.target,
                (Step::Each, Kind::Map { value, .. }) => value.target,
                (Step::Keys, Kind::Map { key, .. }) => key.target,
                (Step::All(paths), _) if index + 1 == path.len() => return self.all(here, paths),
                (Step::All(_), _) => return Err("nothing may follow a list of paths".to_owned()),
                (Step::Each, kind) => return Err(format!("a {} has no elements", kind.name())),
                (Step::Keys, kind) => return Err(format!("a {} has no keys", kind.name())),
            };
            self.many |= !matches!(step, Step::Member(_));
        }
        self.check_hidden(here)?;
        match &self.shapes[here].kind {
            Kind::String | Kind::Enum { .. } => Ok(InputKind::Text),
            Kind::Boolean => Ok(InputKind::Flag),
            Kind::List { element, .. } if self.is_text(element.target) => Ok(InputKind::Texts),
            kind => Err(format!("endpoint rules have no use for the type {}", kind.name())),
        }
    }

    fn all(&mut self, here: ShapeId, paths: &[Vec<Step>]) -> Result<InputKind, String> {
        self.many = true;
        for path in paths {
            if self.end(here, path)? != InputKind::Text {
                return Err("a list of paths leads to texts alone".to_owned());
            }
        }
        Ok(InputKind::Text)
    }

    fn is_text(&self, id: ShapeId) -> bool {
        matches!(self.shapes[id].kind, Kind::String | Kind::Enum { .. })
    }

    /// What rules are told may be in a host's name and in the text of an error.
    fn check_hidden(&self, id: ShapeId) -> Result<(), String> {
        match self.shapes[id].sensitive {
            true => Err("a sensitive value in endpoint rules is not supported yet".to_owned()),
            false => Ok(()),
        }
    }
}
