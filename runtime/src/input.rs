//! The input of an operation as it is sent: with idempotency tokens, with default values, with the MD5 of keys, with shortened
//! identifiers, and without members that are for the client.

use crate::body::Body;
use crate::error::MessageError;
use crate::idempotency_token;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag, Member, Schema};
use crate::service::OperationSchema;
use std::fmt;

/// An input that differs from the caller's in some members.
pub(crate) struct Prepared<'a> {
    input: &'a dyn Shape,
    defaults: &'static [(&'static str, &'static str)],
    more: Option<(&'static str, &'static str)>,
    /// The MD5 of keys, by the name of the member that is sent with it.
    digests: Vec<(&'static str, String)>,
    /// The name of the member that is not sent.
    unsent: Option<&'static str>,
    token: String,
}

/// Returns the input as it is sent, or `None` if that is the input itself. `more` is the name and the default value of a member
/// besides those of the operation.
pub(crate) fn prepare<'a>(
    operation: &OperationSchema,
    input: &'a dyn Shape,
    more: Option<(&'static str, &'static str)>,
) -> Result<Option<Prepared<'a>>, MessageError> {
    let digests = digests(operation, input)?;
    let unsent = operation.cross_region_url.and_then(|url| url.unsent(input));
    let has_defaults = !operation.defaults.is_empty() || more.is_some();
    let (mut differs, mut token) = (has_defaults || !digests.is_empty() || unsent.is_some(), String::new());
    for (index, member) in input.schema().members.iter().enumerate() {
        if member.has(Flag::IdempotencyToken) && matches!(input.get(index), ValueRef::None) {
            differs = true;
            if token.is_empty() {
                token = idempotency_token::token(member)?;
            }
        }
        differs |= member.has(Flag::LastSegment);
    }
    Ok(differs.then_some(Prepared { input, defaults: operation.defaults, more, digests, unsent, token }))
}

/// Returns the MD5 of each key, with the name of the member that is sent with it.
#[cfg(feature = "md5")]
fn digests(
    operation: &OperationSchema,
    input: &dyn Shape,
) -> Result<Vec<(&'static str, String)>, MessageError> {
    use crate::base64;
    use md5::{Digest, Md5};
    let value = |name: &str| {
        let index = input.schema().members.iter().position(|member| member.name == name);
        index.map_or(ValueRef::None, |index| input.get(index))
    };
    let mut digests = Vec::new();
    for (key, digest) in operation.md5_members {
        if let (ValueRef::String(text), ValueRef::None) = (value(key), value(digest)) {
            let bytes = base64::decode(text).ok_or_else(|| MessageError::new(*key, "expected base64"))?;
            digests.push((*digest, base64::encode(Md5::digest(&bytes))));
        }
    }
    Ok(digests)
}

#[cfg(not(feature = "md5"))]
fn digests(_: &OperationSchema, _: &dyn Shape) -> Result<Vec<(&'static str, String)>, MessageError> {
    Ok(Vec::new())
}

impl Prepared<'_> {
    /// Returns the value of a member that the caller left unset.
    fn default(&self, member: &Member) -> ValueRef<'_> {
        if member.has(Flag::IdempotencyToken) {
            return ValueRef::String(&self.token);
        }
        if let Some((_, digest)) = self.digests.iter().find(|(name, _)| *name == member.name) {
            return ValueRef::String(digest);
        }
        let mut defaults = self.defaults.iter().chain(&self.more);
        let found = defaults.find(|(name, _)| *name == member.name);
        found.map_or(ValueRef::None, |(_, value)| ValueRef::String(value))
    }
}

impl Shape for Prepared<'_> {
    fn schema(&self) -> &'static Schema {
        self.input.schema()
    }

    fn get(&self, index: usize) -> ValueRef<'_> {
        match (self.input.get(index), self.schema().members.get(index)) {
            (_, Some(member)) if Some(member.name) == self.unsent => ValueRef::None,
            (ValueRef::None, Some(member)) => self.default(member),
            // A label cannot be empty, so such a value has no other meaning.
            (ValueRef::String(""), Some(member))
                if member.binding == Binding::Label && !member.has(Flag::IdempotencyToken) =>
            {
                match self.default(member) {
                    ValueRef::None => ValueRef::String(""),
                    default => default,
                }
            }
            (ValueRef::String(text), Some(member)) if member.has(Flag::LastSegment) => {
                ValueRef::String(last_segment(text))
            }
            (value, _) => value,
        }
    }

    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::Skip
    }
}

impl fmt::Debug for Prepared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.input.fmt(f)
    }
}

/// Returns what follows the last slash, or the whole text without one.
fn last_segment(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

/// Returns whether the member with a name is set.
pub(crate) fn is_set(input: &dyn Shape, name: &str) -> bool {
    let index = input.schema().members.iter().position(|member| member.name == name);
    index.is_some_and(|index| !matches!(input.get(index), ValueRef::None))
}

/// Returns the payload of an input if it is a stream, with its member.
pub(crate) fn stream(input: &dyn Shape) -> Option<(&'static Member, &Body)> {
    let mut members = input.schema().members.iter().enumerate();
    let (index, member) = members.find(|(_, member)| member.binding == Binding::Payload)?;
    match input.get(index) {
        ValueRef::Body(body) if body.as_bytes().is_none() => Some((member, body)),
        _ => None,
    }
}
