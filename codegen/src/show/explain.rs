//! Describes an operation as text: its request, its response and its errors, with all properties of each member.

use super::calls;
use super::checksums;
use super::operation::OperationGraph;
use super::repeated;
use super::skeleton::skeleton;
use super::types::{self, has_parts};
use super::wire::{self, WireNames};
use super::wrap::{entry, wrap};
use crate::diagnostic::is_no_text;
use crate::graph::rules::RuleSet;
use crate::graph::{
    AuthScheme, Deprecated, KeyLocation, Kind, Member, MemberTrait, Model, Operation, Presence, Protocol,
    Service, Shape, ShapeId, ShapeTrait, Shapes, TimestampFormat,
};
use std::collections::HashSet;

/// Longer names are on a line of their own.
const MAX_NAME_LENGTH: usize = 30;

/// Returns a description of an operation as text with lines of at most 100 columns.
pub fn explain(graph: &OperationGraph) -> String {
    let Some(operation) = graph.operation() else { return String::new() };
    let names = WireNames::of(&graph.model, operation);
    let protocol = graph.model.service.protocol;
    let mut page =
        Page { shapes: graph.shapes(), protocol, names, described: HashSet::new(), out: String::new() };
    page.head(&graph.model, graph.rules.as_ref(), operation);
    page.title("Request");
    page.out.push_str(&format!("{}\n\n", skeleton(graph)));
    operation.input.into_iter().for_each(|id| page.section(id, true));
    page.title("Response");
    match operation.output {
        Some(id) => page.section(id, true),
        None => page.out.push_str("No output: a successful response has no content.\n\n"),
    }
    page.title("Errors");
    match operation.errors.is_empty() {
        true => page.out.push_str("The model lists no errors.\n\n"),
        false => operation.errors.iter().for_each(|id| page.section(*id, true)),
    }
    // Names come from the model and may contain control characters.
    let clean = |c: char| if c != '\n' && is_no_text(c) { '\u{fffd}' } else { c };
    page.out.trim_end().chars().map(clean).chain(['\n']).collect()
}

struct Page<'m> {
    shapes: &'m Shapes,
    protocol: Protocol,
    names: WireNames<'m>,
    /// The shapes that have a section already.
    described: HashSet<ShapeId>,
    out: String,
}

