//! A change in words.

use super::change::{Bound, Change, Tightness, What};
use crate::diagnostic::printable;
use std::fmt;

/// So many fields are named, and the others counted.
const FIELDS: usize = 3;

/// `Thing.name: is required now`; of what is no type of the crate, `Thing.name, Thing.kind and 2 more: ..`
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.used_by.is_empty() {
            let named: Vec<&str> = self.used_by.iter().take(FIELDS).map(String::as_str).collect();
            f.write_str(&named.join(", "))?;
            return match self.used_by.len() - named.len() {
                0 => write!(f, ": {}", self.what),
                more => write!(f, " and {more} more: {}", self.what),
            };
        }
        match (&self.shape, &self.member) {
            (Some(shape), Some(member)) => write!(f, "{shape}.{member}: {}", self.what),
            (Some(name), None) | (None, Some(name)) => write!(f, "{name}: {}", self.what),
            (None, None) => write!(f, "{}", self.what),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protocol { old, new } => changed(f, "the protocol", old, new),
            Self::SigningName { old, new } => changed(f, "the name in signatures", old, new),
            Self::ApiVersion { old, new } => changed(f, "the version of the API", old, new),
            Self::Auth { old, new } => changed(f, "how requests are signed", old, new),
            Self::SdkId { old, new } => changed(f, "the name in configuration", old, new),
            Self::TargetPrefix { old, new } => changed(f, "the prefix of the operation's name", old, new),
            Self::ClientParam { name, now: true } => {
                write!(f, "callers can set the endpoint parameter `{}` now", printable(name))
            }
            Self::ClientParam { name, now: false } => {
                write!(f, "callers can no longer set the endpoint parameter `{}`", printable(name))
            }
            Self::EndpointRules => f.write_str("the endpoint rules are others"),
            Self::OperationAdded => f.write_str("the operation is new"),
            Self::OperationRemoved => f.write_str("the operation is gone, with the types that it alone has"),
            Self::Method { old, new } => changed(f, "the method", old, new),
            Self::Uri { old, new } => changed(f, "the path", old, new),
            Self::Status { old, new } => {
                changed(f, "the status of a success", &old.to_string(), &new.to_string())
            }
            Self::HostPrefix { old, new } => changed(f, "what goes before the host", old, new),
            Self::ContextParam { name, old, new } => {
                write!(f, "the endpoint parameter `{}` ", printable(name))?;
                match (old, new) {
                    (Some(old), Some(new)) => write!(f, "is `{}`, was `{}`", printable(new), printable(old)),
                    (_, Some(new)) => write!(f, "is set to `{}` now", printable(new)),
                    (Some(old), None) => write!(f, "is no longer set to `{}`", printable(old)),
                    (None, None) => Ok(()),
                }
            }
            Self::OutputAdded => f.write_str("has an output now, where it was `()`"),
            Self::OutputRemoved => f.write_str("has no output any more, it is `()`"),
            Self::ErrorAdded => f.write_str("a new error"),
            Self::ErrorRemoved => f.write_str("the error is gone"),
            Self::Sent => f.write_str("is part of an input now, so it has setters"),
            Self::NotSent => f.write_str("is part of no input any more, so its setters are gone"),
            Self::ConstructorArguments { old, new } => {
                write!(f, "`new({old})` is `new({new})`; calls may compile and mean another thing")
            }
            Self::Error { of, old, new } => changed(f, of, old, new),
            _ => self.of_shape(f),
        }
    }
}

