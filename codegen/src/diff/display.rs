//! Changes as lines of a report.

use super::change::Change;
use super::kind::{Bound, ChangeKind, Tightness};
use crate::diagnostic::printable;
use std::fmt;

/// The number of members that a line lists. Further ones are counted.
const LISTED_MEMBERS: usize = 3;

/// Writes `Thing.name: now required`. A change of a shape without a generated type begins with the members that use it:
/// `Thing.name, Thing.kind, Other.name and 2 more: minimum changed from `1` to `2``.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.used_by.is_empty() {
            let listed: Vec<&str> = self.used_by.iter().take(LISTED_MEMBERS).map(String::as_str).collect();
            f.write_str(&listed.join(", "))?;
            return match self.used_by.len() - listed.len() {
                0 => write!(f, ": {}", self.kind),
                more => write!(f, " and {more} more: {}", self.kind),
            };
        }
        match (&self.shape, &self.member) {
            (Some(shape), Some(member)) => write!(f, "{shape}.{member}: {}", self.kind),
            (Some(name), None) | (None, Some(name)) => write!(f, "{name}: {}", self.kind),
            (None, None) => write!(f, "{}", self.kind),
        }
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.fixed_text() {
            return f.write_str(text);
        }
        match self {
            Self::Status { old, new } => {
                write_change(f, "success status code", &old.to_string(), &new.to_string())
            }
            Self::ContextParam { name, old, new } => {
                let label = format!("endpoint parameter `{}`", printable(name));
                write_optional(f, &label, "set to", old.as_deref(), new.as_deref())
            }
            Self::Bound { bound, old, new, tightness } => {
                write_optional(f, bound.label(), "added:", old.as_deref(), new.as_deref())?;
                f.write_str(match tightness {
                    Tightness::Tighter => " (stricter)",
                    Tightness::Looser => " (looser)",
                    Tightness::Undetermined => "",
                })
            }
            Self::PartitionAdded { .. }
            | Self::PartitionRemoved { .. }
            | Self::RegionsAdded { .. }
            | Self::RegionsRemoved { .. }
            | Self::PartitionFact { .. } => self.write_partition(f),
            _ => match self.values() {
                Some((label, old, new)) => write_change(f, label, old, new),
                None => self.write_item(f),
            },
        }
    }
}

