//! Runs an official crate on newline-delimited JSON. For a line with `input`, it writes the request that the crate would send; for
//! one with `response`, the output or error that the crate parses. A failure of the crate is an object with `raised`. For a body
//! with CDATA sections, `without_cdata` is the result for the same body without them.

#[macro_use]
mod values;
#[macro_use]
mod operations;
mod shapes;
mod transport;

use serde_json::{Value, json};
use std::any::Any;
use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe};
use transport::{Transport, block_on};

fn main() -> io::Result<()> {
    // A panic is a result like others, and has no place among the messages of the comparison.
    panic::set_hook(Box::new(|_| {}));
    let transport = Transport::default();
    let client = sdk::Client::new(&transport.config());
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let result = panic::catch_unwind(AssertUnwindSafe(|| process(&client, &transport, &line)));
        let result = result.unwrap_or_else(|panic| Err(format!("panicked: {}", message(&*panic))));
        let result = result.unwrap_or_else(|error| json!({ "raised": error }));
        writeln!(out, "{result}")?;
        out.flush()?;
    }
    Ok(())
}

fn process(client: &sdk::Client, transport: &Transport, line: &str) -> Result<Value, String> {
    let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let name = line["operation"].as_str().unwrap_or_default();
    let (operation, sample) = shapes::operation(name).ok_or_else(|| format!("unknown operation `{name}`"))?;
    match (line.get("input"), line.get("response")) {
        (Some(input), None) => {
            transport.respond(&json!({ "status": 200 }))?;
            let outcome = block_on(operation(client, input)?);
            transport.sent().ok_or_else(|| format!("nothing was sent: {outcome}"))
        }
        (None, Some(response)) => {
            let sample: Value = serde_json::from_str(sample).map_err(|error| error.to_string())?;
            let receive = |response: &Value| {
                transport.respond(response)?;
                let outcome = block_on(operation(client, &sample)?);
                transport.sent().ok_or_else(|| format!("nothing was sent: {outcome}"))?;
                Ok::<_, String>(outcome)
            };
            let mut outcome = receive(response)?;
            if let Some(body) = response["body"].as_str().and_then(without_cdata) {
                let mut other = response.clone();
                other["body"] = body.into();
                outcome["without_cdata"] = receive(&other)?;
            }
            Ok(outcome)
        }
        _ => Err("the line must have either `input` or `response`".to_owned()),
    }
}

/// Replaces CDATA sections by escaped text. Returns `None` if there are none.
fn without_cdata(body: &str) -> Option<String> {
    let mut parts = body.split("<![CDATA[");
    let mut out = parts.next()?.to_owned();
    for part in parts.clone() {
        let (text, rest) = part.split_once("]]>")?;
        out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        out.push_str(rest);
    }
    parts.next().map(|_| out)
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
}
