//! The values of rules.

use super::Input;

/// A value.
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
            Self::BooleanEquals(one, other) | Self::StringEquals(one, other) => vec![one, other],
            Self::Substring { of, reverse, .. } => vec![of, reverse],
            Self::IsValidHostLabel { label: of, subdomains }
            | Self::IsVirtualHostableBucket { name: of, subdomains } => vec![of, subdomains],
            Self::IsSet(of)
            | Self::Not(of)
            | Self::Attribute(of, _)
            | Self::Partition(of)
            | Self::Element(of, _)
            | Self::Resource(of, _)
            | Self::ParseUrl(of)
            | Self::ParseArn(of)
            | Self::UriEncode(of) => vec![of],
        }
    }

    /// Whether `test` says yes to this value or to any that it is made from.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        test(self) || self.parts().into_iter().any(|part| part.any(test))
    }

    /// How many values it is made from, itself among them.
    pub fn size(&self) -> usize {
        1 + self.parts().into_iter().map(Self::size).sum::<usize>()
    }
}
