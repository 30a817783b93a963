//! Generates the waiters of an operation: constants of its input, and the client's methods.

use super::context::Context;
use super::jmespath::Variants;
use super::syntax::{self, Function, ident};
use super::{doc_example, docs};
use crate::graph::{Acceptor, AcceptorState, Expected, Matcher, Operation, Waiter};
use crate::names::{Name, OperationNames};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::ImplItem;

/// Generates the constants, if the operation has waiters.
pub(super) fn constants(operation: &Operation, names: &OperationNames, input: &Name) -> Option<TokenStream> {
    if operation.waiters.is_empty() {
        return None;
    }
    let constants = operation.waiters.iter().zip(&names.waiters);
    let constants: Vec<TokenStream> = constants.map(|(waiter, (name, _))| constant(waiter, name)).collect();
    Some(quote! {
        impl #input {
            #(#constants)*
        }
    })
}

fn constant(waiter: &Waiter, name: &Name) -> TokenStream {
    let about = docs::outer(&about(waiter));
    let Waiter { name: waiter_name, min_delay, max_delay, .. } = waiter;
    let mut variants = Variants::default();
    let acceptors: Vec<_> = waiter.acceptors.iter().map(|one| acceptor(one, &mut variants)).collect();
    let imports = variants.imports();
    let uses_expressions = waiter.acceptors.iter().any(|acceptor| has_expression(&acceptor.matcher));
    let types = match uses_expressions {
        true => quote!(Acceptor, Expected, Matcher),
        false => quote!(Acceptor, Matcher),
    };
    let delays = [min_delay, max_delay].map(|delay| Literal::u32_unsuffixed(*delay));
    let delays = ((*min_delay, *max_delay) != Waiter::DELAYS).then(|| quote!(.delays(#(#delays),*)));
    quote! {
        #about
        pub const #name: smithereen::Waiter<Self> = {
            #imports
            use smithereen::wait::{#types};
            smithereen::Waiter::new(#waiter_name, &[#(#acceptors),*]) #delays
        };
    }
}

/// Generates the client's methods.
pub(super) fn methods(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    input: &Name,
) -> Vec<ImplItem> {
    let waiters = operation.waiters.iter().zip(&names.waiters);
    waiters.map(|(waiter, names)| method(context, operation, waiter, names, input)).collect()
}

fn method(
    context: &Context<'_>,
    operation: &Operation,
    waiter: &Waiter,
    (constant, method): &(Name, Name),
    input: &Name,
) -> ImplItem {
    let mut about = about(waiter);
    about.push("Waits for at most `max_wait`. Nothing is sent until the result is awaited.".to_owned());
    let example = doc_example::of_waiter(context, waiter, method, input);
    let mut attributes = docs::outer(&about).with_example(example).attributes();
    attributes.extend(docs::deprecated(operation.deprecated.as_ref()));
    attributes.push(syntax::inline());
    let of_input = || syntax::named(input.ident());
    let caller = syntax::field_of(syntax::variable("self"), ident("caller"));
    let value = syntax::name(syntax::path(&format!("{input}::{constant}")));
    let arguments = [syntax::variable("input"), value, syntax::variable("max_wait")];
    let function = Function {
        attributes,
        name: method.ident(),
        arguments: vec![
            syntax::self_reference(),
            syntax::argument(ident("input"), syntax::reference(of_input(), false)),
            syntax::argument(ident("max_wait"), syntax::named(syntax::path("std::time::Duration"))),
        ],
        output: syntax::generic("smithereen::client::Waiting", [of_input()]),
        body: vec![syntax::result(syntax::method(caller, "wait", arguments))],
    };
    function.public()
}

/// Returns the documentation of a waiter, as paragraphs.
fn about(waiter: &Waiter) -> Vec<String> {
    let of = |state| {
        let acceptors = waiter.acceptors.iter().filter(move |acceptor| acceptor.state == state);
        acceptors.map(|acceptor| described(&acceptor.matcher)).collect::<Vec<_>>().join(", or ")
    };
    let mut about = vec![format!("Waits until {}.", of(AcceptorState::Success))];
    let failure = of(AcceptorState::Failure);
    let fails = if failure.is_empty() { String::new() } else { format!("It fails if {failure}. ") };
    let Waiter { min_delay, max_delay, .. } = waiter;
    about.push(match min_delay == max_delay {
        true => format!("{fails}Calls are {min_delay} seconds apart."),
        false => format!("{fails}Calls are {min_delay} to {max_delay} seconds apart."),
    });
    about
}

/// Returns a matcher as text for documentation.
fn described(matcher: &Matcher) -> String {
    match matcher {
        Matcher::Output(expression, expected) | Matcher::InputOutput(expression, expected) => {
            let expression = docs::code(&expression.text);
            match expected {
                Expected::String(text) => format!("{expression} is {}", docs::code(text)),
                Expected::Bool(value) => format!("{expression} is {value}"),
                Expected::AllStrings(text) => format!("{expression} is {} in all cases", docs::code(text)),
                Expected::AnyString(text) => format!("{expression} is {} in one case", docs::code(text)),
                Expected::AllBools(value) => format!("{expression} is {value} in all cases"),
                Expected::AnyBool(value) => format!("{expression} is {value} in one case"),
            }
        }
        Matcher::Success(true) => "the call succeeds".to_owned(),
        Matcher::Success(false) => "the call fails".to_owned(),
        Matcher::Error(code) => format!("the error is {}", docs::code(code)),
        Matcher::Status(status) => format!("the status is {status}"),
    }
}

fn has_expression(matcher: &Matcher) -> bool {
    matches!(matcher, Matcher::Output(..) | Matcher::InputOutput(..))
}

fn acceptor(Acceptor { state, matcher }: &Acceptor, variants: &mut Variants) -> TokenStream {
    let state = ident(state.name());
    let matcher = match matcher {
        Matcher::Output(expression, expected) => {
            let (expression, expected) = (variants.expression(expression), expected_value(expected));
            quote!(Output(#expression, #expected))
        }
        Matcher::InputOutput(expression, expected) => {
            let (expression, expected) = (variants.expression(expression), expected_value(expected));
            quote!(InputOutput(#expression, #expected))
        }
        Matcher::Success(success) => quote!(Success(#success)),
        Matcher::Error(code) => quote!(Error(#code)),
        Matcher::Status(status) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(Status(#status))
        }
    };
    quote!(Acceptor::#state(Matcher::#matcher))
}

fn expected_value(expected: &Expected) -> TokenStream {
    match expected {
        Expected::String(text) => quote!(Expected::String(#text)),
        Expected::Bool(value) => quote!(Expected::Bool(#value)),
        Expected::AllStrings(text) => quote!(Expected::AllStrings(#text)),
        Expected::AnyString(text) => quote!(Expected::AnyString(#text)),
        Expected::AllBools(value) => quote!(Expected::AllBools(#value)),
        Expected::AnyBool(value) => quote!(Expected::AnyBool(#value)),
    }
}
