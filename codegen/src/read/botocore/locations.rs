//! Renders locations as the keys of botocore's `service-2.json`.

use crate::location::{Location, MemberPart, OperationPart, Render, ServicePart};

/// The keys of botocore's format, which has every name of the graph.
pub(crate) struct Locations;

impl Render for Locations {
    fn keys(&self, location: Location<'_>) -> Vec<String> {
        let index;
        let keys = match location {
            Location::Model => vec![],
            Location::Service(part) => service(part).to_vec(),
            Location::Operation(name, OperationPart::Paginator) => vec!["pagination", name],
            Location::Operation(_, OperationPart::Waiter(name)) => vec!["waiters", name],
            Location::Operation(name, part) => {
                let mut keys = vec!["operations", name];
                match part {
                    OperationPart::All | OperationPart::Paginator | OperationPart::Waiter(_) => {}
                    OperationPart::Input => keys.push("input"),
                    OperationPart::Output => keys.push("output"),
                    OperationPart::Error(number) => {
                        index = number.to_string();
                        keys.extend(["errors", &index]);
                    }
                    OperationPart::Auth => keys.push("auth"),
                    OperationPart::Method => keys.extend(["http", "method"]),
                    OperationPart::Path => keys.extend(["http", "requestUri"]),
                    OperationPart::HostPrefix => keys.extend(["endpoint", "hostPrefix"]),
                    OperationPart::HttpChecksum(key) => keys.extend(["httpChecksum", key]),
                    OperationPart::StaticContextParam(name) => keys.extend(["staticContextParams", name]),
                    OperationPart::OperationContextParam(name) => {
                        keys.extend(["operationContextParams", name, "path"]);
                    }
                }
                keys
            }
            Location::Shape(name) => vec!["shapes", name],
            Location::Member { shape, member, part: MemberPart::All } => {
                vec!["shapes", shape, "members", member]
            }
            Location::Member { shape, member, part: MemberPart::ContextParam } => {
                vec!["shapes", shape, "members", member, "contextParam"]
            }
            Location::Element { shape, element } => vec!["shapes", shape, element],
        };
        keys.into_iter().map(str::to_owned).collect()
    }
}

fn service(part: ServicePart) -> &'static [&'static str] {
    match part {
        ServicePart::All => &["metadata"],
        ServicePart::Id => &["metadata", "serviceId"],
        ServicePart::Protocol => &["metadata", "protocol"],
        ServicePart::TargetPrefix => &["metadata", "targetPrefix"],
        ServicePart::XmlNamespace => &["metadata", "xmlNamespace"],
        ServicePart::Auth => &["metadata", "auth"],
        ServicePart::Operations => &["operations"],
    }
}
