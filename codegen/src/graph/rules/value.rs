//! Expressions of endpoint rules.

use super::input::Input;

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A text.
    Text(String),
    /// A text put together from texts: two at least.
    Template(Vec<Expr>),
    /// True or false.
    Flag(bool),
    /// Something that is known of the call.
    Input(Input),
    /// What a [`Condition::Bind`](super::Condition::Bind) before this has given the name to.
    Local(String),
    /// Whether something is there that may be missing.
    IsSet(Box<Expr>),
    /// Whether this is false.
    Not(Box<Expr>),
    /// Whether two are both true or both false.
    BooleanEquals(Box<Expr>, Box<Expr>),
    /// Whether two texts are the same.
    StringEquals(Box<Expr>, Box<Expr>),
    /// A part of a [`Expr::Local`].
    Attribute(Box<Expr>, Attribute),
    /// An element of texts, counted from zero, or nothing.
    Element(Box<Expr>, u16),
    /// An element of texts, counted from one at the end, or nothing.
    ElementFromEnd(Box<Expr>, u16),
    /// The first of these that is there, else what comes last; nothing where that is not given.
    Coalesce(Vec<Expr>, Option<Box<Expr>>),
    /// The first value where the condition is true, else the second. Both are there.
    IfElse {
        /// True or false.
        condition: Box<Expr>,
        /// The first value.
        then: Box<Expr>,
        /// The second value.
        otherwise: Box<Expr>,
    },
    /// The texts between the occurrences of a text, which is not empty.
    Split {
        /// The text that is split.
        of: Box<Expr>,
        /// What is between the parts.
        by: String,
        /// How many parts there are at most; 0 is any number.
        limit: u16,
    },
    /// A part of the resource that an ARN names, counted from zero, or nothing.
    Resource(Box<Expr>, u16),
    /// The partition of a region, or nothing. An input that is missing is as good as any unknown region here.
    Partition(Box<Expr>),
    /// A URL in parts, or nothing where it is none.
    ParseUrl(Box<Expr>),
    /// A part of a text, or nothing where it is too short or not ASCII.
    Substring {
        /// The text.
        of: Box<Expr>,
        /// The first character taken.
        start: u16,
        /// The first one after it that is not.
        stop: u16,
        /// Whether to count from the end.
        reverse: Box<Expr>,
    },
    /// Whether a text can be a label of a host name.
    IsValidHostLabel {
        /// The text.
        label: Box<Expr>,
        /// Whether it may be several, with dots between.
        subdomains: Box<Expr>,
    },
    /// A text with all but RFC 3986's unreserved characters escaped.
    UriEncode(Box<Expr>),
    /// An ARN in parts, or nothing where it is none.
    ParseArn(Box<Expr>),
    /// Whether a bucket of this name can have a host of its own.
    IsVirtualHostableBucket {
        /// The name, a text.
        name: Box<Expr>,
        /// Whether there may be dots in it.
        subdomains: Box<Expr>,
    },
}

/// What can be asked of a partition, of a URL, and of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each is a member of the runtime's `Partition`, `Url` or `Arn` and told there"
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
    /// The values that this one is made from.
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

    /// Whether `test` holds for this value or any of its operands.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        test(self) || self.parts().into_iter().any(|part| part.any(test))
    }

    /// The inputs that may be missing, and the names, without which there is no such value.
    pub fn needs(&self) -> Vec<&Expr> {
        let is_leaf = |expr: &Expr| matches!(expr, Self::Input(_) | Self::Local(_));
        match self {
            Self::Input(input) if !input.may_be_missing() => Vec::new(),
            Self::Input(_) | Self::Local(_) => vec![self],
            Self::IsSet(_) => Vec::new(),
            // A region that is missing has a partition too.
            Self::Partition(of) if is_leaf(of) => Vec::new(),
            Self::Coalesce(options, default) => {
                let made = options.iter().filter(|option| !is_leaf(option));
                made.chain(default.as_deref()).flat_map(Self::needs).collect()
            }
            other => other.parts().into_iter().flat_map(Self::needs).collect(),
        }
    }

    /// How many values it is made from, itself among them.
    pub fn size(&self) -> usize {
        1 + self.parts().into_iter().map(Self::size).sum::<usize>()
    }
}
