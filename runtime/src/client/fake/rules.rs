//! The rules of a fake: which replies the calls of an operation get.

use super::Fake;
use super::reply::{Reply, Respond};
use crate::client::called_operation::{CalledOperation, is_same};
use crate::operation::Operation;
use crate::server::read_input;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::{Request, StatusCode};
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A rule of a [`Fake`] that is being defined, for the calls of the operation `O`.
///
/// Conditions and limits come first. The methods that set the reply add the rule: [`returns`](Self::returns),
/// [`fails`](Self::fails), [`replies`](Self::replies), [`replies_with`](Self::replies_with) and [`sequence`](Self::sequence).
#[must_use = "a rule is added by the method that sets its reply"]
pub struct On<O> {
    fake: Fake,
    location: &'static Location<'static>,
    conditions: Vec<Box<Condition>>,
    limit: Option<usize>,
    operation: PhantomData<fn() -> O>,
}

/// Returns whether a rule matches a request, or the reason for the failure.
type Condition = dyn Fn(&Request<Bytes>) -> Result<bool, String> + Send + Sync;

impl<O: Operation + 'static> On<O> {
    pub(super) fn new(fake: Fake, location: &'static Location<'static>) -> Self {
        Self { fake, location, conditions: Vec::new(), limit: None, operation: PhantomData }
    }

    /// Restricts the rule to calls whose input meets the condition. Several conditions must all be met.
    ///
    /// The input is parsed from the request, so it has what was sent: an unset idempotency token has its random value, and a
    /// member that is no part of the request is unset, such as the bucket of Amazon S3, which is in the host. A request that
    /// cannot be parsed is an error of the call.
    pub fn when(self, condition: impl Fn(&O) -> bool + Send + Sync + 'static) -> Self {
        self.with_condition(move |request| parse::<O>(request).map(|input| condition(&input)))
    }

    /// Restricts the rule to calls whose signed request meets the condition: its URI, a header, or its body.
    pub fn when_request(self, condition: impl Fn(&Request<Bytes>) -> bool + Send + Sync + 'static) -> Self {
        self.with_condition(move |request| Ok(condition(request)))
    }

    fn with_condition(
        mut self,
        condition: impl Fn(&Request<Bytes>) -> Result<bool, String> + Send + Sync + 'static,
    ) -> Self {
        self.conditions.push(Box::new(condition));
        self
    }

    /// Limits the rule to so many requests. Later requests go to the following rules.
    pub fn times(self, limit: usize) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Limits the rule to one request.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Replies with an output. See [`Reply::output`].
    pub fn returns(self, output: O::Output) {
        self.replies(Reply::output::<O>(&output));
    }

    /// Replies with an error. See [`Reply::error`], and [`Reply::error_code`] for errors that the model does not have.
    pub fn fails(self, status: StatusCode, error: O::Error) {
        self.replies(Reply::error::<O>(status, &error));
    }

    /// Replies with a response or a fault.
    pub fn replies(self, reply: impl Into<Reply>) {
        self.add(Replies::Same(reply.into()));
    }

    /// Replies with the result of a function of the input, which is parsed from the request as for [`when`](Self::when).
    pub fn replies_with<R: Into<Reply>>(self, reply: impl Fn(&O) -> R + Send + Sync + 'static) {
        self.add(Replies::Function(Box::new(move |request| match parse::<O>(request) {
            Ok(input) => reply(&input).into(),
            Err(reason) => Reply::invalid(reason),
        })));
    }

    /// Replies with one after the other, for retries, pages and waiters. The rule is limited to as many requests.
    pub fn sequence<R: Into<Reply>>(self, replies: impl IntoIterator<Item = R>) {
        self.add(Replies::Sequence(replies.into_iter().map(Into::into).collect()));
    }

    fn add(self, replies: Replies) {
        let limit = match &replies {
            Replies::Sequence(replies) => Some(self.limit.unwrap_or(usize::MAX).min(replies.len())),
            _ => self.limit,
        };
        let Self { fake, location, conditions, .. } = self;
        let (operation, used) = (O::OPERATION, Mutex::new(0));
        fake.0.rules.lock().push(Arc::new(Rule { operation, location, conditions, limit, replies, used }));
    }
}

impl<O> fmt::Debug for On<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("On")
    }
}

