//! The last endpoints of a client's calls, so that calls with the same parameters do not evaluate the rules again.

use crate::endpoint::{Endpoint, Params, ParamsCopy};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The maximum number of endpoints. A lookup compares the parameters with each of them.
const LARGEST: usize = 8;

/// The last endpoints. Every parameter is compared, so an endpoint is never that of another region, account or resource.
#[derive(Default)]
pub(super) struct EndpointCache(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    entries: Vec<(ParamsCopy, Arc<Endpoint>)>,
    /// The index of the oldest entry of a full cache, which is replaced next.
    oldest: usize,
}

impl EndpointCache {
    /// Returns the endpoint for these parameters, which `resolve` returns if the cache does not have it. The cache is not locked
    /// meanwhile, and keeps no errors.
    ///
    /// # Errors
    /// Returns the error of `resolve`.
    pub(super) fn endpoint<E>(
        &self,
        params: &Params<'_>,
        resolve: impl FnOnce() -> Result<Endpoint, E>,
    ) -> Result<Arc<Endpoint>, E> {
        if let Some(found) = self.entries().get(params) {
            return Ok(found);
        }
        let endpoint = Arc::new(resolve()?);
        let entry = (ParamsCopy::new(params), Arc::clone(&endpoint));
        self.entries().insert(entry);
        Ok(endpoint)
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    fn get(&self, params: &Params<'_>) -> Option<Arc<Endpoint>> {
        let found = self.entries.iter().find(|(known, _)| known.is(params));
        found.map(|(_, endpoint)| Arc::clone(endpoint))
    }

    /// Adds an entry, in place of the oldest one if the cache is full. Two calls at the same time may add the same.
    fn insert(&mut self, entry: (ParamsCopy, Arc<Endpoint>)) {
        if self.entries.len() < LARGEST {
            self.entries.push(entry);
        } else if let Some(oldest) = self.entries.get_mut(self.oldest) {
            *oldest = entry;
            self.oldest = (self.oldest + 1) % LARGEST;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::EndpointError;
    use std::cell::Cell;

    /// A cache, and the number of endpoints that were resolved.
    #[derive(Default)]
    struct Counted {
        cache: EndpointCache,
        resolved: Cell<usize>,
    }

    impl Counted {
        fn host(&self, name: &str) -> String {
            let params = Params::default().with("Bucket", name);
            let endpoint = self.cache.endpoint(&params, || {
                self.resolved.set(self.resolved.get() + 1);
                Endpoint::new(&format!("https://{name}.example.com"))
            });
            endpoint.unwrap().authority().to_owned()
        }
    }

    #[test]
    fn the_last_endpoints_are_kept_and_the_oldest_is_replaced() {
        let counted = Counted::default();
        let hosts = |range: std::ops::Range<usize>| {
            for index in range {
                let name = index.to_string();
                assert_eq!(counted.host(&name), format!("{name}.example.com"));
            }
            counted.resolved.get()
        };
        assert_eq!(hosts(0..LARGEST), LARGEST);
        assert_eq!(hosts(0..LARGEST), LARGEST, "each is in the cache");
        assert_eq!(hosts(LARGEST..LARGEST + 2), LARGEST + 2);
        assert_eq!(hosts(2..LARGEST + 2), LARGEST + 2, "the oldest two were replaced");
        assert_eq!(hosts(0..2), LARGEST + 4);
        assert_eq!(hosts(0..100 * LARGEST), 101 * LARGEST + 2, "only the first two were in it");
        assert_eq!(counted.cache.entries().entries.len(), LARGEST);
    }

    #[test]
    fn errors_are_not_kept() {
        let cache = EndpointCache::default();
        let failed = cache.endpoint(&Params::default(), || Err(EndpointError::new("none")));
        assert_eq!(failed.unwrap_err().to_string(), "none");
        let found = cache.endpoint(&Params::default(), || Endpoint::new("https://example.com"));
        assert_eq!(found.unwrap().authority(), "example.com");
    }

    #[test]
    fn the_cache_is_not_locked_while_an_endpoint_is_resolved() {
        let cache = EndpointCache::default();
        let inner = || cache.endpoint(&Params::region("b"), || Endpoint::new("https://b.example.com"));
        let outer = cache.endpoint(&Params::region("a"), || {
            assert_eq!(inner()?.authority(), "b.example.com");
            Endpoint::new("https://a.example.com")
        });
        assert_eq!(outer.unwrap().authority(), "a.example.com");
    }
}
