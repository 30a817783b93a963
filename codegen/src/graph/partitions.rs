//! The groups of regions that endpoint rules ask for.

/// A group of regions with domains of its own. The runtime's type of this name says the same, in `'static` text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// `aws`, `aws-cn` and so on.
    pub name: String,
    /// The domain of its endpoints.
    pub dns_suffix: String,
    /// The domain of its endpoints that answer over IPv6 too.
    pub dual_stack_dns_suffix: String,
    /// The region of its global services.
    pub implicit_global_region: String,
    /// Whether it has endpoints validated by FIPS 140.
    pub supports_fips: bool,
    /// Whether it has endpoints that answer over IPv6 too.
    pub supports_dual_stack: bool,
    /// The regions it is known to have, in the source's order.
    pub regions: Vec<String>,
    /// What its regions begin with; `-`, a word, `-` and a number follow, as after `us` in `us-east-1`.
    pub prefixes: Vec<String>,
}
