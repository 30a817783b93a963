//! The cache of sessions: expiry, and one refresh of an entry at a time.

use super::SessionFailure;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// How long before its expiry a session is refreshed. Other calls use it during the refresh.
const REFRESHED_BEFORE: Duration = Duration::from_secs(60);
/// How long before its expiry a session is no longer used, because a request and its repetitions take time.
const UNUSED_BEFORE: Duration = Duration::from_secs(10);
/// How long a session that can still be used is not refreshed after a failure.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// The maximum number of entries.
const LARGEST: usize = 1000;

/// The identity of a session.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::client) struct Key {
    access_key_id: String,
    resource: String,
}

impl Key {
    pub(in crate::client) fn new(access_key_id: String, resource: String) -> Self {
        Self { access_key_id, resource }
    }
}

/// The sessions of a client. `T` is what requests are signed with.
pub(in crate::client) struct SessionCache<T>(Mutex<HashMap<Key, Arc<Entry<T>>>>);

impl<T> Default for SessionCache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// A session that was returned, and the time at which it expires by the clock of the client.
#[derive(Clone)]
pub(in crate::client) struct Fetched<T> {
    pub(in crate::client) session: T,
    pub(in crate::client) expires: SystemTime,
}

/// The session of a key.
struct Entry<T> {
    known: Mutex<Known<T>>,
    /// Held during a refresh.
    refresh: tokio::sync::Mutex<()>,
}

impl<T> Default for Entry<T> {
    fn default() -> Self {
        let known = Known { session: None, failure: None, refreshes: 0 };
        Self { known: Mutex::new(known), refresh: tokio::sync::Mutex::default() }
    }
}

struct Known<T> {
    session: Option<Fetched<T>>,
    /// The failure of the last refresh, and when it was.
    failure: Option<(SessionFailure, SystemTime)>,
    /// The number of refreshes that have ended.
    refreshes: u64,
}

impl<T: Clone> Known<T> {
    /// Returns the session if it is valid for longer than this time.
    fn valid_for(&self, time: Duration, now: SystemTime) -> Option<T> {
        let is_valid = |found: &&Fetched<T>| now.checked_add(time).is_some_and(|then| then < found.expires);
        self.session.as_ref().filter(is_valid).map(|found| found.session.clone())
    }

    /// Returns the session that needs no refresh now.
    fn fresh(&self, now: SystemTime) -> Option<T> {
        let failed = self.failure.as_ref().is_some_and(|(_, at)| now < *at + RETRY_AFTER);
        self.valid_for(if failed { UNUSED_BEFORE } else { REFRESHED_BEFORE }, now)
    }

    /// Returns the result of the last refresh, if it ended after there were `refreshes`. A session counts whatever its expiry is,
    /// so that a service with another clock does not cause a refresh for each call.
    fn since(&self, refreshes: u64) -> Option<Result<T, SessionFailure>> {
        (self.refreshes > refreshes).then_some(())?;
        match (&self.failure, &self.session) {
            (Some((failure, _)), _) => Some(Err(failure.clone())),
            (None, session) => session.as_ref().map(|found| Ok(found.session.clone())),
        }
    }
}

impl<T: Clone> SessionCache<T> {
    /// Returns a session: that of the cache, or else the one that `fetch` returns.
    ///
    /// A session is refreshed a minute before it expires. One refresh of an entry is in progress at a time. During it, other
    /// calls use the session as long as it is valid, and wait otherwise. A failure is an error of the calls without a valid
    /// session.
    pub(in crate::client) async fn session(
        &self,
        key: &Key,
        now: &(dyn Fn() -> SystemTime + Sync),
        fetch: impl Future<Output = Result<Fetched<T>, SessionFailure>>,
    ) -> Result<T, SessionFailure> {
        let entry = self.entry(key, now());
        let (refreshes, usable) = {
            let known = entry.known();
            if let Some(fresh) = known.fresh(now()) {
                return Ok(fresh);
            }
            (known.refreshes, known.valid_for(UNUSED_BEFORE, now()))
        };
        let _refresh = match (entry.refresh.try_lock(), usable) {
            (Ok(guard), _) => guard,
            (Err(_), Some(session)) => return Ok(session),
            (Err(_), None) => entry.refresh.lock().await,
        };
        // Another call may have ended a refresh before this one began.
        let ended = entry.known().since(refreshes);
        if let Some(ended) = ended {
            return ended;
        }
        let fetched = fetch.await;
        let mut known = entry.known();
        known.refreshes += 1;
        match fetched {
            Ok(fetched) => {
                let session = fetched.session.clone();
                known.session = Some(fetched);
                known.failure = None;
                Ok(session)
            }
            Err(failure) => {
                known.failure = Some((failure.clone(), now()));
                known.valid_for(UNUSED_BEFORE, now()).ok_or(failure)
            }
        }
    }

    /// Returns the entry of a key. A full cache loses the entries without a valid session or, if there are none, all.
    fn entry(&self, key: &Key, now: SystemTime) -> Arc<Entry<T>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.get(key) {
            return Arc::clone(entry);
        }
        if entries.len() >= LARGEST {
            entries.retain(|_, entry| entry.known().valid_for(UNUSED_BEFORE, now).is_some());
        }
        if entries.len() >= LARGEST {
            entries.clear();
        }
        Arc::clone(entries.entry(key.clone()).or_default())
    }
}

impl<T> Entry<T> {
    fn known(&self) -> MutexGuard<'_, Known<T>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
