//! The modules of a crate and the paths in them, read from the tokens of its files.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// A module.
#[derive(Default)]
pub(crate) struct Module {
    /// The file that it is in.
    pub(crate) file: String,
    /// Its path from the root of the crate.
    pub(crate) path: Vec<String>,
    /// The paths in it, as written.
    pub(crate) paths: Vec<Vec<String>>,
    /// The names of its items.
    items: BTreeSet<String>,
    /// What `use` brings into scope, by name.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths before `::*` in `use`.
    globs: Vec<Vec<String>>,
}

/// The modules of a crate, by their paths.
pub(crate) struct Source(BTreeMap<Vec<String>, Module>);

/// Returns the text of a file, if it exists.
type Read<'r> = &'r dyn Fn(&str) -> Option<String>;

impl Source {
    /// Reads a crate from its root file.
    pub(crate) fn read(file: &str, read: Read<'_>) -> Self {
        let mut source = Self(BTreeMap::new());
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        source.file(file, folder, Vec::new(), read);
        source
    }

    pub(crate) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.0.values()
    }

    /// Reads a file; `folder` holds the files of its child modules.
    fn file(&mut self, file: &str, folder: &str, path: Vec<String>, read: Read<'_>) {
        let text = read(file).unwrap_or_else(|| panic!("{file} does not exist"));
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        self.module(tokens, file, folder, path, read);
    }

    fn module(&mut self, tokens: TokenStream, file: &str, folder: &str, path: Vec<String>, read: Read<'_>) {
        let mut module = Module { file: file.to_owned(), path: path.clone(), ..Module::default() };
        let trees = without_tests(tokens);
        let mut at = 0;
        while at < trees.len() {
            let (word, name) = (ident(trees.get(at)), ident(trees.get(at + 1)));
            let word = word.as_deref();
            if let (Some("mod"), Some(name)) = (word, &name) {
                let child = [path.clone(), vec![name.clone()]].concat();
                let below = join(folder, name);
                match trees.get(at + 2) {
                    Some(TokenTree::Group(body)) => self.module(body.stream(), file, &below, child, read),
                    _ => {
                        let of_attribute =
                            at.checked_sub(1).and_then(|at| path_attribute(trees.get(at)?, file));
                        let files = [format!("{below}.rs"), format!("{below}/mod.rs")];
                        let found = of_attribute.iter().chain(&files).find(|file| read(file).is_some());
                        let found = found.unwrap_or_else(|| panic!("{file}: no file for `mod {name}`"));
                        self.file(found, &below, child, read);
                    }
                }
                at += 3;
                continue;
            }
            if let Some("fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static") = word {
                module.items.extend(name);
            }
            at = module.read(&trees, at);
        }
        self.0.insert(path, module);
    }

    /// Returns the module that defines what a path in `from` names; `None` for a path into another crate.
    pub(crate) fn resolve(&self, from: &Module, path: &[String]) -> Option<&Module> {
        self.follow(&from.path, path, 0)
    }

    fn follow(&self, from: &[String], path: &[String], depth: usize) -> Option<&Module> {
        let mut at = from.to_vec();
        let mut is_start = true;
        for (index, segment) in path.iter().enumerate() {
            match segment.as_str() {
                "crate" => at.clear(),
                "super" => drop(at.pop()),
                "self" => {}
                name => {
                    let child = [at.clone(), vec![name.to_owned()]].concat();
                    if self.0.contains_key(&child) {
                        at = child;
                    } else if depth > 16 {
                        return None;
                    } else {
                        return self.defined(&at, &path[index..], is_start, depth);
                    }
                }
            }
            is_start = false;
        }
        self.0.get(&at)
    }

    /// Follows a name that is not a child module: an import, an item, or at the start of a path another crate.
    fn defined(&self, at: &[String], rest: &[String], is_start: bool, depth: usize) -> Option<&Module> {
        let module = self.0.get(at)?;
        let (name, rest) = rest.split_first()?;
        if is_start {
            return None;
        }
        if let Some(import) = module.imports.get(name) {
            return self.follow(at, &[import, rest].concat(), depth + 1);
        }
        let mut globs = module.globs.iter().filter_map(|glob| self.follow(at, glob, depth + 1));
        let by_glob = globs.find(|found| found.items.contains(name) || found.imports.contains_key(name));
        match by_glob.filter(|_| !module.items.contains(name)) {
            Some(found) => self.follow(
                &found.path,
                &[vec!["self".to_owned(), name.clone()], rest.to_vec()].concat(),
                depth + 1,
            ),
            None => Some(module),
        }
    }
}

