//! Differences of localstack.

use super::Difference;

pub(super) const ALL: &[Difference] = &[];