/// Parses the input of a request.
pub(super) fn parse<O: Operation>(request: &Request<Bytes>) -> Result<O, String> {
    let mut input = O::default_value();
    match read_input(O::OPERATION, request, &mut input) {
        Ok(()) => Ok(input),
        Err(error) => {
            let member = if error.member.is_empty() { "the request" } else { &error.member };
            Err(format!("{}: {member} cannot be parsed: {}", O::OPERATION.name, error.reason))
        }
    }
}

/// Returns the operation of a request that a client of this crate sent.
pub(super) fn operation_of(request: &Request<Bytes>) -> Option<&'static OperationSchema> {
    request.extensions().get::<CalledOperation>().map(|called| called.0)
}

/// The rules of a fake, in their order.
#[derive(Default)]
pub(super) struct Rules(Mutex<Vec<Arc<Rule>>>);

/// A rule: the replies to the requests of an operation that meet the conditions.
pub(super) struct Rule {
    operation: &'static OperationSchema,
    location: &'static Location<'static>,
    conditions: Vec<Box<Condition>>,
    limit: Option<usize>,
    replies: Replies,
    /// The number of requests that the rule has replied to.
    used: Mutex<usize>,
}

enum Replies {
    Same(Reply),
    Sequence(Vec<Reply>),
    Function(Box<Respond>),
}

impl Rules {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Rule>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the reply of the first rule that matches, or the reasons why none does.
    pub(super) fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String> {
        // Conditions are called without the lock, since they may add rules.
        let rules = self.lock().clone();
        let mut mismatches = Vec::new();
        for (number, rule) in (1_usize..).zip(&rules) {
            match rule.reply(request) {
                Ok(reply) => return Ok(reply),
                Err(reason) => mismatches.push(format!("{number}. {rule}: {reason}")),
            }
        }
        let name = operation_of(request).map_or("another client", |operation| operation.name);
        Err(match mismatches.as_slice() {
            [] => format!("the fake has no rule for this request of `{name}`, and no rules at all"),
            _ => format!("the fake has no rule for this request of `{name}`: {}", mismatches.join("; ")),
        })
    }

    /// Describes the rules that were used less often than they should have been.
    pub(super) fn unused(&self) -> Vec<String> {
        let rules = self.lock();
        let unused = (1_usize..).zip(rules.iter()).filter_map(|(number, rule)| {
            let (used, expected) = (*rule.used(), rule.limit.unwrap_or(1));
            let count = format!("used {used} of {expected} times");
            (used < expected).then(|| format!("{number}. {rule}: {count}"))
        });
        unused.collect()
    }
}

impl Rule {
    fn used(&self) -> MutexGuard<'_, usize> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the reply to a request, or why the rule does not match it.
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String> {
        if !operation_of(request).is_some_and(|operation| is_same(operation, self.operation)) {
            return Err("another operation".to_owned());
        }
        for condition in &self.conditions {
            if !condition(request)? {
                return Err("a condition is not met".to_owned());
            }
        }
        let number = {
            let mut used = self.used();
            if self.limit.is_some_and(|limit| *used >= limit) {
                return Err(format!("used {used} times already"));
            }
            *used += 1;
            *used - 1
        };
        Ok(match &self.replies {
            Replies::Same(reply) => reply.clone(),
            Replies::Sequence(replies) => {
                replies.get(number).cloned().unwrap_or_else(|| Reply::invalid("the sequence has ended"))
            }
            Replies::Function(reply) => reply(request),
        })
    }
}

/// Shows the operation and where the rule was defined.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line) = (self.location.file(), self.location.line());
        write!(f, "`{}` at {file}:{line}", self.operation.name)
    }
}

/// The rules of a [`Fake`] that were never used, or less often than their limit, and the exchanges that were not replayed.
///
/// `Display` and `Debug` list each with its operation, the place of its definition, and how often it was used.
#[derive(Clone)]
pub struct UnusedRules(Vec<String>);

impl UnusedRules {
    /// Returns an error if anything was not used.
    pub(super) fn check(unused: Vec<String>) -> Result<(), Self> {
        if unused.is_empty() { Ok(()) } else { Err(Self(unused)) }
    }
}

impl fmt::Display for UnusedRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not all of the fake was used: {}", self.0.join("; "))
    }
}

impl fmt::Debug for UnusedRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for UnusedRules {}
