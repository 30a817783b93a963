//! Measures the time of several variants in alternation, because the load of the machine changes over time.

use std::time::{Duration, Instant};

/// The number of turns of each variant.
const ROUNDS: usize = 21;
/// The minimum duration of a turn.
const TURN: Duration = Duration::from_millis(20);

/// A variant to measure.
pub(crate) struct Candidate<'a> {
    pub(crate) name: String,
    pub(crate) work: Box<dyn FnMut() + 'a>,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(name: impl Into<String>, work: impl FnMut() + 'a) -> Self {
        Self { name: name.into(), work: Box::new(work) }
    }
}

/// Prints the median time of each variant, and its ratio to the first.
pub(crate) fn compare(what: &str, mut candidates: Vec<Candidate<'_>>) {
    let turns: Vec<u32> = candidates.iter_mut().map(|candidate| turns(&mut candidate.work)).collect();
    let mut times = vec![Vec::with_capacity(ROUNDS); candidates.len()];
    for _ in 0..ROUNDS {
        for ((candidate, turns), times) in candidates.iter_mut().zip(&turns).zip(&mut times) {
            let begin = Instant::now();
            (0..*turns).for_each(|_| (candidate.work)());
            times.push(begin.elapsed().as_secs_f64() / f64::from(*turns) * 1e6);
        }
    }
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    let first = medians.first().copied().unwrap_or(f64::NAN);
    for (candidate, time) in candidates.iter().zip(&medians) {
        println!("{what:<34} {:<34} {time:>9.2} µs  {:>5.2} times the first", candidate.name, time / first);
    }
}

/// Returns the number of repetitions that fit into a turn.
fn turns(work: &mut dyn FnMut()) -> u32 {
    let mut turns = 1;
    loop {
        let begin = Instant::now();
        (0..turns).for_each(|_| work());
        if begin.elapsed() >= TURN {
            return turns;
        }
        turns *= 2;
    }
}

pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
