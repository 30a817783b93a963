//! Compares XML codecs in one process. `cargo xtask bench xml` runs it.
//!
//! The benchmark creates its own input, so a failure ends it (`expect`).

mod derived;
mod list;
#[path = "../../calls/src/measure.rs"]
mod measure;
mod objects;
mod upload;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            list::run();
            upload::run();
        }
        ["profile", what, index, times] => profile(what, number(index), number(times)),
        _ => misused(),
    }
}

/// Repeats one candidate, for a profile.
fn profile(what: &str, index: usize, times: usize) {
    let candidates = match what {
        "list" => list::candidates(),
        "upload" => upload::candidates(),
        _ => misused(),
    };
    let mut candidate = candidates.into_iter().nth(index).unwrap_or_else(|| misused());
    (0..times).for_each(|_| (candidate.work)());
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| misused())
}

fn misused() -> ! {
    eprintln!("usage: xml [profile list|upload <index of the candidate> <times>]");
    std::process::exit(2)
}
