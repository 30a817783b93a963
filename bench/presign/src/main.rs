//! Compares signers in one process. `cargo xtask bench presign` runs it.
//!
//! The benchmark creates its own input, so a failure ends it (`expect`).

mod endpoint;
#[path = "../../calls/src/measure.rs"]
mod measure;
mod object;
mod official;
mod others;
mod ours;

use measure::{Candidate, compare};
use object::TOKEN;
use std::hint::black_box;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            compare("presign GetObject", presigners(None));
            compare("presign, with a session token", presigners(Some(TOKEN)));
            compare("sign a PUT of 1 KB in headers", signers());
            compare("endpoint of GetObject", endpoint::candidates());
            compare("presign GetObject with a client", endpoint::presigners());
        }
        ["profile", what, index, times] => profile(what, number(index), number(times)),
        _ => misused(),
    }
}

/// Repeats one candidate, for a profile.
fn profile(what: &str, index: usize, times: usize) {
    let candidates = match what {
        "presign" => presigners(None),
        "sign" => signers(),
        "endpoint" => endpoint::candidates(),
        "client" => endpoint::presigners(),
        _ => misused(),
    };
    let mut candidate = candidates.into_iter().nth(index).unwrap_or_else(|| misused());
    (0..times).for_each(|_| (candidate.work)());
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| misused())
}

fn misused() -> ! {
    eprintln!("usage: presign [profile presign|sign|endpoint|client <index of the candidate> <times>]");
    std::process::exit(2)
}

/// Returns the presigners. All make the same URL but for the order of parameters and `x-id`, which model-driven clients add.
fn presigners(token: Option<&'static str>) -> Vec<Candidate<'static>> {
    let ours = ours::Signing::new(token);
    let official = official::Signing::new(token);
    let rusty = others::RustyS3::new(token);
    let reqsign = others::Reqsign::new(token);
    for url in [ours.presign(), official.presign(), rusty.presign(), reqsign.presign()] {
        assert_eq!(object::parameters(&url), object::parameters(&ours.presign()), "{url}");
    }
    vec![
        Candidate::new("smithereen", move || drop(black_box(ours.presign()))),
        Candidate::new("rusty-s3", move || drop(black_box(rusty.presign()))),
        Candidate::new("reqsign, from a parsed URL", move || drop(black_box(reqsign.presign()))),
        Candidate::new("aws-sigv4, with our request", move || drop(black_box(official.presign()))),
    ]
}

/// Returns the signers of headers.
fn signers() -> Vec<Candidate<'static>> {
    let (ours, official, reqsign) =
        (ours::Signing::new(None), official::Signing::new(None), others::Reqsign::new(None));
    vec![
        Candidate::new("smithereen", move || {
            black_box(ours.sign());
        }),
        Candidate::new("reqsign", move || drop(black_box(reqsign.sign()))),
        Candidate::new("aws-sigv4", move || drop(black_box(official.sign()))),
        Candidate::new("the request alone", || drop(black_box(object::put()))),
    ]
}
