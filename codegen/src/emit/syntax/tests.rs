//! Compares built trees with those that `syn` parses.

use super::*;
use crate::emit::print::Code;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Item, Type};

/// Asserts that the formatter prints an item, and the tokens of the item, like the expected tokens.
#[track_caller]
fn assert_item(item: Item, expected: TokenStream) {
    let expected = Code::from(expected).format().unwrap();
    assert_eq!(Code::from(item.to_token_stream()).format().unwrap(), expected);
    assert_eq!(Code::from(item).format().unwrap(), expected);
}

#[track_caller]
fn assert_type(of: Type, expected: TokenStream) {
    let field = field(Vec::new(), ident("field"), of);
    let item = structure(Vec::new(), ident("Type"), vec![field]);
    assert_item(item, quote!(pub struct Type { pub field: #expected }));
}

#[track_caller]
fn assert_expression(value: Expr, expected: TokenStream) {
    let constant = associated_constant("VALUE", named(ident("Type")), value);
    let item = implementation(Vec::new(), Some(path("Trait")), named(ident("Type")), vec![constant]);
    assert_item(item, quote!(impl Trait for Type { const VALUE: Type = #expected; }));
}

fn string() -> Type {
    named(ident("String"))
}

#[test]
fn types() {
    assert_type(named(ident("r#type")), quote!(r#type));
    assert_type(named(path("serde_json::Value")), quote!(serde_json::Value));
    let list = generic("Vec", [named(path("super::r#Self_"))]);
    assert_type(generic("BTreeMap", [string(), list]), quote!(BTreeMap<String, Vec<super::r#Self_>>));
    assert_type(generic("smithereen::client::Call", [string()]), quote!(smithereen::client::Call<String>));
    assert_type(impl_into(generic("Vec", [string()])), quote!(impl Into<Vec<String>>));
    assert_type(reference(string(), false), quote!(&String));
    assert_type(reference(string(), true), quote!(&'static String));
    assert_type(unit(), quote!(()));
    assert_type(invalid_type("nested \"too\" deep"), quote!(compile_error!("nested \"too\" deep")));
}

#[test]
fn expressions() {
    assert_expression(text("a \"b\" \\ \n é"), quote!("a \"b\" \\ \n é"));
    assert_expression(boolean(true), quote!(true));
    assert_expression(call("Box::new", [variable("self")]), quote!(Box::new(self)));
    assert_expression(generic_call("Dynamic::of", named(path("a::B"))), quote!(Dynamic::of::<a::B>()));
    let chain = method(field_of(variable("self"), ident("r#in")), "call", [variable("input")]);
    assert_expression(method(chain, "into", []), quote!(self.r#in.call(input).into()));
    assert_expression(slice([pair(text("a"), text("b"))]), quote!(&[("a", "b")]));
    assert_expression(borrow(name(path("super::SERVICE"))), quote!(&super::SERVICE));
    let fields = [(ident("plain"), None), (ident("r#type"), Some(variable("value")))];
    let rest = call("default_value", []);
    assert_expression(
        struct_literal(fields.clone(), Some(rest)),
        quote!(Self { plain, r#type: value, ..default_value() }),
    );
    assert_expression(struct_literal(fields, None), quote!(Self { plain, r#type: value }));
    let arms = [
        arm(patterns::string("a"), name(path_in_self(ident("A")))),
        arm(patterns::constant(path_in_self(ident("B"))), text("b")),
        arm(patterns::tuple(path("Self::Unknown"), "value"), variable("value")),
        arm(patterns::wildcard(), call("Self::Unknown", [variable("value")])),
    ];
    assert_expression(
        match_on(variable("value"), arms),
        quote!(match value {
            "a" => Self::A,
            Self::B => "b",
            Self::Unknown(value) => value,
            _ => Self::Unknown(value),
        }),
    );
}

#[test]
fn structures_and_enums() {
    let attributes = || {
        let lines = [" A `text` with \\.", " A \"quoted\" text.", ""].map(doc);
        lines.into_iter().chain([list("derive", quote!(Clone, Default)), flag("must_use")]).collect()
    };
    let about = [" A `text` with \\.", " A \"quoted\" text.", ""];
    let fields =
        vec![field(attributes(), ident("a"), string()), field(Vec::new(), ident("r#type"), string())];
    assert_item(
        structure(attributes(), ident("Type"), fields),
        quote! {
            #(#[doc = #about])* #[derive(Clone, Default)] #[must_use]
            pub struct Type {
                #(#[doc = #about])* #[derive(Clone, Default)] #[must_use]
                pub a: String,
                pub r#type: String,
            }
        },
    );
    let variants = vec![
        unit_variant(attributes(), ident("A")),
        tuple_variant(vec![list("deprecated", quote!(note = "old"))], ident("B"), string()),
    ];
    assert_item(
        enumeration(attributes(), ident("Type"), variants),
        quote! {
            #(#[doc = #about])* #[derive(Clone, Default)] #[must_use]
            pub enum Type {
                #(#[doc = #about])* #[derive(Clone, Default)] #[must_use]
                A,
                #[deprecated(note = "old")]
                B(String),
            }
        },
    );
}

#[test]
fn implementations() {
    let setter = Function {
        attributes: vec![doc(" Sets `a`.")],
        name: ident("a"),
        arguments: vec![mut_self(), argument(ident("value"), impl_into(string()))],
        output: named(ident("Self")),
        body: vec![
            assign(field_of(variable("self"), ident("a")), call("Some", [variable("value")])),
            result(variable("self")),
        ],
    };
    let getter = Function {
        attributes: Vec::new(),
        name: ident("r#type"),
        arguments: vec![self_reference()],
        output: reference(named(ident("str")), false),
        body: vec![result(text("type"))],
    };
    let items = vec![setter.public(), getter.of_trait(), associated_type("Output", unit())];
    let gate = vec![list("cfg", quote!(feature = "client"))];
    assert_item(
        implementation(gate, Some(generic_path("From", [string()])), named(path("super::Client")), items),
        quote! {
            #[cfg(feature = "client")]
            impl From<String> for super::Client {
                /// Sets `a`.
                pub fn a(mut self, value: impl Into<String>) -> Self {
                    self.a = Some(value);
                    self
                }
                fn r#type(&self) -> &str {
                    "type"
                }
                type Output = ();
            }
        },
    );
    assert_item(implementation(Vec::new(), None, string(), Vec::new()), quote!(impl String {}));
}

#[test]
fn modules_imports_and_macros() {
    assert_item(
        module("r#move"),
        quote!(
            mod r#move;
        ),
    );
    let names = ["A", "r#b"].map(str::to_owned);
    assert_item(
        import("std::collections", &names),
        quote!(
            use std::collections::{A, r#b};
        ),
    );
    assert_item(
        export("r#move", &names[..1]),
        quote!(
            pub use r#move::{A};
        ),
    );
    let registration = macro_call(path("smithereen::string_enum"), quote!(Type, sensitive));
    assert_item(registration, quote!(smithereen::string_enum!(Type, sensitive);));
}
