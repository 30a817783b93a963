//! Pages of results: the request that follows a page, and tokens to continue later. Nothing is sent here.
//!
//! The definition of a paginator, and the steps that work without a client, belong here. The paginators of clients are in
//! [`client`](crate::client).

mod next;
mod page_size;
mod token;

pub use crate::error::PaginationError;
pub use token::{PageToken, TokenError};

use crate::error::BuildError;
use crate::jmespath::Expression;
use crate::operation::Operation;

/// The paginator of an operation, as described by its model (`paginated`; in botocore, a paginator).
///
/// ```
/// use smithereen::{Pagination, jmespath::Expression};
/// static LIST_THINGS: Pagination =
///     Pagination::new(&[("nextToken", Expression::Path(&["nextToken"]))]).page_size("maxResults");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Pagination {
    /// The tokens: a member of the input, and the expression whose value in an output is that of the member for the next page.
    pub tokens: &'static [(&'static str, Expression)],
    /// The member of the input that limits the number of items in a page.
    pub page_size: Option<&'static str>,
    /// The expression whose value in an output is true if more pages follow.
    pub more_results: Option<Expression>,
}

impl Pagination {
    /// Creates a paginator with its tokens.
    pub const fn new(tokens: &'static [(&'static str, Expression)]) -> Self {
        Self { tokens, page_size: None, more_results: None }
    }

    /// Sets the member of the input that limits the number of items in a page.
    #[must_use]
    pub const fn page_size(self, member: &'static str) -> Self {
        Self { page_size: Some(member), ..self }
    }

    /// Sets the expression that decides whether more pages follow: if its value in an output is false or absent, that is the last
    /// page, whatever its tokens.
    #[must_use]
    pub const fn more_results(self, expression: Expression) -> Self {
        Self { more_results: Some(expression), ..self }
    }
}

/// An operation that returns its results in pages.
///
/// ```
/// # use smithereen::{Paginated, PaginationError};
/// /// Gets all pages, with `send` as the transport.
/// fn all<O: Paginated>(
///     input: O,
///     send: impl Fn(&O) -> O::Output,
/// ) -> Result<Vec<O::Output>, PaginationError> {
///     let (mut pages, mut next) = (Vec::new(), Some(input));
///     while let Some(input) = next {
///         let page = send(&input);
///         next = input.next_page(&page)?;
///         pages.push(page);
///     }
///     Ok(pages)
/// }
/// ```
pub trait Paginated: Operation {
    /// The description of the paginator in the model.
    const PAGINATION: &'static Pagination;

    /// Returns the input for the page that follows `output`, which is the output for this input. `None` after the last page: one
    /// without a token, with an empty string, zero or an empty map as the token, or with a value that says that no more follow.
    ///
    /// # Errors
    /// Returns an error if the tokens are those of this input, since the next page would be this one again.
    fn next_page(&self, output: &Self::Output) -> Result<Option<Self>, PaginationError> {
        let mut next = Self::default_value();
        let follows = next::next_page(Self::OPERATION, Self::PAGINATION, self, output, &mut next)?;
        Ok(follows.then_some(next))
    }

    /// Returns this input with the maximum number of items in a page. Services have maxima of their own.
    ///
    /// # Errors
    /// Returns an error if the operation has no such member, or if the member cannot have this value.
    fn with_page_size(mut self, size: u32) -> Result<Self, BuildError> {
        page_size::set_page_size(Self::OPERATION, Self::PAGINATION, &mut self, size)?;
        Ok(self)
    }

    /// Returns a token with which [`with_page_token`](Self::with_page_token) gets the page of this input, also in another
    /// process.
    ///
    /// It contains the values of the members that are tokens, as text. Services decide how long such a token is valid.
    fn to_page_token(&self) -> PageToken {
        PageToken::of(Self::PAGINATION, self)
    }

    /// Returns this input with the tokens of `token` in place of its own. All other members should be those of the input that the
    /// token is from.
    ///
    /// # Errors
    /// Returns an error for a token of another operation.
    fn with_page_token(self, token: &PageToken) -> Result<Self, TokenError> {
        let mut input = Self::default_value();
        token.apply(Self::OPERATION, Self::PAGINATION, &self, &mut input)?;
        Ok(input)
    }
}

/// An operation whose pages have items: the elements of a list or map.
pub trait PageItems: Paginated {
    /// The items of a page.
    type Items: IntoIterator<IntoIter: ExactSizeIterator>;

    /// Returns the items of a page. A page without the list or map has none.
    fn into_items(page: Self::Output) -> Self::Items;
}

/// An item of a page.
pub type Item<O> = <<O as PageItems>::Items as IntoIterator>::Item;
