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

macro_rules! targets {
    ($($module:ident: $($operation:literal $input:ident)*;)*) => {
        /// Returns the parse function of an operation in a module of the fixture.
        pub(super) fn find(module: &str, operation: &str) -> Option<Parse> {
            match (module, operation) {
                $($((stringify!($module), $operation) => Some(parse::<every_shape::$module::$input>),)*)*
                _ => None,
            }
        }
    };
}

targets! {
    rest_json: "GetScalars" GetScalarsInput "GetCollections" GetCollectionsInput "GetTree" GetTreeInput
        "GetSecrets" GetSecretsInput "GetPayload" GetPayloadInput "GetDocuments" GetDocumentsInput;
    aws_json: "GetScalars" GetScalarsInput "GetCollections" GetCollectionsInput "GetTree" GetTreeInput
        "GetSecrets" GetSecretsInput "GetPayload" GetPayloadInput "GetDocuments" GetDocumentsInput;
    rpc_cbor: "GetScalars" GetScalarsInput "GetCollections" GetCollectionsInput "GetTree" GetTreeInput
        "GetSecrets" GetSecretsInput "GetPayload" GetPayloadInput;
    rest_xml: "GetScalars" GetScalarsInput "GetCollections" GetCollectionsInput "GetTree" GetTreeInput
        "GetSecrets" GetSecretsInput "GetPayload" GetPayloadInput;
    aws_query: "GetScalars" GetScalarsInput "GetCollections" GetCollectionsInput "GetTree" GetTreeInput
        "GetSecrets" GetSecretsInput "GetPayload" GetPayloadInput;
    ec2_query: "GetScalars" GetScalarsInput "GetCollections" GetCollectionsInput "GetTree" GetTreeInput
        "GetSecrets" GetSecretsInput "GetPayload" GetPayloadInput;
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
