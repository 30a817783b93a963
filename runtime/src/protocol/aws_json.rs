//! The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`: JSON bodies, and the operation in a header. They
//! differ in the content type only.

use super::json_error::{self, CodeSources, read_message, replacement_message};
use super::rest_json::RestJson1;
use super::{Protocol, Target, query_compatible, rpc};
use crate::body_format::BodyFormat;
use crate::codec::Checks;
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::json;
use crate::reflect::{Shape, Slot};
use crate::response::RawResponse;
use crate::schema::Member;
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request};

/// The parameters of both versions.
#[derive(Debug)]
struct AwsJson {
    id: &'static str,
    content_type: &'static str,
    target_prefix: &'static str,
    is_query_compatible: bool,
}

impl AwsJson {
    const fn new(id: &'static str, content_type: &'static str, target_prefix: &'static str) -> Self {
        Self { id, content_type, target_prefix, is_query_compatible: false }
    }

    const fn query_compatible(self) -> Self {
        Self { is_query_compatible: true, ..self }
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        let target = format!("{}.{}", self.target_prefix, operation.name);
        let target = HeaderValue::from_str(&target).map_err(|_| {
            MessageError::new("", "the name of the service or operation is not a valid header value")
        })?;
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static(self.content_type)),
            (HeaderName::from_static("x-amz-target"), target),
        ];
        let mode = self.is_query_compatible.then(query_compatible::mode_header);
        let body = json::to_body(input)?.into();
        rpc::request(operation, "/", input, endpoint, headers.into_iter().chain(mode), body)
    }

    /// Returns the code, the message and the request ID, and the name of the error's shape if it can differ from the code.
    fn meta_and_name(&self, response: &RawResponse<'_>) -> (ErrorMeta, Option<String>) {
        let mut meta = json_error::meta(response, CodeSources::BodyFirst);
        let name = match self.is_query_compatible {
            true => query_compatible::replace_code(&mut meta, response),
            false => None,
        };
        (meta, name)
    }

    fn error(&self, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        let (mut meta, name) = self.meta_and_name(response);
        let read_body = |body: &[u8], error: &mut dyn Shape| {
            json::read_body(body, Slot::Shape(error), Member::ELEMENT, Checks::Lenient)
        };
        let read_message = |error: &mut dyn Shape| read_message(response, error);
        let is_message_sensitive =
            rpc::read_error(response, error, &meta, name.as_deref(), read_body, read_message);
        if is_message_sensitive {
            meta.message = replacement_message(response);
        }
        meta
    }
}

fn output(
    response: &RawResponse<'_>,
    output: &mut dyn Target,
    validation: Validation,
) -> Result<(), MessageError> {
    rpc::read(response, output, |body, shape| {
        json::read_body(body, Slot::Shape(shape), Member::ELEMENT, validation.into())
    })
}

macro_rules! version {
    ($name:ident, $id:literal, $version:literal) => {
        #[doc = concat!("The protocol `", $id, "`.")]
        ///
        /// ```
        #[doc = concat!("use smithereen::protocol::", stringify!($name), ";")]
        #[doc = concat!("static PROTOCOL: ", stringify!($name), " = ", stringify!($name), "::new(\"DynamoDB_20120810\");")]
        /// ```
        #[derive(Debug)]
        pub struct $name(AwsJson);

        impl $name {
            /// Creates the protocol from the part before the operation's name in the header `X-Amz-Target`: the name of the
            /// service's shape in Smithy, `targetPrefix` in botocore's models.
            pub const fn new(target_prefix: &'static str) -> Self {
                Self(AwsJson::new($id, concat!("application/x-amz-json-", $version), target_prefix))
            }

            /// Requests the error codes of `awsQuery` (`aws.protocols#awsQueryCompatible`).
            #[must_use]
            pub const fn query_compatible(self) -> Self {
                Self(self.0.query_compatible())
            }
        }

        impl Protocol for $name {
            fn id(&self) -> &'static str {
                self.0.id
            }
            fn request(
                &self,
                operation: &OperationSchema,
                input: &dyn Shape,
                endpoint: &Endpoint,
            ) -> Result<Request<Bytes>, MessageError> {
                self.0.request(operation, input, endpoint)
            }
            fn output(
                &self,
                _: &OperationSchema,
                response: &RawResponse<'_>,
                target: &mut dyn Target,
                validation: Validation,
            ) -> Result<(), MessageError> {
                output(response, target, validation)
            }
            fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
                self.0.meta_and_name(response).0
            }
            fn error(
                &self,
                _: &OperationSchema,
                response: &RawResponse<'_>,
                error: &mut dyn Shape,
            ) -> ErrorMeta {
                self.0.error(response, error)
            }
            fn has_initial_messages(&self) -> bool {
                true
            }
            fn event_format(&self) -> Option<&dyn BodyFormat> {
                // Payloads of events have the media type `application/json`, whatever that of other bodies.
                Some(&RestJson1)
            }
        }
    };
}

version!(AwsJson1_0, "aws.protocols#awsJson1_0", "1.0");
version!(AwsJson1_1, "aws.protocols#awsJson1_1", "1.1");
