//! The standard library functions of Smithy's rules engine.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::net::{Ipv4Addr, Ipv6Addr};

/// All characters except the unreserved ones of RFC 3986. Labels and queries escape the same.
pub(crate) const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A parsed URL (`parseURL`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// The host, and the port if the URL has one.
    pub authority: &'a str,
    /// The path.
    pub path: &'a str,
    /// The path with a slash at its start and its end.
    pub normalized_path: String,
    /// Whether the host is an IP address.
    pub is_ip: bool,
}

/// Parses an `http` or `https` URL (`parseURL`). Returns `None` for other text and for a URL with a query or a fragment.
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

/// Returns the host; `None` if the port is not a number.
fn host(authority: &str) -> Option<&str> {
    // The colons of an IPv6 address are in brackets.
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

/// Returns the characters from `start` up to but excluding `stop` (`substring`), counted from the end if `reverse`. Returns
/// `None` if the text is shorter or not ASCII.
pub fn substring(text: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if start >= stop || !text.is_ascii() {
        return None;
    }
    match reverse {
        false => text.get(start..stop),
        true => text.get(text.len().checked_sub(stop)?..text.len().checked_sub(start)?),
    }
}

/// Splits text at `delimiter` into at most `limit` parts (`split`); 0 means no limit.
pub fn split<'a>(text: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        0 => text.split(delimiter).collect(),
        limit => text.splitn(limit, delimiter).collect(),
    }
}

/// Returns whether text is a valid host label (`isValidHostLabel`): 1 to 63 ASCII letters, digits and hyphens, without
/// a hyphen at its ends. With `allow_subdomains`, one or more such labels separated by dots.
pub fn is_valid_host_label(label: &str, allow_subdomains: bool) -> bool {
    if allow_subdomains {
        return label.split('.').all(|label| is_valid_host_label(label, false));
    }
    let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

/// Percent-encodes all characters except the unreserved ones of RFC 3986 (`uriEncode`).
pub fn uri_encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_parsed() {
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
    fn invalid_urls_are_rejected() {
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
    fn text_is_split_up_to_the_limit() {
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
    fn a_substring_beyond_the_text_is_none() {
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
    fn host_labels_are_checked() {
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
    fn reserved_characters_are_escaped() {
        assert_eq!(uri_encode("aZ09-._~"), "aZ09-._~");
        assert_eq!(uri_encode("a b/c:%ä"), "a%20b%2Fc%3A%25%C3%A4");
    }
}
