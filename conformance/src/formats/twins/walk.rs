//! Compares two graphs by walking both at once.

use smithereen_codegen::graph::{Bounds, ErrorTrait, Kind, Member, Shape, ShapeId, Shapes, TimestampFormat};
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub(super) struct Walk<'g> {
    one: &'g Shapes,
    other: &'g Shapes,
    seen: HashSet<(ShapeId, ShapeId)>,
    open: Vec<(String, ShapeId, ShapeId)>,
    differences: Vec<String>,
    allowed: BTreeSet<String>,
    /// The first difference of each kind, including orders.
    kinds: BTreeMap<&'static str, String>,
}

/// The differences found by a walk.
pub(super) enum Found {
    Nothing,
    /// Properties that the botocore model omits although its format can express them.
    Left(String),
    Differences(String),
}

impl<'g> Walk<'g> {
    pub(super) fn new(one: &'g Shapes, other: &'g Shapes) -> Self {
        Self {
            one,
            other,
            seen: HashSet::new(),
            open: Vec::new(),
            differences: Vec::new(),
            allowed: BTreeSet::new(),
            kinds: BTreeMap::new(),
        }
    }

    pub(super) fn found(self) -> Found {
        if !self.differences.is_empty() {
            return Found::Differences(self.differences.join("\n"));
        }
        match self.allowed.is_empty() {
            true => Found::Nothing,
            false => Found::Left(self.allowed.into_iter().collect::<Vec<_>>().join("; ")),
        }
    }

