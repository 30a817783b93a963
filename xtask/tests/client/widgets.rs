//! A hand-written service with features that the generated operations lack: a host prefix and a response body.

use smithereen::endpoint::Params;
use smithereen::protocol::RestJson1;
use smithereen::{AuthScheme, Endpoint, EndpointError, Operation, OperationSchema, Service};

/// The service, at the endpoint URL of the configuration.
pub(super) static SERVICE: Service = Service::new("Test Widgets", &RestJson1, endpoint)
    .version("2020-01-01")
    .signing_name("iot")
    .auth(&[AuthScheme::SigV4]);

fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    Endpoint::new(params.endpoint.unwrap_or("https://widgets.example"))
}

/// Gets a widget, from a host of its own.
#[derive(Clone, PartialEq)]
pub(super) struct GetWidgetInput {}

smithereen::structure! {
    GetWidgetInput = "GetWidgetInput" {}
}

#[derive(Clone, PartialEq)]
pub(super) struct GetWidgetOutput {
    pub(super) name: Option<String>,
    pub(super) size: i32,
}

smithereen::structure! {
    GetWidgetOutput = "GetWidgetOutput" {
        0 name => Member::new("name"),
        1 size => Member::new("size").required(),
    }
}

#[derive(Clone, PartialEq)]
pub(super) enum GetWidgetError {
    Unknown(String),
}

smithereen::union! {
    GetWidgetError = "GetWidgetError" {}
}

impl Operation for GetWidgetInput {
    type Output = GetWidgetOutput;
    type Error = GetWidgetError;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "GetWidget", "GET", "/widget").host_prefix("data.");
}
