//! The parameters that an operation passes to the endpoint rules.

use super::context::{Context, Service};
use super::syntax;
use crate::graph::rules::ParameterValue;
use crate::graph::{ContextValue, Operation, Step};
use std::collections::BTreeSet;
use syn::Expr;

/// Returns the names of the parameters that have an effect: on the result of the rules, on sessions, or on region redirects.
/// Without the others, such as S3's `Key`, calls for different objects have the same parameters, and a client resolves their
/// endpoint once.
pub(super) fn effective(service: &Service) -> BTreeSet<&str> {
    let Service { model, rules, .. } = service;
    let operations = model.operations.iter();
    let named = operations.filter_map(|operation| operation.customization.region_redirects.as_deref());
    let named = named.chain(model.session_operation.as_ref().map(|found| found.param.as_str()));
    let is_known = |name: &&str| rules.parameters.iter().any(|known| known.name == *name);
    rules.effective_parameters().into_iter().chain(named.filter(is_known)).collect()
}

/// Returns an entry for each parameter in [`effective`], as a function of the module path of `smithereen::endpoint`.
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
    let fixed: BTreeSet<&str> = constants.iter().map(|(name, _)| *name).collect();
    params.retain(|(name, _)| !fixed.contains(name));
    params.extend(constants);
    params.retain(|(name, _)| context.endpoint_parameters.contains(name));
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
