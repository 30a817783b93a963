//! Differences of garage.

use super::Difference;

pub(super) const ALL: &[Difference] = &[];
