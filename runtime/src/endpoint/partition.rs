//! `aws.partition`: the AWS partition of a region.

/// An AWS partition: a group of regions with domains of its own. The table of partitions is generated code.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partition {
    /// `aws`, `aws-cn` and so on.
    pub name: &'static str,
    /// The domain of the endpoints.
    pub dns_suffix: &'static str,
    /// The domain of the dual-stack endpoints (IPv4 and IPv6).
    pub dual_stack_dns_suffix: &'static str,
    /// The region of the global services.
    pub implicit_global_region: &'static str,
    /// Whether the partition has FIPS 140 endpoints.
    pub supports_fips: bool,
    /// Whether the partition has dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The known regions.
    pub regions: &'static [&'static str],
    /// The prefixes of region names, such as `us` for `us-east-1`.
    pub prefixes: &'static [&'static str],
}

impl Partition {
    /// Creates a partition without domains, regions or capabilities.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            dns_suffix: "",
            dual_stack_dns_suffix: "",
            implicit_global_region: "",
            supports_fips: false,
            supports_dual_stack: false,
            regions: &[],
            prefixes: &[],
        }
    }

    /// Sets the domain of the endpoints.
    #[must_use]
    pub const fn dns_suffix(self, dns_suffix: &'static str) -> Self {
        Self { dns_suffix, ..self }
    }

    /// Sets the domain of the dual-stack endpoints (IPv4 and IPv6).
    #[must_use]
    pub const fn dual_stack_dns_suffix(self, dual_stack_dns_suffix: &'static str) -> Self {
        Self { dual_stack_dns_suffix, ..self }
    }

    /// Sets the region of the global services.
    #[must_use]
    pub const fn implicit_global_region(self, implicit_global_region: &'static str) -> Self {
        Self { implicit_global_region, ..self }
    }

    /// Marks the partition as one with FIPS 140 endpoints.
    #[must_use]
    pub const fn supports_fips(self) -> Self {
        Self { supports_fips: true, ..self }
    }

    /// Marks the partition as one with dual-stack endpoints.
    #[must_use]
    pub const fn supports_dual_stack(self) -> Self {
        Self { supports_dual_stack: true, ..self }
    }

    /// Sets the known regions.
    #[must_use]
    pub const fn regions(self, regions: &'static [&'static str]) -> Self {
        Self { regions, ..self }
    }

    /// Sets the prefixes of region names, such as `us` for `us-east-1`.
    #[must_use]
    pub const fn prefixes(self, prefixes: &'static [&'static str]) -> Self {
        Self { prefixes, ..self }
    }
}

/// Returns the partition of a region: the one that lists it, otherwise the one with a prefix of its name, otherwise the first.
pub fn partition<'t>(table: &'t [Partition], region: &str) -> Option<&'t Partition> {
    let listed = table.iter().find(|partition| partition.regions.contains(&region));
    let by_prefix = || table.iter().find(|p| p.prefixes.iter().any(|prefix| matches_prefix(region, prefix)));
    listed.or_else(by_prefix).or_else(|| table.first())
}

/// Returns whether the region is the prefix, a word and a number, separated by hyphens.
fn matches_prefix(region: &str, prefix: &str) -> bool {
    let rest = region.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
    let Some((word, number)) = rest.and_then(|rest| rest.split_once('-')) else { return false };
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_word && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn named(name: &'static str, prefixes: &'static [&'static str]) -> Partition {
        let regions: &[&str] = if prefixes.len() == 2 { &["aws-global"] } else { &[] };
        Partition::new(name).prefixes(prefixes).regions(regions)
    }

    #[test]
    fn the_partition_is_found_by_region_then_by_prefix_then_by_default() {
        let table = [named("aws", &["us", "eu"]), named("aws-us-gov", &["us-gov"])];
        for (region, name) in [
            ("aws-global", "aws"),
            ("eu-west-1", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-new_er-12", "aws"),
            ("us-gov-", "aws"),
            ("mars-1", "aws"),
            ("", "aws"),
        ] {
            assert_eq!(partition(&table, region).unwrap().name, name, "{region}");
        }
        assert_eq!(partition(&[], "eu-west-1"), None);
    }
}
