//! The parameters that an operation passes to the endpoint rules.

use super::context::Context;
use super::syntax;
use crate::graph::rules::ParameterValue;
use crate::graph::{ContextValue, Operation, Step};
use std::collections::BTreeSet;
use syn::Expr;

/// Returns an entry for each parameter that the rules have, as a function of the module path of `smithereen::endpoint`.
/// Constants come first and paths before members, so that the value of a member has precedence if it is set.
pub(super) fn params(context: &Context<'_>, operation: &Operation) -> Vec<Expr> {
    let (mut params, mut constants) = (Vec::new(), Vec::new());
    for param in &operation.context {
        match &param.value {
            ContextValue::Static(value) => constants.push((param.name.as_str(), constant(value))),
            ContextValue::Path(path) => {
                let steps = syntax::slice(path.iter().map(step));
                params.push((param.name.as_str(), syntax::call("endpoint::ParamSource::Path", [steps])));
            }
        }
    }
    let input = operation.input.map(|id| context.service.model.shapes[id].kind.members());
    for member in input.unwrap_or_default() {
        let given =
            |param| (param, syntax::call("endpoint::ParamSource::Member", [syntax::text(&member.name)]));
        params.extend(member.context_param.as_deref().map(given));
    }
    let known: BTreeSet<&str> =
        context.service.rules.parameters.iter().map(|one| one.name.as_str()).collect();
    let fixed: BTreeSet<&str> = constants.iter().map(|(name, _)| *name).collect();
    params.retain(|(name, _)| !fixed.contains(name));
    params.extend(constants);
    params.retain(|(name, _)| known.contains(name));
    params.into_iter().map(|(name, value)| syntax::pair(syntax::text(name), value)).collect()
}

fn constant(value: &ParameterValue) -> Expr {
    let (variant, value) = match value {
        ParameterValue::String(text) => ("endpoint::ParamSource::String", syntax::text(text)),
        ParameterValue::Boolean(flag) => ("endpoint::ParamSource::Boolean", syntax::boolean(*flag)),
        ParameterValue::StringArray(texts) => {
            let texts = syntax::slice(texts.iter().map(|text| syntax::text(text)));
            ("endpoint::ParamSource::StringArray", texts)
        }
    };
    syntax::call(variant, [value])
}

/// Generates a step. The reader limits the nesting of paths.
fn step(step: &Step) -> Expr {
    let unit = |path| syntax::name(syntax::path(path));
    match step {
        Step::Member(name) => syntax::call("endpoint::PathStep::Member", [syntax::text(name)]),
        Step::Each => unit("endpoint::PathStep::ListProjection"),
        Step::Values => unit("endpoint::PathStep::MapProjection"),
        Step::Flatten => unit("endpoint::PathStep::Flatten"),
        Step::Keys => unit("endpoint::PathStep::Keys"),
        Step::All(paths) => {
            let paths = paths.iter().map(|path| syntax::slice(path.iter().map(self::step)));
            syntax::call("endpoint::PathStep::MultiSelectList", [syntax::slice(paths)])
        }
    }
}
