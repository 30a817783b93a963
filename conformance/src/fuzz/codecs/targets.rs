//! The operations of the fixture, and the results of parsing their responses.

use super::dump::dump;
use super::memory;
use every_shape::smithereen::reflect::{Shape, ValueRef};
use every_shape::smithereen::{RawResponse, Validation};
use every_shape::{Error, Operation};

/// Parses a response.
pub(super) type Parse = fn(&RawResponse<'_>, Validation) -> Parsed;

/// The result of a parse.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// An output.
    Output {
        /// Everything in it.
        dump: String,
        /// Its `Debug` form.
        debug: String,
    },
    /// An error of the service.
    Service {
        /// The shape of the error, if the model has it.
        shape: Option<&'static str>,
        dump: String,
        debug: String,
        request_id: Option<String>,
        /// The code, the message and the request ID, as they are displayed.
        display: String,
    },
    /// The response does not match the model.
    Response {
        /// The text of the error.
        display: String,
    },
}

/// The result of a parse, and the memory that it took.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub(super) found: Found,
    /// The most bytes that were allocated at a time, beyond those before the parse.
    pub(super) peak: usize,
}

fn parse<O: Operation>(response: &RawResponse<'_>, validation: Validation) -> Parsed {
    let (result, peak) = memory::measure(|| O::parse_with(response, validation));
    let found = match &result {
        Ok(output) => Found::Output { dump: dump(output), debug: format!("{output:?}") },
        Err(Error::Service(error)) => Found::Service {
            shape: variant(error.error()),
            dump: dump(error.error()),
            debug: format!("{error:?}"),
            request_id: error.request_id().map(str::to_owned),
            display: error.to_string(),
        },
        Err(error) => Found::Response { display: error.to_string() },
    };
    Parsed { found, peak }
}

/// Returns the name of the active variant of an operation's error.
fn variant(error: &dyn Shape) -> Option<&'static str> {
    (0..error.schema().members.len()).find_map(|index| match error.get(index) {
        ValueRef::Shape(shape) => Some(shape.schema().name),
        _ => None,
    })
}

/// Returns the parse function of an operation that each module has.
macro_rules! target {
    ($module:ident $name:ident) => {
        match $name {
            "GetScalars" => Some(parse::<every_shape::$module::GetScalarsInput>),
            "GetCollections" => Some(parse::<every_shape::$module::GetCollectionsInput>),
            "GetTree" => Some(parse::<every_shape::$module::GetTreeInput>),
            "GetSecrets" => Some(parse::<every_shape::$module::GetSecretsInput>),
            "GetPayload" => Some(parse::<every_shape::$module::GetPayloadInput>),
            "GetHeaders" => Some(parse::<every_shape::$module::GetHeadersInput>),
            "GetText" => Some(parse::<every_shape::$module::GetTextInput>),
            "GetBlob" => Some(parse::<every_shape::$module::GetBlobInput>),
            _ => None,
        }
    };
}

macro_rules! targets {
    (with JSON: $($json:ident)*; without: $($other:ident)*;) => {
        /// Returns the parse function of an operation in a module of the fixture.
        pub(super) fn find(module: &str, operation: &str) -> Option<Parse> {
            match (module, operation) {
                $((stringify!($json), "GetDocuments") => Some(parse::<every_shape::$json::GetDocumentsInput>),
                (stringify!($json), "GetJsonValues") => Some(parse::<every_shape::$json::GetJsonValuesInput>),
                (stringify!($json), name) => target!($json name),)*
                $((stringify!($other), name) => target!($other name),)*
                _ => None,
            }
        }
    };
}

targets! {
    with JSON: rest_json aws_json aws_json_1_1 rpc_json;
    without: rpc_cbor rest_xml aws_query ec2_query;
}

#[cfg(test)]
mod tests {
    use super::find;
    use every_shape::{PROTOCOLS, operations};

    #[test]
    fn every_operation_with_an_output_is_a_target() {
        for (module, protocol) in PROTOCOLS {
            for operation in operations(protocol).iter().filter(|name| name.starts_with("Get")) {
                assert!(find(module, operation).is_some(), "{module} {operation}");
            }
        }
        assert!(find("rpc_cbor", "GetDocuments").is_none());
    }
}
