//! The protocol `aws.protocols#awsQuery`: forms in requests, XML in responses.

use super::{Protocol, Target, query, xml_error};
use crate::endpoint::Endpoint;
use crate::error::{ErrorMeta, MessageError};
use crate::query::Dialect;
use crate::reflect::Shape;
use crate::response::RawResponse;
use crate::service::OperationSchema;
use crate::validation::Validation;
use bytes::Bytes;
use http::Request;

/// The protocol `aws.protocols#awsQuery`.
///
/// The members of an output are in an element that is named after the operation: `ListUsersResult` in the root. The code of
/// an error is the one of its trait `aws.protocols#awsQueryError`, or the name of its shape.
#[derive(Debug)]
pub struct AwsQuery;

impl Protocol for AwsQuery {
    fn id(&self) -> &'static str {
        "aws.protocols#awsQuery"
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        query::request(Dialect::AwsQuery, operation, input, endpoint)
    }

    fn output(
        &self,
        operation: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError> {
        let result = format!("{}Result", operation.name);
        query::output(response, output, validation, &[&result])
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        xml_error::meta(response)
    }

    fn error(&self, _: &OperationSchema, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        query::error(response, error)
    }
}
