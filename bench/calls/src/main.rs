//! Benchmarks of codecs and calls: generated code and the official crates in one process. `cargo xtask bench` runs it.
//!
//! The benchmark creates its own input. If that fails, it cannot continue and panics (`expect`).

mod call;
mod clients;
mod codec;
mod connector;
mod derived;
mod form;
mod measure;
mod server;
mod smithy;
mod thing;
mod throughput;

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["codec"] => codec::run(),
        ["form"] => form::run(),
        ["call"] => call::run(),
        ["throughput"] => throughput::run(None),
        ["throughput", python, script] => throughput::run(Some((Path::new(python), Path::new(script)))),
        ["profile", what, endpoints, schemas, times] => {
            let [endpoints, schemas, times] = [endpoints, schemas, times].map(number);
            let profile = if what.starts_with("call") { call::profile } else { codec::profile };
            profile(what, endpoints, schemas, times);
        }
        _ => usage(),
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| usage())
}

/// Prints the usage and exits.
fn usage() -> ! {
    eprintln!(
        "codec, form, call, throughput [python script], or profile <what> <endpoints> <schemas> <times>, of\n\
         call-sans-io, call-ours, call-official, call-clone, and write- or read-ours, -derived, -smithy, -sonic"
    );
    std::process::exit(2)
}
