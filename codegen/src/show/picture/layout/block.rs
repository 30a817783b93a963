//! Slots of a column that touch each other (the pool-adjacent-violators algorithm).

/// Neighboring slots at minimum distance, at the weighted mean of their ideal positions.
pub(super) struct Block {
    /// The slots with their distances from the top of the column.
    pub(super) slots: Vec<(usize, f64)>,
    /// The weighted sum of the ideal positions of the top.
    pub(super) sum: f64,
    pub(super) weight: f64,
}

impl Block {
    /// Returns the position of the top.
    pub(super) fn top(&self) -> f64 {
        self.sum / self.weight
    }

    /// Merges blocks from the end until their tops are in increasing order.
    pub(super) fn merge(blocks: &mut Vec<Self>) {
        while let [.., above, below] = blocks.as_slice()
            && below.top() < above.top()
            && let (Some(below), Some(above)) = (blocks.pop(), blocks.last_mut())
        {
            above.slots.extend(below.slots);
            above.sum += below.sum;
            above.weight += below.weight;
        }
    }
}
