//! Services and their protocols.

use super::auth::AuthScheme;

/// A protocol: how requests and responses are serialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the protocol it is called")]
pub enum Protocol {
    RestJson1,
    RestXml,
    AwsJson10,
    AwsJson11,
    AwsQuery,
    Ec2Query,
    RpcV2Cbor,
}

impl Protocol {
    /// Returns the id of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::RestJson1 => "aws.protocols#restJson1",
            Self::RestXml => "aws.protocols#restXml",
            Self::AwsJson10 => "aws.protocols#awsJson1_0",
            Self::AwsJson11 => "aws.protocols#awsJson1_1",
            Self::AwsQuery => "aws.protocols#awsQuery",
            Self::Ec2Query => "aws.protocols#ec2Query",
            Self::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
        }
    }

    /// Returns whether the protocol uses XML or the query format, so that their traits have an effect.
    pub fn is_xml_or_query(self) -> bool {
        match self {
            Self::RestXml | Self::AwsQuery | Self::Ec2Query => true,
            Self::RestJson1 | Self::AwsJson10 | Self::AwsJson11 | Self::RpcV2Cbor => false,
        }
    }

    /// Returns whether HTTP bindings have an effect. Under other protocols all members are in the body.
    pub fn has_bindings(self) -> bool {
        match self {
            Self::RestJson1 | Self::RestXml => true,
            Self::AwsJson10 | Self::AwsJson11 | Self::AwsQuery | Self::Ec2Query | Self::RpcV2Cbor => false,
        }
    }
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The id of the service in AWS's tools, such as `IoT` (`sdkId`).
    pub sdk_id: String,
    /// The title, such as `AWS IoT`.
    pub title: String,
    /// The version of the API, a date.
    pub version: String,
    /// The signing name of SigV4.
    pub signing_name: String,
    /// The preferred protocol.
    pub protocol: Protocol,
    /// The prefix of the operation's name in the header `X-Amz-Target` of the JSON protocols.
    pub target_prefix: Option<String>,
    /// The XML namespace.
    pub xml_namespace: Option<String>,
    /// The authentication schemes, the preferred one first.
    pub auth: Vec<AuthScheme>,
    /// The endpoint parameters that are set on the client (`clientContextParams`).
    pub client_params: Vec<String>,
    /// The documentation.
    pub docs: Option<String>,
}
