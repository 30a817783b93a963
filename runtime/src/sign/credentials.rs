//! Credentials.

use std::fmt;
use zeroize::Zeroizing;

/// What the first key of a derivation has before the secret access key.
const PREFIX: &str = "AWS4";

/// An access key, and the session token of temporary credentials. Dropping it overwrites them with zeros, and `Debug` shows
/// none of them.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: Zeroizing<String>,
    /// The secret access key after its prefix.
    secret: Zeroizing<String>,
    session_token: Option<Zeroizing<String>>,
}

impl Credentials {
    /// Creates credentials without a session token.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        let key = Zeroizing::new(secret_access_key.into());
        let mut secret = Zeroizing::new(String::with_capacity(PREFIX.len() + key.len()));
        secret.push_str(PREFIX);
        secret.push_str(&key);
        Self { access_key_id: Zeroizing::new(access_key_id.into()), secret, session_token: None }
    }

    /// Adds the session token of temporary credentials.
    #[must_use]
    pub fn with_session_token(self, token: impl Into<String>) -> Self {
        Self { session_token: Some(Zeroizing::new(token.into())), ..self }
    }

    /// Returns the access key ID.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// Returns the session token.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_ref().map(|token| token.as_str())
    }

    /// Returns whether these are the same credentials.
    #[cfg(feature = "client")]
    pub(crate) fn are(&self, access_key_id: &str, secret_access_key: &str, token: Option<&str>) -> bool {
        self.access_key_id() == access_key_id
            && self.secret_access_key() == secret_access_key
            && self.session_token() == token
    }

    /// Returns the secret access key.
    #[cfg(any(feature = "client", feature = "sigv4a"))]
    pub(super) fn secret_access_key(&self) -> &str {
        self.secret.strip_prefix(PREFIX).unwrap_or_default()
    }

    /// Returns the first key of a derivation: `AWS4` and the secret access key.
    pub(super) fn first_key(&self) -> &[u8] {
        self.secret.as_bytes()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

#[test]
fn debug_shows_no_part_of_the_credentials() {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret").with_session_token("token");
    assert_eq!(format!("{credentials:?} {credentials:#?}"), "Credentials Credentials");
}
