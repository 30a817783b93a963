//! Serialization of forms (`application/x-www-form-urlencoded`): the request bodies of `awsQuery` and `ec2Query`.
//!
//! The parameters `Action` and `Version` name the operation and the version of the API. Each scalar is a parameter whose name is
//! its path, such as `Tags.member.1.Key`.
//!
//! Responses of both protocols are XML, which is in `xml`; the deserializer of forms is for fake services. Headers and error
//! codes are in [`protocol`](crate::protocol).

mod encode;
mod name;
#[cfg(feature = "client")]
mod read;
mod write;

#[cfg(feature = "client")]
pub(crate) use read::read;

use crate::reflect::Shape;

pub use crate::codec::CodecError;

/// The protocol that defines the names of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// `awsQuery`: names of elements and entries are part of a path, and an empty list is a parameter without a value.
    AwsQuery,
    /// `ec2Query`: names are capitalized, elements of lists have a number and no name, and maps do not exist.
    Ec2Query,
}

/// Serializes the body of a request: the operation, the version of the API, and the members of `input` that are bound to the
/// body, in the order of the model. An empty structure or map has no parameter, and neither has a null in a list or map.
///
/// # Errors
/// Returns an error for an unknown variant of a union, a document, a map in `ec2Query`, and nesting beyond 128 levels.
pub fn to_body(
    dialect: Dialect,
    operation: &str,
    version: &str,
    input: &dyn Shape,
) -> Result<Vec<u8>, CodecError> {
    write::write(dialect, operation, version, input)
}
