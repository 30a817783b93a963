//! Measures calls of S3 on the loopback interface. Server and clients are processes, so that each client's CPU time and memory
//! are its own.

use crate::calls::built;
use crate::process::{Cost, run};
use crate::stop::stop;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a process does, its number of calls, and the number of rounds.
const SUBJECTS: [(&str, &str, u32, usize); 4] = [
    ("get", "get of 256 KiB, 100 in flight", 2_000, 5),
    ("get-large", "get of 1 GiB, one stream", 1, 3),
    ("put", "put of 256 KiB, 100 in flight", 2_000, 5),
    ("put-large", "put of 1 GiB, one stream", 1, 3),
];
const CLIENTS: [(&str, &str); 3] =
    [("floor", "HTTP client alone"), ("ours", "smithereen"), ("official", "aws-sdk-s3")];

/// Runs the clients in turns against the same server: first as over HTTPS, but without encryption, then uploads over HTTP, which
/// clients sign in another way.
pub(crate) fn measure() {
    let program = built("objects");
    let (mut server, address) = start(program.get_program().as_ref());
    let (https, http) = (format!("https://{address}"), format!("http://{address}"));
    for (url, subjects) in [(https, &SUBJECTS[..]), (http, &SUBJECTS[2..])] {
        println!("{url}");
        for (what, about, calls, rounds) in subjects {
            let mut costs = CLIENTS.map(|_| Vec::new());
            for _ in 0..*rounds {
                for ((client, _), costs) in CLIENTS.iter().zip(&mut costs) {
                    costs.push(run(Command::new(program.get_program()).args([&url, *client, what])));
                }
            }
            report(about, *calls, costs);
        }
    }
    // This closes its input, with which it ends.
    if let Err(error) = server.wait() {
        stop(format_args!("the server: {error}"));
    }
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

/// Prints the medians of CPU time and duration, and the largest peak memory.
fn report(about: &str, calls: u32, costs: [Vec<Cost>; CLIENTS.len()]) {
    let summary = costs.map(|costs| {
        let cpu = median(costs.iter().map(|cost| cost.cpu.as_secs_f64()).collect());
        let wall = median(costs.iter().map(|cost| cost.wall.as_secs_f64()).collect());
        let peak = costs.iter().map(|cost| cost.peak).fold(0.0, f64::max);
        (cpu, wall, peak)
    });
    let (last_cpu, last_wall, _) = summary[CLIENTS.len() - 1];
    for ((_, name), (cpu, wall, peak)) in CLIENTS.iter().zip(summary) {
        let calls = f64::from(calls);
        println!(
            "{about:<30} {name:<17} {:>9.2} ms CPU a call ({:.2} of the last)  {:>7.1} calls a second ({:.2} of the last)  peak {peak:.1} MB",
            cpu / calls * 1e3,
            cpu / last_cpu,
            calls / wall,
            last_wall / wall
        );
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
