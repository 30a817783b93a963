//! The partitions in the package are those of this repository.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

/// A package cannot contain files from outside of its folder, so `build/data` has a copy.
#[test]
fn the_copy_in_the_package_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/partitions.json");
    let models = std::fs::read_to_string(path).unwrap();
    let help = "run `cp models/partitions.json build/data/partitions.json`";
    assert!(smithereen_build::partitions().text == models, "build/data/partitions.json differs: {help}");
}
