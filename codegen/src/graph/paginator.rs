//! Paginators.

use super::jmespath::Expression;

/// How an operation returns its results in pages (`paginated`).
#[derive(Clone, Debug, PartialEq)]
pub struct Paginator {
    /// The tokens, in the model's order.
    pub tokens: Vec<PageToken>,
    /// The member of the input that limits the number of items in a page.
    pub page_size: Option<String>,
    /// The expression whose value in an output is true if more pages follow. Smithy has none: there, tokens decide.
    pub more_results: Option<Expression>,
    /// The members of the output whose values are the results, as paths. The first one has the items, if it is a list or map. Smithy
    /// has at most one.
    pub results: Vec<Vec<String>>,
}

/// A token of a paginator.
#[derive(Clone, Debug, PartialEq)]
pub struct PageToken {
    /// The member of the input.
    pub input: String,
    /// The expression whose value in an output is that of the member for the next page.
    pub output: Expression,
}

impl Paginator {
    /// The name of the trait.
    pub const NAME: &str = "smithy.api#paginated";
    /// The name of the trait for paginators that Smithy's cannot describe. It has the keys of botocore.
    pub const OF_BOTOCORE: &str = "smithereen.botocore#paginator";

    /// Returns whether Smithy's trait can describe it.
    pub fn is_plain(&self) -> bool {
        let is_one = matches!(self.tokens.as_slice(), [token] if token.output.as_path().is_some());
        is_one && self.more_results.is_none() && self.results.len() < 2
    }
}
