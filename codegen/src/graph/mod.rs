//! The shape graph: a model in Smithy's terms, whatever format it was read from. It has no JSON, no diagnostics and no
//! Rust names. Shapes refer to each other by [`ShapeId`], and stay in the model's order.

mod auth;
mod checksum;
mod context_params;
mod customization;
mod id;
mod jmespath;
mod member;
mod model;
mod operation;
mod paginator;
pub mod partitions;
pub(crate) mod pattern;
mod protocol;
pub mod rules;
mod service;
mod shape;
mod shapes;
mod traits;
mod waiter;
mod xml;

pub use auth::{ApiKey, AuthScheme, KeyLocation};
pub use checksum::{ChecksumAlgorithm, HttpChecksum};
pub use context_params::{ContextParam, ContextValue, Step, expression};
pub use customization::{CrossRegionUrl, OperationCustomization, ServiceCustomization};
pub use id::ShapeId;
pub use jmespath::{Comparison, Expression, Node as JmespathNode};
pub use member::{Binding, Member, MemberTrait, Presence};
pub use model::Model;
pub use operation::{Auth, EndpointOperation, Http, Operation, OperationTrait, SessionOperation};
pub use paginator::{PageToken, Paginator};
pub use partitions::Partition;
pub use protocol::Protocol;
pub use service::Service;
pub use shape::{EnumValue, ErrorTrait, Kind, Shape, ShapeTrait};
pub use shapes::Shapes;
pub use traits::{Bounds, Deprecated, TimestampFormat};
pub use waiter::{Acceptor, AcceptorState, Expected, Matcher, Waiter};
pub use xml::{Xml, XmlNamespace, XmlRoot};
