//! Compares CBOR codecs in one process. `cargo xtask bench cbor` runs it.
//!
//! The benchmark creates its own input, so a failure ends it (`expect`).

mod alarms;
mod codecs;
#[path = "../../calls/src/measure.rs"]
mod measure;
mod metric_data;
mod schema;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            codecs::run();
            metric_data::run();
        }
        ["profile", what, index, times] => profile(what, number(index), number(times)),
        _ => misused(),
    }
}

/// Repeats one candidate, for a profile.
fn profile(what: &str, index: usize, times: usize) {
    let candidates =
        if what == "metric_data" { Some(metric_data::candidates()) } else { codecs::candidates(what) };
    let candidate = candidates.and_then(|candidates| candidates.into_iter().nth(index));
    let mut candidate = candidate.unwrap_or_else(|| misused());
    (0..times).for_each(|_| (candidate.work)());
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| misused())
}

fn misused() -> ! {
    eprintln!("usage: cbor [profile write|read|clone|metric_data <index of the candidate> <times>]");
    std::process::exit(2)
}
