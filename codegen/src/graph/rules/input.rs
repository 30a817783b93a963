//! Parameters of endpoint rules, and their values.

/// A parameter of endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The source.
    pub source: Source,
    /// The type.
    pub kind: InputKind,
    /// The default, which has the type of the parameter.
    pub default: Option<Constant>,
}

/// The source of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `AWS::Region`: an optional string.
    Region,
    /// `AWS::UseFIPS`: a boolean, always set.
    UseFips,
    /// `AWS::UseDualStack`: a boolean, always set.
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

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A string (`string`).
    Text,
    /// A boolean (`boolean`).
    Flag,
    /// A list of strings (`stringArray`).
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
    /// The region, which all services have.
    pub const REGION: Self = Self::new(Source::Region, InputKind::Text);
    /// Whether the endpoint must be validated by FIPS 140.
    pub const USE_FIPS: Self = Self::new(Source::UseFips, InputKind::Flag);
    /// Whether the endpoint must support IPv6 too.
    pub const USE_DUAL_STACK: Self = Self::new(Source::UseDualStack, InputKind::Flag);
    /// A URL that replaces the service's own endpoint.
    pub const ENDPOINT: Self = Self::new(Source::Endpoint, InputKind::Text);

    /// Creates a parameter without a default.
    pub const fn new(source: Source, kind: InputKind) -> Self {
        Self { source, kind, default: None }
    }

    /// Returns whether the parameter can be unset.
    pub fn may_be_missing(&self) -> bool {
        self.default.is_none() && !matches!(self.source, Source::UseFips | Source::UseDualStack)
    }
}

impl Constant {
    /// Returns the type of the constant.
    pub fn kind(&self) -> InputKind {
        match self {
            Self::Text(_) => InputKind::Text,
            Self::Flag(_) => InputKind::Flag,
            Self::Texts(_) => InputKind::Texts,
        }
    }
}

impl InputKind {
    /// Returns the name of the type, for diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Flag => "true or false",
            Self::Texts => "a list of texts",
        }
    }
}
