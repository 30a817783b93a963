//! Generates the static values of expressions. `Expression` has to be imported where they are.

use crate::graph::{Comparison, Expression, JmespathNode as Node};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Generates the value of an expression.
pub(super) fn expression(expression: &Expression) -> TokenStream {
    node(&expression.node)
}

/// The depth of the recursion is limited by the parser.
fn node(of: &Node) -> TokenStream {
    match of {
        Node::Current => quote!(Expression::Current),
        Node::Path(names) => quote!(Expression::Path(&[#(#names),*])),
        Node::Then(parts) => two(&quote!(Then), parts),
        Node::Each(parts) => two(&quote!(Each), parts),
        Node::Values(parts) => two(&quote!(Values), parts),
        Node::Or(parts) => two(&quote!(Or), parts),
        Node::And(parts) => two(&quote!(And), parts),
        Node::Contains(parts) => two(&quote!(Contains), parts),
        Node::Flatten(value) => one(&quote!(Flatten), value),
        Node::Not(value) => one(&quote!(Not), value),
        Node::Length(value) => one(&quote!(Length), value),
        Node::Keys(value) => one(&quote!(Keys), value),
        Node::Index(list, index) => {
            let (list, index) = (node(list), Literal::i32_unsuffixed(*index));
            quote!(Expression::Index(&#list, #index))
        }
        Node::Filter(parts) => {
            let (list, condition, right) = (node(&parts.0), node(&parts.1), node(&parts.2));
            quote!(Expression::Filter(&(#list, #condition, #right)))
        }
        Node::Compare(parts) => {
            let (left, right) = (node(&parts.0), node(&parts.2));
            let comparison = comparison(parts.1);
            quote!(Expression::Compare(&(#left, #comparison, #right)))
        }
        Node::List(all) => {
            let all = all.iter().map(node);
            quote!(Expression::List(&[#(#all),*]))
        }
        Node::String(text) => quote!(Expression::String(#text)),
        Node::Number(number) => {
            let number = Literal::f64_unsuffixed(*number);
            quote!(Expression::Number(#number))
        }
        Node::Bool(value) => quote!(Expression::Bool(#value)),
        Node::Null => quote!(Expression::Null),
    }
}

fn one(variant: &TokenStream, value: &Node) -> TokenStream {
    let value = node(value);
    quote!(Expression::#variant(&#value))
}

fn two(variant: &TokenStream, (left, right): &(Node, Node)) -> TokenStream {
    let (left, right) = (node(left), node(right));
    quote!(Expression::#variant(&(#left, #right)))
}

fn comparison(of: Comparison) -> TokenStream {
    match of {
        Comparison::Equal => quote!(smithereen::jmespath::Comparison::Equal),
        Comparison::NotEqual => quote!(smithereen::jmespath::Comparison::NotEqual),
        Comparison::Less => quote!(smithereen::jmespath::Comparison::Less),
        Comparison::LessOrEqual => quote!(smithereen::jmespath::Comparison::LessOrEqual),
        Comparison::Greater => quote!(smithereen::jmespath::Comparison::Greater),
        Comparison::GreaterOrEqual => quote!(smithereen::jmespath::Comparison::GreaterOrEqual),
    }
}
