//! Tokens with which a list is continued later, as text that can be stored.

use super::Pagination;
use super::next::{copy_others, index_of};
use crate::json;
use crate::reflect::{Shape, ValueRef};
use crate::service::OperationSchema;
use serde_json::{Map, Value as Document};
use std::error::Error as StdError;
use std::fmt;
use std::str::FromStr;

/// The key of the number of items to skip.
const SKIPPED: &str = "skipped";
/// The key of the members that are tokens.
const TOKENS: &str = "tokens";

/// A place in a list of results: a page, and the number of its items that were taken already.
///
/// `Display` writes it as text that [`FromStr`] reads. The text contains the token of the service, which may contain keys of its
/// items; `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PageToken {
    /// The members of the input that are tokens, as JSON.
    tokens: Map<String, Document>,
    skipped: usize,
}

/// The error for a text that is no [`PageToken`], and for a token of another operation. It does not contain the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenError(String);

impl PageToken {
    /// Returns the token of the page that `input` requests.
    pub(super) fn of(pagination: &Pagination, input: &dyn Shape) -> Self {
        let names = pagination.tokens.iter().map(|(name, _)| *name);
        let tokens = names.filter_map(|name| {
            let value = match input.get(index_of(input, name)?) {
                ValueRef::None => return None,
                value => json::to_model_value(value).ok()?,
            };
            Some((name.to_owned(), serde_json::from_slice(&value).ok()?))
        });
        Self { tokens: tokens.collect(), skipped: 0 }
    }

    /// Returns the number of items of the page that were taken.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// Returns the token with a number of items that were taken.
    #[cfg(feature = "client")]
    pub(crate) fn with_skipped(self, skipped: usize) -> Self {
        Self { skipped, ..self }
    }

    /// Sets `next` to `input` with these tokens.
    pub(super) fn apply(
        &self,
        operation: &'static OperationSchema,
        pagination: &Pagination,
        input: &dyn Shape,
        next: &mut dyn Shape,
    ) -> Result<(), TokenError> {
        for (name, value) in &self.tokens {
            let is_token = pagination.tokens.iter().any(|(member, _)| member == name);
            let Some(index) = index_of(next, name).filter(|_| is_token) else {
                return Err(TokenError(format!("`{name}` is no token of {}", operation.name)));
            };
            json::from_model_value(value.to_string().as_bytes(), next.slot(index)).map_err(|_| {
                TokenError(format!("the value of `{name}` is no token of {}", operation.name))
            })?;
        }
        copy_others(pagination, input, next);
        Ok(())
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut object = Map::new();
        object.insert(TOKENS.to_owned(), Document::Object(self.tokens.clone()));
        if self.skipped > 0 {
            object.insert(SKIPPED.to_owned(), self.skipped.into());
        }
        Document::Object(object).fmt(f)
    }
}

impl FromStr for PageToken {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        let error = || {
            TokenError("expected a JSON object with the key `tokens`, as a page token is written".to_owned())
        };
        let object: Map<String, Document> = serde_json::from_str(text).map_err(|_| error())?;
        if object.keys().any(|key| key != TOKENS && key != SKIPPED) {
            return Err(error());
        }
        let tokens = object.get(TOKENS).and_then(Document::as_object).ok_or_else(error)?.clone();
        let skipped = match object.get(SKIPPED) {
            Some(count) => count.as_u64().and_then(|count| usize::try_from(count).ok()).ok_or_else(error)?,
            None => 0,
        };
        Ok(Self { tokens, skipped })
    }
}

impl fmt::Debug for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageToken").field("skipped", &self.skipped).finish_non_exhaustive()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for TokenError {}
