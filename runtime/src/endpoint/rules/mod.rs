//! Endpoint rules as static tables. Generated code has a [`RuleSet`] in place of a function where a function would take most
//! of the time that the crate needs to compile.
//!
//! The tables belong here, and their builders. `evaluate` evaluates conditions, `outcome` creates endpoints and errors, `template`
//! reads the placeholders of texts, and `value` has the values of names.

mod evaluate;
mod outcome;
mod properties;
mod template;
#[cfg(test)]
mod tests;
mod value;

use super::Partition;
pub use properties::{Properties, Scheme};

/// The endpoint rules of a service.
#[derive(Debug)]
#[non_exhaustive]
pub struct RuleSet {
    names: &'static [Name],
    partitions: &'static [Partition],
    rules: &'static [Rule],
}

/// A name that expressions and templates use: a parameter, or a value that a condition assigns.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Name {
    name: &'static str,
    source: Source,
    is_required: bool,
    default_string: Option<&'static str>,
    default_boolean: Option<bool>,
}

/// The source of the value of a [`Name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Region,
    UseFips,
    UseDualStack,
    Endpoint,
    AccountId,
    AccountIdEndpointMode,
    String,
    Boolean,
    StringArray,
    Assigned,
}

/// A rule: an outcome that applies if all conditions hold.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rule {
    conditions: &'static [Condition],
    outcome: Outcome,
}

#[derive(Clone, Copy, Debug)]
enum Outcome {
    /// Nested rules. If none of them matches, evaluation continues after this rule.
    Tree(&'static [Rule]),
    Error(Expr),
    Endpoint(Expr, &'static Properties),
}

/// A condition of a rule.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Condition {
    test: &'static Expr,
    /// The index of the name that the value is assigned to.
    assigns: Option<usize>,
}

/// An expression. A value that is unset makes a condition fail.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Expr {
    /// The value of a name, by its index in the rule set.
    Name(usize),
    /// A string literal.
    Text(&'static str),
    /// A string with placeholders: `{Name}`, `{Name#attribute}`, and `{uriEncode(Name)}`.
    Template(&'static str),
    /// A boolean literal.
    Flag(bool),
    /// Whether a value is set.
    IsSet(&'static Expr),
    /// The negation of a boolean.
    Not(&'static Expr),
    /// Whether two values of the same type are equal.
    Equals(&'static Expr, &'static Expr),
    /// An attribute of a partition, a URL or an ARN.
    Attribute(&'static Expr, Attribute),
    /// An element of a list of strings, counted from zero.
    Element(&'static Expr, usize),
    /// A part of the resource of an ARN, counted from zero.
    Resource(&'static Expr, usize),
    /// The partition of a region. An unset region is treated like an unknown one.
    Partition(&'static Expr),
    /// The parts of a URL.
    ParseUrl(&'static Expr),
    /// The parts of an ARN.
    ParseArn(&'static Expr),
    /// A string with all but RFC 3986's unreserved characters percent-encoded.
    UriEncode(&'static Expr),
    /// A substring: the string, the first index, the index after the last, and whether indexes count from the end.
    Substring(&'static Expr, usize, usize, bool),
    /// Whether a string is a valid host label, or several of them if the boolean is true.
    IsValidHostLabel(&'static Expr, bool),
    /// Whether the name of a bucket can be part of a host name, with dots if the boolean is true.
    IsVirtualHostableBucket(&'static Expr, bool),
}

/// An attribute of a partition, a URL or an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is a member of `Partition`, `Url` or `Arn`, which document it")]
#[non_exhaustive]
pub enum Attribute {
    Name,
    DnsSuffix,
    DualStackDnsSuffix,
    ImplicitGlobalRegion,
    SupportsFips,
    SupportsDualStack,
    Scheme,
    Authority,
    Path,
    NormalizedPath,
    IsIp,
    ArnPartition,
    ArnService,
    ArnRegion,
    ArnAccountId,
}

impl RuleSet {
    /// Creates a rule set from its names, the table of partitions, and its rules, of which the first that matches applies.
    pub const fn new(
        names: &'static [Name],
        partitions: &'static [Partition],
        rules: &'static [Rule],
    ) -> Self {
        Self { names, partitions, rules }
    }
}

impl Name {
    const fn new(name: &'static str, source: Source) -> Self {
        Self { name, source, is_required: false, default_string: None, default_boolean: None }
    }

    /// The region.
    pub const fn region(name: &'static str) -> Self {
        Self::new(name, Source::Region)
    }

    /// Whether to use a FIPS 140 endpoint.
    pub const fn use_fips(name: &'static str) -> Self {
        Self::new(name, Source::UseFips)
    }

    /// Whether to use a dual-stack endpoint.
    pub const fn use_dual_stack(name: &'static str) -> Self {
        Self::new(name, Source::UseDualStack)
    }

    /// The custom endpoint URL.
    pub const fn endpoint(name: &'static str) -> Self {
        Self::new(name, Source::Endpoint)
    }

    /// The account ID of the caller.
    pub const fn account_id(name: &'static str) -> Self {
        Self::new(name, Source::AccountId)
    }

    /// Whether the host name may contain the account ID.
    pub const fn account_id_endpoint_mode(name: &'static str) -> Self {
        Self::new(name, Source::AccountIdEndpointMode)
    }

    /// A string of [`Params::service_params`](super::Params::service_params).
    pub const fn string(name: &'static str) -> Self {
        Self::new(name, Source::String)
    }

    /// A boolean of [`Params::service_params`](super::Params::service_params).
    pub const fn boolean(name: &'static str) -> Self {
        Self::new(name, Source::Boolean)
    }

    /// A list of strings of [`Params::service_params`](super::Params::service_params).
    pub const fn string_array(name: &'static str) -> Self {
        Self::new(name, Source::StringArray)
    }

    /// A value that a condition assigns.
    pub const fn assigned(name: &'static str) -> Self {
        Self::new(name, Source::Assigned)
    }

    /// Makes an unset parameter an error, whether a rule needs it or not.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// Sets the value of an unset string.
    #[must_use]
    pub const fn default_string(self, text: &'static str) -> Self {
        Self { default_string: Some(text), ..self }
    }

    /// Sets the value of an unset boolean.
    #[must_use]
    pub const fn default_boolean(self, flag: bool) -> Self {
        Self { default_boolean: Some(flag), ..self }
    }
}

impl Rule {
    /// A rule with nested rules. If none of them matches, evaluation continues after this rule.
    pub const fn tree(conditions: &'static [Condition], rules: &'static [Rule]) -> Self {
        Self { conditions, outcome: Outcome::Tree(rules) }
    }

    /// A rule that rejects the parameters with this message.
    pub const fn error(conditions: &'static [Condition], message: Expr) -> Self {
        Self { conditions, outcome: Outcome::Error(message) }
    }

    /// A rule with the URL of an endpoint and its properties.
    pub const fn endpoint(
        conditions: &'static [Condition],
        url: Expr,
        properties: &'static Properties,
    ) -> Self {
        Self { conditions, outcome: Outcome::Endpoint(url, properties) }
    }
}

impl Condition {
    /// A condition that holds if the value is `true`.
    pub const fn holds(test: &'static Expr) -> Self {
        Self { test, assigns: None }
    }

    /// A condition that holds if the value is set. The value is assigned to `name`, an [`Expr::Name`].
    pub const fn assigns(name: Expr, value: &'static Expr) -> Self {
        match name {
            Expr::Name(index) => Self { test: value, assigns: Some(index) },
            _ => Self { test: value, assigns: None },
        }
    }
}
