//! Measures the CPU time of several variants in alternation, because the load of the machine changes over time.

use cpu_time::ProcessTime;

/// The number of turns of each variant. A turn is one run of its work.
const ROUNDS: usize = 41;

/// A variant to measure.
pub(crate) struct Candidate<'a> {
    name: &'static str,
    work: Box<dyn FnMut() + 'a>,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(name: &'static str, work: impl FnMut() + 'a) -> Self {
        Self { name, work: Box::new(work) }
    }

    /// Repeats the work, for a profiler.
    pub(crate) fn repeat(&mut self, times: usize) {
        (0..times).for_each(|_| (self.work)());
    }
}

/// Prints the median CPU time of each variant for one of `count` equal parts of its work, its ratio to the last variant, and its
/// difference from the first: medians of what each round has.
pub(crate) fn compare(part: &str, count: usize, mut candidates: Vec<Candidate<'_>>) {
    let mut times = vec![Vec::with_capacity(ROUNDS); candidates.len()];
    candidates.iter_mut().for_each(|candidate| candidate.repeat(1));
    for _ in 0..ROUNDS {
        for (candidate, times) in candidates.iter_mut().zip(&mut times) {
            let begin = ProcessTime::now();
            candidate.repeat(1);
            times.push(begin.elapsed().as_secs_f64() / count as f64 * 1e6);
        }
    }
    let (first, last) = (&times[0], &times[times.len() - 1]);
    for (candidate, times) in candidates.iter().zip(&times) {
        let ratio = median(times.iter().zip(last).map(|(time, last)| time / last).collect());
        let over = median(times.iter().zip(first).map(|(time, first)| time - first).collect());
        let (name, time) = (candidate.name, median(times.clone()));
        println!(
            "{name:<30} {time:>8.2} µs CPU {part}  {ratio:>5.2} of the last  {over:>+7.2} µs over the first"
        );
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
