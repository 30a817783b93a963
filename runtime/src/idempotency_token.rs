//! Idempotency tokens.

use crate::error::MessageError;
use crate::schema::Member;
use std::fmt::Write;

/// Returns a new token for a member.
pub(crate) fn token(member: &Member) -> Result<String, MessageError> {
    random_uuid().map_err(|error| {
        MessageError::new(member.name, format!("no random numbers for an idempotency token: {error}"))
    })
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
