//! The codecs, and the protocols that use each of them.

/// A codec of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Codec {
    /// JSON: `restJson1`, `awsJson1_0`, `awsJson1_1` and `rpcv2Json`
    Json,
    /// XML: `restXml`
    Xml,
    /// CBOR: `rpcv2Cbor`
    Cbor,
    /// XML in responses of `awsQuery` and `ec2Query`
    Query,
    /// Headers, and bodies that are one text or blob: `restJson1` and `restXml`
    Http,
}

/// The notation of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
    Cbor,
    /// The text of a header or of a body without a structure.
    Text,
}

impl Codec {
    /// All codecs.
    pub(super) const ALL: [Self; 5] = [Self::Json, Self::Xml, Self::Cbor, Self::Query, Self::Http];

    /// Returns the name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Cbor => "cbor",
            Self::Query => "query",
            Self::Http => "http",
        }
    }

    /// Returns the notation of its bodies.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Json => Format::Json,
            Self::Xml | Self::Query => Format::Xml,
            Self::Cbor => Format::Cbor,
            Self::Http => Format::Text,
        }
    }

    /// Returns the protocols that use it.
    pub(super) fn protocols(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["restJson1", "awsJson1_0", "awsJson1_1", "rpcv2Json"],
            Self::Xml => &["restXml"],
            Self::Cbor => &["rpcv2Cbor"],
            Self::Query => &["awsQuery", "ec2Query"],
            Self::Http => &["restJson1", "restXml"],
        }
    }

    /// Returns whether it reads the responses of an operation. Under protocols with HTTP bindings, the outputs of some operations
    /// have no structure in the body, and those of others have no member in a header.
    pub(super) fn reads(self, module: &str, operation: &str) -> bool {
        let has_bindings = matches!(module, "rest_json" | "rest_xml");
        match self {
            Self::Http => has_bindings && !matches!(operation, "GetCollections" | "GetTree" | "GetDocuments"),
            _ => !(has_bindings && matches!(operation, "GetHeaders" | "GetText" | "GetBlob")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Codec;

    #[test]
    fn every_protocol_of_the_fixture_has_one_codec_of_bodies() {
        let bodies = Codec::ALL.iter().filter(|codec| **codec != Codec::Http);
        let mut of_codecs: Vec<&str> = bodies.flat_map(|codec| codec.protocols()).copied().collect();
        let mut of_fixture = every_shape::PROTOCOLS.map(|(_, protocol)| protocol);
        of_codecs.sort_unstable();
        of_fixture.sort_unstable();
        assert_eq!(of_codecs, of_fixture);
    }

    #[test]
    fn every_operation_with_an_output_has_a_codec() {
        for (module, protocol) in every_shape::PROTOCOLS {
            for operation in every_shape::operations(protocol) {
                let readers = Codec::ALL.iter().filter(|codec| codec.protocols().contains(&protocol));
                assert!(readers.filter(|codec| codec.reads(module, &operation)).count() > 0, "{operation}");
            }
        }
    }
}
