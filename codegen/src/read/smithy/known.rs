//! The known traits, and which of them may be ignored.

/// Namespaces whose traits have no effect on requests.
const NAMESPACES: &[&str] = &[
    "aws.cloudformation",
    "aws.endpoints",
    "aws.iam",
    "aws.tagging",
    "smithy.contracts",
    "smithy.framework",
    "smithy.openapi",
    "smithy.test",
];

/// Traits without an effect on callers, or without one where they are not read: HTTP bindings under a protocol without
/// bindings, XML traits under a JSON protocol, the encoding of streams, which are not supported, timeouts of long polls,
/// and a second form of the endpoint rules.
const NAMES: &[&str] = &[
    "aws.api#arn",
    "aws.api#arnReference",
    "aws.api#awsChunked",
    "aws.api#clientEndpointDiscovery",
    "aws.api#controlPlane",
    "aws.api#data",
    "aws.api#dataPlane",
    "aws.api#service",
    "aws.api#tagEnabled",
    "aws.api#taggable",
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#awsQueryCompatible",
    "aws.protocols#awsQueryError",
    "aws.protocols#ec2Query",
    "aws.protocols#ec2QueryName",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.api#addedDefault",
    "smithy.api#authDefinition",
    "smithy.api#box",
    "smithy.api#clientOptional",
    "smithy.api#cors",
    "smithy.api#default",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#enum",
    "smithy.api#enumValue",
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
    "smithy.api#http",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
    "smithy.api#httpError",
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idRef",
    "smithy.api#input",
    "smithy.api#internal",
    "smithy.api#jsonName",
    "smithy.api#length",
    "smithy.api#longPoll",
    "smithy.api#mediaType",
    "smithy.api#mixin",
    "smithy.api#nestedProperties",
    "smithy.api#noAuth",
    "smithy.api#noReplace",
    "smithy.api#notProperty",
    "smithy.api#optionalAuth",
    "smithy.api#output",
    "smithy.api#pattern",
    "smithy.api#private",
    "smithy.api#property",
    "smithy.api#protocolDefinition",
    "smithy.api#range",
    "smithy.api#recommended",
    "smithy.api#references",
    "smithy.api#required",
    "smithy.api#resourceIdentifier",
    "smithy.api#sensitive",
    "smithy.api#since",
    "smithy.api#suppress",
    "smithy.api#tags",
    "smithy.api#timestampFormat",
    "smithy.api#title",
    "smithy.api#trait",
    "smithy.api#traitValidators",
    "smithy.api#uniqueItems",
    "smithy.api#unitType",
    "smithy.api#unstable",
    "smithy.api#xmlAttribute",
    "smithy.api#xmlFlattened",
    "smithy.api#xmlName",
    "smithy.api#xmlNamespace",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "smithy.rules#endpointBdd",
    "smithy.rules#endpointRuleSet",
    "smithy.rules#endpointTests",
];

/// Traits that are read wherever they have an effect.
const READ: &[&str] = &[
    "aws.api#clientDiscoveredEndpoint",
    "aws.api#clientEndpointDiscoveryId",
    "aws.auth#unsignedPayload",
    "aws.protocols#httpChecksum",
    "smithy.api#auth",
    "smithy.api#endpoint",
    "smithy.api#error",
    "smithy.api#eventHeader",
    "smithy.api#eventPayload",
    "smithy.api#hostLabel",
    "smithy.api#httpChecksumRequired",
    "smithy.api#idempotencyToken",
    "smithy.api#idempotent",
    "smithy.api#paginated",
    "smithy.api#readonly",
    "smithy.api#requestCompression",
    "smithy.api#requiresLength",
    "smithy.api#retryable",
    "smithy.api#sparse",
    "smithy.api#streaming",
    "smithy.rules#clientContextParams",
    "smithy.rules#contextParam",
    "smithy.rules#operationContextParams",
    "smithy.rules#staticContextParams",
    "smithy.waiters#waitable",
];

/// Returns the names of all known traits, for suggestions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().chain(READ).copied()
}

/// Returns whether a trait that was not read has no effect.
pub(super) fn may_be_ignored(name: &str) -> bool {
    let namespace = name.split_once('#').map_or(name, |(namespace, _)| namespace);
    let is_others = !["smithy", "aws", "smithereen"].iter().any(|known| {
        namespace == *known || namespace.strip_prefix(known).is_some_and(|rest| rest.starts_with('.'))
    });
    is_others || NAMESPACES.contains(&namespace) || NAMES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(NAMES.is_sorted() && READ.is_sorted());
        assert!(!READ.iter().any(|name| may_be_ignored(name)));
    }

    #[test]
    fn only_traits_without_effect_may_be_ignored() {
        for name in ["smithy.api#documentation", "com.example#mine", "awsome#x"] {
            assert!(may_be_ignored(name), "{name}");
        }
        for name in ["smithy.api#new", "aws.customizations#s3UnwrappedXmlOutput", "smithereen.botocore#x"] {
            assert!(!may_be_ignored(name), "{name}");
        }
    }
}
