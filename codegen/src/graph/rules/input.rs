//! Parameters of endpoint rules, and their values.

/// A parameter of endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The source.
    pub source: Source,
    /// The type.
    pub kind: ParameterType,
    /// The default, which has the type of the parameter.
    pub default: Option<ParameterValue>,
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
pub enum ParameterType {
    /// A string (`string`).
    String,
    /// A boolean (`boolean`).
    Boolean,
    /// A list of strings (`stringArray`).
    StringArray,
}

/// A value of a parameter that is a constant of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each has the `ParameterType` of that name")]
pub enum ParameterValue {
    String(String),
    Boolean(bool),
    StringArray(Vec<String>),
}

impl Input {
    /// The region, which all services have.
    pub const REGION: Self = Self::new(Source::Region, ParameterType::String);
    /// Whether the endpoint must be validated by FIPS 140.
    pub const USE_FIPS: Self = Self::new(Source::UseFips, ParameterType::Boolean);
    /// Whether the endpoint must support IPv6 too.
    pub const USE_DUAL_STACK: Self = Self::new(Source::UseDualStack, ParameterType::Boolean);
    /// A URL that replaces the service's own endpoint.
    pub const ENDPOINT: Self = Self::new(Source::Endpoint, ParameterType::String);

    /// Creates a parameter without a default.
    pub const fn new(source: Source, kind: ParameterType) -> Self {
        Self { source, kind, default: None }
    }

    /// Returns whether the parameter can be unset.
    pub fn may_be_missing(&self) -> bool {
        self.default.is_none() && !matches!(self.source, Source::UseFips | Source::UseDualStack)
    }
}

impl ParameterValue {
    /// Returns the type of the value.
    pub fn kind(&self) -> ParameterType {
        match self {
            Self::String(_) => ParameterType::String,
            Self::Boolean(_) => ParameterType::Boolean,
            Self::StringArray(_) => ParameterType::StringArray,
        }
    }
}

impl ParameterType {
    /// Returns the name of the type, for diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Boolean => "a boolean",
            Self::StringArray => "a list of strings",
        }
    }
}
