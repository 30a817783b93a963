//! Replays a recording.

use super::exchange::{Exchange, RecordedBody};
use super::matching::mismatch;
use super::{Recording, RecordingError};
use crate::client::called_operation::CalledOperation;
use crate::client::fake::{Fake, Fallback, Reply};
use aws_types::region::Region;
use bytes::Bytes;
use http::Request;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

impl Fake {
    /// Creates a fake that replays the recording in a file. See [`replaying`](Self::replaying).
    ///
    /// # Errors
    /// Returns an error for a file that cannot be read, or is not a recording.
    pub fn replay(path: impl AsRef<Path>) -> Result<Self, RecordingError> {
        Recording::load(path).map(Self::replaying)
    }

    /// Creates a fake that replies to each request with the recorded response to an equal one. Equal requests get their responses
    /// in the order of the recording, each once; [`verify`](Self::verify) lists what was not replayed. The region of the
    /// [configuration](Self::config) is that of the recording.
    ///
    /// Requests are equal if they have the same service, operation, method, host (without the port), path and query (in any
    /// order), the headers of members that were recorded, and the same body: JSON, CBOR, XML and forms are compared by their
    /// values, other bodies byte by byte. Of members whose values were redacted, and of idempotency tokens, the values are not
    /// compared.
    ///
    /// Rules precede the recording. A request that was not recorded is an error of the call, as is one whose response was
    /// removed.
    pub fn replaying(recording: Recording) -> Self {
        let region = recording.exchanges.iter().find_map(|exchange| exchange.region.clone());
        let replay = Replay::new(recording);
        Self::with_fallback(replay, region.map(Region::new))
    }
}

/// A recording, and which of its exchanges were replayed.
struct Replay {
    exchanges: Vec<Exchange>,
    replayed: Mutex<Vec<bool>>,
}

impl Replay {
    fn new(recording: Recording) -> Self {
        let replayed = Mutex::new(vec![false; recording.len()]);
        Self { exchanges: recording.exchanges, replayed }
    }

    fn replayed(&self) -> MutexGuard<'_, Vec<bool>> {
        self.replayed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fallback for Replay {
    /// Returns the response to an equal request that was not replayed yet, or the reasons why there is none.
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String> {
        let Some(CalledOperation(operation)) = request.extensions().get::<CalledOperation>() else {
            return Err("a recording has calls of clients of this crate only".to_owned());
        };
        let mut replayed = self.replayed();
        let mut reasons = Vec::new();
        for (number, (exchange, is_replayed)) in
            (1_usize..).zip(self.exchanges.iter().zip(replayed.iter_mut()))
        {
            if exchange.operation != operation.name || exchange.service != operation.service.id {
                continue;
            }
            match mismatch(&exchange.request, request, operation) {
                Some(difference) => reasons.push(format!("{number}. {difference}")),
                None if *is_replayed => reasons.push(format!("{number}. replayed already")),
                None => {
                    *is_replayed = true;
                    return Ok(reply(number, exchange));
                }
            }
        }
        let name = operation.name;
        Err(match reasons.is_empty() {
            true => format!("the recording has no exchange of `{name}`"),
            false => format!("the recording has no such request of `{name}`: {}", reasons.join("; ")),
        })
    }

    /// Describes the exchanges that were not replayed.
    fn unused(&self) -> Vec<String> {
        let replayed = self.replayed();
        let exchanges = (1_usize..).zip(self.exchanges.iter().zip(replayed.iter()));
        let unused = exchanges.filter(|(_, (_, is_replayed))| !**is_replayed);
        unused
            .map(|(number, (exchange, _))| format!("exchange {number} of `{}`", exchange.operation))
            .collect()
    }
}

fn reply(number: usize, exchange: &Exchange) -> Reply {
    let response = &exchange.response;
    match &response.body {
        RecordedBody::Removed(reason) => Reply::invalid(format!(
            "exchange {number} of the recording cannot be replayed, because the body of its response was removed: {reason}"
        )),
        RecordedBody::Bytes(body) => {
            let status = http::StatusCode::from_u16(response.status).unwrap_or_default();
            let headers = response.headers.iter();
            headers.fold(Reply::new(status, body.clone()), |reply, (name, value)| reply.header(name, value))
        }
    }
}
