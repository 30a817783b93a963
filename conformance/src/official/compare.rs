//! The comparison of messages with those of an official crate, with rules for known differences.

use super::rules::{KnownDifference, OF_REQUESTS, OF_RESPONSES, Pair};
use crate::body::{MapEntryNames, Media};
use crate::differential::requests::{are_headers, our_body, our_headers, with_one_token};
use crate::differential::rules::with_one_token_in;
use crate::differential::{Found, differing};
use crate::equal::{canonical, expected_and_got, pairs};
use crate::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::graph::{Kind, Model};
use std::cell::Cell;

/// The comparison of one suite.
pub(super) struct Comparison {
    is_request: bool,
    media: Media,
    /// The names of map keys and values in forms.
    entries: MapEntryNames,
    /// The rules, with the number of cases in which each was necessary.
    rules: Vec<(&'static KnownDifference, Cell<usize>)>,
}

impl Comparison {
    pub(super) fn new(service: &str, model: &Model, is_request: bool) -> Self {
        let protocol = model.service.protocol;
        let rules = if is_request { OF_REQUESTS } else { OF_RESPONSES };
        let rules = rules.iter().filter(|rule| rule.services.contains(&service));
        Self {
            is_request,
            media: Media::of_requests(protocol),
            entries: entries(model),
            rules: rules.map(|rule| (rule, Cell::new(0))).collect(),
        }
    }

    /// Compares two results and describes the first difference.
    pub(super) fn difference(&self, theirs: &Value, ours: &Value) -> Option<Found> {
        let mut theirs = self.prepared(theirs);
        let without_cdata = theirs.as_object_mut().and_then(|members| members.remove("without_cdata"));
        let mut pair = Pair { theirs, ours: self.prepared(ours), without_cdata };
        self.found(&pair)?;
        for (rule, count) in &self.rules {
            if (rule.apply)(&mut pair) {
                count.set(count.get() + 1);
            }
        }
        self.found(&pair)
    }

    /// Returns the message with canonical text as its body, if it is a request.
    fn prepared(&self, side: &Value) -> Value {
        let mut side = side.clone();
        if !self.is_request || side.get("method").is_none() {
            return side;
        }
        let body = our_body(&side);
        side["headers"] = our_headers(&side, body.len());
        let body = with_one_token_in(body);
        let text = self.media.canonical(&body, &self.entries).unwrap_or_else(|_| self.media.text(&body));
        side["body"] = text.into();
        side
    }

    fn found(&self, Pair { theirs, ours, .. }: &Pair) -> Option<Found> {
        match (theirs["raised"].is_string(), ours["error"].is_string()) {
            (true, true) => return differing("both fail", theirs, ours),
            (true, false) => return differing("the official crate fails", theirs, ours),
            (false, true) => return differing("this project fails", theirs, ours),
            (false, false) => {}
        }
        match self.is_request {
            true => requests(theirs, ours),
            false if canonical(theirs) == canonical(ours) => None,
            false if theirs.get("output").is_some() => differing("output", theirs, ours),
            false => differing("error", theirs, ours),
        }
    }

    /// Reports how often each rule was necessary. In a whole run, one that never was is a failure.
    pub(super) fn finish(&self, suite: &str, is_whole: bool, tally: &mut Tally) {
        for (KnownDifference { reason, .. }, count) in &self.rules {
            match count.get() {
                0 if is_whole => tally.fail(reason, "  no case needs this rule"),
                count => report::say(format_args!("{suite}: {count:>6}  {reason}")),
            }
        }
    }
}

fn requests(theirs: &Value, ours: &Value) -> Option<Found> {
    for what in ["method", "host", "path", "body"] {
        if theirs[what] != ours[what] {
            let (theirs, ours) = (theirs[what].as_str(), ours[what].as_str());
            let text = expected_and_got(what, theirs.unwrap_or_default(), ours.unwrap_or_default());
            return Some((what.to_owned(), text));
        }
    }
    let query = |side: &Value| with_one_token(pairs(side["query"].as_str().unwrap_or_default()));
    if query(theirs) != query(ours) {
        return differing("query", &theirs["query"], &ours["query"]);
    }
    match are_headers(&theirs["headers"], &ours["headers"]) {
        true => None,
        false => differing("headers", &theirs["headers"], &ours["headers"]),
    }
}

/// Returns the names of the keys and values of all maps of a model.
fn entries(model: &Model) -> MapEntryNames {
    let maps = model.shapes.iter().filter_map(|(_, shape)| match &shape.kind {
        Kind::Map { key, value, .. } => Some([(key, "key"), (value, "value")]),
        _ => None,
    });
    maps.map(|parts| parts.map(|(part, name)| part.xml.name.clone().unwrap_or_else(|| name.to_owned())))
        .collect()
}

#[test]
fn messages_are_compared_by_value() {
    let request = |body: &str, header: &str| {
        serde_json::json!({
            "method": "POST", "host": "a", "path": "/", "query": "", "body": body,
            "headers": { "content-type": header, "content-length": body.len().to_string() },
        })
    };
    let comparison = |is_request, media| Comparison {
        is_request,
        media,
        entries: MapEntryNames::from([["key".to_owned(), "value".to_owned()]]),
        rules: Vec::new(),
    };
    let requests = comparison(true, Media::Form);
    let differs = |one: &Value, other: &Value| requests.difference(one, other).map(|(what, _)| what);
    let one = request("M.1.key=a&M.1.value=1&M.2.key=b&M.2.value=2", "x");
    let other = request("M.2.key=a&M.2.value=1&M.1.key=b&M.1.value=2", "x");
    assert_eq!(differs(&one, &other), None);
    assert_eq!(differs(&one, &request("M.1.key=a", "x")).as_deref(), Some("body"));
    assert_eq!(
        differs(&one, &request("M.1.key=a&M.1.value=1&M.2.key=b&M.2.value=2", "y")).as_deref(),
        Some("headers.content-type")
    );
    let raised = serde_json::json!({ "raised": "no" });
    assert!(differs(&raised, &one).is_some_and(|what| what.starts_with("the official crate fails")));

    let responses = comparison(false, Media::Xml);
    let output = serde_json::json!({ "output": { "a": 1 } });
    let with_copy = serde_json::json!({ "output": { "a": 1 }, "without_cdata": { "output": { "a": 2 } } });
    assert!(responses.difference(&with_copy, &output).is_none());
    let other = serde_json::json!({ "output": { "a": 2 } });
    assert_eq!(responses.difference(&other, &output).unwrap().0, "output.output.a");
}