impl Page<'_> {
    fn head(&mut self, model: &Model, rules: Option<&RuleSet>, operation: &Operation) {
        self.add(
            &format!("{} of {}, version {}", operation.name, model.service.title, model.service.version),
            0,
        );
        self.add(&wire::request_line(model, operation), 0);
        self.add(&protocols(&model.service), 0);
        wire::selectors(model, operation).iter().for_each(|line| self.add(line, 0));
        if let Some(prefix) = &operation.host_prefix {
            self.add(&format!("host prefix: {prefix}"), 0);
        }
        checksums::lines(operation).iter().for_each(|line| self.add(line, 0));
        repeated::lines(operation).iter().for_each(|line| self.add(line, 0));
        calls::lines(model, operation).iter().for_each(|line| self.add(line, 0));
        let schemes = operation.auth.schemes(&model.service).iter().map(scheme);
        let schemes = schemes.collect::<Vec<_>>().join(", or ");
        self.add(&format!("authentication: {schemes}{}", calls::unsigned_payload(operation)), 0);
        let chosen = rules.and_then(|rules| calls::endpoint_schemes(model, rules, operation));
        chosen.iter().for_each(|line| self.add(line, 0));
        self.out.push('\n');
        let deprecated = operation.deprecated.as_ref().map(deprecated);
        for text in operation.docs.iter().chain(&deprecated) {
            self.add(text, 0);
            self.out.push('\n');
        }
    }

    fn title(&mut self, title: &str) {
        self.out.push_str(&format!("{title}\n{}\n\n", "=".repeat(title.len())));
    }

    fn add(&mut self, text: &str, indent: usize) {
        self.out.push_str(&wrap(text, indent));
    }

    /// Adds a section for a shape and each shape that it uses, unless there is one already.
    fn section(&mut self, root: ShapeId, top: bool) {
        for id in types::reached(self.shapes, root) {
            if self.described.insert(id) {
                self.shape(id, top && id == root);
            }
        }
    }

    fn shape(&mut self, id: ShapeId, top: bool) {
        let shape = &self.shapes[id];
        self.add(&format!("{}: {}", shape.name, heading(shape)), 0);
        if let Some(docs) = &shape.docs {
            self.add(docs, 2);
            self.out.push('\n');
        }
        let names: Vec<String> = match &shape.kind {
            Kind::Enum { values } => {
                return self.values(values.iter().map(|value| (&*value.value, &value.docs)));
            }
            Kind::IntEnum { values } => {
                let texts: Vec<String> =
                    values.iter().map(|(name, value)| format!("{value} ({name})")).collect();
                return self.values(texts.iter().map(|text| (text.as_str(), &None)));
            }
            kind => kind.members().iter().map(|member| member.name.clone()).collect(),
        };
        if names.is_empty() && shape.docs.is_none() {
            self.add("No members.", 2);
        }
        let column = column(names.iter().map(String::as_str));
        for member in shape.kind.members() {
            let mut facts = facts(self.shapes, self.protocol, member, top);
            facts.extend(self.names.of_member(id, member, top));
            facts.extend(member.deprecated.as_ref().map(deprecated));
            let facts = facts.join("; ");
            let docs = member.docs.as_deref().unwrap_or_default();
            self.out.push_str(&entry(&member.name, &facts, docs, column));
        }
        self.out.push('\n');
    }

    /// Adds the values of an enum: on a line each if any of them has documentation, else as one list.
    fn values<'v>(&mut self, values: impl Iterator<Item = (&'v str, &'v Option<String>)>) {
        let values: Vec<_> = values.collect();
        let column = column(values.iter().map(|(value, _)| *value));
        match values.iter().any(|(_, docs)| docs.is_some()) {
            false => self.add(&values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", "), 2),
            true => {
                for (value, docs) in values {
                    let docs = docs.as_deref().unwrap_or("-");
                    self.out.push_str(&entry(value, docs, "", column));
                }
            }
        }
        self.out.push('\n');
    }
}

/// Returns the column at which the text beside names begins.
fn column<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    let lengths = names.map(|name| name.chars().count()).filter(|length| *length <= MAX_NAME_LENGTH);
    lengths.max().unwrap_or_default() + 4
}

/// Returns the kind and the traits of a shape.
fn heading(shape: &Shape) -> String {
    let mut facts = vec![shape.kind.name().to_owned()];
    if let Kind::Structure { error: Some(error), .. } = &shape.kind {
        facts = vec!["error".to_owned()];
        facts.extend(error.status.map(|status| format!("status {status}")));
        facts.extend(
            error.code.as_ref().filter(|code| **code != shape.name).map(|code| format!("code {code}")),
        );
        facts.push(if error.server_fault { "server fault" } else { "client fault" }.to_owned());
        if error.retryable {
            facts.push("retryable".to_owned());
        }
        if error.throttling {
            facts.push("throttling".to_owned());
        }
    }
    if shape.traits.contains(&ShapeTrait::EventStream) {
        facts = vec!["event stream".to_owned()];
    } else if let Kind::Union { .. } = shape.kind {
        facts.push("exactly one member is set".to_owned());
    }
    if shape.sensitive {
        facts.push("sensitive".to_owned());
    }
    facts.extend(shape.deprecated.as_ref().map(deprecated));
    facts.join("; ")
}

