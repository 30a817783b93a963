//! Measures calls per second on the loopback interface, sequential and concurrent.

use crate::clients::{clients, config};
use crate::measure::median;
use crate::{server, thing};
use aws_smithy_http_client::Builder as HttpBuilder;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;

const ROUNDS: usize = 7;
/// The duration of each side's turn in a round.
const TURN: Duration = Duration::from_secs(1);
const IN_FLIGHT: [usize; 2] = [1, 64];

type Sent = Pin<Box<dyn Future<Output = ()> + Send>>;
type Caller = Arc<dyn Fn() -> Sent + Send + Sync>;

/// Measures the clients, and boto3 if a Python with boto3 and a script are given.
pub(crate) fn run(boto3: Option<(&Path, &Path)>) {
    let address = server::start();
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (ours, official) = senders(address);
    for in_flight in IN_FLIGHT {
        let mut rates = [Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            rates[0].push(runtime.block_on(rate(&ours, in_flight)));
            rates[1].push(runtime.block_on(rate(&official, in_flight)));
            if let Some((python, script)) = boto3 {
                rates[2].push(python_rate(python, script, address, in_flight));
            }
        }
        let rates = rates.map(median);
        for (name, rate) in ["smithereen, client", "official client", "boto3"].iter().zip(rates) {
            if rate.is_finite() {
                let ratio = rate / rates[0];
                println!(
                    "{in_flight:>2} in flight  {name:<20} {rate:>9.0} calls a second  {ratio:>5.2} times the first"
                );
            }
        }
    }
}

/// Returns functions that make one call with each client.
fn senders(address: SocketAddr) -> (Caller, Caller) {
    let config = config(HttpBuilder::new().build_http(), Some(&format!("http://{address}")));
    let (ours, official) = clients(&config);
    let (thing, theirs) = (thing::ours(1, 1), thing::official(1, 1));
    let ours: Caller = Arc::new(move || {
        let call = ours.update_managed_thing(&thing);
        Box::pin(async move { call.await.expect("a response") })
    });
    let official: Caller = Arc::new(move || {
        let (client, thing) = (official.clone(), theirs.clone());
        Box::pin(async move { drop(thing.send_with(&client).await.expect("a response")) })
    });
    (ours, official)
}

/// Returns the calls per second with this number of concurrent calls.
async fn rate(send: &Caller, in_flight: usize) -> f64 {
    // Opens the connections first.
    calls(send, in_flight, Instant::now() + TURN / 10).await;
    let begin = Instant::now();
    let made = calls(send, in_flight, begin + TURN).await;
    made as f64 / begin.elapsed().as_secs_f64()
}

async fn calls(send: &Caller, in_flight: usize, until: Instant) -> usize {
    let tasks = (0..in_flight).map(|_| {
        let send = Arc::clone(send);
        tokio::spawn(async move {
            let mut made = 0;
            while Instant::now() < until {
                send().await;
                made += 1;
            }
            made
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut made = 0;
    for task in tasks {
        made += task.await.expect("no call fails");
    }
    made
}

/// Returns the calls per second of boto3, which a separate process prints.
fn python_rate(python: &Path, script: &Path, address: SocketAddr, in_flight: usize) -> f64 {
    let run = Command::new(python)
        .arg(script)
        .args([format!("http://{address}"), in_flight.to_string(), TURN.as_secs_f64().to_string()])
        .output()
        .expect("Python runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).trim().parse().expect("a number")
}
