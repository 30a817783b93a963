//! Names of local variables.

use crate::graph::rules::{Attribute, Expr, Source};
use heck::ToSnakeCase;
use proc_macro2::{Ident, Span};
use std::iter::once;

/// The locals at some point of the function, and what each holds. No two have one name, although siblings may.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    locals: Vec<(Expr, Ident)>,
    /// The locals that hold as an `Option` what may be missing: an input, what a diagram may give a name to.
    optional: Vec<(Expr, Ident)>,
    /// Names that are taken otherwise.
    reserved: Vec<Ident>,
}

impl Scope {
    /// The local that holds this: an input that is there, what the rules gave a name to, a part of that.
    pub(super) fn name(&self, of: &Expr) -> Option<&Ident> {
        self.locals.iter().find(|(held, _)| held == of).map(|(_, name)| name)
    }

    /// Binds a value to a local variable. `is_called` returns whether a function of that name is called where
    /// the local is in scope.
    pub(super) fn bind(&mut self, of: Expr, is_called: impl Fn(&str) -> bool) -> Ident {
        // What is in an `Option` is called as that is.
        let name = self.optional(&of).cloned();
        let name = name.unwrap_or_else(|| self.pick(&readable(&of), is_called));
        self.locals.push((of, name.clone()));
        name
    }

    /// The local that holds this or nothing.
    pub(super) fn optional(&self, of: &Expr) -> Option<&Ident> {
        self.optional.iter().find(|(held, _)| held == of).map(|(_, name)| name)
    }

    /// A local for this or nothing, from here on.
    pub(super) fn bind_optional(&mut self, of: Expr, is_called: impl Fn(&str) -> bool) -> Ident {
        let name = self.pick(&readable(&of), is_called);
        self.optional.push((of, name.clone()));
        name
    }

    /// A local for something that no value of the rules is.
    pub(super) fn reserve(&mut self, name: &str, is_called: impl Fn(&str) -> bool) -> Ident {
        let name = self.pick(name, is_called);
        self.reserved.push(name.clone());
        name
    }

    /// A name like this that is free.
    pub(super) fn pick(&self, name: &str, is_called: impl Fn(&str) -> bool) -> Ident {
        let is_taken = |name: &str| {
            name == "params"
                || is_called(name)
                || self.locals.iter().any(|(_, local)| local == name)
                || self.optional.iter().any(|(_, local)| local == name)
                || self.reserved.iter().any(|local| local == name)
        };
        let mut names = once(name.to_owned()).chain((2..=u32::MAX).map(|number| format!("{name}_{number}")));
        let free = names.find(|name| !is_taken(name));
        Ident::new(free.as_deref().unwrap_or(name), Span::call_site())
    }
}

/// What a person would call it.
fn readable(of: &Expr) -> String {
    let name = match of {
        Expr::Local(name) => return identifier(name),
        Expr::Input(input) => match &input.source {
            Source::Named(name) => return identifier(name),
            Source::Region => "region",
            Source::UseFips => "use_fips",
            Source::UseDualStack => "use_dual_stack",
            Source::Endpoint => "endpoint",
            Source::AccountId => "account_id",
            Source::AccountIdEndpointMode => "account_id_endpoint_mode",
        },
        Expr::Attribute(_, Attribute::Name) => "name",
        Expr::Attribute(_, Attribute::DnsSuffix | Attribute::DualStackDnsSuffix) => "suffix",
        Expr::Attribute(_, Attribute::ImplicitGlobalRegion) => "global_region",
        Expr::Attribute(_, Attribute::Scheme) => "scheme",
        Expr::Attribute(_, Attribute::Authority) => "authority",
        Expr::Attribute(_, Attribute::Path) => "path",
        Expr::Attribute(_, Attribute::ArnPartition) => "partition",
        Expr::Attribute(_, Attribute::ArnService) => "service",
        Expr::Attribute(_, Attribute::ArnRegion) => "arn_region",
        Expr::Attribute(_, Attribute::ArnAccountId) => "account_id",
        _ => "value",
    };
    name.to_owned()
}

/// An identifier that is no keyword, close to what the rules say. What a function gave them they call its result.
fn identifier(name: &str) -> String {
    let name = name.strip_suffix("Result").unwrap_or(name);
    let mut name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    name = name.to_snake_case();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name = format!("value_{name}").trim_end_matches('_').to_owned();
    }
    // The parser knows the keywords, but for the youngest.
    if name == "gen" || syn::parse_str::<Ident>(&name).is_err() {
        name.push('_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Expr, Scope, identifier};

    #[test]
    fn names_are_readable_and_legal() {
        for (name, expected) in [
            ("PartitionResult", "partition"),
            ("partitionResult", "partition"),
            ("Result", "value"),
            ("bucketArn", "bucket_arn"),
            ("s3e_ds", "s3e_ds"),
            ("type", "type_"),
            ("Self", "self_"),
            ("gen", "gen_"),
            ("async", "async_"),
            ("_", "value"),
            ("__2", "value_2"),
            ("7up", "value_7up"),
            ("größe", "gre"),
            ("", "value"),
        ] {
            assert_eq!(identifier(name), expected, "{name}");
        }
    }

    #[test]
    fn no_two_in_scope_have_one_name() {
        let mut scope = Scope::default();
        let mut bind =
            |name: &str| scope.bind(Expr::Local(name.to_owned()), |name| name == "partition").to_string();
        for (name, expected) in [
            ("url", "url"),
            ("Url", "url_2"),
            ("urlResult", "url_3"),
            ("params", "params_2"),
            ("partition", "partition_2"),
        ] {
            assert_eq!(bind(name), expected);
        }
        assert_eq!(scope.name(&Expr::Local("Url".to_owned())).unwrap().to_string(), "url_2");
        assert_eq!(scope.name(&Expr::Local("uRL".to_owned())), None);
    }
}
