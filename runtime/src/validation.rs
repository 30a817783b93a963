//! The validation of outputs.

/// How strictly an output is compared with the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// A required member that is missing gets a default value: services leave out members that their models require.
    #[default]
    Lenient,
    /// A required member that is missing or null is an error.
    Strict,
}