impl ChangeKind {
    /// Returns the text of the kinds without values.
    fn fixed_text(&self) -> Option<&'static str> {
        Some(match self {
            Self::EndpointRules => "endpoint rules changed",
            Self::OperationAdded => "operation added",
            Self::OperationRemoved => "operation removed, with the types that only it uses",
            Self::OutputAdded => "output added, was `()`",
            Self::OutputRemoved => "output removed, now `()`",
            Self::ErrorAdded => "error added",
            Self::ErrorRemoved => "error removed",
            Self::Sent => "now part of an input: setters added",
            Self::NotSent => "no longer part of an input: setters removed",
            Self::MemberAdded { required: true } => "required member added",
            Self::MemberAdded { required: false } => "optional member added",
            Self::MemberRemoved => "member removed",
            Self::VariantAdded => "variant added",
            Self::VariantRemoved => "variant removed",
            Self::Required => "now required",
            Self::Optional => "now optional",
            Self::ValuesReordered => "variants reordered, which changes how values sort",
            Self::Deprecated => "now deprecated",
            Self::NotDeprecated => "no longer deprecated",
            Self::DeprecationMessage => "deprecation message changed",
            Self::Sensitive => "now sensitive: redacted in `Debug`",
            Self::NotSensitive => "no longer sensitive: shown in `Debug`",
            Self::Partitions => "partition tables differ, and one is missing or cannot be parsed",
            _ => return None,
        })
    }

    /// What changed, with its old and new value.
    fn values(&self) -> Option<(&str, &str, &str)> {
        Some(match self {
            Self::Protocol { old, new } => ("protocol", old, new),
            Self::SigningName { old, new } => ("signing name", old, new),
            Self::ApiVersion { old, new } => ("API version", old, new),
            Self::Auth { old, new } => ("authentication schemes", old, new),
            Self::SdkId { old, new } => ("SDK id", old, new),
            Self::TargetPrefix { old, new } => ("`X-Amz-Target` prefix", old, new),
            Self::Method { old, new } => ("HTTP method", old, new),
            Self::Uri { old, new } => ("URI", old, new),
            Self::HostPrefix { old, new } => ("host prefix", old, new),
            Self::Checksum { of, old, new }
            | Self::Paginator { of, old, new }
            | Self::Error { of, old, new }
            | Self::Xml { of, old, new } => (of, old, new),
            Self::Kind { old, new } => ("kind of shape", old, new),
            Self::ModelName { old, new } => ("model name", old, new),
            Self::Type { old, new } => ("type", old, new),
            Self::TimestampFormat { old, new } => ("timestamp format", old, new),
            Self::ValueChanged { old, new } => ("value on the wire", old, new),
            Self::DefaultPartition { old, new } => ("default partition", old, new),
            _ => return None,
        })
    }

    fn write_item(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClientParam { name, added: true } => {
                write!(f, "client endpoint parameter `{}` added", printable(name))
            }
            Self::ClientParam { name, added: false } => {
                write!(f, "client endpoint parameter `{}` removed", printable(name))
            }
            Self::ConstructorArguments { old, new } => {
                write!(f, "`new({old})` became `new({new})`: calls may compile with another meaning")
            }
            Self::WaiterAdded { name } => write!(f, "waiter `{}` added", printable(name)),
            Self::WaiterChanged { name } => write!(f, "waiter `{}` changed", printable(name)),
            Self::WaiterRemoved { name } => write!(f, "waiter `{}` removed", printable(name)),
            Self::Conversion { name, added: true } => write!(f, "implements `{name}` now"),
            Self::Conversion { name, added: false } => write!(f, "no longer implements `{name}`"),
            Self::ShapeAdded { kind } => write!(f, "{kind} added"),
            Self::ShapeRemoved { kind } => write!(f, "{kind} removed"),
            Self::ShapeRenamed { old } => write!(f, "type renamed from `{old}`"),
            Self::Binding { old, new } => write!(f, "moved from {} to {}", printable(old), printable(new)),
            Self::ValueAdded { value } => write!(f, "value `{}` added", printable(value)),
            Self::ValueRemoved { value } => write!(f, "value `{}` removed", printable(value)),
            Self::ValueRenamed { old } => write!(f, "variant renamed from `{old}`"),
            Self::Trait { name, added: true } => write!(f, "trait `{name}` added"),
            Self::Trait { name, added: false } => write!(f, "trait `{name}` removed"),
            _ => Ok(()),
        }
    }

    fn write_partition(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| printable(&names.join(", ")).to_string();
        match self {
            Self::PartitionAdded { partition, regions } => {
                write!(f, "{}: partition added with regions {}", printable(partition), list(regions))
            }
            Self::PartitionRemoved { partition } => {
                write!(f, "{}: partition removed", printable(partition))
            }
            Self::RegionsAdded { partition, regions } => {
                write!(f, "{}: regions added: {}", printable(partition), list(regions))
            }
            Self::RegionsRemoved { partition, regions } => {
                write!(f, "{}: regions no longer listed: {}", printable(partition), list(regions))
            }
            Self::PartitionFact { partition, of, old, new } => {
                write!(f, "{}: ", printable(partition))?;
                write_change(f, of, old, new)
            }
            _ => Ok(()),
        }
    }
}

impl Bound {
    fn label(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Pattern => "pattern",
        }
    }
}

/// Writes `HTTP method changed from `PUT` to `POST``. Values come from models, so control characters are escaped.
fn write_change(f: &mut fmt::Formatter<'_>, label: &str, old: &str, new: &str) -> fmt::Result {
    match (old, new) {
        ("", new) => write!(f, "{label} added: `{}`", printable(new)),
        (old, "") => write!(f, "{label} removed, was `{}`", printable(old)),
        (old, new) => write!(f, "{label} changed from `{}` to `{}`", printable(old), printable(new)),
    }
}

/// Writes the change of a value that may be absent. `added` precedes a value that was absent before.
fn write_optional(
    f: &mut fmt::Formatter<'_>,
    label: &str,
    added: &str,
    old: Option<&str>,
    new: Option<&str>,
) -> fmt::Result {
    match (old, new) {
        (Some(old), Some(new)) => {
            write!(f, "{label} changed from `{}` to `{}`", printable(old), printable(new))
        }
        (None, Some(new)) => write!(f, "{label} {added} `{}`", printable(new)),
        (Some(old), None) => write!(f, "{label} removed, was `{}`", printable(old)),
        (None, None) => Ok(()),
    }
}
