//! The endpoint rules of a service. They are checked: each name is bound, each value has the type that its use needs,
//! and optional values are tested before they are used. One exception: an outcome can use a parameter without a
//! presence test, and does not apply if the parameter is unset.
//!
//! Data belongs here. `read/endpoints` parses and checks rules, `emit/endpoint` generates code from them.

mod by_url;
mod diagram;
mod endpoint;
mod input;
mod rule;
mod rule_set;
mod value;

pub use diagram::{Branch, Diagram, Leaf, Target, Test};
pub use endpoint::{Endpoint, EndpointAuthScheme, Property};
pub use input::{Input, ParameterType, ParameterValue, Source};
pub use rule::{Condition, Outcome, Rule};
pub use rule_set::{Logic, Parameter, RuleSet};
pub use value::{Attribute, Expr};
