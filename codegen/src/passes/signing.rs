//! Checks that requests to the endpoints of a rule set can be signed.

use super::support::TYPES_ONLY;
use crate::customizations;
use crate::graph::rules::{
    Branch, Condition, Diagram, Endpoint, EndpointAuthScheme, Expr, Leaf, Logic, Outcome, Rule, RuleSet,
    Source, Target,
};
use crate::graph::{AuthScheme, Model, Operation, Service, SessionOperation};
use crate::location::{Location, OperationPart, Reporter, ServicePart};
use std::collections::HashSet;

/// The authentication schemes of endpoints that are supported.
const SUPPORTED: &[&str] = &["sigv4", SIGV4A];
/// The scheme that needs a feature of the runtime.
const SIGV4A: &str = "sigv4a";
/// The scheme of endpoints that require a session.
const SESSION: &str = "sigv4-s3express";

/// Returns whether every endpoint of the rules requires a signature with SigV4a.
pub(crate) fn requires_sigv4a(rules: &RuleSet) -> bool {
    let requires = |endpoint: &&Endpoint| {
        let schemes = &endpoint.auth_schemes;
        schemes.iter().any(|one| one.name == SIGV4A) && schemes.iter().all(|one| one.name != "sigv4")
    };
    let leaves = leaves(rules, &[]);
    !leaves.is_empty() && leaves.iter().map(|(_, endpoint)| *endpoint).all(|endpoint| requires(&endpoint))
}

/// The endpoints of a rule set whose authentication schemes are not supported.
pub(super) struct Unsigned<'r> {
    /// The schemes that every endpoint asks for, if none of them is supported.
    everywhere: Option<Vec<&'r str>>,
    /// Parameters that are tested only on paths to such endpoints, with the schemes of each.
    params: Vec<(&'r str, Vec<&'r str>)>,
}

/// Reports operations that cannot be called, and parameters that cannot be set.
pub(super) fn check(model: &Model, rules: &RuleSet, out: &Reporter<'_>) {
    check_sessions(model, rules, out);
    let unsigned = Unsigned::of(rules, has_sessions(model.session_operation.as_ref()));
    let concerned = |operation: &&Operation| is_signed(&model.service, operation);
    if let Some(problem) = unsigned.problem().filter(|_| model.operations.iter().any(|one| concerned(&one))) {
        out.error_help(Location::Service(ServicePart::Auth), problem, TYPES_ONLY);
    }
    for operation in model.operations.iter().filter(concerned) {
        for warning in unsigned.warnings(model, operation) {
            out.warning(Location::operation(&operation.name), warning);
        }
    }
}

/// Returns whether the credentials of sessions can be had.
pub(super) fn has_sessions(operation: Option<&SessionOperation>) -> bool {
    operation.is_some_and(|found| found.problem.is_none())
}

/// Warns of endpoints that require a session where the model has no operation that returns its credentials.
fn check_sessions(model: &Model, rules: &RuleSet, out: &Reporter<'_>) {
    let Some(name) = customizations::session_operation(&model.service.sdk_id) else { return };
    let reason = match &model.session_operation {
        Some(SessionOperation { problem: Some(problem), .. }) => problem.clone(),
        None => format!("the model has no operation `{name}`"),
        Some(_) => return,
    };
    if requires_session(rules) {
        let problem = format!("some endpoints require a session, and {reason}: calls to them fail");
        out.warning(Location::Service(ServicePart::Auth), problem);
    }
}

/// Returns whether an endpoint of the rules requires a session.
pub(crate) fn requires_session(rules: &RuleSet) -> bool {
    let is_session = |scheme: &EndpointAuthScheme| {
        scheme.name == SESSION || scheme.alternative.as_ref().is_some_and(|(_, name)| name == SESSION)
    };
    leaves(rules, &[]).iter().any(|(_, endpoint)| endpoint.auth_schemes.iter().any(is_session))
}

impl<'r> Unsigned<'r> {
    /// Collects the endpoints of the rules. With sessions, those that require one are supported.
    pub(super) fn of(rules: &'r RuleSet, has_sessions: bool) -> Self {
        let named = rules.parameters.iter().filter_map(|parameter| match &parameter.input.source {
            Source::Named(name) => Some(name.as_str()),
            _ => None,
        });
        let named: Vec<&str> = named.collect();
        let leaves = leaves(rules, &named);
        let params = named.into_iter().filter_map(|name| {
            let below = leaves.iter().filter(|(tested, _)| tested.contains(&name));
            Some((name, schemes(below.map(|(_, endpoint)| *endpoint), has_sessions)?))
        });
        let params = params.collect();
        Self { everywhere: schemes(leaves.iter().map(|(_, endpoint)| *endpoint), has_sessions), params }
    }

    /// Reports an operation all of whose endpoints need an unsupported scheme.
    pub(super) fn check_operation(&self, service: &Service, operation: &Operation, out: &Reporter<'_>) {
        if let Some(problem) = self.problem().filter(|_| is_signed(service, operation)) {
            out.error_help(Location::Operation(&operation.name, OperationPart::Auth), problem, TYPES_ONLY);
        }
    }

    /// Returns the problem of all signed operations if no endpoint has a supported scheme.
    fn problem(&self) -> Option<String> {
        let schemes = self.everywhere.as_ref()?.join(" or ");
        Some(format!(
            "all endpoints of the service require a signature by {schemes}, which is not supported yet"
        ))
    }

