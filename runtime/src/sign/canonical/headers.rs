//! The headers of a canonical request.

use super::Hash;
use crate::sign::error::SignError;
use http::Uri;

const HOST: &str = "host";

/// Returns whether signatures do not cover a header, because proxies or the sender may change it.
///
/// Official Rust clients leave out the same headers.
pub(in crate::sign) fn is_unsigned(name: &str) -> bool {
    matches!(name, "authorization" | "transfer-encoding" | "user-agent" | "x-amzn-trace-id")
}

/// The host and the port of a URI.
#[derive(Clone, Copy)]
struct Host<'a> {
    host: &'a str,
    /// The port, if it is not the default of the scheme.
    port: Option<&'a str>,
}

impl<'a> Host<'a> {
    fn new(uri: &'a Uri) -> Result<Self, SignError> {
        let host = uri.host().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| SignError::new("the request has no host"))?;
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let port = uri.port().and_then(|_| authority.rsplit_once(':')).map(|(_, port)| port);
        let default = match uri.scheme_str() {
            Some("http") => "80",
            Some("https") => "443",
            _ => "",
        };
        Ok(Self { host, port: port.filter(|port| *port != default) })
    }
}

/// The signed headers of a request.
pub(in crate::sign) struct SignedHeaders<'a> {
    /// Names in lower case and values, sorted by name.
    pairs: Vec<(&'a str, &'a [u8])>,
    /// The host of the URI, for a request without the header `host`.
    host: Option<Host<'a>>,
    list: String,
}

impl<'a> SignedHeaders<'a> {
    /// Creates the signed headers, with `host` if it is not among them.
    ///
    /// # Errors
    /// Returns an error if neither the headers nor the URI have a host.
    pub(in crate::sign) fn new(mut pairs: Vec<(&'a str, &'a [u8])>, uri: &'a Uri) -> Result<Self, SignError> {
        let host = match pairs.iter().any(|(name, _)| *name == HOST) {
            true => None,
            false => {
                pairs.push((HOST, b""));
                Some(Host::new(uri)?)
            }
        };
        // Stable, so that the values of a name keep their order.
        pairs.sort_by_key(|(name, _)| *name);
        let mut list = String::with_capacity(256);
        let mut last = "";
        for (name, _) in pairs.iter().filter(|(name, _)| std::mem::replace(&mut last, name) != *name) {
            if !list.is_empty() {
                list.push(';');
            }
            list.push_str(name);
        }
        Ok(Self { pairs, host, list })
    }

    /// Returns the names of the headers, separated by semicolons.
    pub(in crate::sign) fn list(&self) -> &str {
        &self.list
    }

    /// Writes a line for each header. The values of a name are separated by commas.
    pub(super) fn write(&self, hash: &mut Hash) {
        let mut last = None;
        for (name, value) in &self.pairs {
            match last {
                Some(last) if last == *name => hash.write(","),
                _ => {
                    hash.write(if last.is_some() { "\n" } else { "" });
                    hash.write(name);
                    hash.write(":");
                }
            }
            last = Some(*name);
            match (*name, self.host) {
                (HOST, Some(Host { host, port })) => {
                    hash.write(host);
                    if let Some(port) = port {
                        hash.write(":");
                        hash.write(port);
                    }
                }
                _ => write_value(hash, value),
            }
        }
        hash.write("\n");
    }
}

/// Writes a value without spaces around it, and with one space in place of several.
fn write_value(hash: &mut Hash, value: &[u8]) {
    let words = value.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            hash.write(" ");
        }
        hash.write_bytes(word);
    }
}