/// Returns the type, constraints and traits of a member.
fn facts(shapes: &Shapes, protocol: Protocol, member: &Member, top: bool) -> Vec<String> {
    let mut facts = vec![types::name(shapes, member.target)];
    if member.presence == Presence::Required {
        facts.push("required".to_owned());
    }
    let chain = types::chain(shapes, member);
    for (level, at) in chain.iter().enumerate() {
        let each = if level > 0 { "each " } else { "" };
        facts.extend(bounds(shapes, at).map(|bounds| format!("{each}{bounds}")));
        let kind = &shapes[at.target].kind;
        if let Kind::Map { key, .. } = kind {
            facts.extend(bounds(shapes, key).map(|bounds| format!("each key {bounds}")));
        }
        if let Kind::List { sparse: true, .. } | Kind::Map { sparse: true, .. } = kind {
            facts.push(format!("{each}may contain nulls"));
        }
        if level > 0 {
            facts.extend(timestamp_format(shapes, protocol, at).map(|format| format!("each {format}")));
        }
    }
    if shapes.is_sensitive(member) {
        facts.push("sensitive".to_owned());
    }
    facts.extend(traits(member, top));
    facts.extend(timestamp_format(shapes, protocol, member).map(str::to_owned));
    facts
}

/// Returns the protocol that is used, and the others that the model declares.
fn protocols(service: &Service) -> String {
    let others = service.protocols.iter().filter(|protocol| **protocol != service.protocol);
    let others: Vec<&str> = others.map(|protocol| protocol.plain_name()).collect();
    let also = match others.is_empty() {
        true => String::new(),
        false => format!("; also possible: {}", others.join(", ")),
    };
    format!("protocol: {}{also}", service.protocol.plain_name())
}

/// Returns an authentication scheme.
fn scheme(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::None => "none".to_owned(),
        AuthScheme::ApiKey(key) => {
            let location = match key.location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query parameter",
            };
            format!("API key in the {location} {}", key.name)
        }
        other => other.name().to_owned(),
    }
}

/// Returns the bounds of a member whose target has no section. Patterns are always included.
fn bounds(shapes: &Shapes, member: &Member) -> Option<String> {
    let target = &shapes[member.target];
    let bounds = member.effective_bounds(target);
    let pattern = bounds.pattern.as_ref().map(|pattern| format!("matching {pattern}"));
    let facts: Vec<String> = bounds.size(&target.kind).into_iter().chain(pattern).collect();
    (!facts.is_empty() && (!has_parts(target) || bounds.pattern.is_some())).then(|| facts.join(", "))
}

/// Returns the format of a timestamp, if the model states one and the protocol heeds it.
fn timestamp_format(shapes: &Shapes, protocol: Protocol, member: &Member) -> Option<&'static str> {
    let Kind::Timestamp { format } = &shapes[member.target].kind else { return None };
    let format = member.timestamp.or(*format).filter(|_| protocol.has_timestamp_formats());
    format.map(|format| match format {
        TimestampFormat::DateTime => "sent as an RFC 3339 timestamp",
        TimestampFormat::HttpDate => "sent as an HTTP date",
        TimestampFormat::EpochSeconds => "sent as seconds since 1970-01-01",
    })
}

/// Returns the traits of a member, apart from its binding.
fn traits(member: &Member, top: bool) -> Vec<String> {
    let mut texts: Vec<&str> = Vec::new();
    for found in &member.traits {
        texts.push(match found {
            MemberTrait::IdempotencyToken if top => "idempotency token (generated if unset)",
            MemberTrait::IdempotencyToken => "idempotency token",
            MemberTrait::HostLabel => "part of the host name",
            MemberTrait::JsonValue => "JSON encoded as a string",
            MemberTrait::EventPayload => "event payload",
            MemberTrait::EventHeader => "event header",
            MemberTrait::Streaming => "streamed",
            MemberTrait::SendsEvents | MemberTrait::ReceivesEvents => "event stream",
            MemberTrait::EndpointDiscoveryId => "identifier of the discovered endpoint",
            MemberTrait::UrlEncoded => "decoded if the response is URL-encoded",
            MemberTrait::SentOnly => "unset in responses: another member has its name in XML",
            MemberTrait::LastSegment => "only the last path segment is sent",
        });
    }
    if member.context_param.is_some() {
        texts.push("endpoint parameter");
    }
    texts.into_iter().map(str::to_owned).collect()
}

fn deprecated(deprecated: &Deprecated) -> String {
    let since = deprecated.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let message = deprecated.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
    format!("deprecated{since}{message}")
}
