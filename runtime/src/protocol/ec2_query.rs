//! The protocol `aws.protocols#ec2Query`: forms in requests, XML in responses, both with rules of their own.

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

/// The protocol `aws.protocols#ec2Query`.
///
/// The members of an output are in the root. Errors are in `<Response><Errors><Error>`.
#[derive(Debug)]
pub struct Ec2Query;

impl Protocol for Ec2Query {
    fn id(&self) -> &'static str {
        "aws.protocols#ec2Query"
    }

    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, MessageError> {
        query::request(Dialect::Ec2Query, operation, input, endpoint)
    }

    fn output(
        &self,
        _: &OperationSchema,
        response: &RawResponse<'_>,
        output: &mut dyn Target,
        validation: Validation,
    ) -> Result<(), MessageError> {
        query::output(response, output, validation, &[])
    }

    fn meta(&self, _: &OperationSchema, response: &RawResponse<'_>) -> ErrorMeta {
        xml_error::meta(response)
    }

    fn error(&self, _: &OperationSchema, response: &RawResponse<'_>, error: &mut dyn Shape) -> ErrorMeta {
        query::error(response, error)
    }
}
