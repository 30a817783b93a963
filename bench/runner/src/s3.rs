//! Measures the build of an application with six operations of S3, with minimal dependencies on both sides.

use crate::compile::{BENCH, again, difference, row};
use crate::generated::Generated;
use crate::models;
use crate::paths::{cargo, emptied, fetch, root, scratch, text};
use crate::process::run;
use crate::stop::stop;

const OFFICIAL: &str = "official-s3";
const OPERATIONS: [&str; 6] =
    ["PutObject", "CopyObject", "HeadObject", "GetObject", "ListObjectsV2", "DeleteObject"];

/// Compiles the applications from nothing, then the crates alone with built dependencies.
pub(crate) fn measure(given: Option<&str>) {
    fetch(BENCH);
    let mut service = models::service(&models::folder(given), "s3").unwrap_or_else(|why| stop(why)).sources;
    service.operations = OPERATIONS.map(str::to_owned).to_vec().into();
    let ours = Generated::new("s3", service);
    let file = |name: &str| text(&root().join("bench/runner/s3").join(name));
    ours.add_program(&file("main.rs"), &file("dependencies.toml"));

    let target = scratch("apps").join(OFFICIAL);
    let official = run(cargo("build", BENCH, emptied(&target)).args(["--package", OFFICIAL]));
    row("an application: aws-sdk-s3, one TLS stack", &official, &official);
    row("an application: smithereen, one TLS stack", &ours.compile_all(), &official);
    let official = again(&target, OFFICIAL, "aws-sdk-s3");
    row("aws-sdk-s3, alone", &official, &official);
    let alone = difference(ours.compile("src/lib.rs"), ours.compile("src/main.rs"));
    row("smithereen, alone", &alone, &official);
    println!("alone: 1/{:.0} of the CPU time", official.cpu.as_secs_f64() / alone.cpu.as_secs_f64());
}
