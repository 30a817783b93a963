//! The results: a table, and files in the schema of the suite.

use crate::measure::Statistics;
use crate::official;
use serde_json::{Value, json};
use std::path::Path;

/// A measured case.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) service: &'static str,
    /// The length of the body.
    pub(crate) bytes: usize,
    pub(crate) ours: Statistics,
    pub(crate) official: Option<(&'static str, Statistics)>,
    pub(crate) others: Vec<(&'static str, Statistics)>,
}

pub(crate) fn head() {
    println!("{:<46} {:>7} {:>10} {:>10} {:>7}", "case, median µs", "bytes", "ours", "official", "ratio");
}

impl Row {
    pub(crate) fn print(&self) {
        let ours = self.ours.p50;
        let (time, ratio) = self.official.as_ref().map_or_else(
            || ("-".to_owned(), "-".to_owned()),
            |(_, official)| (format!("{:.2}", official.p50 / 1e3), format!("{:.2}", ours / official.p50)),
        );
        println!("{:<46} {:>7} {:>10.2} {time:>10} {ratio:>7}", self.id, self.bytes, ours / 1e3);
        for (name, other) in &self.others {
            let name = format!("  {name}");
            println!("{name:<46} {:>7} {:>10} {:>10.2} {:>7.2}", "", "", other.p50 / 1e3, ours / other.p50);
        }
    }
}

/// Prints the geometric mean of the ratios of each service, and what is missing.
pub(crate) fn summary(rows: &[Row]) {
    println!();
    for (service, direction) in [
        ("aws_json_1_0", "Request"),
        ("aws_json_1_0", "Output"),
        ("rest_xml", "Request"),
        ("rest_xml", "Output"),
    ] {
        let is_request = direction == "Request";
        let rows = rows.iter().filter(|row| row.service == service && row.is_request() == is_request);
        let ratios = rows.filter_map(|row| Some((row.ours.p50 / row.official.as_ref()?.1.p50).ln()));
        let ratios: Vec<f64> = ratios.collect();
        let mean = (ratios.iter().sum::<f64>() / ratios.len() as f64).exp();
        let what = if is_request { "serialized" } else { "deserialized" };
        println!(
            "{service}, {what}: {mean:.2} times the official crate, geometric mean of {} cases",
            ratios.len()
        );
    }
    for (what, why) in official::MISSING {
        println!("{what}: no official crate, {why}");
    }
}

impl Row {
    fn is_request(&self) -> bool {
        self.id.contains("Request") || self.id.contains("Input") || self.id.contains("PutObject")
    }
}

/// Writes the results of ours and of the official crates, one file each.
pub(crate) fn write(rows: &[Row], folder: &Path) {
    let ours = rows.iter().map(|row| result(&row.id, &row.ours)).collect();
    file(&folder.join("suite-smithereen.json"), &["smithereen"], ours);
    let official = rows.iter().filter_map(|row| Some(result(&row.id, &row.official.as_ref()?.1))).collect();
    file(&folder.join("suite-official.json"), &["aws-sdk-dynamodb", "aws-sdk-s3"], official);
}

fn result(id: &str, times: &Statistics) -> Value {
    json!({
        "id": id,
        "n": times.n,
        "mean": times.mean.round(),
        "p50": times.p50.round(),
        "p90": times.p90.round(),
        "p95": times.p95.round(),
        "p99": times.p99.round(),
        "std_dev": times.std_dev.round(),
    })
}

fn file(path: &Path, software: &[&str], results: Vec<Value>) {
    let software: Vec<_> = software.iter().map(|name| json!([name, version(name)])).collect();
    let report = json!({
        "metadata": {
            "lang": "Rust",
            "software": software,
            "os": os(),
            "instance": instance(),
            "precision": "-9",
        },
        "serde_benchmarks": results,
    });
    let text = serde_json::to_string_pretty(&report).expect("it can be written");
    match std::fs::write(path, text + "\n") {
        Ok(()) => println!("written: {}", path.display()),
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Returns the version of a package in the lock file.
fn version(name: &str) -> &'static str {
    let lock = include_str!("../../Cargo.lock");
    let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")));
    let line = entry.and_then(|entry| entry.lines().find_map(|line| line.strip_prefix("version = ")));
    line.map_or("unknown", |version| version.trim_matches('"'))
}

fn os() -> String {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or_else(|| std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}

fn instance() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model);
    format!("{model}, {cores} cores")
}
