//! The endpoint rules of a service, checked: each name leads somewhere, each value is of the type that its place
//! asks for, and what may be missing is tested before it is used. One exception: an outcome may be made from an
//! input that nothing tested, and there is none where that is missing.

/// The rules of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// What rules may decide by, in the model's order.
    pub parameters: Vec<Parameter>,
    /// Tried in this order, until one gives an outcome.
    pub rules: Vec<Rule>,
}

/// Something that rules may decide by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the rules.
    pub name: String,
    /// Where it comes from. What comes from elsewhere is not supported, and no rule uses it.
    pub input: Option<Input>,
    /// Whether there is no endpoint without it.
    pub required: bool,
}

/// What the runtime knows of a call, a member of its `Params` each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// `AWS::Region`: a text, or nothing.
    Region,
    /// `AWS::UseFIPS`: true or false.
    UseFips,
    /// `AWS::UseDualStack`: true or false.
    UseDualStack,
    /// `SDK::Endpoint`: a text, or nothing.
    Endpoint,
}

/// What to do where all conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Tested in this order.
    pub conditions: Vec<Condition>,
    /// What to do.
    pub outcome: Outcome,
}

/// What a rule leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// More rules. Where none of them gives an outcome, the rule after this one is tried.
    Tree(Vec<Rule>),
    /// An endpoint.
    Endpoint(Endpoint),
    /// A refusal in these words.
    Error(Expr),
}

/// Where to send a request, and what to sign it for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The URL, a text.
    pub url: Expr,
    /// The name to sign for, a text; the service's where there is none.
    pub signing_name: Option<Expr>,
    /// The region to sign for, a text; the caller's where there is none.
    pub signing_region: Option<Expr>,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// This is true.
    Holds(Expr),
    /// This is there, and goes by a name in all that follows in the rule.
    Bind {
        /// The name. Nothing else goes by it here.
        name: String,
        /// What it stands for.
        value: Expr,
    },
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A text.
    Text(String),
    /// A text put together from texts: two at least.
    Template(Vec<Expr>),
    /// True or false.
    Flag(bool),
    /// Something that the runtime knows of the call.
    Input(Input),
    /// What a [`Condition::Bind`] before this has given the name to.
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
}

/// What can be asked of a partition, and of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is a member of the runtime's `Partition` or `Url` and told there")]
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
}

impl Input {
    /// Whether it is a text or nothing; else it is true or false.
    pub fn may_be_missing(self) -> bool {
        matches!(self, Self::Region | Self::Endpoint)
    }
}

impl Expr {
    /// The values that this one is made from.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Self::Text(_) | Self::Flag(_) | Self::Input(_) | Self::Local(_) => Vec::new(),
            Self::Template(parts) => parts.iter().collect(),
            Self::BooleanEquals(one, other) | Self::StringEquals(one, other) => vec![one, other],
            Self::Substring { of, reverse, .. } => vec![of, reverse],
            Self::IsValidHostLabel { label, subdomains } => vec![label, subdomains],
            Self::IsSet(of)
            | Self::Not(of)
            | Self::Attribute(of, _)
            | Self::Partition(of)
            | Self::ParseUrl(of)
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

impl Condition {
    /// What is tested.
    pub fn value(&self) -> &Expr {
        match self {
            Self::Holds(value) | Self::Bind { value, .. } => value,
        }
    }
}

impl Rule {
    /// Whether `test` says yes to any value in it.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        self.conditions.iter().any(|condition| condition.value().any(test)) || self.outcome.any(test)
    }
}

impl Outcome {
    /// Whether `test` says yes to any value in it.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        match self {
            Self::Tree(rules) => rules.iter().any(|rule| rule.any(test)),
            leaf => leaf.values().into_iter().any(|value| value.any(test)),
        }
    }

    /// The values of an endpoint or an error.
    pub fn values(&self) -> Vec<&Expr> {
        match self {
            Self::Tree(_) => Vec::new(),
            Self::Error(message) => vec![message],
            Self::Endpoint(Endpoint { url, signing_name, signing_region }) => {
                std::iter::once(url).chain(signing_name).chain(signing_region).collect()
            }
        }
    }
}
