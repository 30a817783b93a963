//! The protocol of an operation, as the server's side distinguishes it.

use crate::body_format::BodyFormat;
use crate::error::MessageError;
#[cfg(feature = "query")]
use crate::query;
use crate::service::OperationSchema;

/// The forms of messages that differ between protocols.
#[allow(clippy::enum_variant_names, reason = "without other features, only protocols with JSON are left")]
pub(super) enum Dialect<'a> {
    /// `restJson1`
    RestJson(&'a dyn BodyFormat),
    /// `restXml`
    #[cfg(feature = "xml")]
    RestXml(&'a dyn BodyFormat),
    /// `awsJson1_0` and `awsJson1_1`, with the media type.
    AwsJson(&'static str),
    /// `rpcv2Cbor`
    #[cfg(feature = "cbor")]
    Cbor,
    /// `rpcv2Json`
    RpcV2Json(&'a dyn BodyFormat),
    /// `awsQuery` and `ec2Query`
    #[cfg(feature = "query")]
    Query(query::Dialect),
}

impl<'a> Dialect<'a> {
    /// Returns the protocol of an operation.
    ///
    /// # Errors
    /// Returns an error for a protocol that is not part of this crate.
    pub(super) fn of(operation: &'a OperationSchema) -> Result<Self, MessageError> {
        let protocol = operation.service.protocol;
        Ok(match (protocol.id(), protocol.event_format()) {
            ("aws.protocols#restJson1", Some(format)) => Self::RestJson(format),
            #[cfg(feature = "xml")]
            ("aws.protocols#restXml", Some(format)) => Self::RestXml(format),
            ("aws.protocols#awsJson1_0", _) => Self::AwsJson("application/x-amz-json-1.0"),
            ("aws.protocols#awsJson1_1", _) => Self::AwsJson("application/x-amz-json-1.1"),
            #[cfg(feature = "cbor")]
            ("smithy.protocols#rpcv2Cbor", _) => Self::Cbor,
            ("smithy.protocols#rpcv2Json", Some(format)) => Self::RpcV2Json(format),
            #[cfg(feature = "query")]
            ("aws.protocols#awsQuery", _) => Self::Query(query::Dialect::AwsQuery),
            #[cfg(feature = "query")]
            ("aws.protocols#ec2Query", _) => Self::Query(query::Dialect::Ec2Query),
            _ => {
                return Err(MessageError::new(
                    "",
                    format!("the protocol `{protocol:?}` has no server's side"),
                ));
            }
        })
    }
}
