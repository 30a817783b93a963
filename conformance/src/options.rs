//! The options of `cargo xtask conformance`.

use std::path::PathBuf;

/// The suites to run, and the random cases in them.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Run only the suites whose names contain TEXT
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) filter: String,
    /// Random seed
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Number of cases in each suite with random cases
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(crate) cases: usize,
    /// Operations that random cases are generated for
    #[arg(long, value_enum, default_value_t = Operations::Selected)]
    pub(crate) operations: Operations,
    /// Use all supported operations of this service instead; with `--server`, call only this service; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Vec<String>,
    /// Run the test cases in this Smithy model, or in all models of this folder, instead of the suites; may be repeated
    #[arg(long, value_name = "PATH", conflicts_with_all = ["filter", "operations", "service", "server"])]
    pub(crate) model: Vec<PathBuf>,
    /// List the names of all failed cases; differences are shown for the first 20 of each suite
    #[arg(long, conflicts_with_all = ["server", "semver"])]
    pub(crate) all_failures: bool,
    /// Folder of Smithy ASTs, at any depth: each is compared with botocore's model of the same service and version
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["model", "server", "semver"])]
    pub(crate) asts: Option<PathBuf>,
    /// Make calls to a third-party test server instead of running the suites
    #[arg(long, value_enum, value_name = "NAME", conflicts_with_all = ["filter", "operations"])]
    pub(crate) server: Option<Server>,
    /// Compare the version steps of `models diff` with cargo-semver-checks instead of running the suites
    #[arg(long, conflicts_with_all = ["filter", "operations", "server"])]
    pub(crate) semver: bool,
    /// Compare with the official Rust crates instead of running the suites; `--service` limits the services. With `--server`, also
    /// exchange objects of S3 with the official crate
    #[arg(long, conflicts_with_all = ["filter", "operations", "model", "semver", "asts"])]
    pub(crate) official: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Server {
    /// moto, from the Python package index
    Moto,
    /// The providers of LocalStack, from the Python package index
    Localstack,
    /// dynalite, from the npm registry
    Dynalite,
    /// kinesalite, from the npm registry
    Kinesalite,
    /// s3s-fs, from Cargo's registry
    S3s,
    /// Garage, from Cargo's registry
    Garage,
    /// All of them
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Operations {
    /// The operations that this project selects
    Selected,
    /// All operations of its services
    All,
}
