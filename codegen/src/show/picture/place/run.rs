//! Nodes of a column that push each other.

/// Neighbours that stand as close as they may, at the mean of what they wish.
pub(super) struct Run {
    /// Each with its distance from the top.
    pub(super) nodes: Vec<(usize, f64)>,
    /// Of the wishes for the top, each by its weight.
    pub(super) sum: f64,
    pub(super) weight: f64,
}

impl Run {
    /// Where its top is.
    pub(super) fn at(&self) -> f64 {
        self.sum / self.weight
    }

    /// Joins runs from the end until none wishes to be above the one before it.
    pub(super) fn merge(runs: &mut Vec<Self>) {
        while let [.., above, below] = runs.as_slice()
            && below.at() < above.at()
            && let (Some(below), Some(above)) = (runs.pop(), runs.last_mut())
        {
            above.nodes.extend(below.nodes);
            above.sum += below.sum;
            above.weight += below.weight;
        }
    }
}
