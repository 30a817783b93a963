//! The one gate for identifiers: nothing that comes from a model is an identifier without passing here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

/// Words that are taken, whoever asks.
pub(super) type Words = LazyLock<HashSet<&'static str>>;

fn words(all: &'static str) -> HashSet<&'static str> {
    all.split_whitespace().collect()
}

/// Keywords that cannot be written with `r#`.
static NEVER: Words = LazyLock::new(|| words("self Self super crate _"));

/// The other keywords of Rust, with those that are reserved.
static KEYWORDS: Words = LazyLock::new(|| {
    words("abstract as async await become box break const continue do dyn else enum extern false final
    fn for gen if impl in let loop macro match mod move mut override priv pub ref return static struct trait true try
    type typeof unsafe unsized use virtual where while yield")
});

/// Types and traits that generated code calls by these names: the prelude, what it imports, what it defines.
pub(super) static TYPES: Words = LazyLock::new(|| {
    words(
        "AsMut AsRef BTreeMap BigNumber Box Bytes Call Client Clone Copy Debug Default Display Document
    DoubleEndedIterator Drop Endpoint EndpointError Eq Err Error ExactSizeIterator Extend Fn FnMut FnOnce From
    FromIterator Hash Into IntoIterator Iterator None Ok Operation OperationSchema Option Ord Params PartialEq
    PartialOrd Result Self Send Some String Sync Timestamp ToOwned ToString TryFrom TryInto Vec",
    )
});

/// Functions that a field's setter, or a method of the client, would hide.
pub(super) static FUNCTIONS: Words = LazyLock::new(|| {
    words(
        "blank caller clone clone_into endpoint_param eq fmt from get into new parse schema set_unknown slot to_endpoint to_http to_owned unknown",
    )
});

/// Functions that only clients have.
pub(super) static CLIENT: Words = LazyLock::new(|| words("with_api_key without_host_prefix"));

/// The open variant of each enum, and what may not be a variant.
pub(super) static VARIANTS: Words = LazyLock::new(|| words("Unknown Self"));

/// Files that each service's folder has, and files that some systems cannot have.
pub(super) static MODULES: Words =
    LazyLock::new(|| words("aux client con endpoint enums errors lib main mod nul prn types"));

/// What the root of a crate has besides the modules of services.
pub(super) static ROOT: Words = LazyLock::new(|| words("alloc core partitions serde_json smithereen std"));

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
#[derive(Debug)]
pub(super) struct Scope<'r> {
    /// What is Rust's or the generator's from the start.
    reserved: Vec<&'r HashSet<&'r str>>,
    /// Names that are taken or were wanted, each with the last number that was put behind it.
    taken: HashMap<String, usize>,
}

impl<'r> Scope<'r> {
    /// One in which these names are taken from the start.
    pub(super) fn with(reserved: &[&'r HashSet<&'r str>]) -> Self {
        Self { reserved: reserved.to_vec(), taken: HashMap::new() }
    }

    fn is_reserved(&self, name: &str) -> bool {
        self.reserved.iter().any(|words| words.contains(name))
    }

    /// Takes `wanted`, or what comes next: `Option` that Rust has taken is `Option_`, a second `Foo` is `Foo2`.
    ///
    /// The first to ask gets the name, in the model's order, so that what a model adds renames nothing before it.
    pub(super) fn claim(&mut self, wanted: String) -> String {
        let is_reserved = self.is_reserved(&wanted);
        let before = self.taken.get(&wanted).copied();
        if !is_reserved && before.is_none() {
            self.taken.insert(wanted.clone(), 1);
            return wanted;
        }
        let mut name = if is_reserved { format!("{wanted}_") } else { wanted.clone() };
        // All numbers up to the last are taken, so that nobody counts them again.
        let mut number = before.unwrap_or(1);
        while self.taken.contains_key(&name) || self.is_reserved(&name) {
            number += 1;
            // A number right behind another would read as one.
            let separator = if wanted.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            name = format!("{wanted}{separator}{number}");
        }
        self.taken.insert(wanted, number);
        self.taken.insert(name.clone(), 1);
        name
    }
}

/// A name that passed a scope, as an identifier; keywords as raw ones.
pub(super) fn ident(name: String) -> Name {
    Name(match name.as_str() {
        never if NEVER.contains(never) => format!("{name}_"),
        keyword if KEYWORDS.contains(keyword) => format!("{RAW}{name}"),
        _ => name,
    })
}

/// Whether Rust takes the name for itself.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(name) || NEVER.contains(name)
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
            assert_eq!(ident(name.to_owned()).to_string(), written);
        }
    }

    #[test]
    fn whatever_a_parser_takes_for_a_keyword_is_one() {
        for name in KEYWORDS.iter().filter(|name| **name != "gen") {
            assert!(syn::parse_str::<Ident>(name).is_err(), "{name} needs no escape");
        }
        for name in KEYWORDS.union(&NEVER) {
            let name = ident(name.to_string());
            assert!(syn::parse_str::<Ident>(name.as_str()).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_is_taken_gets_another_name() {
        let reserved = words("Option");
        let mut scope = Scope::with(&[&reserved]);
        let names = ["Option", "Option", "Foo", "Foo", "Foo", "V1", "V1", "Foo2", "Option_"];
        let claimed: Vec<_> = names.iter().map(|name| scope.claim((*name).to_owned())).collect();
        assert_eq!(
            claimed,
            ["Option_", "Option2", "Foo", "Foo2", "Foo3", "V1", "V1_2", "Foo2_2", "Option_2"]
        );
    }
}
