//! Counts crossings of lines.

use super::plan::{Link, Plan};

/// Returns the number of crossings between neighboring columns at the current positions.
pub(super) fn count(plan: &Plan, columns: usize) -> usize {
    let mut between: Vec<Vec<(f64, f64)>> = vec![Vec::new(); columns];
    for link in &plan.links {
        if let Some(links) = between.get_mut(plan.column(link.from)) {
            links.push(ends(plan, link));
        }
    }
    between.iter_mut().map(|links| inversions(links)).sum()
}

fn ends(plan: &Plan, link: &Link) -> (f64, f64) {
    (plan.y(link.from) + link.from_offset, plan.y(link.to) + link.to_offset)
}

/// Returns the number of pairs of lines whose order on the left differs from that on the right. It counts with a Fenwick
/// tree, in O(n log n).
fn inversions(links: &mut [(f64, f64)]) -> usize {
    links.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mut right: Vec<f64> = links.iter().map(|link| link.1).collect();
    right.sort_by(f64::total_cmp);
    let mut counts = vec![0; right.len() + 1];
    let mut crossings = 0;
    for (before, link) in links.iter().enumerate() {
        // Count the lines before this one that end at the same height or above.
        let mut rank = right.partition_point(|end| *end <= link.1);
        let (mut not_below, mut at) = (0, rank);
        while at > 0 {
            not_below += counts.get(at).copied().unwrap_or_default();
            at &= at - 1;
        }
        crossings += before - not_below;
        rank = right.partition_point(|end| *end < link.1) + 1;
        while let Some(count) = counts.get_mut(rank) {
            *count += 1;
            rank += rank & rank.wrapping_neg();
        }
    }
    crossings
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn crossing_lines_are_counted() {
        assert_eq!(inversions(&mut []), 0);
        assert_eq!(inversions(&mut [(1.0, 1.0), (2.0, 2.0)]), 0);
        assert_eq!(inversions(&mut [(1.0, 2.0), (2.0, 1.0)]), 1);
        assert_eq!(inversions(&mut [(3.0, 1.0), (1.0, 3.0), (2.0, 2.0)]), 3);
        // Lines with a common end do not cross.
        assert_eq!(inversions(&mut [(1.0, 5.0), (2.0, 5.0), (1.0, 7.0)]), 1);
    }
}
