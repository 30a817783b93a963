//! The endpoint rules of a service. They are checked: each name is defined, each value has the type that its use needs, and
//! optional values are tested before they are used. One exception: an outcome may use an input that was not tested, and
//! does not apply where the input is missing.

mod by_url;
mod diagram;
mod endpoint;
mod input;
mod rule;
mod rule_set;
mod value;

pub use diagram::{Branch, Diagram, Leaf, Target, Test};
pub use endpoint::{AuthScheme, Endpoint, Property};
pub use input::{Constant, Input, InputKind, Source};
pub use rule::{Condition, Outcome, Rule};
pub use rule_set::{Logic, Parameter, RuleSet};
pub use value::{Attribute, Expr};
