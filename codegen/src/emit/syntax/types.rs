//! Identifiers, paths and types.

use super::delimiters::parentheses;
use proc_macro2::{Ident, Span};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, Lifetime, Macro, MacroDelimiter, Path, PathArguments,
    PathSegment, TraitBound, TraitBoundModifiers, Type, TypeImplTrait, TypeMacro, TypeParamBound, TypePath,
    TypeReference, TypeTuple,
};

/// Returns an identifier token for a name from `names` or a literal name in a template.
pub(in crate::emit) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(stem) => Ident::new_raw(stem, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Returns a path, such as `smithereen::client::Call`.
pub(in crate::emit) fn path(text: &str) -> Path {
    // A search for one character is faster than one for `::`.
    let names = text.split(':').filter(|name| !name.is_empty());
    Path { leading_colon: None, segments: names.map(|name| PathSegment::from(ident(name))).collect() }
}

/// Returns `Self::name`.
pub(in crate::emit) fn path_in_self(name: Ident) -> Path {
    let segments = [ident("Self"), name].map(PathSegment::from);
    Path { leading_colon: None, segments: segments.into_iter().collect() }
}

/// Returns the type with this name or path.
pub(in crate::emit) fn named(path: impl Into<Path>) -> Type {
    Type::Path(TypePath { attrs: Vec::new(), qself: None, path: path.into() })
}

/// Returns a type with arguments: `BTreeMap<String, i32>`.
pub(in crate::emit) fn generic(name: &str, arguments: impl IntoIterator<Item = Type>) -> Type {
    named(generic_path(name, arguments))
}

/// Returns a path whose last segment has arguments: `From<String>`.
pub(in crate::emit) fn generic_path(name: &str, arguments: impl IntoIterator<Item = Type>) -> Path {
    let mut path = path(name);
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: Default::default(),
            args: arguments.into_iter().map(GenericArgument::Type).collect(),
            gt_token: Default::default(),
        });
    }
    path
}

/// Returns `impl Into<target>`.
pub(in crate::emit) fn impl_into(target: Type) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: TraitBoundModifiers::default(),
        maybe: None,
        path: generic_path("Into", [target]),
    });
    let bounds = [bound].into_iter().collect();
    Type::ImplTrait(TypeImplTrait { attrs: Vec::new(), impl_token: Default::default(), bounds })
}

/// Returns `()`.
pub(in crate::emit) fn unit() -> Type {
    Type::Tuple(TypeTuple { attrs: Vec::new(), paren_token: parentheses(), elems: Punctuated::new() })
}

/// Returns `&target`, or `&'static target`.
pub(in crate::emit) fn reference(target: Type, is_static: bool) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime: is_static.then(|| Lifetime::new("'static", Span::call_site())),
        mutability: None,
        elem: Box::new(target),
    })
}

/// Returns a type that the compiler rejects with this error.
pub(in crate::emit) fn invalid_type(error: &str) -> Type {
    Type::Macro(TypeMacro {
        attrs: Vec::new(),
        mac: Macro {
            path: path("compile_error"),
            bang_token: Default::default(),
            delimiter: MacroDelimiter::Paren(parentheses()),
            tokens: quote!(#error),
        },
    })
}
