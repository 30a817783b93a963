//! Pages of results, one call after the other.

use super::call::Call;
use super::caller::Caller;
use super::settings::{CallSettings, settings_of_each_call};
use crate::error::{BuildError, Error};
use crate::operation::Operation;
use crate::paginate::{PageToken, Paginated, TokenError};
use crate::validation::Validation;
use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll};

/// The pages of a paginated operation, as [`Caller::paginate`] returns them. Each call of [`next`](Self::next) makes a call of
/// the operation.
///
/// ```no_run
/// # use smithereen::{Error, Paginated, client::Caller};
/// # async fn example<O: Paginated>(caller: &Caller, input: &O) -> Result<(), Error<O::Error>> {
/// let mut pages = caller.paginate(input);
/// while let Some(page) = pages.next().await {
///     println!("{:?}", page?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// The pages end after the last one, and after an error; [`token`](Self::token) continues then with the page that failed.
#[must_use = "a page is requested when `next` is awaited"]
pub struct Paginator<O: Operation> {
    caller: Caller,
    /// The input for the next page, and for the page that is being received.
    input: O,
    /// The input of the last page that was received, unless it is `input` too.
    last_input: Option<O>,
    state: State<O>,
    /// The settings of each call.
    pub(super) settings: Option<Box<CallSettings>>,
    validation: Validation,
}

/// A page, or the error in place of it.
type Page<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

enum State<O: Operation> {
    /// The next page was not requested.
    Waiting,
    /// The next page is being received.
    Pending(Call<O>),
    /// The next page is an error.
    Failed(Option<Error<O::Error>>),
    /// There are no more pages, or one has failed.
    Ended { has_failed: bool },
}

impl Caller {
    /// Returns the pages of an operation, starting with that of `input`. Nothing is sent until the first page is awaited.
    pub fn paginate<O: Paginated>(&self, input: &O) -> Paginator<O> {
        let caller = self.clone();
        let (mut copy, mut state) = (O::default_value(), State::Waiting);
        if let Some(member) = crate::reflect::copy_members(input, &mut copy) {
            let error = BuildError::new(O::OPERATION.name, member, "a stream cannot be sent with each page");
            state = State::Failed(Some(error.into()));
        }
        let (last_input, settings, validation) = (None, None, Validation::Lenient);
        Paginator { caller, input: copy, last_input, state, settings, validation }
    }
}

impl<O: Paginated> Paginator<O> {
    /// Sets the maximum number of items in a page. Services have maxima of their own.
    ///
    /// If the operation has no such member, or the member cannot have this value, the first page is an error.
    pub fn page_size(self, size: u32) -> Self {
        match self.input.with_page_size(size) {
            Ok(input) => Self { input, ..self },
            Err(error) => {
                Self { input: O::default_value(), state: State::Failed(Some(error.into())), ..self }
            }
        }
    }

    /// Sets how strictly each page is compared with the model, see [`Call::validation`].
    pub fn validation(self, validation: Validation) -> Self {
        Self { validation, ..self }
    }

    /// Starts with the page of `token`. Items that were taken of it are part of the page, and are skipped by
    /// [`items`](Self::items) only.
    ///
    /// # Errors
    /// Returns an error for a token of another operation.
    pub fn start_at(self, token: &PageToken) -> Result<Self, TokenError> {
        Ok(Self { input: self.input.with_page_token(token)?, ..self })
    }

    /// Returns a token for the next page, or for the page that has failed. `None` after the last page.
    pub fn token(&self) -> Option<PageToken> {
        match self.state {
            State::Ended { has_failed: false } => None,
            _ => Some(self.input.to_page_token()),
        }
    }

    /// Returns a token for the page that was received last.
    pub(super) fn last_token(&self) -> PageToken {
        self.last_input.as_ref().unwrap_or(&self.input).to_page_token()
    }

    /// Requests the next page and returns it; `None` after the last page, and after an error.
    pub async fn next(&mut self) -> Option<Page<O>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// Requests all pages that remain, and returns them.
    ///
    /// # Errors
    /// Returns the first error of a page.
    pub async fn try_collect(mut self) -> Result<Vec<O::Output>, Error<O::Error>> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }

    /// Polls for the next page, as [`next`](Self::next) does.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Page<O>>> {
        loop {
            match &mut self.state {
                State::Waiting => {
                    let call = self.caller.call(&self.input).validation(self.validation);
                    self.state = State::Pending(call.with_settings(self.settings.clone()));
                }
                State::Pending(call) => {
                    let page = match std::pin::Pin::new(call).poll(cx) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(page) => page,
                    };
                    return Poll::Ready(Some(self.receive(page)));
                }
                State::Failed(error) => {
                    let error = error.take();
                    self.state = State::Ended { has_failed: true };
                    return Poll::Ready(error.map(Err));
                }
                State::Ended { .. } => return Poll::Ready(None),
            }
        }
    }

    /// Prepares the request for the page that follows.
    fn receive(&mut self, page: Page<O>) -> Page<O> {
        let Ok(page) = page else {
            self.state = State::Ended { has_failed: true };
            return page;
        };
        self.last_input = None;
        self.state = match self.input.next_page(&page) {
            Ok(Some(input)) => {
                self.last_input = Some(std::mem::replace(&mut self.input, input));
                State::Waiting
            }
            Ok(None) => State::Ended { has_failed: false },
            Err(error) => State::Failed(Some(error.into())),
        };
        Ok(page)
    }
}

/// # Settings of each call
///
/// They apply to the pages that are requested after they were set. For other credentials, use the paginator of
/// [`Caller::with_credentials`].
impl<O: Paginated> Paginator<O> {
    settings_of_each_call!(settings);
}

#[cfg(feature = "futures")]
impl<O: Paginated + Unpin> futures_core::Stream for Paginator<O> {
    type Item = Page<O>;

    fn poll_next(self: std::pin::Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Self::poll_next(self.get_mut(), cx)
    }
}

/// Shows no input, since it may be sensitive.
impl<O: Operation> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paginator").field("operation", &O::OPERATION.name).finish_non_exhaustive()
    }
}
