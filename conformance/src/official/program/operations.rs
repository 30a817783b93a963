//! Calls of operations through the official client.
#![allow(unused_macros, dead_code, reason = "not every crate has event streams")]

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
        Err(SdkError::ServiceError(context)) => described(context.err()),
        Err(error) => json!({ "raised": DisplayErrorContext(&error).to_string() }),
    }
}

/// Returns the error of a service.
pub(crate) fn described<E: Errors>(error: &E) -> Value {
    json!({ "service_error": {
        "code": error.code(),
        "message": error.message(),
        "request_id": error.request_id(),
        "fields": error.fields(),
    } })
}

/// Returns an output with all events of its stream, or the first error of the stream.
pub(crate) fn streamed<E: Errors, R: Debug>(
    mut output: Value,
    member: &str,
    events: Result<Vec<Value>, SdkError<E, R>>,
) -> Value {
    match events {
        Ok(events) => {
            output[member] = events.into();
            json!({ "output": output })
        }
        // Exceptions of streams have no code.
        Err(SdkError::ServiceError(context)) => described(context.err()),
        Err(error) => outcome(Err::<Value, _>(error)),
    }
}

/// Implements `Errors`.
macro_rules! errors {
    ($error:ty { $($variant:ident),* }) => {
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

/// Returns the input of an operation, as a builder.
macro_rules! builder {
    ($input:ty, $value:ident { $($member:literal => $setter:ident),* }) => {{
        let builder = <$input>::builder();
        $(let builder = builder.$setter($crate::values::member($value, $member)?);)*
        builder
    }};
}

/// Defines a function that calls an operation.
macro_rules! operation {
    ($name:ident: $input:ty { $($member:literal => $setter:ident),* }, $error:ty { $($variant:ident),* }) => {
        #[allow(unused_variables, reason = "inputs may be empty")]
        pub(crate) fn $name<'a>(
            client: &'a sdk::Client,
            input: &serde_json::Value,
        ) -> Result<$crate::operations::Call<'a>, String> {
            let builder = builder!($input, input { $($member => $setter),* });
            Ok(Box::pin(async move { $crate::operations::outcome(builder.send_with(client).await) }))
        }

        errors!($error { $($variant),* });
    };
}

/// Defines a function that calls an operation whose output has an event stream, and receives all events.
macro_rules! receiving {
    (
        $name:ident: $input:ty { $($member:literal => $setter:ident),* }, $error:ty { $($variant:ident),* },
        $stream:literal => $field:ident
    ) => {
        #[allow(unused_variables, reason = "inputs may be empty")]
        pub(crate) fn $name<'a>(
            client: &'a sdk::Client,
            input: &serde_json::Value,
        ) -> Result<$crate::operations::Call<'a>, String> {
            let builder = builder!($input, input { $($member => $setter),* });
            Ok(Box::pin(async move {
                let mut output = match builder.send_with(client).await {
                    Ok(output) => output,
                    Err(error) => return $crate::operations::outcome(Err::<serde_json::Value, _>(error)),
                };
                let mut events = Vec::new();
                let events = loop {
                    match output.$field.recv().await {
                        Ok(Some(event)) => events.push($crate::values::ToJson::to_json(&event)),
                        Ok(None) => break Ok(events),
                        Err(error) => break Err(error),
                    }
                };
                $crate::operations::streamed($crate::values::ToJson::to_json(&output), $stream, events)
            }))
        }

        errors!($error { $($variant),* });
    };
}

/// Defines a function that returns the input of an operation with event streams in both directions, as a builder.
macro_rules! duplex {
    (
        $name:ident: $input:ty => $builder:ty { $($member:literal => $setter:ident),* },
        $error:ty { $($variant:ident),* }
    ) => {
        pub(crate) fn $name(input: &serde_json::Value) -> Result<$builder, String> {
            Ok(builder!($input, input { $($member => $setter),* }))
        }

        errors!($error { $($variant),* });
    };
}
