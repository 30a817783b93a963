//! The headers of a canonical request.

use super::Hash;
use crate::sign::error::SignError;
use http::header::HOST;
use http::{HeaderMap, Uri};

/// Returns whether signatures do not cover a header, because proxies or the sender may change it.
///
/// Official Rust clients leave out the same headers.
pub(in crate::sign) fn is_unsigned(name: &str) -> bool {
    matches!(name, "authorization" | "transfer-encoding" | "user-agent" | "x-amzn-trace-id")
}

/// The host of a URI, for requests without the header `host`.
#[derive(Clone, Copy)]
pub(in crate::sign) struct Host<'a> {
    host: Option<&'a str>,
    /// The port, if it is not the default of the scheme.
    port: Option<&'a str>,
}

impl<'a> Host<'a> {
    /// # Errors
    /// Returns an error if neither the headers nor the URI have a host.
    pub(in crate::sign) fn new(map: &HeaderMap, uri: &'a Uri) -> Result<Self, SignError> {
        if map.contains_key(HOST) {
            return Ok(Self { host: None, port: None });
        }
        let host = uri.host().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| SignError::new("the request has no host"))?;
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let port = authority.rsplit_once(':').map(|(_, port)| port).filter(|_| uri.port().is_some());
        let default = match uri.scheme_str() {
            Some("http") => "80",
            Some("https") => "443",
            _ => "",
        };
        Ok(Self { host: Some(host), port: port.filter(|port| *port != default) })
    }
}

/// The signed headers of a request.
pub(in crate::sign) struct SignedHeaders<'a> {
    map: &'a HeaderMap,
    host: Host<'a>,
    /// The names of the headers, sorted.
    names: Vec<&'a str>,
    list: String,
}

impl<'a> SignedHeaders<'a> {
    /// Selects the headers that `is_unsigned` does not leave out, and `host`.
    pub(in crate::sign) fn new(map: &'a HeaderMap, host: Host<'a>, is_unsigned: fn(&str) -> bool) -> Self {
        let mut names = Vec::with_capacity(map.keys_len() + 1);
        names.extend(map.keys().map(|name| name.as_str()).filter(|name| !is_unsigned(name)));
        if host.host.is_some() {
            names.push(HOST.as_str());
        }
        names.sort_unstable();
        let list = names.join(";");
        Self { map, host, names, list }
    }

    /// Returns the names of the headers, separated by semicolons.
    pub(in crate::sign) fn list(&self) -> &str {
        &self.list
    }

    /// Writes a line for each header. The values of a name are separated by commas.
    pub(super) fn write(&self, hash: &mut Hash) {
        for name in &self.names {
            hash.write(name);
            let mut separator = ":";
            for value in self.map.get_all(*name) {
                hash.write(separator);
                write_value(hash, value.as_bytes());
                separator = ",";
            }
            if let ("host", Host { host: Some(host), port }) = (*name, self.host) {
                hash.write(":");
                hash.write(host);
                if let Some(port) = port {
                    hash.write(":");
                    hash.write(port);
                }
            }
            hash.write("\n");
        }
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
