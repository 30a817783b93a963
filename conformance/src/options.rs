//! The options of `cargo xtask conformance`.

use std::path::PathBuf;
use std::str::FromStr;

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
    /// Of the suites that compile the crates of services, run the K-th of N parts: each N-th service. Crates are kept for the next run,
    /// so a run of all parts only reads the results of N runs before it
    #[arg(long, value_name = "K/N", default_value = "1/1", hide_default_value = true)]
    pub(crate) part: Part,
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

/// One of several parts of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// From 0.
    index: usize,
    count: usize,
}

impl Part {
    /// Returns the services of this part.
    pub(crate) fn of<'n>(self, services: impl Iterator<Item = &'n str>) -> impl Iterator<Item = &'n str> {
        services.skip(self.index).step_by(self.count)
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('/').and_then(|(number, count)| {
            let (number, count) = (number.parse::<usize>().ok()?, count.parse().ok()?);
            (number <= count).then_some(Self { index: number.checked_sub(1)?, count })
        });
        parsed.ok_or_else(|| "write the number of the part and of all parts, such as `1/8`".to_owned())
    }
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

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn each_service_is_in_one_part() {
        let services = ["a", "b", "c", "d", "e"];
        let part = |text: &str| text.parse::<Part>().unwrap().of(services.into_iter()).collect::<Vec<_>>();
        assert_eq!([part("1/2"), part("2/2")], [vec!["a", "c", "e"], vec!["b", "d"]]);
        assert_eq!(part("1/1"), services);
        for text in ["", "1", "0/2", "3/2", "0/0", "1/0", "a/2", "-1/2"] {
            assert!(text.parse::<Part>().is_err(), "{text}");
        }
    }
}
