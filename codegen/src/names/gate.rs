//! The one gate for identifiers: nothing that comes from a model is an identifier without passing here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::LazyLock;

/// Keywords that cannot be written with `r#`.
const NEVER: &str = "self Self super crate _";

/// The other keywords of Rust, with those that are reserved.
const KEYWORDS: &str = "abstract as async await become box break const continue do dyn else enum extern false final
    fn for gen if impl in let loop macro match mod move mut override priv pub ref return static struct trait true try
    type typeof unsafe unsized use virtual where while yield";

static KEYWORD_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| KEYWORDS.split_whitespace().collect());

/// Types and traits that generated code calls by these names: the prelude, what it imports, what it defines.
pub(super) const TYPES: &str =
    "AsMut AsRef BTreeMap Box Bytes Call Client Clone Copy Debug Default Display Document
    DoubleEndedIterator Drop Endpoint EndpointError Eq Err Error ExactSizeIterator Extend Fn FnMut FnOnce From
    FromIterator Hash Into IntoIterator Iterator None Ok Operation OperationSchema Option Ord Params PartialEq
    PartialOrd Result Self Send Some String Sync Timestamp ToOwned ToString TryFrom TryInto Vec";

/// Functions that a field's setter, or a method of the client, would hide.
pub(super) const FUNCTIONS: &str = "blank caller clone clone_into endpoint_param eq fmt from get into new parse schema set_unknown slot to_endpoint to_http to_owned unknown";

/// Functions that only clients have.
pub(super) const CLIENT: &str = "with_api_key";

/// The open variant of each enum, and what may not be a variant.
pub(super) const VARIANTS: &str = "Unknown Self";

/// Files that each service's folder has, and files that some systems cannot have.
pub(super) const MODULES: &str = "aux client con endpoint enums errors lib main mod nul prn types";

/// What the root of a crate has besides the modules of services.
pub(super) const ROOT: &str = "alloc core partitions serde_json smithereen std";

/// An identifier as it is written. Threads can share it, as they cannot an identifier that is a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

impl Name {
    /// As it is written: with `r#` before a keyword.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Without that `r#`, for files, which keywords do not bother.
    pub(crate) fn stem(&self) -> &str {
        self.0.strip_prefix(RAW).unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let new = if self.0.starts_with(RAW) { Ident::new_raw } else { Ident::new };
        tokens.append(new(self.stem(), Span::call_site()));
    }
}

/// What makes an identifier of a keyword.
const RAW: &str = "r#";

/// A place where each name stands for one thing.
#[derive(Debug, Default)]
pub(super) struct Scope<'r> {
    taken: HashMap<Cow<'r, str>, Taken>,
}

/// Whose a name is.
#[derive(Clone, Copy, Debug)]
struct Taken {
    /// Rust's or the generator's, from the start.
    reserved: bool,
    /// The last number that was put behind it for another who wanted it.
    last: usize,
}

impl<'r> Scope<'r> {
    /// One in which these names are taken from the start, with spaces between them.
    pub(super) fn with(reserved: &[&'r str]) -> Self {
        let names = reserved.iter().flat_map(|names| names.split_whitespace());
        let taken = Taken { reserved: true, last: 1 };
        Self { taken: names.map(|name| (Cow::Borrowed(name), taken)).collect() }
    }

    /// Takes `wanted`, or what comes next: `Option` that Rust has taken is `Option_`, a second `Foo` is `Foo2`.
    ///
    /// The first to ask gets the name, in the model's order, so that what a model adds renames nothing before it.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let before = self.taken.get(wanted).copied();
        let mut name = wanted.to_owned();
        if before.is_some_and(|before| before.reserved) {
            name.push('_');
        }
        // All numbers up to the last are taken, so that nobody counts them again.
        let mut number = before.map_or(1, |before| before.last);
        while self.taken.contains_key(name.as_str()) {
            number += 1;
            // A number right behind another would read as one.
            let separator = if wanted.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            name = format!("{wanted}{separator}{number}");
        }
        if let Some(wanted) = self.taken.get_mut(wanted) {
            wanted.last = number;
        }
        self.taken.insert(Cow::Owned(name.clone()), Taken { reserved: false, last: 1 });
        name
    }
}

/// A name that passed a scope, as an identifier; keywords as raw ones.
pub(super) fn ident(name: &str) -> Name {
    Name(match name {
        _ if NEVER.split(' ').any(|never| never == name) => format!("{name}_"),
        _ if KEYWORD_SET.contains(name) => format!("{RAW}{name}"),
        _ => name.to_owned(),
    })
}

/// Whether Rust takes the name for itself.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORD_SET.contains(name) || NEVER.split(' ').any(|never| never == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_raw_or_get_an_underscore() {
        for (name, written) in [
            ("type", "r#type"),
            ("match", "r#match"),
            ("in", "r#in"),
            ("ref", "r#ref"),
            ("else", "r#else"),
            ("loop", "r#loop"),
            ("struct", "r#struct"),
            ("return", "r#return"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("super", "super_"),
            ("crate", "crate_"),
            ("Self", "Self_"),
            ("name", "name"),
        ] {
            assert_eq!(ident(name).to_string(), written);
        }
    }

    #[test]
    fn whatever_a_parser_takes_for_a_keyword_is_one() {
        for name in KEYWORDS.split_whitespace().filter(|name| *name != "gen") {
            assert!(syn::parse_str::<Ident>(name).is_err(), "{name} needs no escape");
        }
        for name in KEYWORDS.split_whitespace().chain(NEVER.split_whitespace()) {
            assert!(syn::parse_str::<Ident>(&ident(name).to_string()).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_is_taken_gets_another_name() {
        let mut scope = Scope::with(&["Option"]);
        let names = ["Option", "Option", "Foo", "Foo", "Foo", "V1", "V1", "Foo2", "Option_"];
        let claimed: Vec<_> = names.iter().map(|name| scope.claim(name)).collect();
        assert_eq!(
            claimed,
            ["Option_", "Option2", "Foo", "Foo2", "Foo3", "V1", "V1_2", "Foo2_2", "Option_2"]
        );
    }
}
