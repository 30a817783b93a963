//! Expressions of endpoint rules.

use super::input::Input;

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A string literal.
    Text(String),
    /// A string of at least two parts.
    Template(Vec<Expr>),
    /// A boolean literal.
    Flag(bool),
    /// A parameter.
    Input(Input),
    /// A name that an earlier [`Condition::Bind`](super::Condition::Bind) has bound.
    Local(String),
    /// Whether an optional value is set.
    IsSet(Box<Expr>),
    /// The negation of a boolean.
    Not(Box<Expr>),
    /// Whether two booleans are equal.
    BooleanEquals(Box<Expr>, Box<Expr>),
    /// Whether two strings are equal.
    StringEquals(Box<Expr>, Box<Expr>),
    /// An attribute of an [`Expr::Local`].
    Attribute(Box<Expr>, Attribute),
    /// An element of a list of strings, counted from zero. Unset if the list is too short.
    Element(Box<Expr>, u16),
    /// An element of a list of strings, counted from one at the end. Unset if the list is too short.
    ElementFromEnd(Box<Expr>, u16),
    /// The first of these values that is set, or else the default. Unset without a default.
    Coalesce(Vec<Expr>, Option<Box<Expr>>),
    /// The first value if the condition is true, else the second. Both are always set.
    IfElse {
        /// The condition, a boolean.
        condition: Box<Expr>,
        /// The first value.
        then: Box<Expr>,
        /// The second value.
        otherwise: Box<Expr>,
    },
    /// The parts of a string between the occurrences of a non-empty delimiter.
    Split {
        /// The string.
        of: Box<Expr>,
        /// The delimiter.
        by: String,
        /// The maximum number of parts; 0 is no maximum.
        limit: u16,
    },
    /// A part of the resource of an ARN, counted from zero. Unset if the ARN has fewer parts.
    Resource(Box<Expr>, u16),
    /// The partition of a region. An unset parameter is treated like an unknown region.
    Partition(Box<Expr>),
    /// The parts of a URL. Unset if the string is not a URL.
    ParseUrl(Box<Expr>),
    /// A substring. Unset if the string is too short or not ASCII.
    Substring {
        /// The string.
        of: Box<Expr>,
        /// The index of the first character.
        start: u16,
        /// The index after the last character.
        stop: u16,
        /// Whether indexes count from the end.
        reverse: Box<Expr>,
    },
    /// Whether a string is a valid host label.
    IsValidHostLabel {
        /// The string.
        label: Box<Expr>,
        /// Whether several labels, separated by dots, are valid.
        subdomains: Box<Expr>,
    },
    /// A string with all but RFC 3986's unreserved characters percent-encoded.
    UriEncode(Box<Expr>),
    /// The parts of an ARN. Unset if the string is not an ARN.
    ParseArn(Box<Expr>),
    /// Whether the name of a bucket can be part of a host name.
    IsVirtualHostableBucket {
        /// The name, a string.
        name: Box<Expr>,
        /// Whether dots are valid.
        subdomains: Box<Expr>,
    },
}

/// An attribute of a partition, a URL or an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each is a member of the runtime's `Partition`, `Url` or `Arn`, which document it"
)]
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

impl Expr {
    /// Returns the operands.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Self::Text(_) | Self::Flag(_) | Self::Input(_) | Self::Local(_) => Vec::new(),
            Self::Template(parts) => parts.iter().collect(),
            Self::Coalesce(options, default) => options.iter().chain(default.as_deref()).collect(),
            Self::IfElse { condition, then, otherwise } => vec![condition, then, otherwise],
            Self::BooleanEquals(one, other) | Self::StringEquals(one, other) => vec![one, other],
            Self::Substring { of, reverse, .. } => vec![of, reverse],
            Self::IsValidHostLabel { label: of, subdomains }
            | Self::IsVirtualHostableBucket { name: of, subdomains } => vec![of, subdomains],
            Self::IsSet(of)
            | Self::Not(of)
            | Self::Attribute(of, _)
            | Self::Partition(of)
            | Self::Element(of, _)
            | Self::ElementFromEnd(of, _)
            | Self::Split { of, .. }
            | Self::Resource(of, _)
            | Self::ParseUrl(of)
            | Self::ParseArn(of)
            | Self::UriEncode(of) => vec![of],
        }
    }

    /// Returns whether `test` holds for this expression or any of its operands.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        test(self) || self.parts().into_iter().any(|part| part.any(test))
    }

    /// Returns the parameters and names without which the expression has no value.
    pub fn needs(&self) -> Vec<&Expr> {
        let is_leaf = |expr: &Expr| matches!(expr, Self::Input(_) | Self::Local(_));
        match self {
            Self::Input(input) if !input.may_be_missing() => Vec::new(),
            Self::Input(_) | Self::Local(_) => vec![self],
            Self::IsSet(_) => Vec::new(),
            // An unset region has a partition too.
            Self::Partition(of) if is_leaf(of) => Vec::new(),
            Self::Coalesce(options, default) => {
                let made = options.iter().filter(|option| !is_leaf(option));
                made.chain(default.as_deref()).flat_map(Self::needs).collect()
            }
            other => other.parts().into_iter().flat_map(Self::needs).collect(),
        }
    }

    /// Returns the number of expressions in this one, including itself.
    pub fn size(&self) -> usize {
        1 + self.parts().into_iter().map(Self::size).sum::<usize>()
    }
}
