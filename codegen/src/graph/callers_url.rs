//! The endpoint rules of a service whose model brings none.

use super::rules::{Condition, Endpoint, Expr, Input, Outcome, Parameter, Rule, RuleSet};

impl RuleSet {
    /// The URL that the caller has set, or else an error that says to set one.
    pub fn of_callers_url() -> Self {
        let url = || Expr::Input(Input::Endpoint);
        let endpoint = Endpoint { url: url(), signing_name: None, signing_region: None };
        let missing = "the model of this service does not say where it is: set the URL of its endpoint";
        Self {
            parameters: vec![Parameter {
                name: "Endpoint".to_owned(),
                input: Some(Input::Endpoint),
                required: false,
            }],
            rules: vec![
                Rule {
                    conditions: vec![Condition::Holds(Expr::IsSet(Box::new(url())))],
                    outcome: Outcome::Endpoint(endpoint),
                },
                Rule { conditions: Vec::new(), outcome: Outcome::Error(Expr::Text(missing.to_owned())) },
            ],
        }
    }
}
