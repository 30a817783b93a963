//! Creates identifiers. This is the only module that turns text of a model into an identifier.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

/// A set of reserved names.
pub(super) type Reserved = LazyLock<HashSet<&'static str>>;

fn set(all: &'static str) -> HashSet<&'static str> {
    all.split_whitespace().collect()
}

/// Keywords that cannot be raw identifiers. They are reserved in every scope.
static NEVER_RAW: Reserved = LazyLock::new(|| set("self Self super crate _"));

/// All other keywords of Rust, including reserved ones.
static KEYWORDS: Reserved = LazyLock::new(|| {
    set("abstract as async await become box break const continue do dyn else enum extern false final
    fn for gen if impl in let loop macro match mod move mut override priv pub ref return static struct trait true try
    type typeof unsafe unsized use virtual where while yield")
});

/// Types and traits that generated code refers to. A generated type of the same name would shadow those of the prelude and
/// conflict with the others, which are imported or generated.
pub(super) static TYPES: Reserved = LazyLock::new(|| {
    set("AsMut AsRef BTreeMap BigNumber Box Bytes Call Client Clone Copy Debug Default Display Document
    DoubleEndedIterator Drop Endpoint EndpointError Eq Err Error ExactSizeIterator Extend Fn FnMut FnOnce From
    FromIterator Hash Into IntoIterator Iterator None Ok Operation OperationSchema Option Ord Params PartialEq
    PartialOrd Result Self Send Some String Sync Timestamp ToOwned ToString TryFrom TryInto Vec")
});

/// Functions that a setter or a method of the client would hide: generated ones (`new`, `parse`, `caller`), and methods of
/// the traits that generated types implement, from `std` (`eq`, `clone`, `from`) and from the runtime (`schema`, `slot`).
/// `unknown` and `set_unknown` were among the latter, and remain so that no name changes.
pub(super) static FUNCTIONS: Reserved = LazyLock::new(|| {
    set(
        "caller clone clone_into endpoint_param eq fmt from get into new parse schema set_unknown slot to_endpoint to_http to_owned unknown",
    )
});

/// Methods of every client, besides those in [`FUNCTIONS`].
pub(super) static CLIENT_METHODS: Reserved = LazyLock::new(|| {
    set("endpoint_discovery with_api_key with_credentials with_endpoint_url with_region without_host_prefix")
});

/// The catch-all variant of each enum, and `Self`, which no variant can be named.
pub(super) static VARIANTS: Reserved = LazyLock::new(|| set("Unknown Self"));

/// Constants of the traits that inputs implement.
pub(super) static CONSTANTS: Reserved = LazyLock::new(|| set("OPERATION PAGINATION"));

/// Files of each service's folder, and file names that some operating systems reserve.
pub(super) static MODULES: Reserved =
    LazyLock::new(|| set("aux client con endpoint enums errors lib main mod nul prn types"));

/// Crates that paths in generated code start with, and the module of partitions. A service's module of the same name would
/// be ambiguous.
pub(super) static ROOT: Reserved = LazyLock::new(|| set("alloc core partitions serde_json smithereen std"));

/// An identifier in source form. Unlike `proc_macro2::Ident`, it can be sent between threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

impl Name {
    /// Returns the identifier in source form: with `r#` if it is a keyword.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the identifier as a token.
    pub(crate) fn ident(&self) -> Ident {
        let new = if self.0.starts_with(RAW) { Ident::new_raw } else { Ident::new };
        new(self.stem(), Span::call_site())
    }

    /// Returns the identifier without `r#`, for file names.
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
        tokens.append(self.ident());
    }
}

/// The prefix of raw identifiers.
const RAW: &str = "r#";

/// A namespace, in which names are unique.
#[derive(Debug)]
pub(super) struct Scope<'r> {
    /// Names that are reserved from the start.
    reserved: Vec<&'r HashSet<&'r str>>,
    /// Names that are taken or were requested, each with the last number that was appended to it; 1 means no number.
    taken: HashMap<String, usize>,
}

impl<'r> Scope<'r> {
    /// Creates a scope with reserved names.
    pub(super) fn with(reserved: &[&'r HashSet<&'r str>]) -> Self {
        Self { reserved: reserved.to_vec(), taken: HashMap::new() }
    }

    fn is_reserved(&self, name: &str) -> bool {
        NEVER_RAW.contains(name) || self.reserved.iter().any(|names| names.contains(name))
    }

    /// Claims `wanted` or the next free name: a reserved `Option` becomes `Option_`, a second `Foo` becomes `Foo2`.
    ///
    /// Claim names in the model's order: shapes that are appended later then rename no earlier ones.
    pub(super) fn claim(&mut self, wanted: String) -> String {
        let is_reserved = self.is_reserved(&wanted);
        let before = self.taken.get(&wanted).copied();
        if !is_reserved && before.is_none() {
            self.taken.insert(wanted.clone(), 1);
            return wanted;
        }
        let mut name = if is_reserved { format!("{wanted}_") } else { wanted.clone() };
        // All numbers up to the last are taken, and need not be tried again.
        let mut number = before.unwrap_or(1);
        while self.taken.contains_key(&name) || self.is_reserved(&name) {
            number += 1;
            // `V1` and 2 would read as `V12`.
            let separator = if wanted.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            name = format!("{wanted}{separator}{number}");
        }
        self.taken.insert(wanted, number);
        self.taken.insert(name.clone(), 1);
        name
    }
}

/// Turns a name that was claimed in a scope into an identifier. A keyword becomes a raw identifier.
pub(super) fn ident(claimed: String) -> Name {
    Name(if KEYWORDS.contains(claimed.as_str()) { format!("{RAW}{claimed}") } else { claimed })
}

/// Returns whether the name is a keyword of Rust.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(name) || NEVER_RAW.contains(name)
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
            assert_eq!(ident(Scope::with(&[]).claim(name.to_owned())).to_string(), written);
        }
    }

    #[test]
    fn the_underscore_after_a_keyword_takes_no_claimed_name() {
        for (names, expected) in
            [(["self", "self_"], ["self_", "self_2"]), (["self_", "self"], ["self_", "self2"])]
        {
            let mut scope = Scope::with(&[]);
            let claimed = names.map(|name| ident(scope.claim(name.to_owned())).to_string());
            assert_eq!(claimed, expected);
        }
    }

    #[test]
    fn keywords_equal_those_of_the_parser() {
        for name in KEYWORDS.iter().filter(|name| **name != "gen") {
            assert!(syn::parse_str::<Ident>(name).is_err(), "{name} needs no escape");
        }
        for name in KEYWORDS.union(&NEVER_RAW) {
            let name = ident(Scope::with(&[]).claim(name.to_string()));
            assert!(syn::parse_str::<Ident>(name.as_str()).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_taken_name_gets_a_suffix() {
        let reserved = set("Option");
        let mut scope = Scope::with(&[&reserved]);
        let names = ["Option", "Option", "Foo", "Foo", "Foo", "V1", "V1", "Foo2", "Option_"];
        let claimed: Vec<_> = names.iter().map(|name| scope.claim((*name).to_owned())).collect();
        assert_eq!(
            claimed,
            ["Option_", "Option2", "Foo", "Foo2", "Foo3", "V1", "V1_2", "Foo2_2", "Option_2"]
        );
    }
}
