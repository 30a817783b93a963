//! Reads attributes of values: `getAttr`, and `{name#attribute}` in templates.

use super::reader::Reader;
use super::scope::{Kind, Scope, Value};
use crate::diagnostic::At;
use crate::graph::rules::{Attribute, Expr};

impl Reader<'_> {
    /// Reads the attribute at `path` of a partition, URL, ARN or list.
    pub(super) fn attribute(
        &self,
        of: Value,
        path: &str,
        at: &At<'_>,
        scope: &mut Scope<'_>,
    ) -> Option<Value> {
        let found = match path.split_once('[') {
            None => attribute(of.kind, path).map(Part::Attribute),
            Some((name, index)) => element(of.kind, name, index),
        };
        let Some(part) = found else {
            self.out.error(at, format!("there is no `{path}` in {}", of.kind.name()));
            return None;
        };
        let Some(of) = self.assume(of, scope) else { return self.missing(at) };
        let of = Box::new(of.expr);
        Some(match part {
            Part::Attribute((attribute, kind)) => {
                Value { expr: Expr::Attribute(of, attribute), kind, may_be_missing: false }
            }
            Part::Resource(index) => Value::maybe(Expr::Resource(of, index), Kind::String),
            Part::Element(index) => Value::maybe(Expr::Element(of, index), Kind::String),
            Part::ElementFromEnd(index) => Value::maybe(Expr::ElementFromEnd(of, index), Kind::String),
        })
    }
}

enum Part {
    Attribute((Attribute, Kind)),
    Resource(u16),
    Element(u16),
    ElementFromEnd(u16),
}

fn attribute(of: Kind, name: &str) -> Option<(Attribute, Kind)> {
    Some(match (of, name) {
        (Kind::Partition, "name") => (Attribute::Name, Kind::String),
        (Kind::Partition, "dnsSuffix") => (Attribute::DnsSuffix, Kind::String),
        (Kind::Partition, "dualStackDnsSuffix") => (Attribute::DualStackDnsSuffix, Kind::String),
        (Kind::Partition, "implicitGlobalRegion") => (Attribute::ImplicitGlobalRegion, Kind::String),
        (Kind::Partition, "supportsFIPS") => (Attribute::SupportsFips, Kind::Boolean),
        (Kind::Partition, "supportsDualStack") => (Attribute::SupportsDualStack, Kind::Boolean),
        (Kind::Url, "scheme") => (Attribute::Scheme, Kind::String),
        (Kind::Url, "authority") => (Attribute::Authority, Kind::String),
        (Kind::Url, "path") => (Attribute::Path, Kind::String),
        (Kind::Url, "normalizedPath") => (Attribute::NormalizedPath, Kind::String),
        (Kind::Url, "isIp") => (Attribute::IsIp, Kind::Boolean),
        (Kind::Arn, "partition") => (Attribute::ArnPartition, Kind::String),
        (Kind::Arn, "service") => (Attribute::ArnService, Kind::String),
        (Kind::Arn, "region") => (Attribute::ArnRegion, Kind::String),
        (Kind::Arn, "accountId") => (Attribute::ArnAccountId, Kind::String),
        _ => return None,
    })
}

/// Reads `resourceId[1]` of an ARN, `[1]` of a list, or `[-1]`, which counts from the end.
fn element(of: Kind, name: &str, rest: &str) -> Option<Part> {
    let index = rest.strip_suffix(']')?;
    let (digits, from_end) = index.strip_prefix('-').map_or((index, false), |digits| (digits, true));
    let index = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    match (of, name, from_end) {
        (Kind::Arn, "resourceId", false) => Some(Part::Resource(index)),
        (Kind::StringArray, "", false) => Some(Part::Element(index)),
        (Kind::StringArray, "", true) if index > 0 => Some(Part::ElementFromEnd(index)),
        _ => None,
    }
}
