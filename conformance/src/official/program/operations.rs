//! Calls of operations through the official client.

use crate::values::ToJson;
use sdk::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use sdk::operation::RequestId;
use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

pub(crate) type Call<'a> = Pin<Box<dyn Future<Output = Value> + 'a>>;
pub(crate) type Operation = for<'a> fn(&'a sdk::Client, &Value) -> Result<Call<'a>, String>;

/// The errors of an operation.
pub(crate) trait Errors: Error + ProvideErrorMetadata + RequestId + 'static {
    /// Returns the members of the error; none if it is not modeled.
    fn fields(&self) -> Value;
}

/// Returns the output or error in the form that generated code has in the example `call`.
pub(crate) fn outcome<T: ToJson, E: Errors, R: Debug>(result: Result<T, SdkError<E, R>>) -> Value {
    match result {
        Ok(output) => json!({ "output": output.to_json() }),
        // The crate has neither an output nor the code of an error, for example because the body cannot be parsed.
        Err(SdkError::ServiceError(context)) if context.err().code().is_none() => {
            json!({ "raised": DisplayErrorContext(context.err()).to_string() })
        }
        Err(SdkError::ServiceError(context)) => {
            let error = context.err();
            json!({ "service_error": {
                "code": error.code(),
                "message": error.message(),
                "request_id": error.request_id(),
                "fields": error.fields(),
            } })
        }
        Err(error) => json!({ "raised": DisplayErrorContext(&error).to_string() }),
    }
}

/// Defines a function that calls an operation.
macro_rules! operation {
    ($name:ident: $input:ty { $($member:literal => $setter:ident),* }, $error:ty { $($variant:ident),* }) => {
        #[allow(unused_variables, reason = "inputs may be empty")]
        pub(crate) fn $name<'a>(
            client: &'a sdk::Client,
            input: &serde_json::Value,
        ) -> Result<$crate::operations::Call<'a>, String> {
            let builder = <$input>::builder();
            $(let builder = builder.$setter($crate::values::member(input, $member)?);)*
            Ok(Box::pin(async move { $crate::operations::outcome(builder.send_with(client).await) }))
        }

        impl $crate::operations::Errors for $error {
            fn fields(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant(error) => $crate::values::ToJson::to_json(error),)*
                    _ => serde_json::json!({}),
                }
            }
        }
    };
}
