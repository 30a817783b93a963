//! Generates expressions for the values of rules.

mod choices;

pub(super) use choices::grouped;

use super::names::Scope;
use crate::graph::rules::{Attribute, Expr, Input, ParameterType, Source};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The runtime functions that rules call, in alphabetical order.
pub(super) const FUNCTIONS: [&str; 8] = [
    "is_valid_host_label",
    "is_virtual_hostable_bucket",
    "parse_arn",
    "parse_url",
    "partition",
    "split",
    "substring",
    "uri_encode",
];

/// Returns the runtime function that computes the value.
pub(super) fn function(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::IsValidHostLabel { .. } => Some("is_valid_host_label"),
        Expr::IsVirtualHostableBucket { .. } => Some("is_virtual_hostable_bucket"),
        Expr::ParseArn(_) => Some("parse_arn"),
        Expr::ParseUrl(_) => Some("parse_url"),
        Expr::Partition(_) => Some("partition"),
        Expr::Split { .. } => Some("split"),
        Expr::Substring { .. } => Some("substring"),
        Expr::UriEncode(_) => Some("uri_encode"),
        _ => None,
    }
}

/// Generates access to a parameter: an `Option` if the parameter can be unset.
pub(super) fn source(input: &Input) -> TokenStream {
    let member = match &input.source {
        Source::Region => "region",
        Source::UseFips => "use_fips",
        Source::UseDualStack => "use_dual_stack",
        Source::Endpoint => "endpoint",
        Source::AccountId => "account_id",
        Source::AccountIdEndpointMode => "account_id_endpoint_mode",
        Source::Named(name) => {
            let function = ident(match input.kind {
                ParameterType::String => "string",
                ParameterType::Boolean => "boolean",
                ParameterType::StringArray => "string_array",
            });
            return quote! { params.#function(#name) };
        }
    };
    let member = ident(member);
    quote! { params.#member }
}

/// Generates a value. A text is a `&str` or a `String`.
pub(super) fn plain(expr: &Expr, scope: &Scope) -> TokenStream {
    if let Some(name) = scope.name(expr) {
        return quote! { #name };
    }
    match expr {
        Expr::Text(text) => quote! { #text },
        Expr::Template(parts) => template(parts, scope),
        Expr::Flag(value) => quote! { #value },
        Expr::Input(input) => self::input(input, scope),
        // The reader rejects unbound names, see `graph::rules`.
        Expr::Local(_) => TokenStream::new(),
        Expr::IsSet(of) => {
            let of = optional(of, scope);
            quote! { #of.is_some() }
        }
        Expr::Not(of) => negated(of, scope),
        Expr::BooleanEquals(one, other) => equals(one, &quote! { == }, other, scope),
        Expr::StringEquals(one, other) => match &**other {
            Expr::Text(text) if text.is_empty() => is_empty(one, scope),
            _ => equals(one, &quote! { == }, other, scope),
        },
        Expr::Attribute(of, attribute) => {
            let (of, field) = (plain(of, scope), field(*attribute));
            quote! { #of.#field }
        }
        Expr::Element(of, 0) => {
            let of = plain(of, scope);
            quote! { #of.first().copied() }
        }
        Expr::Element(of, index) => {
            let (of, index) = (plain(of, scope), Literal::u16_unsuffixed(*index));
            quote! { #of.get(#index).copied() }
        }
        Expr::ElementFromEnd(..) | Expr::Coalesce(..) | Expr::IfElse { .. } | Expr::Split { .. } => {
            choices::plain(expr, scope)
        }
        Expr::Resource(of, index) => {
            let (of, index) = (plain(of, scope), Literal::u16_unsuffixed(*index));
            quote! { #of.resource(#index) }
        }
        Expr::Partition(of) => {
            let region = borrowed(of, scope);
            quote! { partition(PARTITIONS, #region) }
        }
        Expr::ParseArn(of) => call("parse_arn", of, scope),
        Expr::ParseUrl(of) => call("parse_url", of, scope),
        Expr::UriEncode(of) => call("uri_encode", of, scope),
        Expr::Substring { of, start, stop, reverse } => {
            let (of, reverse) = (borrowed(of, scope), plain(reverse, scope));
            let (start, stop) = (Literal::u16_unsuffixed(*start), Literal::u16_unsuffixed(*stop));
            quote! { substring(#of, #start, #stop, #reverse) }
        }
        Expr::IsValidHostLabel { label: of, subdomains }
        | Expr::IsVirtualHostableBucket { name: of, subdomains } => {
            let (of, subdomains) = (borrowed(of, scope), plain(subdomains, scope));
            let function = function(expr).map(ident);
            quote! { #function(#of, #subdomains) }
        }
    }
}

/// Generates a text as a `&str`.
pub(super) fn borrowed(expr: &Expr, scope: &Scope) -> TokenStream {
    let text = plain(expr, scope);
    if is_owned(expr) {
        quote! { &#text }
    } else {
        text
    }
}

/// Generates a text that converts into a `Cow<'static, str>`.
pub(super) fn lasting(expr: &Expr, scope: &Scope) -> TokenStream {
    let text = plain(expr, scope);
    let lasts = match expr {
        Expr::Text(_) | Expr::Template(_) | Expr::UriEncode(_) => true,
        Expr::Attribute(_, attribute) => is_of_table(*attribute),
        Expr::IfElse { .. } | Expr::Coalesce(..) => choices::lasts(expr),
        _ => false,
    };
    if lasts {
        text
    } else {
        let text = choices::grouped(expr, text);
        quote! { #text.to_owned() }
    }
}

/// Returns whether the attribute is a `&'static str` from the table of partitions.
fn is_of_table(attribute: Attribute) -> bool {
    use Attribute::{DnsSuffix, DualStackDnsSuffix, ImplicitGlobalRegion, Name};
    matches!(attribute, Name | DnsSuffix | DualStackDnsSuffix | ImplicitGlobalRegion)
}

/// Generates a value as an `Option`. Not for values that a test has bound, because the variable is no longer an
/// `Option`.
pub(super) fn optional(expr: &Expr, scope: &Scope) -> TokenStream {
    match expr {
        Expr::Input(input) => match scope.optional(expr) {
            Some(name) => quote! { #name },
            None => source(input),
        },
        Expr::Local(_) if scope.name(expr).is_none() => {
            let name = scope.optional(expr);
            quote! { #name }
        }
        other => plain(other, scope),
    }
}

pub(super) fn is_owned(expr: &Expr) -> bool {
    match expr {
        Expr::Template(_) | Expr::UriEncode(_) | Expr::Attribute(_, Attribute::NormalizedPath) => true,
        Expr::IfElse { .. } | Expr::Coalesce(..) => choices::is_owned(expr),
        _ => false,
    }
}

/// Generates an optional parameter with a fallback. Only arguments of `partition` can be unset.
fn input(input: &Input, scope: &Scope) -> TokenStream {
    let of = optional(&Expr::Input(input.clone()), scope);
    let or_default = input.may_be_missing().then(|| quote! { .unwrap_or_default() });
    quote! { #of #or_default }
}

fn negated(of: &Expr, scope: &Scope) -> TokenStream {
    match of {
        Expr::BooleanEquals(one, other) => equals(one, &quote! { != }, other, scope),
        Expr::StringEquals(one, other) if **other != Expr::Text(String::new()) => {
            equals(one, &quote! { != }, other, scope)
        }
        Expr::IsSet(of) => {
            let of = optional(of, scope);
            quote! { #of.is_none() }
        }
        other => {
            let value = choices::grouped(other, plain(other, scope));
            quote! { !#value }
        }
    }
}

fn is_empty(of: &Expr, scope: &Scope) -> TokenStream {
    let of = choices::grouped(of, plain(of, scope));
    quote! { #of.is_empty() }
}

fn equals(one: &Expr, sign: &TokenStream, other: &Expr, scope: &Scope) -> TokenStream {
    let (one, other) = (operand(one, scope), operand(other, scope));
    quote! { #one #sign #other }
}

/// Generates an operand of a comparison, in parentheses if it is a comparison, because comparisons do not chain.
fn operand(expr: &Expr, scope: &Scope) -> TokenStream {
    let value = plain(expr, scope);
    match expr {
        Expr::BooleanEquals(..) | Expr::StringEquals(..) => quote! { (#value) },
        _ => choices::grouped(expr, value),
    }
}

fn call(function: &str, argument: &Expr, scope: &Scope) -> TokenStream {
    let (function, argument) = (ident(function), borrowed(argument, scope));
    quote! { #function(#argument) }
}

/// Generates `format!` with local variables inlined in the format string.
fn template(parts: &[Expr], scope: &Scope) -> TokenStream {
    let (mut text, mut arguments) = (String::new(), Vec::new());
    for part in parts {
        match (part, scope.name(part)) {
            (Expr::Text(literal), _) => text.push_str(&literal.replace('{', "{{").replace('}', "}}")),
            (_, Some(name)) => text.push_str(&format!("{{{name}}}")),
            (other, None) => {
                text.push_str("{}");
                arguments.push(plain(other, scope));
            }
        }
    }
    quote! { format!(#text #(, #arguments)*) }
}

/// Estimates the characters of a text in the source.
pub(super) fn length(expr: &Expr) -> usize {
    match expr {
        Expr::Text(text) => text.chars().count(),
        other => 2 + other.parts().into_iter().map(length).sum::<usize>(),
    }
}

fn field(attribute: Attribute) -> Ident {
    ident(match attribute {
        Attribute::Name => "name",
        Attribute::DnsSuffix => "dns_suffix",
        Attribute::DualStackDnsSuffix => "dual_stack_dns_suffix",
        Attribute::ImplicitGlobalRegion => "implicit_global_region",
        Attribute::SupportsFips => "supports_fips",
        Attribute::SupportsDualStack => "supports_dual_stack",
        Attribute::Scheme => "scheme",
        Attribute::Authority => "authority",
        Attribute::ArnPartition => "partition",
        Attribute::ArnService => "service",
        Attribute::ArnRegion => "region",
        Attribute::ArnAccountId => "account_id",
        Attribute::Path => "path",
        Attribute::NormalizedPath => "normalized_path",
        Attribute::IsIp => "is_ip",
    })
}

pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
