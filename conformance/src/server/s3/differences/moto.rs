//! Differences of moto.

use super::Difference;

pub(super) const ALL: &[Difference] = &[];
