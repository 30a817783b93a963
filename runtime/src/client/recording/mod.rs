//! Recordings of the exchanges of a client with a service, for tests without the service.
//!
//! | file | content |
//! |---|---|
//! | `recorder` | the HTTP client that records |
//! | `exchange` | a request with its response |
//! | `redaction` | copies of values without secrets |
//! | `messages` | requests and responses without secrets |
//! | `content` | recorded exchanges without secrets, also of unknown operations |
//! | `credentials` | the search for credentials and signatures in bodies |
//! | `file` | the JSON of a recording, and its errors |
//! | `store` | reading and writing files |
//! | `matching` | which recorded request a request is |
//! | `bodies` | the comparison of bodies in each format |
//! | `replay` | the replies of a fake |
//!
//! Nothing here changes a request or response on its way.

mod bodies;
mod content;
mod credentials;
mod exchange;
mod file;
mod matching;
mod messages;
mod recorder;
mod redaction;
mod replay;
mod store;

pub use file::RecordingError;
pub use recorder::Recorder;

use exchange::Exchange;
use std::fmt;

/// Exchanges of a client with a service, without secrets.
///
/// A file of a recording is JSON that people can read and edit: for each exchange the service, the operation, the request and the
/// response. Bodies are text if they are UTF-8, and otherwise base64.
///
/// # What is removed
///
/// - Of the headers of a request, only those of members of the input are kept, so neither signatures nor credentials, session
///   tokens, API keys or cookies. Of the query, signatures, credentials and tokens (`X-Amz-...`) and API keys are removed.
/// - Of the headers of a response, `Set-Cookie`, `Date` and those of the connection are removed. A body that repeats a token or a
///   signature of the request, or in an error the ID of its access key, is removed.
/// - The values of sensitive members, in each part of a message, become `[redacted]`, or zero for numbers and timestamps and
///   `false` for booleans. Sensitive are those that the model marks, and members with the names `AccessToken`, `ClientSecret`,
///   `IdToken`, `Password`, `RefreshToken`, `SecretAccessKey` and `SessionToken`, in any case. Such a message is serialized
///   again, so members that the model does not have are removed from it. A body that cannot be redacted member by member is
///   removed, with the reason in its place.
///
/// Account IDs, ARNs and names of resources are kept.
#[derive(Clone, Default)]
pub struct Recording {
    exchanges: Vec<Exchange>,
}

impl Recording {
    /// Returns the number of exchanges.
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// Returns whether there are no exchanges.
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }
}

/// Shows the number of exchanges alone.
impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").field("exchanges", &self.exchanges.len()).finish()
    }
}
