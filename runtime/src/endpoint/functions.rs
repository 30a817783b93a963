//! The functions that endpoint rules call, as Smithy's rules engine has them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::net::{Ipv4Addr, Ipv6Addr};

/// All but RFC 3986's unreserved characters: what labels and queries escape too.
pub(crate) const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A URL in parts: `parseURL`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// The host, with its port where the URL has one.
    pub authority: &'a str,
    /// The path as it is in the URL.
    pub path: &'a str,
    /// The path with a slash at its beginning and its end.
    pub normalized_path: String,
    /// Whether the host is an IP address.
    pub is_ip: bool,
}

/// `parseURL`: the parts of a URL of HTTP that has no query.
pub fn parse_url(url: &str) -> Option<Url<'_>> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = ["http", "https"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    if rest.contains(|c: char| c == '?' || c == '#' || c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host(authority)?;
    Some(Url {
        scheme,
        authority,
        path,
        normalized_path: if path.ends_with('/') { path.to_owned() } else { format!("{path}/") },
        is_ip: is_ip(host),
    })
}

/// What is before the port, where that is a number or not there.
fn host(authority: &str) -> Option<&str> {
    // The colons of an IPv6 address are inside of brackets.
    let after_address = authority.rfind(']').unwrap_or(0);
    let (_, tail) = authority.split_at(after_address);
    let host = match tail.split_once(':') {
        None => authority,
        Some((_, port)) => {
            port.parse::<u16>().ok()?;
            authority.strip_suffix(port)?.strip_suffix(':')?
        }
    };
    (!host.is_empty()).then_some(host)
}

fn is_ip(host: &str) -> bool {
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<Ipv4Addr>().is_ok(),
    }
}

/// `substring`: the characters from `start` to before `stop`, counted from the end where `reverse`. Nothing where
/// the text is shorter or not ASCII.
pub fn substring(text: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if start >= stop || !text.is_ascii() {
        return None;
    }
    match reverse {
        false => text.get(start..stop),
        true => text.get(text.len().checked_sub(stop)?..text.len().checked_sub(start)?),
    }
}

/// `split`: the texts between the occurrences of `delimiter`, `limit` at most; any number where that is 0.
pub fn split<'a>(text: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        0 => text.split(delimiter).collect(),
        limit => text.splitn(limit, delimiter).collect(),
    }
}

/// `isValidHostLabel`: 1 to 63 ASCII letters, digits and hyphens, none of these at the ends; where there may be
/// subdomains, such labels with dots between.
pub fn is_valid_host_label(label: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        return label.split('.').all(|label| is_valid_host_label(label, false));
    }
    let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

/// `uriEncode`: all but RFC 3986's unreserved characters escaped.
pub fn uri_encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_comes_apart() {
        for (url, scheme, authority, path, normalized_path, is_ip) in [
            ("https://example.com", "https", "example.com", "", "/", false),
            ("http://example.com:80/foo/bar", "http", "example.com:80", "/foo/bar", "/foo/bar/", false),
            ("HTTPS://example.com/", "https", "example.com", "/", "/", false),
            ("https://127.0.0.1", "https", "127.0.0.1", "", "/", true),
            ("https://127.0.0.1:8443/a/", "https", "127.0.0.1:8443", "/a/", "/a/", true),
            ("https://[fe80::1]", "https", "[fe80::1]", "", "/", true),
            ("https://[fe80::1]:8443", "https", "[fe80::1]:8443", "", "/", true),
            ("https://1.2.3.4.example.com", "https", "1.2.3.4.example.com", "", "/", false),
        ] {
            let normalized_path = normalized_path.to_owned();
            let expected = Url { scheme, authority, path, normalized_path, is_ip };
            assert_eq!(parse_url(url), Some(expected), "{url}");
        }
    }

    #[test]
    fn what_is_no_url_of_http_has_no_parts() {
        for url in [
            "",
            "example.com",
            "http://",
            "http:///path",
            "http://:80",
            "http://host:",
            "http://host:port",
            "http://host:80:80",
            "http://host:65536",
            "http://fe80::1",
            "https://example.com/path?query",
            "https://example.com#fragment",
            "https://example.com/a b",
            "ftp://example.com",
        ] {
            assert_eq!(parse_url(url), None, "{url}");
        }
    }

    #[test]
    fn a_text_is_split_into_as_many_parts_as_asked_for() {
        for (text, limit, expected) in [
            ("a--b--c", 0, &["a", "b", "c"][..]),
            ("a--b--c", 1, &["a--b--c"]),
            ("a--b--c", 2, &["a", "b--c"]),
            ("--a----b--", 0, &["", "a", "", "b", ""]),
            ("", 0, &[""]),
            ("none", 3, &["none"]),
        ] {
            assert_eq!(split(text, "--", limit), expected, "{text} {limit}");
        }
    }

    #[test]
    fn a_substring_is_all_there_or_nothing() {
        for (text, start, stop, reverse, expected) in [
            ("abcdefg", 0, 3, false, Some("abc")),
            ("abcdefg", 0, 3, true, Some("efg")),
            ("abcdefg", 2, 7, true, Some("abcde")),
            ("abc", 0, 3, false, Some("abc")),
            ("abc", 1, 4, false, None),
            ("abc", 0, 4, true, None),
            ("abc", 2, 2, false, None),
            ("abc", 2, 1, true, None),
            ("", 0, 1, false, None),
            ("äbc", 0, 1, false, None),
        ] {
            assert_eq!(substring(text, start, stop, reverse), expected, "{text} {start} {stop} {reverse}");
        }
    }

    #[test]
    fn host_labels() {
        let (longest, longer) = ("a".repeat(63), "a".repeat(64));
        for label in ["a", "0", "eu-west-1", "A-b", &longest] {
            assert!(is_valid_host_label(label, false), "{label}");
        }
        for label in ["", "-", "-a", "a-", "a.b", "a_b", "ä", "a\n", &longer] {
            assert!(!is_valid_host_label(label, false), "{label}");
        }
        assert!(is_valid_host_label("a.b-c.d", true));
        for label in ["", ".", "a.", ".a", "a..b", "a.-b"] {
            assert!(!is_valid_host_label(label, true), "{label}");
        }
    }

    #[test]
    fn what_is_reserved_is_escaped() {
        assert_eq!(uri_encode("aZ09-._~"), "aZ09-._~");
        assert_eq!(uri_encode("a b/c:%ä"), "a%20b%2Fc%3A%25%C3%A4");
    }
}
