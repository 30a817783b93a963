//! Types, implementations, modules and imports.

use super::delimiters::{braces, parentheses};
use super::types::ident;
use proc_macro2::{Ident, TokenStream};
use syn::{
    Attribute, ConstModifiers, Expr, Field, FieldModifiers, Fields, FieldsNamed, FieldsUnnamed, Generics,
    ImplItem, ImplItemConst, ImplItemType, ImplModifiers, Item, ItemEnum, ItemImpl, ItemMacro, ItemMod,
    ItemStruct, ItemUse, Macro, MacroDelimiter, Path, Type, TypeModifiers, UseGroup, UseName, UsePath,
    UseTree, Variant, Visibility,
};

/// Returns `pub struct name { fields }`.
pub(in crate::emit) fn structure(attributes: Vec<Attribute>, name: Ident, fields: Vec<Field>) -> Item {
    let fields = FieldsNamed { brace_token: braces(), named: fields.into_iter().collect() };
    Item::Struct(ItemStruct {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        struct_token: Default::default(),
        ident: name,
        generics: Generics::default(),
        fields: Fields::Named(fields),
        semi_token: None,
    })
}

/// Returns the public field `name: of`.
pub(in crate::emit) fn field(attributes: Vec<Attribute>, name: Ident, of: Type) -> Field {
    Field {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        modifiers: FieldModifiers::default(),
        ident: Some(name),
        colon_token: Some(Default::default()),
        ty: of,
        default: None,
    }
}

/// Returns `pub enum name { variants }`.
pub(in crate::emit) fn enumeration(attributes: Vec<Attribute>, name: Ident, variants: Vec<Variant>) -> Item {
    Item::Enum(ItemEnum {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        enum_token: Default::default(),
        ident: name,
        generics: Generics::default(),
        brace_token: braces(),
        variants: variants.into_iter().collect(),
    })
}

/// Returns a variant without fields.
pub(in crate::emit) fn unit_variant(attributes: Vec<Attribute>, name: Ident) -> Variant {
    Variant { attrs: attributes, ident: name, fields: Fields::Unit, discriminant: None }
}

/// Returns the variant `name(of)`.
pub(in crate::emit) fn tuple_variant(attributes: Vec<Attribute>, name: Ident, of: Type) -> Variant {
    let field = Field {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: FieldModifiers::default(),
        ident: None,
        colon_token: None,
        ty: of,
        default: None,
    };
    let unnamed = [field].into_iter().collect();
    let fields = Fields::Unnamed(FieldsUnnamed { paren_token: parentheses(), unnamed });
    Variant { attrs: attributes, ident: name, fields, discriminant: None }
}

/// Returns `impl of { items }`, or `impl of_trait for of { items }`.
pub(in crate::emit) fn implementation(
    attributes: Vec<Attribute>,
    of_trait: Option<Path>,
    of: Type,
    items: Vec<ImplItem>,
) -> Item {
    Item::Impl(ItemImpl {
        attrs: attributes,
        modifiers: ImplModifiers::default(),
        unsafety: None,
        impl_token: Default::default(),
        generics: Generics::default(),
        trait_: of_trait.map(|path| (path, Default::default())),
        self_ty: Box::new(of),
        brace_token: braces(),
        items,
    })
}

/// Returns the associated type `type name = of;`.
pub(in crate::emit) fn associated_type(name: &str, of: Type) -> ImplItem {
    ImplItem::Type(ImplItemType {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: TypeModifiers::default(),
        type_token: Default::default(),
        ident: ident(name),
        generics: Generics::default(),
        eq_token: Default::default(),
        ty: of,
        semi_token: Default::default(),
    })
}

/// Returns the associated constant `const name: of = value;`.
pub(in crate::emit) fn associated_constant(name: &str, of: Type, value: Expr) -> ImplItem {
    ImplItem::Const(ImplItemConst {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: ConstModifiers::default(),
        const_token: Default::default(),
        ident: ident(name),
        generics: Generics::default(),
        colon_token: Default::default(),
        ty: of,
        eq_token: Default::default(),
        expr: value,
        semi_token: Default::default(),
    })
}

/// Returns the macro call `path!(arguments);`.
pub(in crate::emit) fn macro_call(path: Path, arguments: TokenStream) -> Item {
    let delimiter = MacroDelimiter::Paren(parentheses());
    let mac = Macro { path, bang_token: Default::default(), delimiter, tokens: arguments };
    Item::Macro(ItemMacro { attrs: Vec::new(), ident: None, mac, semi_token: Some(Default::default()) })
}

/// Returns `mod name;`.
pub(in crate::emit) fn module(name: &str) -> Item {
    Item::Mod(ItemMod {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        unsafety: None,
        mod_token: Default::default(),
        ident: ident(name),
        content: None,
        semi: Some(Default::default()),
    })
}

/// Returns `use path::{names};`.
pub(in crate::emit) fn import<'n>(path: &str, names: impl IntoIterator<Item = &'n String>) -> Item {
    uses(Visibility::Inherited, path, names)
}

/// Returns `pub use path::{names};`.
pub(in crate::emit) fn export<'n>(path: &str, names: impl IntoIterator<Item = &'n String>) -> Item {
    uses(Visibility::Public(Default::default()), path, names)
}

fn uses<'n>(visibility: Visibility, path: &str, names: impl IntoIterator<Item = &'n String>) -> Item {
    let names = names.into_iter().map(|name| UseTree::Name(UseName { ident: ident(name) }));
    let group = UseGroup { brace_token: braces(), items: names.collect() };
    let within = |tree, segment| {
        let path = UsePath { ident: ident(segment), colon2_token: Default::default(), tree: Box::new(tree) };
        UseTree::Path(path)
    };
    Item::Use(ItemUse {
        attrs: Vec::new(),
        vis: visibility,
        use_token: Default::default(),
        leading_colon: None,
        tree: path.rsplit("::").fold(UseTree::Group(group), within),
        semi_token: Default::default(),
    })
}
