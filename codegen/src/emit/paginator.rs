//! Generates pagination: the implementations of `Paginated` and `PageItems` for the input of an operation, and the client's
//! method.

use super::context::Context;
use super::file::File;
use super::jmespath::Variants;
use super::syntax::{self, Function, ident};
use super::{doc_example, docs, rust_type};
use crate::graph::{Kind, Member, Operation, Paginator, ShapeId};
use crate::names::{Name, OperationNames};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ImplItem;

/// Adds the implementations to the operation's file, if the operation has a paginator.
pub(super) fn add(context: &Context<'_>, operation: &Operation, input: &Name, file: &mut File) {
    if let Some(paginator) = &operation.paginator {
        file.push(paginated(paginator, input));
        if let Some(items) = items(context, operation, input, file) {
            file.push(items);
        }
    }
}

/// Generates `Paginated`.
fn paginated(paginator: &Paginator, input: &Name) -> TokenStream {
    let Paginator { tokens, page_size, more_results, .. } = paginator;
    let mut variants = Variants::default();
    let tokens: Vec<_> = tokens
        .iter()
        .map(|token| {
            let (name, output) = (&token.input, variants.expression(&token.output));
            quote!((#name, #output))
        })
        .collect();
    let page_size = page_size.as_ref().map(|name| quote!(.page_size(#name)));
    let more_results = more_results.as_ref().map(|expression| {
        let expression = variants.expression(expression);
        quote!(.more_results(#expression))
    });
    let imports = variants.imports();
    quote! {
        impl smithereen::Paginated for #input {
            const PAGINATION: &'static smithereen::Pagination = {
                use smithereen::Pagination;
                #imports
                &Pagination::new(&[#(#tokens),*]) #page_size #more_results
            };
        }
    }
}

/// Generates `PageItems` for the first of the paginator's results, if that is a list or map.
fn items(context: &Context<'_>, operation: &Operation, input: &Name, file: &mut File) -> Option<TokenStream> {
    let of_output = context.service.names.of_type(operation.output?)?;
    let (value, member) = first_result(context, operation)?;
    let of = rust_type::of_value(context, member, file);
    Some(quote! {
        impl smithereen::PageItems for #input {
            type Items = #of;
            #[inline]
            fn into_items(page: #of_output) -> Self::Items {
                #value
            }
        }
    })
}

/// Returns an expression that takes the paginator's first result out of `page`, and the member that holds it. Returns `None`
/// unless it is a list or map. Unset members on the way give an empty one.
fn first_result<'a>(context: &'a Context<'_>, operation: &Operation) -> Option<(TokenStream, &'a Member)> {
    let (names, shapes) = (&context.service.names, &context.service.model.shapes);
    let mut value = quote!(page);
    let mut is_option = false;
    let mut last: Option<&Member> = None;
    let mut shape: ShapeId = operation.output?;
    for name in operation.paginator.as_ref()?.results.first()? {
        let members = shapes[shape].kind.members().iter().zip(names.of_members(shape));
        let (member, field) = members.into_iter().find(|(member, _)| member.name == *name)?;
        value = match (is_option, member.is_option()) {
            (false, _) => quote!(#value.#field),
            (true, false) => quote!(#value.map(|found| found.#field)),
            (true, true) => quote!(#value.and_then(|found| found.#field)),
        };
        is_option |= member.is_option();
        (shape, last) = (member.target, Some(member));
    }
    let member = last.filter(|_| matches!(shapes[shape].kind, Kind::List { .. } | Kind::Map { .. }))?;
    let value = if is_option { quote!(#value.unwrap_or_default()) } else { value };
    Some((value, member))
}

/// Generates the client's method that returns a `Paginator`, if the operation has one.
pub(super) fn method(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    input: &Name,
) -> Option<ImplItem> {
    let name = names.paginator.as_ref()?;
    let about = format!("Calls {} for each page of its results.", docs::code(&operation.name));
    let about = docs::outer(&[about, "Nothing is sent until a page or an item is awaited.".to_owned()]);
    let has_items = first_result(context, operation).is_some();
    let example = doc_example::of_paginator(context, name, input, has_items);
    let mut attributes = about.with_example(example).attributes();
    attributes.extend(docs::deprecated(operation.deprecated.as_ref()));
    attributes.push(syntax::inline());
    let of_input = || syntax::named(input.ident());
    let caller = syntax::field_of(syntax::variable("self"), ident("caller"));
    let function = Function {
        attributes,
        name: name.ident(),
        arguments: vec![
            syntax::self_reference(),
            syntax::argument(ident("input"), syntax::reference(of_input(), false)),
        ],
        output: syntax::generic("smithereen::client::Paginator", [of_input()]),
        body: vec![syntax::result(syntax::method(caller, "paginate", [syntax::variable("input")]))],
    };
    Some(function.public())
}
