//! Values as expressions of the runtime.

use super::super::host;
use super::literals::literal;
use super::names::Names;
use crate::graph::rules::{Attribute, Expr};

/// Returns a value as an expression of the runtime; `None` if tables do not have it.
pub(super) fn expr(expr: &Expr, names: &Names) -> Option<String> {
    let of = |of: &Expr| self::expr(of, names).map(|of| format!("&{of}"));
    Some(match expr {
        Expr::Text(text) => format!("Expr::Text({})", literal(text)),
        Expr::Template(parts) => format!("Expr::Template({})", literal(&template(parts, names)?)),
        Expr::Flag(flag) => format!("Expr::Flag({flag})"),
        Expr::Input(_) | Expr::Local(_) => names.constant(expr)?.to_owned(),
        Expr::IsSet(value) => format!("Expr::IsSet({})", of(value)?),
        Expr::Not(value) => format!("Expr::Not({})", of(value)?),
        Expr::BooleanEquals(one, other) | Expr::StringEquals(one, other) => {
            format!("Expr::Equals({}, {})", of(one)?, of(other)?)
        }
        Expr::Attribute(value, attribute) => {
            format!("Expr::Attribute({}, Attribute::{attribute:?})", of(value)?)
        }
        Expr::Element(value, index) => format!("Expr::Element({}, {index})", of(value)?),
        Expr::Resource(value, index) => format!("Expr::Resource({}, {index})", of(value)?),
        Expr::Partition(value) => format!("Expr::Partition({})", of(value)?),
        Expr::ParseUrl(value) => format!("Expr::ParseUrl({})", of(value)?),
        Expr::ParseArn(value) => format!("Expr::ParseArn({})", of(value)?),
        Expr::UriEncode(value) => format!("Expr::UriEncode({})", of(value)?),
        Expr::Substring { of: value, start, stop, reverse } => {
            format!("Expr::Substring({}, {start}, {stop}, {})", of(value)?, flag(reverse)?)
        }
        Expr::IsValidHostLabel { label, subdomains } => {
            format!("Expr::IsValidHostLabel({}, {})", of(label)?, flag(subdomains)?)
        }
        Expr::IsVirtualHostableBucket { name, subdomains } => {
            format!("Expr::IsVirtualHostableBucket({}, {})", of(name)?, flag(subdomains)?)
        }
        Expr::ElementFromEnd(..) | Expr::Coalesce(..) | Expr::IfElse { .. } | Expr::Split { .. } => {
            return None;
        }
    })
}

fn flag(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Flag(flag) => Some(*flag),
        _ => None,
    }
}

/// Returns a template with its placeholders.
fn template(parts: &[Expr], names: &Names) -> Option<String> {
    let mut text = String::new();
    for part in parts {
        match part {
            Expr::Text(literal) if !literal.contains(['{', '}']) => text.push_str(literal),
            Expr::Input(_) | Expr::Local(_) => text.push_str(&format!("{{{}}}", names.in_template(part)?)),
            Expr::Attribute(of, attribute) if is_text(*attribute) && names.in_template(of).is_some() => {
                text.push_str(&format!("{{{}}}", host::name(part)));
            }
            Expr::UriEncode(of) => text.push_str(&format!("{{uriEncode({})}}", names.in_template(of)?)),
            _ => return None,
        }
    }
    Some(text)
}

fn is_text(attribute: Attribute) -> bool {
    !matches!(attribute, Attribute::SupportsFips | Attribute::SupportsDualStack | Attribute::IsIp)
}
