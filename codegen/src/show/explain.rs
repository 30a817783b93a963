//! An operation in words: what it takes, answers and may refuse with, each member with all that is known of it.

use super::types::{self, has_parts};
use super::wrap::{entry, wrap};
use super::{Shown, skeleton};
use crate::diagnostic::is_no_text;
use crate::graph::{
    AuthScheme, Binding, Deprecated, KeyLocation, Kind, Member, MemberTrait, Model, Operation, Presence,
    Shape, ShapeId, Shapes, TimestampFormat,
};
use std::collections::HashSet;

/// A name longer than this stands on a line of its own.
const LONGEST_NAME: usize = 30;

/// The operation as text of a fixed width.
pub fn explain(shown: &Shown) -> String {
    let Some(operation) = shown.operation() else { return String::new() };
    let mut page = Page { shapes: &shown.model.shapes, told: HashSet::new(), out: String::new() };
    page.head(&shown.model, operation);
    page.title("Request");
    page.out.push_str(&format!("{}\n\n", skeleton(shown)));
    operation.input.into_iter().for_each(|id| page.section(id, true));
    page.title("Response");
    match operation.output {
        Some(id) => page.section(id, true),
        None => page.out.push_str("Nothing: a success has no content.\n\n"),
    }
    page.title("Errors");
    match operation.errors.is_empty() {
        true => page.out.push_str("None that the model names.\n\n"),
        false => operation.errors.iter().for_each(|id| page.section(*id, true)),
    }
    // Names are as the model has them, which may be anything.
    let clean = |c: char| if c != '\n' && is_no_text(c) { '\u{fffd}' } else { c };
    page.out.trim_end().chars().map(clean).chain(['\n']).collect()
}

struct Page<'m> {
    shapes: &'m Shapes,
    told: HashSet<ShapeId>,
    out: String,
}

impl Page<'_> {
    fn head(&mut self, model: &Model, operation: &Operation) {
        let http = &operation.http;
        self.add(
            &format!("{} of {}, version {}", operation.name, model.service.title, model.service.version),
            0,
        );
        self.add(&format!("{} {} -> {}", http.method, http.uri, http.code), 0);
        if let Some(prefix) = &operation.host_prefix {
            self.add(&format!("before the host: {prefix}"), 0);
        }
        let schemes = operation.auth.schemes(&model.service).iter().map(scheme);
        self.add(&schemes.collect::<Vec<_>>().join(", or "), 0);
        self.out.push('\n');
        let deprecated = operation.deprecated.as_ref().map(deprecated);
        for words in operation.docs.iter().chain(&deprecated) {
            self.add(words, 0);
            self.out.push('\n');
        }
    }

    fn title(&mut self, title: &str) {
        self.out.push_str(&format!("{title}\n{}\n\n", "=".repeat(title.len())));
    }

    fn add(&mut self, text: &str, indent: usize) {
        self.out.push_str(&wrap(text, indent));
    }

    /// A shape and all that it reaches, each where it is met first.
    fn section(&mut self, root: ShapeId, top: bool) {
        for id in types::reached(self.shapes, root) {
            if self.told.insert(id) {
                self.shape(id, top && id == root);
            }
        }
    }

    fn shape(&mut self, id: ShapeId, top: bool) {
        let shape = &self.shapes[id];
        self.add(&format!("{}: {}", shape.name, heading(shape)), 0);
        if let Some(words) = &shape.docs {
            self.add(words, 2);
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
            let facts = facts(self.shapes, member, top).join("; ");
            let words = member.docs.as_deref().unwrap_or_default();
            self.out.push_str(&entry(&member.name, &facts, words, column));
        }
        self.out.push('\n');
    }

    /// Values that there are words on get a line each.
    fn values<'v>(&mut self, values: impl Iterator<Item = (&'v str, &'v Option<String>)>) {
        let values: Vec<_> = values.collect();
        let column = column(values.iter().map(|(value, _)| *value));
        match values.iter().any(|(_, words)| words.is_some()) {
            false => self.add(&values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", "), 2),
            true => {
                for (value, words) in values {
                    let words = words.as_deref().unwrap_or("-");
                    self.out.push_str(&entry(value, words, "", column));
                }
            }
        }
        self.out.push('\n');
    }
}

/// Where the text beside names begins.
fn column<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    let lengths = names.map(|name| name.chars().count()).filter(|length| *length <= LONGEST_NAME);
    lengths.max().unwrap_or_default() + 4
}

