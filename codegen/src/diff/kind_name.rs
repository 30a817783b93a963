//! The identifiers of kinds of change in machine-readable reports.

use super::kind::ChangeKind;

impl ChangeKind {
    /// Returns the identifier of the kind in machine-readable reports. Identifiers are stable.
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
            Self::Checksum { .. } => "checksum",
            Self::Paginator { .. } => "paginator",
            Self::WaiterAdded { .. } | Self::WaiterChanged { .. } | Self::WaiterRemoved { .. } => {
                self.waiter_name()
            }
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
            Self::Conversion { .. } => self.conversion_name(),
            Self::Error { .. } => "error",
            Self::MemberAdded { .. } => "member-added",
            Self::VariantAdded => "variant-added",
            Self::MemberRemoved => "member-removed",
            Self::VariantRemoved => "variant-removed",
            Self::Type { .. } => "type",
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Binding { .. } => "binding",
            Self::TimestampFormat { .. } => "timestamp-format",
            Self::Xml { .. } => "xml",
            Self::ValueAdded { .. } | Self::ValueRemoved { .. } => self.value_name(),
            Self::ValueChanged { .. } | Self::ValueRenamed { .. } => self.value_name(),
            Self::ValuesReordered => "values-reordered",
            Self::Trait { .. } => "trait",
            Self::Deprecated | Self::NotDeprecated | Self::DeprecationMessage => self.deprecation_name(),
            Self::Sensitive => "sensitive",
            Self::NotSensitive => "not-sensitive",
            Self::Bound { .. } => "bound",
            Self::Partitions | Self::DefaultPartition { .. } => self.partition_name(),
            Self::PartitionFact { .. } => self.partition_name(),
            Self::PartitionAdded { .. } | Self::PartitionRemoved { .. } => self.partition_name(),
            Self::RegionsAdded { .. } | Self::RegionsRemoved { .. } => self.partition_name(),
        }
    }

    fn conversion_name(&self) -> &'static str {
        match self {
            Self::Conversion { added: true, .. } => "conversion-added",
            _ => "conversion-removed",
        }
    }

    fn deprecation_name(&self) -> &'static str {
        match self {
            Self::Deprecated => "deprecated",
            Self::NotDeprecated => "not-deprecated",
            _ => "deprecation-message",
        }
    }

    fn waiter_name(&self) -> &'static str {
        match self {
            Self::WaiterAdded { .. } => "waiter-added",
            Self::WaiterRemoved { .. } => "waiter-removed",
            _ => "waiter-changed",
        }
    }

    fn value_name(&self) -> &'static str {
        match self {
            Self::ValueAdded { .. } => "value-added",
            Self::ValueRemoved { .. } => "value-removed",
            Self::ValueChanged { .. } => "value-changed",
            _ => "value-renamed",
        }
    }

    fn partition_name(&self) -> &'static str {
        match self {
            Self::Partitions => "partitions",
            Self::DefaultPartition { .. } => "default-partition",
            Self::PartitionAdded { .. } => "partition-added",
            Self::PartitionRemoved { .. } => "partition-removed",
            Self::RegionsAdded { .. } => "regions-added",
            Self::RegionsRemoved { .. } => "regions-removed",
            _ => "partition-fact",
        }
    }
}
