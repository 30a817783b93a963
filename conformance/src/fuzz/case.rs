//! Mutants: real models with mutations.

use super::corpus::{Corpus, Document, Piece};
use super::mutate::{mutate, mutate_text};
use super::rng::Rng;
use super::tree::Tree;
use super::vocabulary;
use smithereen_codegen::{CrateSources, ServiceSources, Source};

/// The runtime, relative to a folder in `target/fuzz/`.
const RUNTIME: &str = "{ path = \"../../../runtime\" }";

/// The input of the generator, and its mutations.
pub(super) struct Mutant {
    pub(super) sources: CrateSources,
    /// The mutations, each with the file that it changed.
    pub(super) steps: Vec<String>,
}

/// Creates the mutant of a case. It depends only on the case number, the seed and the models.
pub(super) fn make(corpus: &Corpus, seed: u64, case: u64) -> Mutant {
    let mut rng = Rng::of(seed, case);
    let pieces = choose(corpus, &mut rng);
    let mut drafts = vec![Draft::json(&corpus.partitions)];
    for piece in &pieces {
        drafts.extend([Draft::json(&piece.model), Draft::json(&piece.endpoints)]);
        drafts.extend(piece.docs.as_ref().map(Draft::toml));
    }
    let steps = apply_mutations(&mut drafts, &mut rng);
    let mut drafts = drafts.into_iter();
    let partitions = drafts.next().map(Draft::into_source).unwrap_or_else(nothing);
    let services = pieces.into_iter().map(|piece| service(piece, &mut drafts, &mut rng)).collect();
    let sources = CrateSources::new("smithereen-aws".to_owned(), RUNTIME.to_owned(), partitions, services);
    Mutant { sources, steps }
}

/// Chooses one service, sometimes two.
fn choose<'c>(corpus: &'c Corpus, rng: &mut Rng) -> Vec<&'c Piece> {
    let mut pieces: Vec<&Piece> = rng.of_these(&corpus.pieces).into_iter().collect();
    if rng.once_in(8)
        && let Some(other) = rng.of_these(&corpus.pieces)
        && pieces.iter().all(|piece| piece.name != other.name)
    {
        pieces.push(other);
    }
    pieces
}

/// Applies one to four mutations, more often few than many, and more often to models than to other files.
fn apply_mutations(drafts: &mut [Draft<'_>], rng: &mut Rng) -> Vec<String> {
    let mut steps = Vec::new();
    let most = rng.below(4);
    for _ in 0..1 + rng.below(1 + most) {
        let skip = rng.below(drafts.len());
        let is_model = |draft: &&mut Draft<'_>| draft.path.ends_with("service-2.json");
        let draft = match rng.once_in(2) {
            true => drafts.iter_mut().find(is_model),
            false => drafts.get_mut(skip),
        };
        if let Some(draft) = draft {
            steps.push(draft.mutate(rng));
        }
    }
    steps
}

fn service<'c>(
    piece: &'c Piece,
    drafts: &mut impl Iterator<Item = Draft<'c>>,
    rng: &mut Rng,
) -> ServiceSources {
    let model = drafts.next().unwrap_or_else(|| Draft::json(&piece.model));
    let operations = operations(piece, &model.tree, rng);
    ServiceSources {
        name: piece.name.clone(),
        model: model.into_source(),
        endpoints: Some(drafts.next().map(Draft::into_source).unwrap_or_else(nothing)),
        docs: piece.docs.as_ref().and_then(|_| drafts.next()).map(Draft::into_source),
        operations: operations.into(),
    }
}

/// Returns the selected operations: the original ones or those of the mutated model, sometimes with an unknown one.
fn operations(piece: &Piece, model: &Tree, rng: &mut Rng) -> Vec<String> {
    let known = model.get("operations").map(Tree::entries).unwrap_or_default();
    // The operations of a Smithy JSON AST are among its shapes.
    let mut operations = match rng.once_in(4) || known.is_empty() {
        true => piece.operations.clone(),
        false => known.iter().map(|(name, _)| name.clone()).take(4).collect(),
    };
    if rng.once_in(50) {
        operations.push(vocabulary::name("Operation", rng));
    }
    operations
}

/// A document that mutations are applied to.
struct Draft<'c> {
    path: &'c str,
    tree: Tree,
    print: fn(&Tree) -> String,
    /// The text, after a mutation of the text itself; it replaces that of the tree.
    text: Option<String>,
}

impl<'c> Draft<'c> {
    fn json(document: &'c Document) -> Self {
        Self { path: &document.path, tree: document.tree.clone(), print: Tree::to_json, text: None }
    }

    fn toml(document: &'c Document) -> Self {
        Self { print: Tree::to_toml, ..Self::json(document) }
    }

    fn mutate(&mut self, rng: &mut Rng) -> String {
        let what = match &mut self.text {
            Some(text) => mutate_text(text, rng),
            None if rng.once_in(40) => mutate_text(self.text.insert((self.print)(&self.tree)), rng),
            None => mutate(&mut self.tree, rng),
        };
        format!("{}: {what}", self.path)
    }

    fn into_source(self) -> Source {
        let text = self.text.unwrap_or_else(|| (self.print)(&self.tree));
        Source { path: self.path.to_owned(), text }
    }
}

fn nothing() -> Source {
    Source { path: "nothing".to_owned(), text: String::new() }
}
