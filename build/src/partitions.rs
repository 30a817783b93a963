//! The partitions of AWS.

use smithereen_codegen::Source;

/// A copy of `models/partitions.json`, so that it is part of the package.
const PARTITIONS: &str = include_str!("../data/partitions.json");

/// Returns the partitions of AWS for sources without a partition table.
pub fn partitions() -> Source {
    Source { path: "partitions.json".to_owned(), text: PARTITIONS.to_owned() }
}
