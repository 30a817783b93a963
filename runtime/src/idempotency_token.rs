//! Idempotency tokens.

use crate::error::MessageError;
use crate::reflect::{Shape, Slot, ValueRef};
use crate::schema::{Flag, Schema};
use std::fmt::{self, Write};

/// An input with a value for its unset idempotency token.
pub(crate) struct WithToken<'a> {
    input: &'a dyn Shape,
    token: String,
}

/// Returns the input with a new token if it has a member for a token and the member is unset.
pub(crate) fn with_token(input: &dyn Shape) -> Result<Option<WithToken<'_>>, MessageError> {
    let mut members = input.schema().members.iter().enumerate();
    let unset = |index| matches!(input.get(index), ValueRef::None);
    let found = members.find(|(index, member)| member.has(Flag::IdempotencyToken) && unset(*index));
    let Some((_, member)) = found else { return Ok(None) };
    let token = random_uuid().map_err(|error| {
        MessageError::new(member.name, format!("no random numbers for an idempotency token: {error}"))
    })?;
    Ok(Some(WithToken { input, token }))
}

impl Shape for WithToken<'_> {
    fn schema(&self) -> &'static Schema {
        self.input.schema()
    }

    fn get(&self, index: usize) -> ValueRef<'_> {
        let member = self.schema().members.get(index);
        match (self.input.get(index), member) {
            (ValueRef::None, Some(member)) if member.has(Flag::IdempotencyToken) => {
                ValueRef::String(&self.token)
            }
            (value, _) => value,
        }
    }

    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::Skip
    }
}

impl fmt::Debug for WithToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.input.fmt(f)
    }
}

/// Returns a random UUID, version 4, from the operating system's random number generator.
fn random_uuid() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(uuid(bytes))
}

fn uuid(bytes: [u8; 16]) -> String {
    let mut out = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_uuids_of_version_4() {
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(random_uuid().unwrap(), random_uuid().unwrap());
    }
}