    /// Returns the first difference of each kind, including orders.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.kinds.iter().map(|(kind, first)| (*kind, first.as_str()))
    }

    fn kind(&mut self, kind: &'static str, first: impl FnOnce() -> String) {
        self.kinds.entry(kind).or_insert_with(first);
    }

    pub(super) fn note(&mut self, path: String, kind: &'static str, difference: String) {
        self.kind(kind, || format!("{path}: {difference}"));
        self.differences.push(format!("  {path}: {difference}"));
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, path: &str, what: &'static str, one: T, other: T) {
        if one != other {
            self.note(path.to_owned(), what, format!("{what}: {one:?} and {other:?}"));
        }
    }

    /// Compares inputs or outputs. A missing one equals one without members.
    pub(super) fn structures(&mut self, path: &str, one: Option<ShapeId>, other: Option<ShapeId>) {
        match (one, other) {
            (Some(one), Some(other)) => self.shapes(path.to_owned(), one, other),
            (Some(id), None) => self.is_empty(path, &self.one[id]),
            (None, Some(id)) => self.is_empty(path, &self.other[id]),
            (None, None) => {}
        }
    }

    fn is_empty(&mut self, path: &str, shape: &Shape) {
        if !shape.kind.members().is_empty() {
            self.note(path.to_owned(), "input or output", format!("only one has it: {}", shape.name));
        }
    }

    /// Compares errors by their names, which are sent over the wire. botocore may omit their members.
    pub(super) fn errors(&mut self, one: &[ShapeId], other: &[ShapeId]) {
        let by_name = |shapes: &'g Shapes, ids: &[ShapeId]| {
            ids.iter().map(|id| (shapes[*id].name.as_str(), *id)).collect::<BTreeMap<_, _>>()
        };
        let (one, other) = (by_name(self.one, one), by_name(self.other, other));
        let names = |errors: &BTreeMap<&str, ShapeId>| {
            errors.keys().map(ToString::to_string).collect::<BTreeSet<_>>()
        };
        self.same("errors", "names", names(&one), names(&other));
        for (name, one) in one {
            if let Some(other) = other.get(name) {
                self.shapes(format!("error {name}"), one, *other);
            }
        }
    }

    fn shapes(&mut self, path: String, one: ShapeId, other: ShapeId) {
        self.open.push((path, one, other));
        while let Some((path, one, other)) = self.open.pop() {
            if self.seen.insert((one, other)) {
                self.pair(&path, &self.one[one], &self.other[other]);
            }
        }
    }

    fn pair(&mut self, path: &str, one: &'g Shape, other: &'g Shape) {
        match (&one.kind, &other.kind) {
            (Kind::Union { .. }, Kind::Structure { error: None, .. }) => {
                self.kind("union", || path.to_owned());
                self.allowed.insert(format!("botocore does not say that {} is a union", one.name));
            }
            (one, other) => self.same(path, "type", one.name(), other.name()),
        }
        // The names of an operation's input and output are derived from its own.
        if one.kind.has_type() && one.name != other.name && !matches!(path, "input" | "output") {
            self.kind("names of shapes", || format!("{path}: {} and {}", one.name, other.name));
        }
        self.same(path, "deprecated", &one.deprecated, &other.deprecated);
        self.same(path, "traits", &one.traits, &other.traits);
        match (&one.kind, &other.kind) {
            (Kind::Enum { values: one }, Kind::Enum { values: other }) => {
                let values = |values: &[smithereen_codegen::graph::EnumValue]| {
                    values.iter().map(|value| value.value.clone()).collect::<BTreeSet<_>>()
                };
                self.same(path, "values", values(one), values(other));
                if values(one) == values(other) && one != other {
                    self.kind("order of values", || path.to_owned());
                }
            }
            (Kind::List { element: one, sparse }, Kind::List { element: other, sparse: other_sparse }) => {
                self.same(path, "sparse", sparse, other_sparse);
                self.member(format!("{path}[]"), one, other);
            }
            (
                Kind::Map { key, value, sparse },
                Kind::Map { key: other_key, value: other_value, sparse: other_sparse },
            ) => {
                self.same(path, "sparse", sparse, other_sparse);
                self.member(format!("{path} key"), key, other_key);
                self.member(format!("{path}{{}}"), value, other_value);
            }
            (Kind::Structure { error: one, .. }, Kind::Structure { error: other, .. }) => {
                let status =
                    |error: &Option<ErrorTrait>| error.as_ref().map(|one| (one.status, one.server_fault));
                self.same(path, "error status", status(one), status(other));
                self.same(path, "error", one.as_ref().map(error), other.as_ref().map(error));
            }
            _ => {}
        }
        let is_error = matches!(one.kind, Kind::Structure { error: Some(_), .. });
        if !is_error || !other.kind.members().is_empty() {
            self.members(path, one.kind.members(), other.kind.members());
        } else if !one.kind.members().is_empty() {
            self.kind("members of errors", || path.to_owned());
        }
    }

    fn member(&mut self, path: String, one: &Member, other: &Member) {
        self.same(&path, "presence", one.presence, other.presence);
        self.same(&path, "binding", &one.binding, &other.binding);
        self.same(&path, "name", &one.wire_name, &other.wire_name);
        self.same(&path, "xml", &one.xml, &other.xml);
        self.same(&path, "deprecated", &one.deprecated, &other.deprecated);
        self.same(&path, "traits", &one.traits, &other.traits);
        let (target, other_target) = (&self.one[one.target], &self.other[other.target]);
        let (sensitive, other_sensitive) =
            (one.sensitive || target.sensitive, other.sensitive || other_target.sensitive);
        self.same(&path, "sensitive", sensitive, other_sensitive);
        self.same(&path, "timestamp", timestamp_format(one, target), timestamp_format(other, other_target));
        let (bounds, other_bounds) = (one.effective_bounds(target), other.effective_bounds(other_target));
        self.same(&path, "ends", ends(&bounds), ends(&other_bounds));
        self.same(&path, "pattern", &bounds.pattern, &other_bounds.pattern);
        self.open.push((path, one.target, other.target));
    }

    /// Compares members by name, because botocore sorts some alphabetically.
    fn members(&mut self, path: &str, one: &'g [Member], other: &'g [Member]) {
        let by_name = |members: &'g [Member]| {
            members.iter().map(|member| (member.name.as_str(), member)).collect::<BTreeMap<_, _>>()
        };
        let names = |members: &'g [Member]| members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
        let (order, other_order) = (names(one), names(other));
        let (one, other) = (by_name(one), by_name(other));
        self.same(path, "members", one.keys().collect::<Vec<_>>(), other.keys().collect());
        if one.len() == other.len() && order != other_order {
            self.kind("order of members", || path.to_owned());
        }
        for (name, one) in one {
            let Some(other) = other.get(name) else { continue };
            self.member(format!("{path}.{name}"), one, other);
        }
    }
}

/// Normalizes bounds: the formats write 1 and 1.0, and botocore omits a minimum length of 0.
fn ends(bounds: &Bounds) -> (Option<f64>, Option<f64>) {
    let number = |number: &Option<serde_json::Number>| number.as_ref().and_then(serde_json::Number::as_f64);
    (number(&bounds.min).filter(|min| *min != 0.0), number(&bounds.max))
}

/// Returns the format of a timestamp, which its member or its target may have.
fn timestamp_format(member: &Member, target: &Shape) -> Option<TimestampFormat> {
    match target.kind {
        Kind::Timestamp { format } => member.timestamp.or(format),
        _ => None,
    }
}

/// Returns the effect of the error trait on the wire.
fn error(error: &ErrorTrait) -> (bool, bool) {
    (error.retryable, error.throttling)
}
