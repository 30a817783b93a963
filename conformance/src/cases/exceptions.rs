//! Cases that do not apply, with the reason. Each must fail: an exception that is no longer necessary is a failure.

use crate::tally::Tally;
use std::collections::BTreeSet;

/// An exception: the suite, the case, and the reason.
type Exception = (&'static str, &'static str, &'static str);

const EXCEPTIONS: &[Exception] = &[
    ("restXml requests", "BodyWithXmlName", ROOT_NAMES),
    ("restXml requests", "HttpPayloadWithXmlName", PAYLOAD_NAMES),
    ("restXml requests", "HttpPayloadWithXmlNamespace", PAYLOAD_NAMES),
    ("restXml requests", "HttpPayloadWithXmlNamespaceAndPrefix", PAYLOAD_NAMES),
    ("restXml requests", "RestXmlHttpPayloadWithUnion", PAYLOAD_NAMES),
    ("restXml requests", "XmlAttributesOnPayload", PAYLOAD_NAMES),
    ("restXml responses", "BodyWithXmlName", ROOT_NAMES),
    ("awsQuery responses", "QueryXmlLists", ELEMENT_NAMES),
    ("awsJson1_0 requests of models", "AwsJson10ClientPopulatesDefaultValuesInInput", DEFAULTS),
    ("awsJson1_0 requests of models", "AwsJson10ClientPopulatesNestedDefaultValuesWhenMissing", DEFAULTS),
    (
        "awsJson1_0 responses of models",
        "AwsJson10ClientPopulatesDefaultsValuesWhenMissingInResponse",
        DEFAULTS,
    ),
    (
        "awsJson1_0 responses of models",
        "AwsJson10ClientPopulatesNestedDefaultsWhenMissingInResponseBody",
        DEFAULTS,
    ),
    (
        "awsJson1_0 responses of models",
        "AwsJson10ClientErrorCorrectsWithDefaultValuesWhenServerFailsToSerializeRequiredValues",
        DEFAULTS,
    ),
    ("restJson1 requests of models", "RestJsonClientPopulatesDefaultValuesInInput", DEFAULTS),
    ("restJson1 requests of models", "RestJsonClientPopulatesNestedDefaultValuesWhenMissing", DEFAULTS),
    ("restJson1 responses of models", "RestJsonStreamingTraitsWithNoBlobBody", STREAMS),
    ("restJson1 responses of models", "RestJsonClientPopulatesDefaultsValuesWhenMissingInResponse", DEFAULTS),
    (
        "restJson1 responses of models",
        "RestJsonClientPopulatesNestedDefaultsWhenMissingInResponseBody",
        DEFAULTS,
    ),
    ("restJson1 event streams of models", "DuplexMissingRequiredInitialResponseOutput", DEFAULTS),
    ("restJson1 event streams of models", "MissingRequiredInitialResponseOutput", DEFAULTS),
    ("rpcv2Cbor requests of models", "RpcV2CborClientPopulatesDefaultValuesInInput", DEFAULTS),
    (
        "rpcv2Cbor responses of models",
        "RpcV2CborClientPopulatesDefaultsValuesWhenMissingInResponse",
        DEFAULTS,
    ),
    ("rpcv2Json requests of models", "RpcV2JsonRequestClientPopulatesDefaultValuesInInput", DEFAULTS),
    (
        "rpcv2Json responses of models",
        "RpcV2JsonResponseClientPopulatesDefaultsValuesWhenMissingInResponse",
        DEFAULTS,
    ),
    ("restXml requests of models", "S3DefaultAddressing", BUCKETS),
    ("restXml requests of models", "S3VirtualHostAddressing", BUCKETS),
    ("restXml requests of models", "S3VirtualHostDualstackAddressing", BUCKETS),
    ("restXml requests of models", "S3VirtualHostAccelerateAddressing", BUCKETS),
    ("restXml requests of models", "S3VirtualHostDualstackAccelerateAddressing", BUCKETS),
    ("restXml requests of models", "S3OperationAddressingPreferred", BUCKETS),
    ("restXml requests of models", "S3EscapeObjectKeyInUriLabel", BUCKETS),
    ("restXml requests of models", "S3EscapePathObjectKeyInUriLabel", BUCKETS),
    ("restXml requests of models", "S3PreservesLeadingDotSegmentInUriLabel", BUCKETS),
    ("restXml requests of models", "S3PreservesEmbeddedDotSegmentInUriLabel", BUCKETS),
    ("restXml requests of models", "S3PathAddressing", ENCODED_KEYS),
];

const ROOT_NAMES: &str = "the conversion to botocore's format changes the case: there, the `locationName` of a reference \
    overrides that of its structure, which in turn is the name of members that refer to it. It passes in Smithy's format";
const PAYLOAD_NAMES: &str = "the conversion to botocore's format adds the name of the payload's member as its `locationName`, \
    which botocore sends as the root element, as S3's `LegalHold` and `Retention` require; botocore leaves out the case too. It \
    passes in Smithy's format";
const ELEMENT_NAMES: &str = "the conversion to botocore's format changes the case: there, a flattened list has the name of \
    its elements where the member has none, as in 11 lists of SimpleDB. It passes in Smithy's format";
const DEFAULTS: &str = "the `default` of a member is left to the service, which knows its present value: the member is an \
    `Option`, or has the zero value of its type if the response lacks a required one";
const BUCKETS: &str = "S3's endpoint rules move the bucket from the path to the host, and the model has none. botocore's \
    endpoint test cases cover these addresses";
const ENCODED_KEYS: &str = "lists of objects are requested with `encoding-type=url`, as botocore does, because XML cannot contain \
    all characters of keys";
const STREAMS: &str =
    "a payload that is a stream is there in every response, and has no bytes if the response has none";

/// The exceptions of a suite, and which of them were necessary.
pub(super) struct Exceptions {
    all: Vec<&'static Exception>,
    seen: BTreeSet<&'static str>,
}

impl Exceptions {
    pub(super) fn of(suite: &str) -> Self {
        let all = EXCEPTIONS.iter().filter(|(of, ..)| *of == suite).collect();
        Self { all, seen: BTreeSet::new() }
    }

    /// Counts a case with its difference, if there is one.
    pub(super) fn note(&mut self, tally: &mut Tally, id: &str, difference: Option<String>) {
        let exception = self.all.iter().find(|(_, case, _)| *case == id);
        match (exception, difference) {
            (None, difference) => tally.note(id, difference),
            (Some((_, case, reason)), Some(_)) => {
                self.seen.insert(case);
                tally.leave(format!("{reason} ({case})"));
            }
            (Some((_, case, _)), None) => {
                self.seen.insert(case);
                tally.fail(id, "  the case passes, so its exception is not necessary");
            }
        }
    }

    /// Fails for each exception without a case, if the suite has all its cases.
    pub(super) fn finish(self, tally: &mut Tally) {
        for (_, case, _) in self.all.iter().filter(|(_, case, _)| !self.seen.contains(case)) {
            tally.fail(case, "  there is no such case, so its exception is not necessary");
        }
    }
}

/// A run of models can have some of the cases only, so their exceptions are compared with all of them here, where they exist.
#[test]
fn each_exception_of_a_model_has_a_case() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/smithy-tests");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let texts = entries.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let text: String = texts.collect();
    for (_, case, _) in EXCEPTIONS.iter().filter(|(suite, ..)| suite.ends_with(" of models")) {
        assert!(text.contains(&format!("\"id\": \"{case}\"")), "{case}");
    }
}
