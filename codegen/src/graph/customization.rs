//! Behavior of official clients that no model states. The pass `customize` sets it; readers leave it empty.

/// The behavior of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceCustomization {
    /// Headers of all requests, unless a member sets them.
    pub headers: Vec<(String, String)>,
    /// Whether the signature covers the path as it is sent, and requests have the header `x-amz-content-sha256`.
    pub signs_as_sent: bool,
    /// Whether bodies of requests may have a signature for each chunk.
    pub signed_chunks: bool,
    /// Whether the bodies of responses are checked against the header `x-amz-crc32`.
    pub crc32: bool,
    /// Parameters of the endpoint rules that a profile can set, each with the name of the setting.
    pub settings: Vec<(String, String)>,
}

/// The behavior of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationCustomization {
    /// The values of members of the input that the caller leaves unset, by the name of the member.
    pub defaults: Vec<(String, String)>,
    /// Members of the input with a key in base64, each with the member that is sent with the MD5 of the key if it is unset.
    pub md5: Vec<(String, String)>,
    /// Whether requests have the SHA-256 tree hash of their body.
    pub tree_hash: bool,
    /// The member of the input with the URL of the endpoint.
    pub endpoint_member: Option<String>,
    /// Whether a response with a status of success may have an error as its body.
    pub error_in_success: bool,
    /// Whether the body of a response is the value of the output's only member.
    pub unwrapped_output: bool,
    /// The member of the output that is `url` if members with the trait `UrlEncoded` are in the encoding of forms.
    pub url_encoding: Option<String>,
    /// The members of a copy between regions.
    pub cross_region_url: Option<CrossRegionUrl>,
    /// The parameter of the endpoint rules with the resource whose region an error can state.
    pub region_redirects: Option<String>,
}

/// The members of an input that copies something of another region. If the URL is unset, clients presign the call for the region of
/// the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrossRegionUrl {
    /// The member with the region of the source.
    pub source: String,
    /// The member with the presigned URL.
    pub url: String,
    /// The parameter with the region of the destination. If it is a member too, requests have both regions, otherwise neither.
    pub destination: String,
}
