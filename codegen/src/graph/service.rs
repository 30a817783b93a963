//! What a model says of its service.

use super::auth::AuthScheme;

/// How requests and responses are written.
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
    /// Its name in Smithy.
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

    /// Whether the traits for XML and for the query protocols have an effect.
    pub fn is_xml_or_query(self) -> bool {
        match self {
            Self::RestXml | Self::AwsQuery | Self::Ec2Query => true,
            Self::RestJson1 | Self::AwsJson10 | Self::AwsJson11 | Self::RpcV2Cbor => false,
        }
    }

    /// Whether members are bound to parts of an HTTP message. Under other protocols all are in the body.
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
    /// Its name in AWS's tools and configuration, such as `IoT` (`sdkId`).
    pub sdk_id: String,
    /// Its name for people.
    pub title: String,
    /// The version of its API, a date.
    pub version: String,
    /// What signatures are made for.
    pub signing_name: String,
    /// The protocol that the model puts first.
    pub protocol: Protocol,
    /// Before the operation's name in the header of the JSON protocols.
    pub target_prefix: Option<String>,
    /// The namespace of its XML.
    pub xml_namespace: Option<String>,
    /// How requests prove whose they are, best first.
    pub auth: Vec<AuthScheme>,
    /// The parameters of its endpoint rules that callers set for all their calls (`clientContextParams`).
    pub client_params: Vec<String>,
    /// Words on it.
    pub docs: Option<String>,
}
