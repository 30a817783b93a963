//! Reads the nodes of a binary decision diagram.
//!
//! A node is three big-endian integers of 32 bits: the index of a condition, the reference to follow if it holds, and
//! the reference to follow if it does not. References from 2 on are node numbers, counted from 1; a negative reference
//! swaps the two branches of its node. 1, -1 and 100,000,000 end without a result, and larger numbers are results.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::rules::{Branch, Condition, Expr, Target, Test};
use std::collections::HashMap;

/// The maximum number of nodes. The largest diagram of a service has some hundreds.
const NODES: usize = 16_384;

/// The reference for "no match". References to results follow it.
const RESULTS: i32 = 100_000_000;

/// The context of references: the diagram's conditions and results.
pub(super) struct Nodes<'a> {
    pub(super) conditions: &'a [Test],
    pub(super) outcomes: usize,
    pub(super) at: &'a At<'a>,
    pub(super) out: &'a Diagnostics,
}

type Node = [i32; 3];

impl Nodes<'_> {
    /// Returns the reachable branches in order from the root, and the target of the root.
    pub(super) fn read(&self, text: &str, root: i32, count: i32) -> Option<(Vec<Branch>, Target)> {
        let nodes = self.decode(text, count)?;
        // A node that is reached in both polarities becomes two branches.
        let mut indexes: HashMap<i32, usize> = HashMap::new();
        let mut open: Vec<i32> = Vec::new();
        let mut target = |reference: i32, open: &mut Vec<i32>| {
            let reference = self.without_constants(&nodes, reference)?;
            Some(match self.leaf(reference) {
                Some(target) => target,
                None => {
                    let next = indexes.len();
                    Target::Branch(*indexes.entry(reference).or_insert_with(|| {
                        open.push(reference);
                        next
                    }))
                }
            })
        };
        let root = target(root, &mut open)?;
        let mut branches = Vec::new();
        while let Some(reference) = open.get(branches.len()).copied() {
            let (condition, high, low) = self.node(&nodes, reference)?;
            let (holds, fails) = (target(high, &mut open)?, target(low, &mut open)?);
            let (holds, fails) = if reference < 0 { (fails, holds) } else { (holds, fails) };
            branches.push(Branch { condition, holds, fails });
        }
        if has_circle(&branches) {
            return self.reject("nodes", "the nodes form a cycle");
        }
        Some((branches, root))
    }

    fn reject<T>(&self, key: &str, problem: impl Into<String>) -> Option<T> {
        self.out.error(&self.at.key(key), problem);
        None
    }

    fn decode(&self, text: &str, count: i32) -> Option<Vec<Node>> {
        let Some(bytes) = base64(text) else { return self.reject("nodes", "is not base64") };
        let (nodes, rest) = bytes.as_chunks::<12>();
        if !rest.is_empty() || usize::try_from(count) != Ok(nodes.len()) {
            let problem = format!("{count} nodes have 12 bytes each, and here are {} bytes", bytes.len());
            return self.reject("nodeCount", problem);
        }
        if nodes.len() > NODES {
            return self.reject("nodeCount", format!("there are more than {NODES} nodes"));
        }
        let read = |[a, b, c, d, e, f, g, h, i, j, k, l]: &[u8; 12]| {
            [[*a, *b, *c, *d], [*e, *f, *g, *h], [*i, *j, *k, *l]].map(i32::from_be_bytes)
        };
        Some(nodes.iter().map(read).collect())
    }

    /// Resolves a reference to a result or to "no match".
    fn leaf(&self, reference: i32) -> Option<Target> {
        match reference {
            1 | -1 | RESULTS => Some(Target::NoMatch),
            reference if reference > RESULTS => {
                usize::try_from(reference - RESULTS - 1).ok().map(Target::Outcome)
            }
            _ => None,
        }
    }

    /// Returns the condition of the referenced node and its two references.
    fn node(&self, nodes: &[Node], reference: i32) -> Option<(usize, i32, i32)> {
        let index = usize::try_from(reference.unsigned_abs()).ok().and_then(|index| index.checked_sub(1));
        // The first node is a terminal, which nothing refers to.
        let node = index.filter(|index| *index > 0).and_then(|index| nodes.get(index));
        let Some([condition, high, low]) = node else {
            return self.reject("nodes", format!("there is no node for the reference {reference}"));
        };
        match usize::try_from(*condition).ok().filter(|index| *index < self.conditions.len()) {
            Some(condition) => Some((condition, *high, *low)),
            None => self.reject("nodes", format!("there is no condition {condition}")),
        }
    }

    /// Skips nodes whose condition always holds.
    fn without_constants(&self, nodes: &[Node], mut reference: i32) -> Option<i32> {
        // A path longer than the number of nodes is a cycle.
        for _ in 0..=nodes.len() {
            match self.leaf(reference) {
                Some(Target::Outcome(index)) if index >= self.outcomes => {
                    return self.reject("nodes", format!("there is no result for the reference {reference}"));
                }
                Some(_) => return Some(reference),
                None => {}
            }
            let (condition, high, low) = self.node(nodes, reference)?;
            let always = self.conditions.get(condition).is_some_and(|test| {
                test.needs.is_empty() && test.condition == Condition::Holds(Expr::Flag(true))
            });
            if !always {
                return Some(reference);
            }
            reference = if reference < 0 { low } else { high };
        }
        self.reject("nodes", "the nodes form a cycle")
    }
}

/// Returns whether the branches contain a cycle, by removing branches without remaining successors until none is left
/// to remove.
fn has_circle(branches: &[Branch]) -> bool {
    let next = |branch: &Branch| {
        [branch.holds, branch.fails].into_iter().filter_map(|target| match target {
            Target::Branch(index) => Some(index),
            Target::Outcome(_) | Target::NoMatch => None,
        })
    };
    let mut incoming = vec![0_usize; branches.len()];
    for index in branches.iter().flat_map(next) {
        incoming.get_mut(index).into_iter().for_each(|count| *count += 1);
    }
    let mut free: Vec<usize> =
        incoming.iter().enumerate().filter(|(_, count)| **count == 0).map(|(index, _)| index).collect();
    let mut taken = 0;
    while let Some(branch) = free.pop().and_then(|index| branches.get(index)) {
        taken += 1;
        for index in next(branch) {
            let Some(count) = incoming.get_mut(index) else { continue };
            *count -= 1;
            if *count == 0 {
                free.push(index);
            }
        }
    }
    taken < branches.len()
}

/// Decodes base64 with padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    let mut bytes = Vec::with_capacity(groups.len() * 3);
    for (index, group) in groups.iter().enumerate() {
        let padding = match group {
            [_, _, b'=', b'='] => 2,
            [_, _, _, b'='] => 1,
            _ => 0,
        };
        if padding > 0 && index + 1 < groups.len() {
            return None;
        }
        let mut bits = 0_u32;
        for (index, byte) in group.iter().enumerate() {
            let value = if index + padding < 4 { digit(*byte)? } else { 0 };
            bits = bits << 6 | u32::from(value);
        }
        let [_, group @ ..] = bits.to_be_bytes();
        bytes.extend(group.iter().take(3 - padding));
    }
    rest.is_empty().then_some(bytes)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
