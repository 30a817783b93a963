//! Parameters of endpoint rules, and their values.

/// An input of endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The source.
    pub source: Source,
    /// What it is.
    pub kind: InputKind,
    /// The default, which has the type of the input.
    pub default: Option<Constant>,
}

/// The source of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `AWS::Region`: an optional string.
    Region,
    /// `AWS::UseFIPS`: a boolean, never missing.
    UseFips,
    /// `AWS::UseDualStack`: a boolean, never missing.
    UseDualStack,
    /// `SDK::Endpoint`: an optional string.
    Endpoint,
    /// `AWS::Auth::AccountId`: an optional string.
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`: an optional string.
    AccountIdEndpointMode,
    /// A parameter that the operation, its input or the client sets, by its name.
    Named(String),
}

/// The type of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A text.
    Text,
    /// True or false.
    Flag,
    /// Texts, in order.
    Texts,
}

/// A constant of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is of the `InputKind` of its name")]
pub enum Constant {
    Text(String),
    Flag(bool),
    Texts(Vec<String>),
}

impl Input {
    /// What all services know: the region.
    pub const REGION: Self = Self::new(Source::Region, InputKind::Text);
    /// Whether the endpoint must be validated by FIPS 140.
    pub const USE_FIPS: Self = Self::new(Source::UseFips, InputKind::Flag);
    /// Whether the endpoint must answer over IPv6 too.
    pub const USE_DUAL_STACK: Self = Self::new(Source::UseDualStack, InputKind::Flag);
    /// A URL that takes the place of the service's own.
    pub const ENDPOINT: Self = Self::new(Source::Endpoint, InputKind::Text);

    /// One without a default.
    pub const fn new(source: Source, kind: InputKind) -> Self {
        Self { source, kind, default: None }
    }

    /// Whether there may be none.
    pub fn may_be_missing(&self) -> bool {
        self.default.is_none() && !matches!(self.source, Source::UseFips | Source::UseDualStack)
    }
}

impl Constant {
    /// What it is.
    pub fn kind(&self) -> InputKind {
        match self {
            Self::Text(_) => InputKind::Text,
            Self::Flag(_) => InputKind::Flag,
            Self::Texts(_) => InputKind::Texts,
        }
    }
}

impl InputKind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Flag => "true or false",
            Self::Texts => "a list of texts",
        }
    }
}