impl Module {
    /// Reads the tokens at an index and returns the index of those that follow.
    fn read(&mut self, trees: &[TokenTree], at: usize) -> usize {
        match &trees[at] {
            TokenTree::Group(group) => {
                let inner = without_tests(group.stream());
                let mut at = 0;
                while at < inner.len() {
                    at = self.read(&inner, at);
                }
            }
            TokenTree::Ident(word) if word == "use" => {
                let length = trees[at..].iter().take_while(|tree| !is_punct(Some(tree), ';')).count();
                // `impl Trait + use<'a>` is not an import.
                if !is_punct(trees.get(at + 1), '<') {
                    self.import(&trees[at + 1..at + length], Vec::new());
                    return at + length;
                }
            }
            TokenTree::Ident(word) if word == "crate" || word == "super" || word == "self" => {
                let (path, after) = path(trees, at);
                let is_macro = at.checked_sub(1).is_some_and(|before| is_punct(trees.get(before), '$'));
                if path.len() > 1 && !is_macro {
                    self.paths.push(path);
                }
                return after;
            }
            _ => {}
        }
        at + 1
    }

    /// Reads a tree of imports below a prefix.
    fn import(&mut self, tree: &[TokenTree], prefix: Vec<String>) {
        // A path that begins with `::` leads to another crate.
        if is_punct(tree.first(), ':') {
            return;
        }
        let (path, after) = path(tree, 0);
        let is_group =
            matches!(tree.get(after), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
        let full = [prefix, path].concat();
        if is_group && let Some(TokenTree::Group(group)) = tree.get(after) {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            inner.split(|tree| is_punct(Some(tree), ',')).filter(|one| !one.is_empty()).for_each(|one| {
                self.import(one, full.clone());
            });
            return;
        }
        if is_punct(tree.get(after), '*') {
            self.globs.push(full.clone());
            self.paths.push(full);
            return;
        }
        let full = match full.last().map(String::as_str) {
            Some("self") if full.len() > 1 => full[..full.len() - 1].to_vec(),
            _ => full,
        };
        let alias =
            ident(tree.get(after)).filter(|word| word == "as").and_then(|_| ident(tree.get(after + 1)));
        if let Some(name) = alias.or_else(|| full.last().cloned()) {
            self.imports.insert(name, full.clone());
        }
        self.paths.push(full);
    }
}

/// Reads the segments of a path, and returns the index of what follows: after a last `::`, a group or a star.
fn path(trees: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(name) = ident(trees.get(at)) {
        path.push(name);
        at += 1;
        if !(is_punct(trees.get(at), ':') && is_punct(trees.get(at + 1), ':')) {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// Drops the items under `#[cfg(test)]`, and all attributes but the part in brackets of `#[path]`.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < trees.len() {
        let group = at + 1 + usize::from(is_punct(trees.get(at + 1), '!'));
        match trees.get(group) {
            Some(TokenTree::Group(attribute)) if is_punct(trees.get(at), '#') => {
                at = group + 1;
                if attribute.stream().to_string().replace(' ', "") == "cfg(test)" {
                    at += item_length(&trees[at..]);
                } else if attribute.stream().to_string().starts_with("path = ") {
                    kept.push(trees[group].clone());
                }
            }
            _ => {
                kept.push(trees[at].clone());
                at += 1;
            }
        }
    }
    kept
}

/// Returns the number of tokens up to a semicolon or a body in braces.
fn item_length(trees: &[TokenTree]) -> usize {
    let is_import = trees.iter().take(6).any(|tree| ident(Some(tree)).as_deref() == Some("use"));
    let is_end = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !is_import,
        other => is_punct(Some(other), ';'),
    };
    trees.iter().position(is_end).map_or(trees.len(), |end| end + 1)
}

/// Returns the file that `#[path = "..."]` in `file` names, from the part in brackets.
fn path_attribute(tree: &TokenTree, file: &str) -> Option<String> {
    let TokenTree::Group(attribute) = tree else { return None };
    let path = attribute.stream().to_string();
    let path = path.strip_prefix("path = \"")?.strip_suffix('"')?;
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(join(folder, path))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn ident(tree: Option<&TokenTree>) -> Option<String> {
    match tree {
        Some(TokenTree::Ident(word)) => Some(word.to_string().trim_start_matches("r#").to_owned()),
        _ => None,
    }
}

fn is_punct(tree: Option<&TokenTree>, character: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}
