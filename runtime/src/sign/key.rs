//! Signing keys, and their cache.

use super::credentials::Credentials;
use super::signature::Signature;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// The maximum number of keys in a cache.
const MOST: usize = 16;

/// The key of a date, a region and a service, as the state of its HMAC. Dropping it overwrites the state with zeros.
#[derive(Clone)]
pub(super) struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    /// Derives the key from credentials.
    fn derive(credentials: &Credentials, date: &str, region: &str, service: &str) -> Self {
        let date = tag(credentials.first_key(), date);
        let region = tag(&*date, region);
        let service = tag(&*region, service);
        Self(keyed(&*tag(&*service, "aws4_request")))
    }

    /// Returns the signature of the joined parts.
    pub(super) fn sign(&self, parts: &[&str]) -> Signature {
        let mut mac = self.0.clone();
        parts.iter().for_each(|part| mac.update(part.as_bytes()));
        Signature::new(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

/// Returns the HMAC of a text.
fn tag(key: &[u8], text: &str) -> Zeroizing<[u8; 32]> {
    let mut mac = keyed(key);
    mac.update(text.as_bytes());
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// Returns an HMAC with a key (RFC 2104): a key longer than a block is hashed, a shorter one is padded with zeros.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0; 64]);
    let fill =
        |block: &mut [u8; 64], key: &[u8]| block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    match key.len() > block.len() {
        true => fill(&mut block, &Sha256::digest(key)),
        false => fill(&mut block, key),
    }
    Hmac::new((&*block).into())
}

/// The keys that were used last.
#[derive(Debug, Default)]
pub(super) struct KeyCache(Mutex<Vec<CachedKey>>);

#[derive(Debug)]
struct CachedKey {
    date: String,
    region: String,
    service: String,
    key: SigningKey,
}

impl KeyCache {
    /// Returns the key of a date, a region and a service. It is derived if the cache does not have it, and the oldest key is
    /// dropped if the cache is full.
    pub(super) fn key(
        &self,
        credentials: &Credentials,
        date: &str,
        region: &str,
        service: &str,
    ) -> SigningKey {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = keys
            .iter()
            .rev()
            .find(|cached| cached.date == date && cached.region == region && cached.service == service);
        if let Some(cached) = found {
            return cached.key.clone();
        }
        let key = SigningKey::derive(credentials, date, region, service);
        if keys.len() >= MOST {
            keys.remove(0);
        }
        keys.push(CachedKey {
            date: date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            key: key.clone(),
        });
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(key: &SigningKey) -> String {
        key.sign(&["a", "b"]).to_string()
    }

    /// The example of AWS's documentation of the derivation, from its string to sign on.
    #[test]
    fn the_documented_example_is_signed() {
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let key = SigningKey::derive(&credentials, "20150830", "us-east-1", "iam");
        let text = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n\
            f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
        let expected = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        assert_eq!(key.sign(&[text]).to_string(), expected);
    }

    /// Test case 6 of RFC 4231: the key is longer than a block.
    #[test]
    fn a_long_key_is_hashed() {
        let mac = tag(&[0xaa; 131], "Test Using Larger Than Block-Size Key - Hash Key First");
        let expected = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
        assert_eq!(Signature::new(*mac).to_string(), expected);
    }

    #[test]
    fn a_cache_has_a_bounded_number_of_keys() {
        let (cache, credentials) = (KeyCache::default(), Credentials::new("a", "b"));
        let first = hex(&cache.key(&credentials, "20260101", "r", "s"));
        for day in 0..40 {
            let date = format!("202602{day:02}");
            for (region, service) in [("r", "s"), ("r", "t"), ("u", "s")] {
                let key = cache.key(&credentials, &date, region, service);
                let expected = SigningKey::derive(&credentials, &date, region, service);
                assert_eq!(hex(&key), hex(&expected));
                assert_eq!(hex(&cache.key(&credentials, &date, region, service)), hex(&expected));
            }
        }
        assert_eq!(cache.0.lock().unwrap().len(), MOST);
        assert_eq!(hex(&cache.key(&credentials, "20260101", "r", "s")), first);
    }
}