impl What {
    fn of_shape(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShapeAdded { kind } => write!(f, "a new {kind}"),
            Self::ShapeRemoved { kind } => write!(f, "the {kind} is gone"),
            Self::ShapeRenamed { old } => write!(f, "the type was called `{old}`"),
            Self::Kind { old, new } => write!(f, "is a {new}, was a {old}"),
            Self::ModelName { old, new } => changed(f, "its name in the model", old, new),
            Self::MemberAdded { required: true } => f.write_str("is new and required"),
            Self::MemberAdded { required: false } => f.write_str("is new and optional"),
            Self::VariantAdded => f.write_str("a new variant"),
            Self::MemberRemoved => f.write_str("is gone"),
            Self::VariantRemoved => f.write_str("the variant is gone"),
            Self::Type { old, new } => changed(f, "its type", old, new),
            Self::Required => f.write_str("is required now"),
            Self::Optional => f.write_str("is optional now"),
            Self::Place { old, new } => write!(f, "goes to the {new}, went to the {old}"),
            Self::TimestampFormat { old, new } => changed(f, "the form of its time", old, new),
            Self::Xml { of, old, new } => changed(f, of, old, new),
            Self::ValueAdded { value } => write!(f, "a new value, `{}` on the wire", printable(value)),
            Self::ValueRemoved { value } => {
                write!(f, "the value is gone, `{}` on the wire", printable(value))
            }
            Self::ValueChanged { old, new } => changed(f, "its value on the wire", old, new),
            Self::ValueRenamed { old } => write!(f, "the variant was called `{old}`"),
            Self::ValuesReordered => {
                f.write_str("its values come in another order, which they are sorted by")
            }
            Self::Trait { name, now: true } => write!(f, "has `{name}` now"),
            Self::Trait { name, now: false } => write!(f, "has no `{name}` any more"),
            Self::Deprecated => f.write_str("is deprecated now"),
            Self::NotDeprecated => f.write_str("is deprecated no longer"),
            Self::DeprecationNote => f.write_str("the reason of its deprecation reads otherwise"),
            Self::Sensitive => f.write_str("is sensitive now, so it is shown no longer"),
            Self::NotSensitive => f.write_str("is sensitive no longer, so it is shown"),
            Self::Bound { bound, old, new, tightness } => {
                let bound = bound.words();
                match (old, new) {
                    (Some(old), Some(new)) => changed(f, bound, old, new),
                    (None, Some(new)) => write!(f, "{bound} is `{}`, there was none", printable(new)),
                    (Some(old), None) => write!(f, "{bound} is gone, it was `{}`", printable(old)),
                    (None, None) => Ok(()),
                }?;
                f.write_str(match tightness {
                    Tightness::Tighter => ", which allows less",
                    Tightness::Looser => ", which allows more",
                    Tightness::Other => "",
                })
            }
            _ => self.of_partition(f),
        }
    }

    fn of_partition(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| printable(&names.join(", ")).to_string();
        match self {
            Self::Partitions => {
                f.write_str("the tables of partitions are others, and one is missing or cannot be read")
            }
            Self::DefaultPartition { old, new } => changed(f, "the default partition", old, new),
            Self::PartitionAdded { partition, regions } => {
                write!(f, "{}: a new partition with {}", printable(partition), list(regions))
            }
            Self::PartitionRemoved { partition } => {
                write!(f, "{}: the partition is gone", printable(partition))
            }
            Self::RegionsAdded { partition, regions } => {
                write!(f, "{}: new regions: {}", printable(partition), list(regions))
            }
            Self::RegionsRemoved { partition, regions } => {
                write!(f, "{}: regions that are listed no longer: {}", printable(partition), list(regions))
            }
            Self::PartitionFact { partition, of, old, new } => {
                write!(f, "{}: ", printable(partition))?;
                changed(f, of, old, new)
            }
            _ => Ok(()),
        }
    }

    /// The kind of change, for tools: it stays the same from version to version.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Protocol { .. } => "protocol",
            Self::SigningName { .. } => "signing-name",
            Self::ApiVersion { .. } => "api-version",
            Self::Auth { .. } => "auth",
            Self::SdkId { .. } => "sdk-id",
            Self::TargetPrefix { .. } => "target-prefix",
            Self::ClientParam { .. } => "client-param",
            Self::ContextParam { .. } => "context-param",
            Self::EndpointRules => "endpoint-rules",
            Self::OperationAdded => "operation-added",
            Self::OperationRemoved => "operation-removed",
            Self::Method { .. } => "method",
            Self::Uri { .. } => "uri",
            Self::Status { .. } => "status",
            Self::HostPrefix { .. } => "host-prefix",
            Self::OutputAdded => "output-added",
            Self::OutputRemoved => "output-removed",
            Self::ErrorAdded => "error-added",
            Self::ErrorRemoved => "error-removed",
            Self::ShapeAdded { .. } => "shape-added",
            Self::ShapeRemoved { .. } => "shape-removed",
            Self::ShapeRenamed { .. } => "shape-renamed",
            Self::Kind { .. } => "kind",
            Self::ModelName { .. } => "model-name",
            Self::Sent => "sent",
            Self::NotSent => "not-sent",
            Self::ConstructorArguments { .. } => "constructor-arguments",
            Self::Error { .. } => "error",
            Self::MemberAdded { .. } => "member-added",
            Self::VariantAdded => "variant-added",
            Self::MemberRemoved => "member-removed",
            Self::VariantRemoved => "variant-removed",
            Self::Type { .. } => "type",
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Place { .. } => "place",
            Self::TimestampFormat { .. } => "timestamp-format",
            Self::Xml { .. } => "xml",
            Self::ValueAdded { .. } => "value-added",
            Self::ValueRemoved { .. } => "value-removed",
            Self::ValueChanged { .. } => "value-changed",
            Self::ValueRenamed { .. } => "value-renamed",
            Self::ValuesReordered => "values-reordered",
            Self::Trait { .. } => "trait",
            Self::Deprecated => "deprecated",
            Self::NotDeprecated => "not-deprecated",
            Self::DeprecationNote => "deprecation-note",
            Self::Sensitive => "sensitive",
            Self::NotSensitive => "not-sensitive",
            Self::Bound { .. } => "bound",
            Self::Partitions => "partitions",
            Self::DefaultPartition { .. } => "default-partition",
            Self::PartitionAdded { .. } => "partition-added",
            Self::PartitionRemoved { .. } => "partition-removed",
            Self::RegionsAdded { .. } => "regions-added",
            Self::RegionsRemoved { .. } => "regions-removed",
            Self::PartitionFact { .. } => "partition-fact",
        }
    }
}

impl Bound {
    fn words(self) -> &'static str {
        match self {
            Self::Least => "the least",
            Self::Greatest => "the greatest",
            Self::Pattern => "the pattern",
        }
    }
}

/// `the path: /a -> /b`. Texts of a model may hold anything; a terminal should not obey them.
fn changed(f: &mut fmt::Formatter<'_>, what: &str, old: &str, new: &str) -> fmt::Result {
    let (old, new) = (printable(old), printable(new));
    write!(f, "{what} is `{new}`, was `{old}`")
}
