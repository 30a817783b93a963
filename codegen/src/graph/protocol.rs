//! The protocols that a service can have, and which parts of the model have an effect under each.

/// A protocol: how requests and responses are serialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is named after its protocol")]
pub enum Protocol {
    RestJson1,
    RestXml,
    AwsJson10,
    AwsJson11,
    AwsQuery,
    Ec2Query,
    RpcV2Cbor,
    RpcV2Json,
}

impl Protocol {
    /// All protocols, in the order of preference, which is botocore's: `json`, `rest-json`, `rest-xml`,
    /// `smithy-rpc-v2-cbor`, `query`, `ec2`. botocore does not know `rpcv2Json`, which follows the other protocol of its family.
    pub const ALL: [Self; 8] = [
        Self::AwsJson10,
        Self::AwsJson11,
        Self::RestJson1,
        Self::RestXml,
        Self::RpcV2Cbor,
        Self::RpcV2Json,
        Self::AwsQuery,
        Self::Ec2Query,
    ];

    /// Returns the name without its namespace, as in `smithereen.toml`: `awsJson1_0`.
    pub fn plain_name(self) -> &'static str {
        let name = self.name();
        name.split_once('#').map_or(name, |(_, plain)| plain)
    }

    /// Returns the ID of the protocol's trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::RestJson1 => "aws.protocols#restJson1",
            Self::RestXml => "aws.protocols#restXml",
            Self::AwsJson10 => "aws.protocols#awsJson1_0",
            Self::AwsJson11 => "aws.protocols#awsJson1_1",
            Self::AwsQuery => "aws.protocols#awsQuery",
            Self::Ec2Query => "aws.protocols#ec2Query",
            Self::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
            Self::RpcV2Json => "smithy.protocols#rpcv2Json",
        }
    }

    /// Returns whether the traits of XML and of the query protocols have an effect.
    pub fn is_xml_or_query(self) -> bool {
        match self {
            Self::RestXml | Self::AwsQuery | Self::Ec2Query => true,
            Self::RestJson1 | Self::AwsJson10 | Self::AwsJson11 => false,
            Self::RpcV2Cbor | Self::RpcV2Json => false,
        }
    }

    /// Returns whether HTTP bindings have an effect. Under other protocols all members are in the body.
    pub fn has_bindings(self) -> bool {
        match self {
            Self::RestJson1 | Self::RestXml => true,
            Self::AwsJson10 | Self::AwsJson11 | Self::AwsQuery | Self::Ec2Query => false,
            Self::RpcV2Cbor | Self::RpcV2Json => false,
        }
    }

    /// Returns whether bodies are JSON, so that documents and JSON in strings have an effect.
    pub fn has_json_bodies(self) -> bool {
        match self {
            Self::RestJson1 | Self::AwsJson10 | Self::AwsJson11 | Self::RpcV2Json => true,
            Self::RestXml | Self::AwsQuery | Self::Ec2Query | Self::RpcV2Cbor => false,
        }
    }

    /// Returns whether operations can have event streams.
    pub fn has_event_streams(self) -> bool {
        match self {
            Self::RestJson1 | Self::RestXml | Self::AwsJson10 | Self::AwsJson11 => true,
            Self::RpcV2Cbor | Self::RpcV2Json => true,
            Self::AwsQuery | Self::Ec2Query => false,
        }
    }

    /// Returns whether `timestampFormat` has an effect. The Smithy RPC v2 protocols have one format for all timestamps.
    pub fn has_timestamp_formats(self) -> bool {
        !self.is_rpc_v2()
    }

    /// Returns whether the protocol is one of Smithy RPC v2: requests have the operation in the path.
    pub fn is_rpc_v2(self) -> bool {
        matches!(self, Self::RpcV2Cbor | Self::RpcV2Json)
    }

    /// Returns whether requests name the service: in the header `X-Amz-Target`, or in the path.
    pub fn sends_service_name(self) -> bool {
        match self {
            Self::AwsJson10 | Self::AwsJson11 | Self::RpcV2Cbor | Self::RpcV2Json => true,
            Self::RestJson1 | Self::RestXml | Self::AwsQuery | Self::Ec2Query => false,
        }
    }

    /// Returns whether the code of an error is that of the trait `awsQueryError`: under the query protocols, and for services with
    /// `awsQueryCompatible`, whose responses have the code in a header.
    pub fn has_query_codes(self, query_compatible: bool) -> bool {
        match self {
            Self::AwsQuery | Self::Ec2Query => true,
            Self::AwsJson10 | Self::AwsJson11 | Self::RpcV2Cbor | Self::RpcV2Json => query_compatible,
            Self::RestJson1 | Self::RestXml => false,
        }
    }
}
