//! Finds the values in the host of an endpoint's URL that a caller can choose.

use crate::graph::rules::{Attribute, Expr, Source};

/// Returns the values in the host of the URL that a caller can choose. Their characters could move the end of the host.
/// The region is left out, because the runtime validates it for each endpoint.
pub(super) fn values(url: &Expr) -> Vec<&Expr> {
    let mut values = Vec::new();
    collect(url, &mut values);
    values
}

fn collect<'e>(url: &'e Expr, values: &mut Vec<&'e Expr>) {
    match url {
        Expr::Template(parts) => {
            for part in in_host(parts) {
                if is_chosen(part) && !values.contains(&part) {
                    values.push(part);
                }
            }
        }
        Expr::IfElse { then, otherwise, .. } => {
            collect(then, values);
            collect(otherwise, values);
        }
        Expr::Coalesce(options, default) => {
            options.iter().chain(default.as_deref()).for_each(|one| collect(one, values));
        }
        _ => {}
    }
}

/// Returns the parts of a URL that are not literal text, from the end of its scheme to the beginning of its path.
fn in_host(parts: &[Expr]) -> Vec<&Expr> {
    let mut host = Vec::new();
    let mut is_after_scheme = false;
    for part in parts {
        match part {
            Expr::Text(text) => {
                let rest = if is_after_scheme { Some(text.as_str()) } else { after_scheme(text) };
                is_after_scheme |= rest.is_some();
                if rest.is_some_and(|rest| rest.contains(['/', '?', '#'])) {
                    break;
                }
            }
            Expr::Attribute(_, Attribute::Path | Attribute::NormalizedPath) => break,
            // The runtime parses a complete URL of the caller.
            Expr::Input(input) if !is_after_scheme && host.is_empty() && input.source == Source::Endpoint => {
                is_after_scheme = true
            }
            Expr::Attribute(_, Attribute::Scheme) => {}
            other => host.push(other),
        }
    }
    host
}

fn after_scheme(text: &str) -> Option<&str> {
    text.split_once("://").map(|(_, rest)| rest)
}

/// Returns whether a caller chooses characters of the value. Parts of a parsed URL cannot change its host, and the
/// texts in the table of partitions are constants.
fn is_chosen(expr: &Expr) -> bool {
    match expr {
        // Percent-encoded text contains no character that ends a host.
        Expr::Text(_) | Expr::UriEncode(_) => false,
        Expr::Input(input) => input.source != Source::Region,
        Expr::Attribute(_, attribute) => is_of_arn(*attribute),
        Expr::Template(_) | Expr::Coalesce(..) | Expr::IfElse { .. } => !is_constant(expr),
        _ => true,
    }
}

fn is_of_arn(attribute: Attribute) -> bool {
    use Attribute::{ArnAccountId, ArnPartition, ArnRegion, ArnService};
    matches!(attribute, ArnPartition | ArnService | ArnRegion | ArnAccountId)
}

/// Returns whether the value is one of several texts of the model, or the region.
fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Text(_) => true,
        Expr::Input(input) => input.source == Source::Region,
        Expr::Template(parts) => parts.iter().all(is_constant),
        Expr::IfElse { then, otherwise, .. } => is_constant(then) && is_constant(otherwise),
        Expr::Coalesce(options, default) => options.iter().chain(default.as_deref()).all(is_constant),
        _ => false,
    }
}

/// Returns the name of a value in the rules, for errors.
pub(super) fn name(expr: &Expr) -> String {
    match expr {
        Expr::Local(name) => name.clone(),
        Expr::Input(input) => match &input.source {
            Source::Named(name) => name.clone(),
            Source::AccountId => "AccountId".to_owned(),
            Source::AccountIdEndpointMode => "AccountIdEndpointMode".to_owned(),
            Source::Region => "Region".to_owned(),
            Source::Endpoint => "Endpoint".to_owned(),
            Source::UseFips => "UseFIPS".to_owned(),
            Source::UseDualStack => "UseDualStack".to_owned(),
        },
        Expr::Attribute(of, attribute) => format!("{}#{}", name(of), part(*attribute)),
        // A computed value has no name; the first of its operands has.
        other => other.parts().into_iter().map(name).find(|name| !name.is_empty()).unwrap_or_default(),
    }
}

fn part(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::ArnPartition => "partition",
        Attribute::ArnService => "service",
        Attribute::ArnRegion => "region",
        Attribute::ArnAccountId => "accountId",
        Attribute::Name => "name",
        Attribute::DnsSuffix => "dnsSuffix",
        Attribute::DualStackDnsSuffix => "dualStackDnsSuffix",
        Attribute::ImplicitGlobalRegion => "implicitGlobalRegion",
        Attribute::SupportsFips => "supportsFIPS",
        Attribute::SupportsDualStack => "supportsDualStack",
        Attribute::Scheme => "scheme",
        Attribute::Authority => "authority",
        Attribute::Path => "path",
        Attribute::NormalizedPath => "normalizedPath",
        Attribute::IsIp => "isIp",
    }
}