/// What kind of shape it is, and what is known of it as a whole.
fn heading(shape: &Shape) -> String {
    let mut facts = vec![shape.kind.name().to_owned()];
    if let Kind::Structure { error: Some(error), .. } = &shape.kind {
        facts = vec!["error".to_owned()];
        facts.extend(error.status.map(|status| format!("status {status}")));
        facts.extend(
            error.code.as_ref().filter(|code| **code != shape.name).map(|code| format!("code {code}")),
        );
        facts.push(
            if error.server_fault { "the service is at fault" } else { "the caller is at fault" }.to_owned(),
        );
        if error.retryable {
            facts.push("trying again may help".to_owned());
        }
        if error.throttling {
            facts.push("asks to slow down".to_owned());
        }
    }
    if let Kind::Union { .. } = shape.kind {
        facts.push("one of its members is set".to_owned());
    }
    if shape.sensitive {
        facts.push("sensitive".to_owned());
    }
    facts.extend(shape.deprecated.as_ref().map(deprecated));
    facts.join("; ")
}

/// All that is known of a member.
fn facts(shapes: &Shapes, member: &Member, top: bool) -> Vec<String> {
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
            facts.push(format!("{each}may hold nulls"));
        }
        if level > 0 {
            facts.extend(sent(shapes, at).map(|sent| format!("each {sent}")));
        }
    }
    if chain.iter().any(|at| at.sensitive || shapes[at.target].sensitive) {
        facts.push("sensitive".to_owned());
    }
    facts.extend(marks(shapes, member, top));
    facts.extend(place(member, top));
    facts.extend(member.deprecated.as_ref().map(deprecated));
    facts
}

/// How a request proves whose it is.
fn scheme(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::None => "without authentication".to_owned(),
        AuthScheme::ApiKey(key) => {
            let location = match key.location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query",
            };
            format!("with an API key in the {location} as {}", key.name)
        }
        other => format!("authenticated by {}", other.name()),
    }
}

/// The bounds of a member whose target has no section of its own.
fn bounds(shapes: &Shapes, member: &Member) -> Option<String> {
    let target = &shapes[member.target];
    let bounds = member.effective_bounds(target);
    let pattern = bounds.pattern.as_ref().map(|pattern| format!("matching {pattern}"));
    let facts: Vec<String> = bounds.size(&target.kind).into_iter().chain(pattern).collect();
    (!facts.is_empty() && (!has_parts(target) || bounds.pattern.is_some())).then(|| facts.join(", "))
}

/// The format of a timestamp, where the model chooses one.
fn sent(shapes: &Shapes, member: &Member) -> Option<&'static str> {
    let Kind::Timestamp { format } = &shapes[member.target].kind else { return None };
    member.timestamp.or(*format).map(|format| match format {
        TimestampFormat::DateTime => "sent as in RFC 3339",
        TimestampFormat::HttpDate => "sent as an HTTP date",
        TimestampFormat::EpochSeconds => "sent in seconds since 1970",
    })
}

fn marks(shapes: &Shapes, member: &Member, top: bool) -> Vec<String> {
    let mut marks: Vec<&str> = Vec::new();
    for found in &member.traits {
        marks.push(match found {
            MemberTrait::IdempotencyToken if top => "idempotency token, filled in where it is left out",
            MemberTrait::IdempotencyToken => "idempotency token",
            MemberTrait::HostLabel => "part of the host's name",
            MemberTrait::JsonValue => "JSON in a string",
            MemberTrait::EventPayload => "the payload of the event",
            MemberTrait::EventHeader => "a header of the event",
            MemberTrait::Streaming => "comes in pieces",
        });
    }
    if member.context_param.is_some() {
        marks.push("decides on the endpoint");
    }
    marks.extend(sent(shapes, member));
    marks.into_iter().map(str::to_owned).collect()
}

/// Where in the message it goes. Members of what is nested go where that goes.
fn place(member: &Member, top: bool) -> Option<String> {
    let renamed = member.wire_name.as_ref().map(|name| format!("in the body as `{name}`"));
    Some(match &member.binding {
        Binding::Body if !top => return renamed,
        Binding::Body => renamed.unwrap_or_else(|| "in the body".to_owned()),
        Binding::Label(name) => format!("in the path as {{{name}}}"),
        Binding::Query(name) => format!("in the query as {name}"),
        Binding::QueryParams => "in the query, a parameter an entry".to_owned(),
        Binding::Header(name) => format!("in the header {name}"),
        Binding::PrefixHeaders(prefix) => format!("in headers that begin with {prefix}, one an entry"),
        Binding::ResponseCode => "the status".to_owned(),
        Binding::Payload => match &member.media_type {
            Some(media_type) => format!("the whole body, as {media_type}"),
            None => "the whole body".to_owned(),
        },
    })
}

fn deprecated(deprecated: &Deprecated) -> String {
    let since = deprecated.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let message = deprecated.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
    format!("deprecated{since}{message}")
}
