//! The mutations.

use super::rng::Rng;
use super::tree::Tree;
use super::vocabulary;

/// A mutation. It returns false if it does not apply to the tree.
type Mutation = fn(&mut Tree, &mut Rng) -> bool;

/// All mutations with their names. Mutations that may leave a valid model are listed more than once, because a mutant
/// that is rejected early tests little.
const MUTATIONS: &[(&str, Mutation)] = &[
    ("delete", delete),
    ("swap", swap),
    ("graft", graft),
    ("retype", retype),
    ("rename", rename),
    ("rename all", rename_all),
    ("rename all", rename_all),
    ("rename all", rename_all),
    ("nest", nest),
    ("truncate", truncate),
    ("duplicate", duplicate),
    ("insert", insert),
    ("insert", insert),
    ("hostile text", hostile_text),
    ("other text", other_text),
    ("hostile number", hostile_number),
];

/// Keys of the format itself, which are not changed.
const GRAMMAR: &[&str] =
    &["members", "shapes", "operations", "metadata", "http", "input", "output", "member", "key", "value"];

/// Applies a mutation to a tree, and returns its name.
pub(super) fn mutate(tree: &mut Tree, rng: &mut Rng) -> &'static str {
    for _ in 0..20 {
        if let Some((name, mutation)) = rng.of_these(MUTATIONS)
            && mutation(tree, rng)
        {
            return name;
        }
    }
    "nothing"
}

/// Mutates a text: removes, doubles or replaces a part.
pub(super) fn mutate_text(text: &mut String, rng: &mut Rng) -> &'static str {
    let length = text.chars().count();
    let longest = if rng.once_in(2) { 4 } else { length / 4 + 1 };
    let (begin, span) = (rng.below(length), rng.below(longest));
    let head: String = text.chars().take(begin).collect();
    let middle: String = text.chars().skip(begin).take(span).collect();
    let tail: String = text.chars().skip(begin + span).collect();
    let (name, mutated) = match rng.below(4) {
        0 => ("cut off", head),
        1 => ("cut out", head + &tail),
        2 => ("text twice", head + &middle + &middle + &tail),
        _ => ("text replaced", head + &vocabulary::text(&middle, rng) + &tail),
    };
    *text = mutated;
    name
}

fn any(_: &Tree) -> bool {
    true
}

fn is_text(tree: &Tree) -> bool {
    matches!(tree, Tree::Text(_))
}

fn is_number(tree: &Tree) -> bool {
    matches!(tree, Tree::Number(_))
}

fn is_object(tree: &Tree) -> bool {
    matches!(tree, Tree::Object(_))
}

fn is_filled_object(tree: &Tree) -> bool {
    matches!(tree, Tree::Object(entries) if !entries.is_empty())
}

fn is_filled(tree: &Tree) -> bool {
    is_filled_object(tree) || matches!(tree, Tree::Array(items) if !items.is_empty())
}

/// Returns a random node of a kind, each with equal probability.
fn pick<'t>(tree: &'t mut Tree, rng: &mut Rng, wanted: fn(&Tree) -> bool) -> Option<&'t mut Tree> {
    let mut skip = rng.below(tree.count(wanted));
    tree.nth(&mut skip, wanted)
}

fn pick_text<'t>(tree: &'t mut Tree, rng: &mut Rng) -> Option<&'t mut String> {
    match pick(tree, rng, is_text) {
        Some(Tree::Text(text)) => Some(text),
        _ => None,
    }
}

fn pick_entry<'t>(tree: &'t mut Tree, rng: &mut Rng) -> Option<&'t mut (String, Tree)> {
    match pick(tree, rng, is_filled_object) {
        Some(Tree::Object(entries)) => {
            let index = rng.below(entries.len());
            entries.get_mut(index)
        }
        _ => None,
    }
}

fn delete(tree: &mut Tree, rng: &mut Rng) -> bool {
    match pick(tree, rng, is_filled) {
        Some(Tree::Array(items)) => drop(items.remove(rng.below(items.len()))),
        Some(Tree::Object(entries)) => drop(entries.remove(rng.below(entries.len()))),
        _ => return false,
    }
    true
}

