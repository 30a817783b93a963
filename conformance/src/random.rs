//! Reproducible random values: inputs for operations, and HTTP responses with outputs and errors.
//!
//! Everything here depends on a model and a seed alone. Generating requests from the values, sending and comparing them belongs
//! to the suites.

mod bodies;
mod cbor;
pub(super) mod document;
pub(super) mod events;
pub(super) mod input;
mod message;
pub(super) mod number;
pub(super) mod response;
pub(super) mod text;
pub(super) mod timestamp;
mod xml;

/// SplitMix64, a small and fast generator of sufficient quality for test cases.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Creates the generator of case `index`, independent of those of other cases.
    pub(super) fn of_case(seed: u64, index: usize) -> Self {
        let mut mixed = Self(seed ^ (index as u64).wrapping_mul(0xd134_2543_de82_ef95));
        Self(mixed.next())
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 to below `end`; 0 if `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % (end as u64).max(1)) as usize
    }

    /// Returns a number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below((last - first + 1) as usize) as u32
    }

    /// Returns true with the given probability in percent.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Returns a random element.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

#[test]
fn cases_depend_on_seed_and_index() {
    let first = |seed, index| Random::of_case(seed, index).next();
    assert_eq!(first(1, 2), first(1, 2));
    assert_ne!(first(1, 2), first(1, 3));
    assert_ne!(first(1, 2), first(2, 2));
    let mut random = Random::new(7);
    assert!((0..1000).all(|_| (3..=5).contains(&random.between(3, 5))));
    assert!((0..1000).all(|_| random.below(3) < 3));
}
