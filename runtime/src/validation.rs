//! The validation of outputs.

/// Whether an output must have all members that the model requires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// A required member that is missing gets a default value: services leave out members that their models require.
    #[default]
    Lenient,
    /// A required member that is missing or null is an error.
    Strict,
}
