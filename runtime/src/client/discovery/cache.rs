//! The cache of discovered endpoints: expiry, one refresh of an entry at a time, and the fallback while no endpoint is fresh.

use super::DiscoveryFailure;
use crate::endpoint_discovery::DiscoveredEndpoint;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// How long an optional discovery is not repeated after a failure.
const RETRY_AFTER: Duration = Duration::from_secs(60);
/// The maximum number of entries.
const LARGEST: usize = 1000;

/// The identity of endpoints. Those of an account are the same for all operations, unless inputs have identifiers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::client) struct Key {
    access_key_id: String,
    /// The operation and its identifiers; empty without identifiers.
    operation: &'static str,
    identifiers: BTreeMap<String, String>,
}

impl Key {
    pub(in crate::client) fn new(
        access_key_id: String,
        operation: &'static str,
        identifiers: BTreeMap<String, String>,
    ) -> Self {
        Self { access_key_id, operation: if identifiers.is_empty() { "" } else { operation }, identifiers }
    }
}

/// The discovered endpoints of a client.
#[derive(Default)]
pub(in crate::client) struct DiscoveryCache(Mutex<HashMap<Key, Arc<Entry>>>);

/// The endpoints of a key.
#[derive(Default)]
struct Entry {
    known: Mutex<Known>,
    /// Held during a refresh.
    refresh: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    /// The endpoints in the order of preference, each with the time at which it expires.
    endpoints: Vec<(DiscoveredEndpoint, SystemTime)>,
    /// The last failure, and when it was, unless a refresh succeeded after it.
    failure: Option<(DiscoveryFailure, SystemTime)>,
    /// The number of failures so far.
    failures: u64,
}

impl Known {
    fn fresh(&self, now: SystemTime) -> Option<DiscoveredEndpoint> {
        let fresh = self.endpoints.iter().find(|(_, expiry)| now < *expiry);
        fresh.map(|(endpoint, _)| endpoint.clone())
    }

    /// Returns the preferred endpoint, expired or not.
    fn any(&self) -> Option<DiscoveredEndpoint> {
        self.endpoints.first().map(|(endpoint, _)| endpoint.clone())
    }

    fn has_failed_recently(&self, now: SystemTime) -> bool {
        self.failure.as_ref().is_some_and(|(_, at)| now < *at + RETRY_AFTER)
    }
}

impl DiscoveryCache {
    /// Returns an endpoint: a fresh one if there is one, else one that `fetch` returns.
    ///
    /// One refresh of an entry is in progress at a time. During it, other calls wait if the endpoint is `required`; otherwise
    /// they get the expired endpoint or, without one, `None`, which stands for the endpoint of the rules. The same follows a
    /// failure: an expired endpoint is used, and the failure is an error only of a required endpoint without one.
    pub(in crate::client) async fn endpoint(
        &self,
        key: &Key,
        required: bool,
        now: &(dyn Fn() -> SystemTime + Sync),
        fetch: impl Future<Output = Result<Vec<DiscoveredEndpoint>, DiscoveryFailure>>,
    ) -> Result<Option<DiscoveredEndpoint>, DiscoveryFailure> {
        let entry = self.entry(key, now());
        let failures = {
            let known = entry.known();
            if let Some(fresh) = known.fresh(now()) {
                return Ok(Some(fresh));
            }
            let (any, failed) = (known.any(), known.has_failed_recently(now()));
            if failed && (any.is_some() || !required) {
                return Ok(any);
            }
            known.failures
        };
        let _refresh = match (entry.refresh.try_lock(), required) {
            (Ok(guard), _) => guard,
            (Err(_), true) => entry.refresh.lock().await,
            (Err(_), false) => return Ok(entry.known().any()),
        };
        // Another call may have ended a refresh before this one began.
        if let Some(ended) = entry.since(failures, now(), required) {
            return ended;
        }
        let fetched = fetch.await;
        let mut known = entry.known();
        match fetched {
            Ok(endpoints) => {
                let first = endpoints.first().cloned();
                let expiry = |period| now().checked_add(period).unwrap_or(now());
                let with_expiry = |endpoint: DiscoveredEndpoint| {
                    let expiry = expiry(endpoint.cache_period);
                    (endpoint, expiry)
                };
                known.endpoints = endpoints.into_iter().map(with_expiry).collect();
                known.failure = None;
                Ok(first)
            }
            Err(failure) => {
                known.failures += 1;
                known.failure = Some((failure.clone(), now()));
                match known.any() {
                    None if required => Err(failure),
                    any => Ok(any),
                }
            }
        }
    }

    /// Removes an endpoint that is no longer valid, unless it was replaced in the meantime.
    pub(in crate::client) fn remove(&self, key: &Key, endpoint: &DiscoveredEndpoint) {
        if let Some(entry) = self.entries().get(key) {
            entry.known().endpoints.retain(|(known, _)| known.address != endpoint.address);
        }
    }

    /// Returns the entry of a key. A full cache loses the entries without a fresh endpoint or, if there are none, all.
    fn entry(&self, key: &Key, now: SystemTime) -> Arc<Entry> {
        let mut entries = self.entries();
        if let Some(entry) = entries.get(key) {
            return Arc::clone(entry);
        }
        if entries.len() >= LARGEST {
            entries.retain(|_, entry| entry.known().fresh(now).is_some());
        }
        if entries.len() >= LARGEST {
            entries.clear();
        }
        Arc::clone(entries.entry(key.clone()).or_default())
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<Key, Arc<Entry>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the result of a refresh that ended after there were `failures`, if there was one.
    fn since(
        &self,
        failures: u64,
        now: SystemTime,
        required: bool,
    ) -> Option<Result<Option<DiscoveredEndpoint>, DiscoveryFailure>> {
        let known = self.known();
        if let Some(fresh) = known.fresh(now) {
            return Some(Ok(Some(fresh)));
        }
        let (failure, _) = known.failure.as_ref().filter(|_| known.failures > failures)?;
        match known.any() {
            None if required => Some(Err(failure.clone())),
            any => Some(Ok(any)),
        }
    }
}

#[cfg(test)]
mod tests;
