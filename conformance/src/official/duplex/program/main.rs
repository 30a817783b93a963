//! Makes calls of StartStreamTranscription to a server of its own over HTTP/2 and TLS: newline-delimited JSON in, one result per line.
//!
//! A line has the client to use, the input, the events to send, the messages that the server responds with, and the order in which
//! both do this. The result has the request as the server received it, and what the client received.

#[macro_use]
mod values;
#[macro_use]
mod operations;
mod clients;
mod ours;
mod script;
mod server;
mod shapes;
mod theirs;

use clients::Clients;
use script::Script;
use serde_json::{Value, json};
use server::Server;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Duration;

/// The time after which a call hangs: the longest takes less than a second.
const LIMIT: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start().await?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let result = process(&server, &line?).await;
        writeln!(out, "{}", result.unwrap_or_else(|error| json!({ "failed": error })))?;
        out.flush()?;
    }
    Ok(())
}

async fn process(server: &Server, line: &str) -> Result<Value, String> {
    let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let script = Script::new(&line)?;
    let clients = Clients::new(server, &line["credentials"]);
    server.expect(&script);
    let call = async {
        match line["client"].as_str() {
            Some("ours") => ours::call(&clients, &line, &script).await,
            Some("theirs") => theirs::call(&clients, &line, &script).await,
            _ => Err("`client` must be `ours` or `theirs`".to_owned()),
        }
    };
    let received = tokio::time::timeout(LIMIT, call).await.map_err(|_| format!("hangs: {}", script.order));
    let mut result = received??;
    result["request"] = server.request().await;
    Ok(result)
}
