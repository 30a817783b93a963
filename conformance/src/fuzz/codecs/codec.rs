//! The codecs, and the protocols that use each of them.

/// A codec of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Codec {
    /// JSON: `restJson1` and `awsJson1_0`
    Json,
    /// XML: `restXml`
    Xml,
    /// CBOR: `rpcv2Cbor`
    Cbor,
    /// XML in responses of `awsQuery` and `ec2Query`
    Query,
}

/// The notation of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
    Cbor,
}

impl Codec {
    /// All codecs.
    pub(super) const ALL: [Self; 4] = [Self::Json, Self::Xml, Self::Cbor, Self::Query];

    /// Returns the name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Cbor => "cbor",
            Self::Query => "query",
        }
    }

    /// Returns the notation of its bodies.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Json => Format::Json,
            Self::Xml | Self::Query => Format::Xml,
            Self::Cbor => Format::Cbor,
        }
    }

    /// Returns the protocols that use it.
    pub(super) fn protocols(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["restJson1", "awsJson1_0"],
            Self::Xml => &["restXml"],
            Self::Cbor => &["rpcv2Cbor"],
            Self::Query => &["awsQuery", "ec2Query"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Codec;

    #[test]
    fn every_protocol_of_the_fixture_has_one_codec() {
        let mut of_codecs: Vec<&str> =
            Codec::ALL.iter().flat_map(|codec| codec.protocols()).copied().collect();
        let mut of_fixture = every_shape::PROTOCOLS.map(|(_, protocol)| protocol);
        of_codecs.sort_unstable();
        of_fixture.sort_unstable();
        assert_eq!(of_codecs, of_fixture);
    }
}