/// Swaps two neighbors; in an object, with or without their keys.
fn swap(tree: &mut Tree, rng: &mut Rng) -> bool {
    match pick(tree, rng, is_filled) {
        Some(Tree::Array(items)) => {
            let index = rng.below(items.len());
            items.swap(index, 0);
        }
        Some(Tree::Object(entries)) => {
            let index = rng.below(entries.len());
            let with_names = rng.once_in(2);
            if let Some([(one, value), (other, next)]) = entries.get_mut(index..index + 2) {
                std::mem::swap(value, next);
                if with_names {
                    std::mem::swap(one, other);
                }
            }
        }
        _ => return false,
    }
    true
}

/// Replaces a node by a copy of another.
fn graft(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(copy) = pick(tree, rng, any).cloned() else { return false };
    // Grafting the root into itself would change the size of the tree.
    let small = copy.count(any) < 500;
    match pick(tree, rng, any) {
        Some(node) if small => *node = copy,
        _ => return false,
    }
    true
}

fn retype(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(node) = pick(tree, rng, any) else { return false };
    let old = std::mem::replace(node, Tree::Null);
    *node = match rng.below(8) {
        0 => Tree::Null,
        1 => Tree::Bool(rng.once_in(2)),
        2 => vocabulary::number(rng),
        3 => Tree::Text(vocabulary::text("", rng)),
        4 => Tree::Array(vec![old]),
        5 => Tree::Object(vec![(vocabulary::name("shape", rng), old)]),
        6 => Tree::Array(Vec::new()),
        _ => Tree::Object(Vec::new()),
    };
    true
}

fn rename(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some((key, _)) = pick_entry(tree, rng) else { return false };
    *key = vocabulary::name(key, rng);
    true
}

/// Renames a key and all references to it.
fn rename_all(tree: &mut Tree, rng: &mut Rng) -> bool {
    let mut is_name =
        |entry: &&mut (String, Tree)| is_object(&entry.1) && !GRAMMAR.contains(&entry.0.as_str());
    let found = (0..10).find_map(|_| pick_entry(tree, rng).filter(&mut is_name).cloned());
    let Some((from, _)) = found else { return false };
    let to = match pick_entry(tree, rng) {
        Some((other, _)) if rng.once_in(3) => other.clone(),
        _ => vocabulary::name(&from, rng),
    };
    tree.replace_all(&from, &to);
    true
}

fn nest(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(node) = pick(tree, rng, any) else { return false };
    let depth = if rng.once_in(4) { 1 + rng.below(300) } else { 1 + rng.below(3) };
    let named = rng.once_in(2);
    let key = if rng.once_in(2) { "members" } else { "rules" };
    for _ in 0..depth {
        let inner = std::mem::replace(node, Tree::Null);
        *node = if named { Tree::Object(vec![(key.to_owned(), inner)]) } else { Tree::Array(vec![inner]) };
    }
    true
}

fn truncate(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(text) = pick_text(tree, rng) else { return false };
    *text = vocabulary::part(text, rng);
    true
}

/// Duplicates an entry or element, under the same or another key.
fn duplicate(tree: &mut Tree, rng: &mut Rng) -> bool {
    match pick(tree, rng, is_filled) {
        Some(Tree::Array(items)) => {
            let copy = rng.of_these(items).cloned();
            items.extend(copy);
        }
        Some(Tree::Object(entries)) => {
            let Some((key, value)) = rng.of_these(entries).cloned() else { return false };
            let key = if rng.once_in(2) { key } else { vocabulary::name(&key, rng) };
            entries.push((key, value));
        }
        _ => return false,
    }
    true
}

fn insert(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(Tree::Object(entries)) = pick(tree, rng, is_object) else { return false };
    let (key, value) = vocabulary::entry(rng);
    match entries.iter_mut().find(|(name, _)| *name == key) {
        Some((_, old)) => *old = value,
        None => entries.push((key, value)),
    }
    true
}

fn hostile_text(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(text) = pick_text(tree, rng) else { return false };
    *text = vocabulary::text(text, rng);
    true
}

/// Replaces a string by another of the tree, so that references and types change.
fn other_text(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(other) = pick_text(tree, rng).cloned() else { return false };
    let Some(text) = pick_text(tree, rng) else { return false };
    *text = other;
    true
}

fn hostile_number(tree: &mut Tree, rng: &mut Rng) -> bool {
    let Some(node) = pick(tree, rng, is_number) else { return false };
    *node = vocabulary::number(rng);
    true
}
