//! Compares the bodies of HTTP messages by media type, and prints them for reports.
//!
//! One file for each media type. Its parser is a third-party library or independent of the runtime, so that a fault of a codec
//! cannot hide itself. Known differences between two implementations do not belong here, but to the suite that has them.

mod cbor;
pub(crate) mod form;
mod xml;

use crate::canonical::canonical;
use serde_json::Value;
use smithereen_codegen::graph::Protocol;
use std::collections::BTreeSet;

/// The media type of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    Json,
    Xml,
    Cbor,
    Form,
    /// Any other media type; bodies are compared byte by byte.
    Bytes,
}

/// The names of the key and the value of each map on the wire. The entries of these maps are compared without their order.
pub(crate) type MapEntryNames = BTreeSet<[String; 2]>;

impl Media {
    /// Returns the media type of the protocol's requests.
    pub(crate) fn of_requests(protocol: Protocol) -> Self {
        match protocol {
            Protocol::RestJson1 | Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Json => {
                Self::Json
            }
            Protocol::RestXml => Self::Xml,
            Protocol::RpcV2Cbor => Self::Cbor,
            Protocol::AwsQuery | Protocol::Ec2Query => Self::Form,
        }
    }

    /// Returns the media type of a `Content-Type` without parameters.
    pub(crate) fn of_name(name: &str) -> Self {
        match name {
            "application/json" => Self::Json,
            "application/xml" => Self::Xml,
            "application/cbor" => Self::Cbor,
            "application/x-www-form-urlencoded" => Self::Form,
            _ => Self::Bytes,
        }
    }

    /// Returns the canonical form of a body: equal for equal bodies, and only for them.
    ///
    /// # Errors
    /// Returns the reason why the body is not of this type.
    pub(crate) fn canonical(self, body: &[u8], entries: &MapEntryNames) -> Result<String, String> {
        match self {
            Self::Json => {
                let value = serde_json::from_slice::<Value>(body).map_err(|error| error.to_string())?;
                Ok(canonical(&value))
            }
            Self::Xml => xml::canonical(body, entries),
            Self::Cbor => cbor::canonical(body),
            Self::Form => form::canonical(body, entries),
            Self::Bytes => Ok(String::from_utf8_lossy(body).into_owned()),
        }
    }

    /// Returns whether both bodies are equal: by value, or byte by byte if the expected one is not of this type.
    pub(crate) fn are_equal(self, expected: &[u8], got: &[u8], entries: &MapEntryNames) -> bool {
        match self.canonical(expected, entries) {
            Ok(expected) if self != Self::Bytes => {
                self.canonical(got, entries).is_ok_and(|got| got == expected)
            }
            _ => expected == got,
        }
    }

    /// Returns the body as text for reports: in its canonical form for CBOR and XML, as it is for other media types.
    pub(crate) fn text(self, body: &[u8]) -> String {
        let as_it_is = || String::from_utf8_lossy(body).into_owned();
        match self {
            Self::Cbor | Self::Xml => {
                self.canonical(body, &MapEntryNames::new()).unwrap_or_else(|_| as_it_is())
            }
            Self::Json | Self::Form | Self::Bytes => as_it_is(),
        }
    }
}

#[test]
fn bodies_of_another_type_are_compared_byte_by_byte() {
    let are_equal = |media: Media, one: &str, other: &str| {
        media.are_equal(one.as_bytes(), other.as_bytes(), &MapEntryNames::new())
    };
    assert!(are_equal(Media::Json, "{ }", "{}") && !are_equal(Media::Bytes, "{ }", "{}"));
    assert!(are_equal(Media::Json, "", "") && !are_equal(Media::Json, "", "{}"));
    assert!(!are_equal(Media::Json, "{}", "{"));
}
