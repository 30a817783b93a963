//! The parameters that an operation passes to the endpoint rules.

use super::context::Context;
use crate::graph::rules::ParameterValue;
use crate::graph::{ContextValue, Operation, Step};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// Returns an entry for each parameter that the rules have, as a function of the module path of `smithereen::endpoint`.
/// Constants come first and paths before members, so that the value of a member has precedence if it is set.
pub(super) fn params(context: &Context<'_>, operation: &Operation) -> Vec<TokenStream> {
    let (mut params, mut constants) = (Vec::new(), Vec::new());
    for param in &operation.context {
        match &param.value {
            ContextValue::Static(value) => constants.push((param.name.as_str(), constant(value))),
            ContextValue::Path(path) => {
                let steps = path.iter().map(step);
                params.push((param.name.as_str(), quote!(endpoint::ParamSource::Path(&[#(#steps),*]))));
            }
        }
    }
    let input = operation.input.map(|id| context.service.model.shapes[id].kind.members());
    for member in input.unwrap_or_default() {
        let name = &member.name;
        let given = quote!(endpoint::ParamSource::Member(#name));
        params.extend(member.context_param.as_deref().map(|param| (param, given)));
    }
    let known: BTreeSet<&str> =
        context.service.rules.parameters.iter().map(|one| one.name.as_str()).collect();
    let fixed: BTreeSet<&str> = constants.iter().map(|(name, _)| *name).collect();
    params.retain(|(name, _)| !fixed.contains(name));
    params.extend(constants);
    params.retain(|(name, _)| known.contains(name));
    params.into_iter().map(|(name, value)| quote!((#name, #value))).collect()
}

fn constant(value: &ParameterValue) -> TokenStream {
    match value {
        ParameterValue::String(text) => quote!(endpoint::ParamSource::String(#text)),
        ParameterValue::Boolean(flag) => quote!(endpoint::ParamSource::Boolean(#flag)),
        ParameterValue::StringArray(texts) => quote!(endpoint::ParamSource::StringArray(&[#(#texts),*])),
    }
}

/// Generates a step. The reader limits the nesting of paths.
fn step(step: &Step) -> TokenStream {
    match step {
        Step::Member(name) => quote!(endpoint::PathStep::Member(#name)),
        Step::Each => quote!(endpoint::PathStep::ListProjection),
        Step::Values => quote!(endpoint::PathStep::MapProjection),
        Step::Flatten => quote!(endpoint::PathStep::Flatten),
        Step::Keys => quote!(endpoint::PathStep::Keys),
        Step::All(paths) => {
            let paths = paths.iter().map(|path| {
                let steps = path.iter().map(self::step);
                quote!(&[#(#steps),*])
            });
            quote!(endpoint::PathStep::MultiSelectList(&[#(#paths),*]))
        }
    }
}
