//! Measures candidates in alternation, because the load of the machine changes over time.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The number of samples of each candidate.
const SAMPLES: usize = 401;
/// The minimum duration of a sample. A shorter one would measure the clock.
const SAMPLE: Duration = Duration::from_micros(100);

/// Something to measure.
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    /// Repeats the work and returns its duration, without the setup.
    repeat: Box<dyn FnMut(u32) -> Duration>,
}

impl Candidate {
    /// Creates a candidate. `setup` is not measured; `work` consumes what it returns.
    pub(crate) fn new<T: 'static, R>(
        name: &'static str,
        setup: impl Fn() -> T + 'static,
        work: impl Fn(T) -> R + 'static,
    ) -> Self {
        let repeat = move |times: u32| {
            let all: Vec<T> = (0..times).map(|_| setup()).collect();
            let begin = Instant::now();
            for one in all {
                drop(black_box(work(black_box(one))));
            }
            begin.elapsed()
        };
        Self { name, repeat: Box::new(repeat) }
    }

    /// Repeats the work, for a profiler.
    pub(crate) fn repeat(&mut self, times: u32) {
        (self.repeat)(times);
    }

    /// Returns the number of repetitions of a sample.
    fn repetitions(&mut self) -> u32 {
        let mut times = 1;
        while (self.repeat)(times) < SAMPLE {
            times *= 2;
        }
        times
    }
}

/// The time of one repetition, in nanoseconds. A sample is the mean of some repetitions.
pub(crate) struct Statistics {
    /// The number of samples.
    pub(crate) n: usize,
    pub(crate) mean: f64,
    pub(crate) p50: f64,
    pub(crate) p90: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) std_dev: f64,
}

/// Measures the candidates.
pub(crate) fn measure(candidates: &mut [Candidate]) -> Vec<Statistics> {
    let times: Vec<u32> = candidates.iter_mut().map(Candidate::repetitions).collect();
    let mut samples = vec![Vec::with_capacity(SAMPLES); candidates.len()];
    for _ in 0..SAMPLES {
        for ((candidate, times), samples) in candidates.iter_mut().zip(&times).zip(&mut samples) {
            samples.push((candidate.repeat)(*times).as_secs_f64() * 1e9 / f64::from(*times));
        }
    }
    samples.into_iter().map(statistics).collect()
}

fn statistics(mut samples: Vec<f64>) -> Statistics {
    samples.sort_by(f64::total_cmp);
    let n = samples.len();
    let mean = samples.iter().sum::<f64>() / n as f64;
    let variance = samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>() / n as f64;
    // The nearest rank.
    let percentile = |percent: usize| samples[(n * percent).div_ceil(100).saturating_sub(1)];
    Statistics {
        n,
        mean,
        p50: percentile(50),
        p90: percentile(90),
        p95: percentile(95),
        p99: percentile(99),
        std_dev: variance.sqrt(),
    }
}
