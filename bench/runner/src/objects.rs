//! Measures calls of S3 on the loopback interface. Server and clients are processes, so that each client's CPU time and memory
//! are its own.

use crate::calls::built;
use crate::paths::root;
use crate::process::{Cost, run};
use crate::python;
use crate::stop::stop;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a process does, what it is, its number of calls, and the number of rounds.
type Subject = (&'static str, &'static str, u32, usize);

const GET: Subject = ("get", "get of 256 KiB, 100 in flight", 2_000, 11);
const GET_LARGE: Subject = ("get-large", "get of 1 GiB, one stream", 1, 7);
const PUT: Subject = ("put", "put of 256 KiB, 100 in flight", 2_000, 11);
const PUT_LARGE: Subject = ("put-large", "put of 1 GiB, one stream", 1, 7);
/// The argument of a process, and the client. The costs of others are compared with those of the last.
const CLIENTS: [(&str, &str); 3] =
    [("floor", "HTTP client alone"), ("ours", "smithereen"), ("official", "aws-sdk-s3")];

/// Runs the clients in turns against the same server: first as over HTTPS, but without encryption, then over HTTP, where uploads
/// are signed in another way. boto3, which has no HTTPS without encryption, transfers the large object over HTTP.
pub(crate) fn measure() {
    let program = built("objects");
    let (mut server, address) = start(program.get_program().as_ref());
    let has_boto3 = ["boto3", "awscrt"].map(|package| python::version(package, package));
    let has_boto3 = has_boto3.iter().all(Option::is_some);
    let (https, http) = (format!("https://{address}"), format!("http://{address}"));
    for (url, subjects) in
        [(https, &[GET, GET_LARGE, PUT, PUT_LARGE][..]), (http, &[GET_LARGE, PUT, PUT_LARGE])]
    {
        println!("{url}");
        for (what, about, calls, rounds) in subjects {
            let mut clients = clients(&program, &url, what, has_boto3);
            let mut costs: Vec<Vec<Cost>> = clients.iter().map(|_| Vec::new()).collect();
            for _ in 0..*rounds {
                for ((_, command), costs) in clients.iter_mut().zip(&mut costs) {
                    costs.push(run(command));
                }
            }
            let names: Vec<&str> = clients.iter().map(|(name, _)| *name).collect();
            report(about, *calls, &names, &costs);
        }
    }
    // This closes its input, with which it ends.
    if let Err(error) = server.wait() {
        stop(format_args!("the server: {error}"));
    }
}

/// Returns the names of the clients, and their processes.
fn clients(program: &Command, url: &str, what: &str, has_boto3: bool) -> Vec<(&'static str, Command)> {
    let mut clients = Vec::new();
    if has_boto3 && url.starts_with("http:") && what.ends_with("-large") {
        let mut boto3 = Command::new(python::program());
        boto3.arg(root().join("bench/objects/boto3_objects.py")).args([url, what]);
        clients.push(("boto3 with awscrt", boto3));
    }
    for (client, name) in CLIENTS {
        let mut command = Command::new(program.get_program());
        command.args([url, client, what]);
        clients.push((name, command));
    }
    clients
}

/// Starts the server and returns it with its address.
fn start(program: &Path) -> (Child, String) {
    let server = Command::new(program).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut server = server.unwrap_or_else(|error| stop(format_args!("{}: {error}", program.display())));
    let mut address = String::new();
    let line = server.stdout.take().map(|out| BufReader::new(out).read_line(&mut address));
    match line {
        Some(Ok(1..)) => (server, address.trim().to_owned()),
        _ => stop("the server has no address"),
    }
}

/// Prints the medians of CPU time and duration, those of the ratios to the last client within a round, and the largest peak
/// memory.
fn report(about: &str, calls: u32, names: &[&str], costs: &[Vec<Cost>]) {
    let Some(last) = costs.last() else { return };
    let calls = f64::from(calls);
    for (name, costs) in names.iter().zip(costs) {
        let of = |value: fn(&Cost) -> f64| median(costs.iter().map(value).collect());
        let ratio = |value: fn(&Cost) -> f64| {
            median(costs.iter().zip(last).map(|(cost, last)| value(cost) / value(last)).collect())
        };
        let (cpu, wall) = (|cost: &Cost| cost.cpu.as_secs_f64(), |cost: &Cost| cost.wall.as_secs_f64());
        println!(
            "{about:<30} {name:<17} {:>9.2} ms CPU a call ({:.2} of the last)  {:>7.1} calls a second ({:.2} of the last)  peak {:.1} MB",
            of(cpu) / calls * 1e3,
            ratio(cpu),
            calls / of(wall),
            1.0 / ratio(wall),
            costs.iter().map(|cost| cost.peak).fold(0.0, f64::max)
        );
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
