//! The benchmarks that `cargo xtask bench NAME` runs.

mod additions;
mod calls;
mod codegen;
mod compile;
mod first_build;
mod generate;
mod generated;
mod generators;
mod growth;
mod instructions;
mod lines;
mod models;
mod objects;
mod paths;
mod plot;
mod process;
mod python;
mod s3;
mod stop;
mod synthetic;

use std::process::Command;

/// The name, subject and duration of each benchmark on two cores, after building.
const ALL: [(&str, &str, &str); 20] = [
    ("codec", "JSON bodies written and read: ours, serde_json and sonic-rs derived, aws-smithy-json", "30 s"),
    ("form", "forms with 50 members written: ours, aws-smithy-query, serde_urlencoded", "5 s"),
    (
        "cbor",
        "CBOR bodies written and read: ours, aws-smithy-cbor, minicbor-serde, ciborium, aws-sdk-cloudwatch",
        "30 s",
    ),
    (
        "xml",
        "S3's ListObjectsV2 read, CompleteMultipartUpload written: ours, aws-sdk-s3, quick-xml, rusty-s3",
        "10 s",
    ),
    (
        "presign",
        "GetObject presigned, a PUT signed: ours, rusty-s3, reqsign, aws-sigv4; GetObject built with cached endpoints",
        "10 s",
    ),
    (
        "suite",
        "the 76 cases of the AWS SDKs' serde benchmark suite: ours, aws-sdk-dynamodb, aws-sdk-s3",
        "30 s",
    ),
    ("call", "an UpdateManagedThing without a network: sans-IO, our client, the official one", "15 s"),
    (
        "pages",
        "1,000 pages of DynamoDB's Scan without a network: items(), calls by hand, aws-sdk-dynamodb",
        "10 s",
    ),
    ("events", "10,000 events of 1 KB without a network: sans-IO, our client, aws-sdk-kinesis", "15 s"),
    (
        "objects",
        "S3 objects of 256 KiB and 1 GiB got and put on loopback: our client, aws-sdk-s3, boto3",
        "4 min",
    ),
    (
        "instructions",
        "the calls of `call` by instructions, counted by callgrind if valgrind is installed",
        "2 min",
    ),
    ("throughput", "calls a second on loopback, 1 and 64 in flight, with boto3 if it is installed", "1 min"),
    (
        "generate",
        "the generator as a process: three operations, all of iot (and two for Python), every service",
        "5 min",
    ),
    ("growth", "time and memory of generation against the number of shapes, drawn as growth.svg", "5 min"),
    (
        "compile",
        "CPU time and memory of builds from nothing and of the crates alone: ours, official, neither",
        "10 min",
    ),
    ("ec2", "CPU time, memory and lines of the crates of EC2, the largest service: ours, official", "10 min"),
    ("s3", "CPU time and memory of builds with six operations of S3: ours, official", "5 min"),
    ("additions", "CPU time that paginators and waiters add to the crate of EC2", "2 min"),
    (
        "first-build",
        "CPU time of building xtask from nothing: today's packages and profile, the former",
        "5 min",
    ),
    ("binary", "the size of release binaries, ours and official", "15 min"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (what, rest) =
        arguments.split_first().map_or(("list", &[][..]), |(what, rest)| (what.as_str(), rest));
    match what {
        "list" => list(),
        "one" => match rest {
            [report, arguments @ ..] => growth::one(report, arguments),
            [] => stop::stop("part of `growth`, not to be called"),
        },
        "prepare" => match rest {
            [folder, name] => generate::prepare(folder, name),
            _ => stop::stop("part of `generate`, not to be called"),
        },
        "all" => ALL.iter().for_each(|(what, ..)| measure(what, rest)),
        _ => measure(what, rest),
    }
}

fn list() {
    for (what, about, time) in ALL {
        println!("{what:<12} {about} ({time})");
    }
    println!("{:<12} each of these, one after the other", "all");
    println!("{:<12} allocations, lines, crates: no times, part of the ordinary tests", "counts");
    println!(
        "All but growth and first-build download the official crates; additions, compile, ec2, generate, growth and s3"
    );
    println!(
        "need models that `cargo xtask models pull` fetches. A benchmark that lacks something else names it."
    );
}

fn measure(what: &str, rest: &[String]) {
    if !ALL.iter().any(|(name, ..)| *name == what) {
        eprintln!("unknown benchmark `{what}`\nhelp: `cargo xtask bench list` lists the benchmarks");
        std::process::exit(2);
    }
    head(what);
    let models = rest.first().map(String::as_str);
    match what {
        "generate" => generate::measure(models),
        "growth" => growth::measure(models),
        "instructions" => instructions::measure(),
        "additions" => additions::measure(models),
        "compile" => compile::measure(models),
        "ec2" => compile::largest(models),
        "first-build" => first_build::measure(),
        "binary" => compile::sizes(),
        "cbor" | "events" | "pages" | "presign" | "xml" => calls::program_of(what),
        "objects" => objects::measure(),
        "s3" => s3::measure(models),
        "suite" => calls::suite(),
        _ => calls::measure(what),
    }
}

/// Prints the versions and the load of the machine, on which results depend.
fn head(what: &str) {
    println!("\n== cargo xtask bench {what}");
    let rustc = process::output(Command::new("rustc").arg("--version"));
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    println!("{rustc}; {cores} cores; load {load} at the start");
    let lock = paths::text(&paths::root().join("bench/Cargo.lock"));
    let version = |name: &str| {
        let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")));
        let line = entry.and_then(|entry| entry.lines().find_map(|line| line.strip_prefix("version = ")));
        format!("{name} {}", line.unwrap_or("unknown").trim_matches('"'))
    };
    let names = [
        "aws-sdk-iot",
        "aws-sdk-iotmanagedintegrations",
        "aws-sdk-dynamodb",
        "aws-sdk-kinesis",
        "aws-sdk-s3",
        "aws-config",
        "aws-smithy-json",
        "serde_json",
    ];
    println!("{}", names.map(version).join(", "));
}
