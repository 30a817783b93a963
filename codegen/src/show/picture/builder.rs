//! Builds the diagram of an operation.

use super::cycles;
use super::diagram::{Diagram, Edge, Node, NodeKind, OPERATION, Row};
use crate::graph::{Binding, Kind, Member, MemberTrait, Operation, Presence, ShapeId, Shapes};
use crate::show::operation::OperationGraph;
use crate::show::types;
use std::collections::HashMap;

/// The number of boxes after which shapes are omitted.
const MAX_BOXES: usize = 250;
/// The number of rows of a box after which members are omitted.
const MAX_ROWS: usize = 120;
/// The number of an enum's values after which values are omitted.
const MAX_VALUES: usize = 12;
/// The number of characters after which a text is cut.
const MAX_LENGTH: usize = 48;

/// Returns the diagram of an operation and the shapes that it uses.
pub(super) fn build(graph: &OperationGraph) -> Option<Diagram> {
    let operation = graph.operation()?;
    let shapes = graph.shapes();
    let mut order: Vec<ShapeId> = Vec::new();
    for root in operation.input.into_iter().chain(operation.output) {
        order.extend(types::reached(shapes, root));
    }
    let mut indexes = HashMap::new();
    order.retain(|id| {
        let next = indexes.len() + 1;
        *indexes.entry(*id).or_insert(next) == next
    });
    let omitted = order.len().saturating_sub(MAX_BOXES);
    order.truncate(MAX_BOXES);
    indexes.retain(|_, index| *index <= MAX_BOXES);
    let diagram = Diagram { boxes: Vec::new(), edges: Vec::new(), omitted };
    let mut builder = Builder { shapes, indexes, diagram };
    builder.operation(operation);
    for id in order {
        builder.shape(id, operation.input == Some(id) || operation.output == Some(id));
    }
    let mut diagram = builder.diagram;
    cycles::mark(diagram.boxes.len(), &mut diagram.edges);
    Some(diagram)
}

struct Builder<'m> {
    shapes: &'m Shapes,
    /// The indexes of the boxes of shapes.
    indexes: HashMap<ShapeId, usize>,
    diagram: Diagram,
}

impl Builder<'_> {
    fn operation(&mut self, operation: &Operation) {
        let http = &operation.http;
        let mut rows = vec![row(&http.method, &http.uri)];
        for (name, id) in [("request", operation.input), ("response", operation.output)] {
            let type_name = match id {
                Some(id) => self.shapes[id].name.clone(),
                None => format!("{}, no content", http.code),
            };
            if let Some(to) = id.and_then(|id| self.indexes.get(&id)) {
                self.diagram.edges.push(Edge { from: OPERATION, row: rows.len(), to: *to, back: false });
            }
            rows.push(row(name, &type_name));
        }
        for error in &operation.errors {
            let shape = &self.shapes[*error];
            let status = match &shape.kind {
                Kind::Structure { error: Some(error), .. } => error.status,
                _ => None,
            };
            rows.push(row(&shape.name, &status.map_or("error".to_owned(), |status| status.to_string())));
        }
        self.add(&operation.name, NodeKind::Operation, rows);
    }

    fn shape(&mut self, id: ShapeId, top: bool) {
        let shape = &self.shapes[id];
        let (node_kind, rows) = match &shape.kind {
            Kind::Enum { values } => (
                NodeKind::Enum,
                self::values(values.iter().map(|value| (value.value.as_str(), String::new()))),
            ),
            Kind::IntEnum { values } => {
                let values = values.iter().map(|(name, value)| (name.as_str(), value.to_string()));
                (NodeKind::IntEnum, self::values(values))
            }
            Kind::Union { members } => (NodeKind::Union, self.members(members, top)),
            kind => (NodeKind::Structure, self.members(kind.members(), top)),
        };
        self.add(&shape.name, node_kind, rows);
    }

    fn members(&mut self, members: &[Member], top: bool) -> Vec<Row> {
        let from = self.diagram.boxes.len();
        let mut rows = Vec::new();
        for member in members.iter().take(MAX_ROWS) {
            for id in types::parts_of(self.shapes, member) {
                if let Some(to) = self.indexes.get(&id) {
                    self.diagram.edges.push(Edge { from, row: rows.len(), to: *to, back: false });
                }
            }
            rows.push(Row {
                required: member.presence == Presence::Required,
                sensitive: self.shapes.is_sensitive(member),
                deprecated: member.deprecated.is_some(),
                binding: binding(member).filter(|_| top),
                ..row(&member.name, &types::name(self.shapes, member.target))
            });
        }
        rows.extend(rest(members.len(), MAX_ROWS));
        if rows.is_empty() {
            rows.push(row("no members", ""));
        }
        rows
    }

    fn add(&mut self, title: &str, kind: NodeKind, rows: Vec<Row>) {
        self.diagram.boxes.push(Node { title: cut(title), kind, rows });
    }
}

fn values<'v>(values: impl ExactSizeIterator<Item = (&'v str, String)>) -> Vec<Row> {
    let count = values.len();
    let mut rows: Vec<Row> = values.take(MAX_VALUES).map(|(name, value)| row(name, &value)).collect();
    rows.extend(rest(count, MAX_VALUES));
    rows
}

/// Returns the row that counts omitted rows.
fn rest(count: usize, shown: usize) -> Option<Row> {
    (count > shown).then(|| row(&format!("… {} more", count - shown), ""))
}

fn row(name: &str, type_name: &str) -> Row {
    let name = if name.is_empty() { "(empty)" } else { name };
    Row { name: cut(name), type_name: cut(type_name), ..Row::default() }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns the text of a binding other than the body.
fn binding(member: &Member) -> Option<&'static str> {
    Some(match member.binding {
        _ if member.traits.contains(&MemberTrait::HostLabel) => "host",
        Binding::Body if member.traits.contains(&MemberTrait::IdempotencyToken) => "token",
        Binding::Body => return None,
        Binding::Label(_) => "path",
        Binding::Query(_) | Binding::QueryParams => "query",
        Binding::Header(_) | Binding::PrefixHeaders(_) => "header",
        Binding::ResponseCode => "status",
        Binding::Payload => "payload",
    })
}
