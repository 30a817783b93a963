//! The items of pages, one by one.

use super::paginator::Paginator;
use super::settings::settings_of_each_call;
use crate::error::Error;
use crate::operation::Operation;
use crate::paginate::{Item, PageItems, PageToken, TokenError};
use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll};

/// The items of all pages of an operation, as [`Paginator::items`] returns them. A page is requested once the items of the page
/// before it were taken.
///
/// ```no_run
/// # use smithereen::{Error, Item, PageItems, client::Caller};
/// # async fn example<O: PageItems>(caller: &Caller, input: &O) -> Result<Vec<Item<O>>, Error<O::Error>> {
/// caller.paginate(input).items().limit(100).try_collect().await
/// # }
/// ```
#[must_use = "a page is requested when `next` is awaited"]
pub struct Items<O: PageItems> {
    pages: Paginator<O>,
    /// The last page.
    page: Option<Page<O>>,
    /// The number of items of the next page to skip.
    skipped: usize,
    /// The number of items that may be taken.
    limit: Option<usize>,
}

/// An item, or the error in place of its page.
type ItemResult<O> = Result<Item<O>, Error<<O as Operation>::Error>>;

struct Page<O: PageItems> {
    /// The items that were not taken.
    items: <O::Items as IntoIterator>::IntoIter,
    /// The number of items that were taken.
    taken: usize,
}

impl<O: PageItems> Paginator<O> {
    /// Returns the items of all pages that remain, one by one.
    pub fn items(self) -> Items<O> {
        Items { pages: self, page: None, skipped: 0, limit: None }
    }
}

impl<O: PageItems> Items<O> {
    /// Ends after this number of items, without a request for more pages than that takes. The size of pages stays as it is.
    pub fn limit(self, items: usize) -> Self {
        Self { limit: Some(items), ..self }
    }

    /// Starts with the item after the last one that was taken before `token` was made, by [`token`](Self::token).
    ///
    /// # Errors
    /// Returns an error for a token of another operation.
    pub fn start_at(self, token: &PageToken) -> Result<Self, TokenError> {
        Ok(Self { pages: self.pages.start_at(token)?, page: None, skipped: token.skipped(), ..self })
    }

    /// Returns a token for the next item. `None` after the last item of the last page.
    ///
    /// It consists of the token of a page and a number of its items. A list that changes in the meantime may have other items
    /// there.
    pub fn token(&self) -> Option<PageToken> {
        match &self.page {
            Some(page) if page.items.len() > 0 => Some(self.pages.last_token().with_skipped(page.taken)),
            _ => self.pages.token().map(|token| token.with_skipped(self.skipped)),
        }
    }

    /// Returns the next item, and requests a page if necessary; `None` after the last item, after the limit, and after an error.
    pub async fn next(&mut self) -> Option<ItemResult<O>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// Returns all items that remain.
    ///
    /// # Errors
    /// Returns the first error of a page.
    pub async fn try_collect(mut self) -> Result<Vec<Item<O>>, Error<O::Error>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    /// Polls for the next item, as [`next`](Self::next) does.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        if self.limit == Some(0) {
            return Poll::Ready(None);
        }
        loop {
            if let Some(page) = &mut self.page
                && let Some(item) = page.items.next()
            {
                page.taken += 1;
                self.limit = self.limit.map(|limit| limit.saturating_sub(1));
                return Poll::Ready(Some(Ok(item)));
            }
            self.page = None;
            match self.pages.poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(page))) => self.open(page),
            }
        }
    }

    /// Starts with the items of a page.
    fn open(&mut self, page: O::Output) {
        let taken = std::mem::take(&mut self.skipped);
        let mut items = O::into_items(page).into_iter();
        if let Some(last) = taken.checked_sub(1) {
            items.nth(last);
        }
        self.page = Some(Page { items, taken });
    }
}

/// # Settings of each call
///
/// They are those of the [`Paginator`].
impl<O: PageItems> Items<O> {
    settings_of_each_call!(pages.settings);
}

#[cfg(feature = "futures")]
impl<O: PageItems + Unpin> futures_core::Stream for Items<O>
where
    <O::Items as IntoIterator>::IntoIter: Unpin,
{
    type Item = ItemResult<O>;

    fn poll_next(self: std::pin::Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Self::poll_next(self.get_mut(), cx)
    }
}

impl<O: PageItems> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("operation", &O::OPERATION.name).finish_non_exhaustive()
    }
}
