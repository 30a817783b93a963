//! `aws.parseArn` and `aws.isVirtualHostableS3Bucket`.

use super::is_valid_host_label;
use std::fmt;

/// A parsed ARN: `arn:partition:service:region:account:resource`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// `aws`, `aws-cn` and so on.
    pub partition: &'a str,
    /// The service of the resource.
    pub service: &'a str,
    /// The region of the resource; empty for a global resource.
    pub region: &'a str,
    /// The account of the resource; empty for a resource without an account.
    pub account_id: &'a str,
    resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Returns a part of the resource, counted from zero: `thing/a` and `thing:a` have two parts.
    pub fn resource(&self, index: usize) -> Option<&'a str> {
        self.resource.split([':', '/']).nth(index)
    }
}

impl<'a> TryFrom<&'a str> for Arn<'a> {
    type Error = InvalidArn;

    fn try_from(text: &'a str) -> Result<Self, InvalidArn> {
        parse_arn(text).ok_or(InvalidArn)
    }
}

/// The error for a text that is no ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidArn;

impl fmt::Display for InvalidArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an ARN: `arn:partition:service:region:account:resource`")
    }
}

impl std::error::Error for InvalidArn {}

/// Parses an ARN (`aws.parseArn`). Returns `None` for other text, and without a partition, a service or a resource.
pub fn parse_arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
    let mut part = || parts.next();
    let (partition, service, region, account_id, resource) = (part()?, part()?, part()?, part()?, part()?);
    let is_complete = ![partition, service, resource].contains(&"");
    is_complete.then_some(Arn { partition, service, region, account_id, resource })
}

/// Returns whether the name of a bucket can be part of a host name (`aws.isVirtualHostableS3Bucket`): 3 to 63
/// characters, a host label without uppercase letters, and not an IP address. With `allow_subdomains`, several such
/// labels separated by dots.
pub fn is_virtual_hostable_bucket(name: &str, allow_subdomains: bool) -> bool {
    let is_upper = |byte: u8| byte.is_ascii_uppercase();
    (3..=63).contains(&name.len())
        && !name.bytes().any(is_upper)
        && !is_like_ip(name)
        && is_valid_host_label(name, allow_subdomains)
}

/// Returns whether the name is four numbers of any size, separated by dots.
fn is_like_ip(name: &str) -> bool {
    let is_number = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    name.split('.').count() == 4 && name.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_arn_is_an_error() {
        assert_eq!(Arn::try_from("arn:aws:iam::1:role/a").map(|arn| arn.resource(1)), Ok(Some("a")));
        assert_eq!(Arn::try_from("role/a"), Err(InvalidArn));
    }

    #[test]
    fn arns_are_parsed() {
        let arn = parse_arn("arn:aws:iot:eu-west-1:123456789012:thing/a:b//c").unwrap();
        assert_eq!(
            (arn.partition, arn.service, arn.region, arn.account_id),
            ("aws", "iot", "eu-west-1", "123456789012")
        );
        let parts: Vec<_> = (0..7).map(|index| arn.resource(index)).collect();
        assert_eq!(parts, [Some("thing"), Some("a"), Some("b"), Some(""), Some("c"), None, None]);
        let arn = parse_arn("arn:aws:s3:::bucket").unwrap();
        assert_eq!((arn.region, arn.account_id, arn.resource(0)), ("", "", Some("bucket")));
        assert_eq!(parse_arn("arn:aws:s3:::b:").unwrap().resource(1), Some(""));
    }

    #[test]
    fn invalid_arns_are_rejected() {
        for text in [
            "",
            "arn",
            "arn:aws:s3:::",
            "arn:aws:s3::",
            "arn::s3:::bucket",
            "arn:aws::::bucket",
            "ARN:aws:s3:::bucket",
            "brn:aws:s3:::bucket",
            "bucket",
        ] {
            assert_eq!(parse_arn(text), None, "{text}");
        }
    }

    #[test]
    fn virtual_hostable_buckets_are_host_labels() {
        let (longest, longer) = ("a".repeat(63), "a".repeat(64));
        for name in ["abc", "a-b", "0-9", "1234", &longest] {
            assert!(is_virtual_hostable_bucket(name, false), "{name}");
        }
        for name in ["", "ab", "aBc", "-ab", "ab-", "a.bc", "a_b", "192.168.5.4", "äbc", &longer] {
            assert!(!is_virtual_hostable_bucket(name, false), "{name}");
        }
        for name in ["a.bc", "a.b.c", "1.2.3", "1.2.3.4a"] {
            assert!(is_virtual_hostable_bucket(name, true), "{name}");
        }
        for name in ["a..b", ".ab", "ab.", "a.-b", "192.168.5.4", "999.999.999.999"] {
            assert!(!is_virtual_hostable_bucket(name, true), "{name}");
        }
    }
}
