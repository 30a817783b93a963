//! What is in a picture, whatever it is written in.

use super::layers;
use crate::graph::{Binding, Kind, Member, MemberTrait, Operation, Presence, ShapeId, Shapes};
use crate::show::{Shown, types};
use std::collections::HashMap;

/// The number of the box that all others are reached from.
pub(super) const OPERATION: usize = 0;
/// More boxes than this nobody can look at.
const MOST_BOXES: usize = 250;
/// Nor more rows of a box.
const MOST_ROWS: usize = 120;
/// Values of an enum are an example each.
const MOST_VALUES: usize = 12;
/// A longer text is cut.
const LONGEST: usize = 48;

/// Boxes and lines; the first box is the operation, from which all others are reached.
pub(super) struct Diagram {
    pub(super) boxes: Vec<Card>,
    pub(super) edges: Vec<Edge>,
    /// How many shapes have no box.
    pub(super) left_out: usize,
}

/// A box.
pub(super) struct Card {
    pub(super) title: String,
    pub(super) look: Look,
    pub(super) rows: Vec<Row>,
}

/// What a box stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Operation,
    Structure,
    Union,
    Enum,
    IntEnum,
}

impl Look {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
        }
    }
}

/// A member, a value, or what else there is to say on a line.
#[derive(Default)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) type_name: String,
    pub(super) required: bool,
    pub(super) sensitive: bool,
    pub(super) deprecated: bool,
    /// `path`, `query` and so on, where it does not go into the body.
    pub(super) place: Option<&'static str>,
}

/// A line from a row to a box.
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) row: usize,
    pub(super) to: usize,
    /// Whether it leads back to where it comes from.
    pub(super) back: bool,
}

impl Diagram {
    pub(super) fn of(shown: &Shown) -> Option<Self> {
        let operation = shown.operation()?;
        let shapes = &shown.model.shapes;
        let mut order: Vec<ShapeId> = Vec::new();
        for root in operation.input.into_iter().chain(operation.output) {
            order.extend(types::reached(shapes, root));
        }
        let mut numbers = HashMap::new();
        order.retain(|id| {
            let next = numbers.len() + 1;
            *numbers.entry(*id).or_insert(next) == next
        });
        let left_out = order.len().saturating_sub(MOST_BOXES);
        order.truncate(MOST_BOXES);
        numbers.retain(|_, number| *number <= MOST_BOXES);
        let mut maker =
            Maker { shapes, numbers, diagram: Self { boxes: Vec::new(), edges: Vec::new(), left_out } };
        maker.operation(operation);
        order
            .iter()
            .for_each(|id| maker.shape(*id, operation.input == Some(*id) || operation.output == Some(*id)));
        let mut diagram = maker.diagram;
        layers::turn(diagram.boxes.len(), &mut diagram.edges);
        Some(diagram)
    }
}

struct Maker<'m> {
    shapes: &'m Shapes,
    numbers: HashMap<ShapeId, usize>,
    diagram: Diagram,
}

impl Maker<'_> {
    fn operation(&mut self, operation: &Operation) {
        let http = &operation.http;
        let mut rows = vec![row(&http.method, &http.uri)];
        for (name, id) in [("request", operation.input), ("response", operation.output)] {
            let type_name = match id {
                Some(id) => self.shapes[id].name.clone(),
                None => format!("{}, no content", http.code),
            };
            if let Some(to) = id.and_then(|id| self.numbers.get(&id)) {
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
        self.add(&operation.name, Look::Operation, rows);
    }

    fn shape(&mut self, id: ShapeId, top: bool) {
        let shape = &self.shapes[id];
        let (look, rows) = match &shape.kind {
            Kind::Enum { values } => {
                (Look::Enum, self::values(values.iter().map(|value| (value.value.as_str(), String::new()))))
            }
            Kind::IntEnum { values } => {
                let values = values.iter().map(|(name, value)| (name.as_str(), value.to_string()));
                (Look::IntEnum, self::values(values))
            }
            Kind::Union { members } => (Look::Union, self.members(members, top)),
            kind => (Look::Structure, self.members(kind.members(), top)),
        };
        self.add(&shape.name, look, rows);
    }

    fn members(&mut self, members: &[Member], top: bool) -> Vec<Row> {
        let from = self.diagram.boxes.len();
        let mut rows = Vec::new();
        for member in members.iter().take(MOST_ROWS) {
            let chain = types::chain(self.shapes, member);
            for id in types::parts_of(self.shapes, member) {
                if let Some(to) = self.numbers.get(&id) {
                    self.diagram.edges.push(Edge { from, row: rows.len(), to: *to, back: false });
                }
            }
            rows.push(Row {
                required: member.presence == Presence::Required,
                sensitive: chain.iter().any(|at| at.sensitive || self.shapes[at.target].sensitive),
                deprecated: member.deprecated.is_some(),
                place: place(member).filter(|_| top),
                ..row(&member.name, &types::name(self.shapes, member.target))
            });
        }
        rows.extend(rest(members.len(), MOST_ROWS));
        if rows.is_empty() {
            rows.push(row("no members", ""));
        }
        rows
    }

    fn add(&mut self, title: &str, look: Look, rows: Vec<Row>) {
        self.diagram.boxes.push(Card { title: cut(title), look, rows });
    }
}

fn values<'v>(values: impl ExactSizeIterator<Item = (&'v str, String)>) -> Vec<Row> {
    let count = values.len();
    let mut rows: Vec<Row> = values.take(MOST_VALUES).map(|(name, value)| row(name, &value)).collect();
    rows.extend(rest(count, MOST_VALUES));
    rows
}

/// A line on what has none.
fn rest(count: usize, shown: usize) -> Option<Row> {
    (count > shown).then(|| row(&format!("… {} more", count - shown), ""))
}

fn row(name: &str, type_name: &str) -> Row {
    let name = if name.is_empty() { "(empty)" } else { name };
    Row { name: cut(name), type_name: cut(type_name), ..Row::default() }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn place(member: &Member) -> Option<&'static str> {
    Some(match member.binding {
        _ if member.traits.contains(&MemberTrait::HostLabel) => "host",
        Binding::Body if member.traits.contains(&MemberTrait::IdempotencyToken) => "token",
        Binding::Body => return None,
        Binding::Label(_) => "path",
        Binding::Query(_) | Binding::QueryParams => "query",
        Binding::Header(_) | Binding::PrefixHeaders(_) => "header",
        Binding::ResponseCode => "status",
        Binding::Payload => "whole body",
    })
}
