//! Functions and their statements.

use super::delimiters::{braces, parentheses};
use super::patterns::binding;
use proc_macro2::Ident;
use syn::{
    Attribute, Block, Expr, ExprAssign, FnArg, FnModifiers, Generics, ImplItem, ImplItemFn, PatType,
    ReceiverKind, ReturnType, Safety, Signature, Stmt, Type, Visibility,
};

/// A function of an implementation.
pub(in crate::emit) struct Function {
    pub(in crate::emit) attributes: Vec<Attribute>,
    pub(in crate::emit) name: Ident,
    pub(in crate::emit) arguments: Vec<FnArg>,
    pub(in crate::emit) output: Type,
    pub(in crate::emit) body: Vec<Stmt>,
}

impl Function {
    /// Returns the function as an item of an implementation.
    pub(in crate::emit) fn public(self) -> ImplItem {
        self.with(Visibility::Public(Default::default()))
    }

    /// Returns the function as an item of the implementation of a trait.
    pub(in crate::emit) fn of_trait(self) -> ImplItem {
        self.with(Visibility::Inherited)
    }

    fn with(self, visibility: Visibility) -> ImplItem {
        let Self { attributes, name, arguments, output, body } = self;
        let signature = Signature {
            constness: None,
            asyncness: None,
            safety: Safety::Default,
            abi: None,
            fn_token: Default::default(),
            ident: name,
            generics: Generics::default(),
            paren_token: parentheses(),
            inputs: arguments.into_iter().collect(),
            variadic: None,
            output: ReturnType::Type(Default::default(), Box::new(output)),
        };
        ImplItem::Fn(ImplItemFn {
            attrs: attributes,
            vis: visibility,
            modifiers: FnModifiers::default(),
            sig: signature,
            block: Block { brace_token: braces(), stmts: body },
        })
    }
}

/// Returns the argument `&self`.
pub(in crate::emit) fn self_reference() -> FnArg {
    receiver(ReceiverKind::Reference(Default::default(), None, None), false)
}

/// Returns the argument `mut self`.
pub(in crate::emit) fn mut_self() -> FnArg {
    receiver(ReceiverKind::Value, true)
}

fn receiver(kind: ReceiverKind, is_mut: bool) -> FnArg {
    FnArg::Receiver(syn::Receiver {
        attrs: Vec::new(),
        mutability: is_mut.then(Default::default),
        self_token: Default::default(),
        kind,
    })
}

/// Returns the argument `name: of`.
pub(in crate::emit) fn argument(name: Ident, of: Type) -> FnArg {
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(binding(name)),
        colon_token: Default::default(),
        ty: Box::new(of),
    })
}

/// Returns the statement `target = value;`.
pub(in crate::emit) fn assign(target: Expr, value: Expr) -> Stmt {
    let assignment = Expr::Assign(ExprAssign {
        attrs: Vec::new(),
        left: Box::new(target),
        eq_token: Default::default(),
        right: Box::new(value),
    });
    Stmt::Expr(assignment, Some(Default::default()))
}

/// Returns the last expression of a function, which is its result.
pub(in crate::emit) fn result(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}
