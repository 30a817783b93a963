//! A file under construction: its documentation, imports and items.

use super::docs;
use super::print::{self, Body, Code, Imports, Printed};
use crate::names::Name;
use crate::source::Form;
use proc_macro2::TokenStream;
use std::collections::BTreeSet;

/// A file under construction. Items are printed at once; imports are collected until the file is complete.
pub(crate) struct File {
    /// The path within the crate.
    pub(crate) path: String,
    content: Content,
}

enum Content {
    Text(String),
    Rust {
        about: Vec<String>,
        page: Vec<String>,
        attributes: String,
        uses: Imports,
        body: Body,
        exports: Vec<String>,
    },
}

impl File {
    /// Creates a Rust file with its documentation.
    pub(super) fn new(path: &str, about: Vec<String>) -> Self {
        let content = Content::Rust {
            about,
            page: Vec::new(),
            attributes: String::new(),
            uses: Imports::new(),
            body: Body::new(),
            exports: Vec::new(),
        };
        Self { path: path.to_owned(), content }
    }

    /// Creates a file from complete text.
    pub(super) fn text(path: &str, text: String) -> Self {
        Self { path: path.to_owned(), content: Content::Text(text) }
    }

    pub(super) fn with(mut self, items: Vec<TokenStream>) -> Self {
        items.into_iter().for_each(|item| self.push(item));
        self
    }

    /// Adds documentation in lines that are not wrapped.
    pub(super) fn page(&mut self, lines: Vec<String>) {
        if let Content::Rust { page, .. } = &mut self.content {
            *page = lines;
        }
    }

    /// Returns the number of lines of its items.
    pub(super) fn lines(&self) -> usize {
        match &self.content {
            Content::Rust { body, .. } => body.lines(),
            Content::Text(text) => text.lines().count(),
        }
    }

    /// Appends an item.
    pub(super) fn push(&mut self, item: impl Into<Code>) {
        if let Content::Rust { body, .. } = &mut self.content {
            body.push(item);
        }
    }

    /// Appends an implementation, with an empty line between its functions.
    pub(super) fn push_block(&mut self, block: impl Into<Code>) {
        if let Content::Rust { body, .. } = &mut self.content {
            body.push_block(block);
        }
    }

    /// Appends a formatted item.
    pub(super) fn push_as_is(&mut self, item: &str) {
        if let Content::Rust { body, .. } = &mut self.content {
            body.push_as_is(item);
        }
    }

    /// Sets the inner attributes of the file, as complete lines.
    pub(super) fn attributes(&mut self, lines: String) {
        if let Content::Rust { attributes, .. } = &mut self.content {
            *attributes = lines;
        }
    }

    /// Imports `name` from `path`.
    pub(super) fn uses(&mut self, path: &'static str, name: &str) {
        if let Content::Rust { uses, .. } = &mut self.content {
            let names = uses.entry(path).or_default();
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
        }
    }

    /// Records a type that the service's module re-exports from here.
    pub(super) fn exports(&mut self, name: &Name) {
        if let Content::Rust { exports, .. } = &mut self.content {
            exports.push(name.to_string());
        }
    }

    /// Returns the types that are defined here, sorted.
    pub(super) fn exported(&self) -> BTreeSet<String> {
        match &self.content {
            Content::Rust { exports, .. } => exports.iter().cloned().collect(),
            Content::Text(_) => BTreeSet::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(&self.content, Content::Rust { body, .. } if body.is_empty())
    }

    /// Returns the path and the complete text. Types that are defined here are not imported.
    pub(crate) fn print(self, form: Form) -> (String, Printed) {
        let own = self.exported();
        let printed = match self.content {
            Content::Text(text) => Ok(text),
            Content::Rust { about, page, attributes, mut uses, body, .. } => {
                if let Some(names) = uses.get_mut("super") {
                    names.retain(|name| !own.contains(name));
                }
                let about = [docs::inner(&about), docs::verbatim(&page)];
                print::rust(form, about, &attributes, &uses, body)
            }
        };
        (self.path, printed)
    }
}