    /// Warnings about parameters that lead an otherwise supported operation to such an endpoint.
    pub(super) fn warnings(&self, model: &Model, operation: &Operation) -> Vec<String> {
        if self.everywhere.is_some() || !is_signed(&model.service, operation) {
            return Vec::new();
        }
        let set = self.params.iter().filter(|(name, _)| may_set(model, operation, name));
        let warnings = set.map(|(name, schemes)| {
            let schemes = schemes.join(" or ");
            format!("where `{name}` is set, the endpoint may require a signature by {schemes}, which is not supported yet: a call to it fails")
        });
        warnings.collect()
    }
}

/// Returns the endpoints of a rule set, each with those of the parameters that are tested on its path.
fn leaves<'r>(rules: &'r RuleSet, params: &[&'r str]) -> Vec<(Vec<&'r str>, &'r Endpoint)> {
    let mut leaves = Vec::new();
    match &rules.logic {
        Logic::Rules(rules) => collect(rules, &mut Vec::new(), &mut leaves),
        Logic::Diagram(diagram) => collect_from(diagram, params, &mut leaves),
    }
    leaves
}

/// Collects the endpoints of rules, each with the parameters that are tested on its path.
fn collect<'r>(rules: &'r [Rule], tested: &mut Vec<&'r str>, leaves: &mut Vec<(Vec<&'r str>, &'r Endpoint)>) {
    for rule in rules {
        let before = tested.len();
        tested.extend(rule.conditions.iter().filter_map(is_set));
        match &rule.outcome {
            Outcome::Tree(rules) => collect(rules, tested, leaves),
            Outcome::Endpoint(endpoint) => leaves.push((tested.clone(), endpoint)),
            Outcome::Error(_) => {}
        }
        tested.truncate(before);
    }
}

/// Collects the endpoints of a diagram, and for each parameter the endpoints that can be reached where it is set.
fn collect_from<'r>(
    diagram: &'r Diagram,
    params: &[&'r str],
    leaves: &mut Vec<(Vec<&'r str>, &'r Endpoint)>,
) {
    let endpoint = |leaf: &'r Leaf| match &leaf.outcome {
        Outcome::Endpoint(endpoint) => Some(endpoint),
        _ => None,
    };
    leaves.extend(diagram.outcomes.iter().filter_map(endpoint).map(|endpoint| (Vec::new(), endpoint)));
    for param in params {
        let tests = |branch: &&Branch| {
            let test = diagram.conditions.get(branch.condition);
            let wanted = test.into_iter().flat_map(|test| test.needs.iter().map(param_of));
            wanted.flatten().any(|wanted| wanted == *param)
        };
        let mut open: Vec<Target> =
            diagram.branches.iter().filter(tests).map(|branch| branch.holds).collect();
        let mut seen = HashSet::new();
        while let Some(target) = open.pop() {
            match target {
                Target::Branch(index) if seen.insert((true, index)) => {
                    let branch = diagram.branches.get(index);
                    open.extend(branch.iter().flat_map(|branch| [branch.holds, branch.fails]));
                }
                Target::Outcome(index) if seen.insert((false, index)) => {
                    let reached = diagram.outcomes.get(index).and_then(endpoint);
                    leaves.extend(reached.map(|endpoint| (vec![*param], endpoint)));
                }
                _ => {}
            }
        }
    }
}

/// Returns the parameter that the condition tests with `isSet`.
fn is_set(condition: &Condition) -> Option<&str> {
    let Expr::IsSet(value) = condition.value() else { return None };
    param_of(value)
}

/// Returns the name of the parameter that a value refers to.
fn param_of(value: &Expr) -> Option<&str> {
    let Expr::Input(input) = value else { return None };
    match &input.source {
        Source::Named(name) => Some(name),
        _ => None,
    }
}

/// Returns the schemes of the endpoints; `None` if one of them is supported, or there are no endpoints.
fn schemes<'r>(endpoints: impl Iterator<Item = &'r Endpoint>, has_sessions: bool) -> Option<Vec<&'r str>> {
    let is_supported = |name: &str| SUPPORTED.contains(&name) || (has_sessions && name == SESSION);
    let mut names = Vec::new();
    for endpoint in endpoints {
        let schemes = &endpoint.auth_schemes;
        // An endpoint without schemes has those of the service.
        if schemes.is_empty() || schemes.iter().any(|scheme| is_supported(&scheme.name)) {
            return None;
        }
        for scheme in
            schemes.iter().filter(|scheme| !names.contains(&scheme.name.as_str())).collect::<Vec<_>>()
        {
            names.push(&scheme.name);
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Returns whether a signature is the only supported authentication scheme of the operation.
fn is_signed(service: &Service, operation: &Operation) -> bool {
    let mut supported =
        operation.auth.schemes(service).iter().filter(|scheme| scheme.is_supported()).peekable();
    supported.peek().is_some() && supported.all(AuthScheme::is_signature)
}

/// Returns whether a call of the operation may set the parameter.
fn may_set(model: &Model, operation: &Operation, name: &str) -> bool {
    let input = operation.input.map(|id| model.shapes[id].kind.members()).unwrap_or_default();
    model.service.client_params.iter().any(|param| param == name)
        || operation.context.iter().any(|param| param.name == name)
        || input.iter().any(|member| member.context_param.as_deref() == Some(name))
}
