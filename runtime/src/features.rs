//! Checks that this crate has the features that modules from a build script need. Without a feature, the only compile error
//! is one that names it, instead of errors about methods and modules that do not exist.
//!
//! A generated crate does not need the check: its manifest enables the features.

/// Expands to the items after the braces if this crate has all features in the braces, and otherwise to an error for each
/// missing feature.
#[doc(hidden)]
#[macro_export]
macro_rules! require {
    ({} $($items:tt)*) => { $($items)* };
    ({ client $($more:ident)* } $($items:tt)*) => { $crate::require_client! { { $($more)* } $($items)* } };
    ({ event_stream $($more:ident)* } $($items:tt)*) => { $crate::require_event_stream! { { $($more)* } $($items)* } };
    ({ gzip $($more:ident)* } $($items:tt)*) => { $crate::require_gzip! { { $($more)* } $($items)* } };
    ({ cbor $($more:ident)* } $($items:tt)*) => { $crate::require_cbor! { { $($more)* } $($items)* } };
    ({ checksum $($more:ident)* } $($items:tt)*) => { $crate::require_checksum! { { $($more)* } $($items)* } };
    ({ crc32 $($more:ident)* } $($items:tt)*) => { $crate::require_crc32! { { $($more)* } $($items)* } };
    ({ query $($more:ident)* } $($items:tt)*) => { $crate::require_query! { { $($more)* } $($items)* } };
    ({ xml $($more:ident)* } $($items:tt)*) => { $crate::require_xml! { { $($more)* } $($items)* } };
    ({ sigv4a $($more:ident)* } $($items:tt)*) => { $crate::require_sigv4a! { { $($more)* } $($items)* } };
    ({ stream $($more:ident)* } $($items:tt)*) => { $crate::require_stream! { { $($more)* } $($items)* } };
    ({ md5 $($more:ident)* } $($items:tt)*) => { $crate::require_md5! { { $($more)* } $($items)* } };
}

#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_client {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_client {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the generated client needs the feature `client` of `smithereen`: add it to the dependency in Cargo.toml, \
             `features = [\"client\"]`, or generate no client, with `without_client()` in the build script"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "event-stream")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_event_stream {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "event-stream"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_event_stream {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the model has operations with event streams (`streaming` on a union), which need the feature `event-stream` of \
             `smithereen`: add it to the dependency in Cargo.toml, `features = [\"event-stream\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "gzip")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_gzip {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "gzip"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_gzip {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the model has operations with compressed requests (`requestCompression`), which need the feature `gzip` of \
             `smithereen`: add it to the dependency in Cargo.toml, `features = [\"gzip\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "md5")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_md5 {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "md5"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_md5 {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the model has operations with checksums of the body (`httpChecksumRequired`), which need the feature `md5` of \
             `smithereen`: add it to the dependency in Cargo.toml, `features = [\"md5\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "crc32")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_crc32 {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "crc32"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_crc32 {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the service sends checksums of its responses, which need the feature `crc32` of `smithereen`: add it to the \
             dependency in Cargo.toml, `features = [\"crc32\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "checksum")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_checksum {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "checksum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_checksum {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the model has operations with checksums of requests or responses (`httpChecksum`), which need the feature \
             `checksum` of `smithereen`: add it to the dependency in Cargo.toml, `features = [\"checksum\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "cbor")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_cbor {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "cbor"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_cbor {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the service is called with the protocol `rpcv2Cbor`, which needs the feature `cbor` of `smithereen`: add it to the \
             dependency in Cargo.toml, `features = [\"cbor\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "query")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_query {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "query"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_query {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the service is called with a query protocol (`awsQuery`, `ec2Query`), which needs the feature `query` of `smithereen`: add it to the \
             dependency in Cargo.toml, `features = [\"query\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "xml")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_xml {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "xml"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_xml {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the service is called with the protocol `restXml`, which needs the feature `xml` of `smithereen`: add it to the \
             dependency in Cargo.toml, `features = [\"xml\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "stream")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_stream {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "stream"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_stream {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the model has operations whose bodies are streams (`streaming`), which need the feature `stream` of `smithereen`: add \
             it to the dependency in Cargo.toml, `features = [\"stream\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}

#[cfg(feature = "sigv4a")]
#[doc(hidden)]
#[macro_export]
macro_rules! require_sigv4a {
    ($($rest:tt)*) => { $crate::require! { $($rest)* } };
}

#[cfg(not(feature = "sigv4a"))]
#[doc(hidden)]
#[macro_export]
macro_rules! require_sigv4a {
    ({ $($more:ident)* } $($items:tt)*) => {
        compile_error!(
            "the service accepts only signatures of version 4a, which need the feature `sigv4a` of `smithereen`: add it to the \
             dependency in Cargo.toml, `features = [\"sigv4a\"]`"
        );
        $crate::require! { { $($more)* } }
    };
}
