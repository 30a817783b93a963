//! The rules of a service without endpoint rules.

use super::endpoint::Endpoint;
use super::input::{Input, ParameterType, Source};
use super::rule::{Condition, Outcome, Rule};
use super::rule_set::{Logic, Parameter, RuleSet};
use super::value::Expr;

impl RuleSet {
    /// Returns rules that use the configured endpoint URL, or fail without one.
    pub fn by_url() -> Self {
        let input = Input { source: Source::Endpoint, kind: ParameterType::String, default: None };
        let url = || Expr::Input(input.clone());
        let (auth_schemes, headers, properties) = Default::default();
        let endpoint = Endpoint { url: url(), auth_schemes, headers, properties };
        let message = "the service has no address of its own: set an endpoint URL";
        let is_set = Condition::Holds(Expr::IsSet(Box::new(url())));
        Self {
            logic: Logic::Rules(vec![
                Rule { conditions: vec![is_set], outcome: Outcome::Endpoint(endpoint) },
                Rule { conditions: Vec::new(), outcome: Outcome::Error(Expr::Text(message.to_owned())) },
            ]),
            parameters: vec![Parameter { name: "Endpoint".to_owned(), input, required: false }],
        }
    }
}
