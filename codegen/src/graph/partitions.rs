//! Partitions of regions, which endpoint rules use.

/// A partition: a group of regions with its own domains, like the runtime's `Partition`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The name: `aws`, `aws-cn` and so on.
    pub name: String,
    /// The domain of endpoints.
    pub dns_suffix: String,
    /// The domain of dual-stack endpoints.
    pub dual_stack_dns_suffix: String,
    /// The region of global services.
    pub implicit_global_region: String,
    /// Whether there are FIPS endpoints.
    pub supports_fips: bool,
    /// Whether there are dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The known regions, in the source's order.
    pub regions: Vec<String>,
    /// The prefixes of region names; `-`, a word, `-` and a number follow, as after `us` in `us-east-1`.
    pub prefixes: Vec<String>,
}
