//! Renders locations as the keys of Smithy's JSON AST, which has absolute shape ids and traits.

use super::flat::Flat;
use super::ids::{Table, is_data};
use crate::graph::{HttpChecksum, Paginator, Waiter};
use crate::location::{Location, MemberPart, OperationPart, Render, ServicePart};
use std::collections::HashMap;

/// The absolute ids of the shapes that a graph was read from, by name.
#[derive(Debug, Default)]
pub(crate) struct Locations {
    service: String,
    operations: HashMap<String, String>,
    shapes: HashMap<String, String>,
}

impl Locations {
    pub(super) fn of<'a>(flats: &[Flat<'a, '_>], service: &Flat<'a, '_>, table: &Table<'_, 'a>) -> Self {
        let mut locations = Self { service: service.id.to_owned(), ..Self::default() };
        for flat in flats {
            let names = match flat.kind {
                "operation" => &mut locations.operations,
                _ if is_data(flat) => &mut locations.shapes,
                _ => continue,
            };
            names.entry(table.name(flat.id).to_owned()).or_insert_with(|| flat.id.to_owned());
        }
        locations
    }

    /// Returns the ID of an operation. For an operation that is not in the file, its name resolves to the location of
    /// the shapes.
    fn operation<'s>(&'s self, name: &'s str) -> &'s str {
        self.operations.get(name).map_or(name, String::as_str)
    }

    fn shape<'s>(&'s self, name: &'s str) -> &'s str {
        self.shapes.get(name).map_or(name, String::as_str)
    }
}

impl Render for Locations {
    fn keys(&self, location: Location<'_>) -> Vec<String> {
        let index;
        let (id, rest) = match location {
            Location::Model => return Vec::new(),
            Location::Service(part) => (self.service.as_str(), service(part).to_vec()),
            Location::Operation(name, part) => {
                let rest = match part {
                    OperationPart::All => vec![],
                    OperationPart::Input => vec!["input"],
                    OperationPart::Output => vec!["output"],
                    OperationPart::Error(number) => {
                        index = number.to_string();
                        vec!["errors", &index]
                    }
                    OperationPart::Auth => vec!["traits", "smithy.api#auth"],
                    OperationPart::Method => vec!["traits", "smithy.api#http", "method"],
                    OperationPart::Path => vec!["traits", "smithy.api#http", "uri"],
                    OperationPart::HostPrefix => vec!["traits", "smithy.api#endpoint", "hostPrefix"],
                    OperationPart::Paginator => vec!["traits", Paginator::NAME],
                    OperationPart::Waiter(name) => vec!["traits", Waiter::NAME, name],
                    OperationPart::HttpChecksum(key) => vec!["traits", HttpChecksum::NAME, key],
                    OperationPart::StaticContextParam(name) => {
                        vec!["traits", "smithy.rules#staticContextParams", name]
                    }
                    OperationPart::OperationContextParam(name) => {
                        vec!["traits", "smithy.rules#operationContextParams", name, "path"]
                    }
                };
                (self.operation(name), rest)
            }
            Location::Shape(name) => (self.shape(name), vec![]),
            Location::Member { shape, member, part: MemberPart::All } => {
                (self.shape(shape), vec!["members", member])
            }
            Location::Member { shape, member, part: MemberPart::ContextParam } => {
                (self.shape(shape), vec!["members", member, "traits", "smithy.rules#contextParam"])
            }
            Location::Element { shape, element } => (self.shape(shape), vec![element]),
        };
        ["shapes", id].into_iter().chain(rest).map(str::to_owned).collect()
    }
}

fn service(part: ServicePart) -> &'static [&'static str] {
    match part {
        // Protocols and authentication schemes are traits, each with a name of its own.
        ServicePart::All | ServicePart::Protocol => &["traits"],
        ServicePart::Id => &["traits", "aws.api#service", "sdkId"],
        // The name of the service in requests is that of its shape.
        ServicePart::TargetPrefix => &[],
        ServicePart::XmlNamespace => &["traits", "smithy.api#xmlNamespace"],
        ServicePart::Auth => &["traits", "smithy.api#auth"],
        ServicePart::Operations => &["operations"],
    }
}
