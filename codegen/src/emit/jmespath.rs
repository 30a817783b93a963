//! Generates the static values of expressions.

use super::syntax::ident;
use crate::graph::{Comparison, Expression, JmespathNode as Node};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The variants of the runtime's enums that expressions name, to be imported where the expressions are.
#[derive(Default)]
pub(super) struct Variants {
    expressions: BTreeSet<&'static str>,
    comparisons: BTreeSet<&'static str>,
}

impl Variants {
    /// Generates the imports.
    pub(super) fn imports(&self) -> TokenStream {
        let import = |of: TokenStream, names: &BTreeSet<&'static str>| {
            let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [] => TokenStream::new(),
                [name] => quote!(use smithereen::jmespath::#of::#name;),
                names => quote!(use smithereen::jmespath::#of::{#(#names),*};),
            }
        };
        let comparisons = import(quote!(Comparison), &self.comparisons);
        let expressions = import(quote!(Expression), &self.expressions);
        quote!(#comparisons #expressions)
    }

    /// Generates the value of an expression, and records the variants in it.
    pub(super) fn expression(&mut self, expression: &Expression) -> TokenStream {
        self.node(&expression.node)
    }

    /// The depth of the recursion is limited by the parser.
    fn node(&mut self, of: &Node) -> TokenStream {
        let (variant, arguments) = match of {
            Node::Current => ("Current", None),
            Node::Path(names) => ("Path", Some(quote!(&[#(#names),*]))),
            Node::Then(parts) => ("Then", Some(self.two(parts))),
            Node::Each(parts) => ("Each", Some(self.two(parts))),
            Node::Values(parts) => ("Values", Some(self.two(parts))),
            Node::Or(parts) => ("Or", Some(self.two(parts))),
            Node::And(parts) => ("And", Some(self.two(parts))),
            Node::Contains(parts) => ("Contains", Some(self.two(parts))),
            Node::Flatten(value) => ("Flatten", Some(self.one(value))),
            Node::Not(value) => ("Not", Some(self.one(value))),
            Node::Length(value) => ("Length", Some(self.one(value))),
            Node::Keys(value) => ("Keys", Some(self.one(value))),
            Node::Index(list, index) => {
                let (list, index) = (self.one(list), Literal::i32_unsuffixed(*index));
                ("Index", Some(quote!(#list, #index)))
            }
            Node::Filter(parts) => {
                let (list, condition, right) =
                    (self.node(&parts.0), self.node(&parts.1), self.node(&parts.2));
                ("Filter", Some(quote!(&(#list, #condition, #right))))
            }
            Node::Compare(parts) => {
                let (left, right) = (self.node(&parts.0), self.node(&parts.2));
                let comparison = self.comparison(parts.1);
                ("Compare", Some(quote!(&(#left, #comparison, #right))))
            }
            Node::List(all) => {
                let all: Vec<_> = all.iter().map(|one| self.node(one)).collect();
                ("List", Some(quote!(&[#(#all),*])))
            }
            Node::String(text) => ("String", Some(quote!(#text))),
            Node::Number(number) => {
                let number = Literal::f64_unsuffixed(*number);
                ("Number", Some(quote!(#number)))
            }
            Node::Bool(value) => ("Bool", Some(quote!(#value))),
            Node::Null => ("Null", None),
        };
        self.expressions.insert(variant);
        let variant = ident(variant);
        match arguments {
            Some(arguments) => quote!(#variant(#arguments)),
            None => quote!(#variant),
        }
    }

    fn one(&mut self, value: &Node) -> TokenStream {
        let value = self.node(value);
        quote!(&#value)
    }

    fn two(&mut self, (left, right): &(Node, Node)) -> TokenStream {
        let (left, right) = (self.node(left), self.node(right));
        quote!(&(#left, #right))
    }

    fn comparison(&mut self, of: Comparison) -> TokenStream {
        let name = match of {
            Comparison::Equal => "Equal",
            Comparison::NotEqual => "NotEqual",
            Comparison::Less => "Less",
            Comparison::LessOrEqual => "LessOrEqual",
            Comparison::Greater => "Greater",
            Comparison::GreaterOrEqual => "GreaterOrEqual",
        };
        self.comparisons.insert(name);
        let name = ident(name);
        quote!(#name)
    }
}
