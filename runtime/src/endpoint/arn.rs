//! `aws.parseArn`, and what names of buckets can be part of a host.

use super::is_valid_host_label;

/// An ARN in parts: `arn:partition:service:region:account:resource`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// `aws`, `aws-cn` and so on.
    pub partition: &'a str,
    /// The service that the resource belongs to.
    pub service: &'a str,
    /// The region it is in; empty for what is in none.
    pub region: &'a str,
    /// The account it belongs to; empty for what belongs to none.
    pub account_id: &'a str,
    resource: &'a str,
}

impl<'a> Arn<'a> {
    /// A part of the resource, counted from zero: `thing/a` and `thing:a` have two.
    pub fn resource(&self, index: usize) -> Option<&'a str> {
        self.resource.split([':', '/']).nth(index)
    }
}

/// `aws.parseArn`: the parts of an ARN. There is none without a partition, a service or a resource.
pub fn parse_arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
    let mut part = || parts.next();
    let (partition, service, region, account_id, resource) = (part()?, part()?, part()?, part()?, part()?);
    let whole = ![partition, service, resource].contains(&"");
    whole.then_some(Arn { partition, service, region, account_id, resource })
}

/// `aws.isVirtualHostableS3Bucket`: whether a bucket of this name can have a host of its own. That is 3 to 63
/// characters, a label in lower case, no IP address; where there may be subdomains, such labels with dots between.
pub fn is_virtual_hostable_bucket(name: &str, allow_subdomains: bool) -> bool {
    let is_upper = |byte: u8| byte.is_ascii_uppercase();
    (3..=63).contains(&name.len())
        && !name.bytes().any(is_upper)
        && !is_like_ip(name)
        && is_valid_host_label(name, allow_subdomains)
}

/// Four numbers, of any size, with dots between.
fn is_like_ip(name: &str) -> bool {
    let is_number = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    name.split('.').count() == 4 && name.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_comes_apart() {
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
    fn what_is_no_arn_has_no_parts() {
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
    fn buckets_with_hosts_of_their_own() {
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
