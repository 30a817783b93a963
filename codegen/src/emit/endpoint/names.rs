//! Names of local variables.

use crate::graph::rules::{Attribute, Expr, Source};
use heck::ToSnakeCase;
use proc_macro2::{Ident, Span};
use std::iter::once;

/// The local variables in scope with their values. Names in one scope are unique; sibling scopes can share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    locals: Vec<(Expr, Ident)>,
    /// The variables of type `Option`: parameters that can be unset, and names that a diagram assigns.
    optional: Vec<(Expr, Ident)>,
    /// Other names that are taken.
    reserved: Vec<Ident>,
}

impl Scope {
    /// Returns the variable that holds a value: a parameter that is set, a bound name, or an attribute of one.
    pub(super) fn name(&self, of: &Expr) -> Option<&Ident> {
        self.locals.iter().find(|(held, _)| held == of).map(|(_, name)| name)
    }

    /// Binds a value to a local variable. `is_called` returns whether a function of that name is called where
    /// the local is in scope.
    pub(super) fn bind(&mut self, of: Expr, is_called: impl Fn(&str) -> bool) -> Ident {
        // Inside its scope, the value of an `Option` shadows it under the same name.
        let name = self.optional(&of).cloned();
        let name = name.unwrap_or_else(|| self.pick(&readable(&of), is_called));
        self.locals.push((of, name.clone()));
        name
    }

    /// Returns the variable that holds the value as an `Option`.
    pub(super) fn optional(&self, of: &Expr) -> Option<&Ident> {
        self.optional.iter().find(|(held, _)| held == of).map(|(_, name)| name)
    }

    /// Binds an `Option` of the value to a local variable.
    pub(super) fn bind_optional(&mut self, of: Expr, is_called: impl Fn(&str) -> bool) -> Ident {
        let name = self.pick(&readable(&of), is_called);
        self.optional.push((of, name.clone()));
        name
    }

    /// Reserves a variable that holds no value of the rules.
    pub(super) fn reserve(&mut self, name: &str, is_called: impl Fn(&str) -> bool) -> Ident {
        let name = self.pick(name, is_called);
        self.reserved.push(name.clone());
        name
    }

    /// Returns the name, with a number appended if it is taken.
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

/// Returns a readable name for a value.
pub(super) fn readable(of: &Expr) -> String {
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

/// Returns an identifier close to a name of the rules that is not a keyword. The suffix `Result`, which rule sets
/// append to names of results, is removed.
fn identifier(name: &str) -> String {
    let name = name.strip_suffix("Result").unwrap_or(name);
    let mut name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    name = name.to_snake_case();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name = format!("value_{name}").trim_end_matches('_').to_owned();
    }
    // `syn` rejects all keywords but `gen`.
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
    fn names_in_scope_are_unique() {
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
