//! A subscriber that records the spans and the events of a thread.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, Once};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing::{Event, Level, Metadata, Subscriber};

/// A span or an event, with the index of the span that it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    pub(super) target: String,
    pub(super) level: Level,
    pub(super) parent: Option<usize>,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) is_span: bool,
    pub(super) is_closed: bool,
}

impl Recorded {
    /// Returns a field, `-` without one.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("-", String::as_str)
    }
}

/// What was recorded so far. The ID of a span is its index plus 1.
#[derive(Clone, Default)]
pub(super) struct Recorder {
    all: Arc<Mutex<Vec<Recorded>>>,
    entered: Arc<Mutex<Vec<Id>>>,
    level: Option<Level>,
}

impl Recorder {
    /// Records everything up to this level.
    pub(super) fn of_level(level: Level) -> Self {
        Self { level: Some(level), ..Self::default() }
    }

    /// Records until the guard is dropped.
    pub(super) fn listen(&self) -> DefaultGuard {
        // A callsite that another thread reaches first without a subscriber would stay disabled for this thread too.
        static EVERYWHERE: Once = Once::new();
        EVERYWHERE.call_once(|| {
            let _ = tracing::subscriber::set_global_default(Everything);
        });
        tracing::subscriber::set_default(self.clone())
    }

    pub(super) fn all(&self) -> Vec<Recorded> {
        self.all.lock().unwrap().clone()
    }

    /// Returns the spans of calls.
    pub(super) fn calls(&self) -> Vec<Recorded> {
        self.all().into_iter().filter(|one| one.is_span && one.target == "smithereen").collect()
    }

    /// Returns the events of calls.
    pub(super) fn events(&self) -> Vec<Recorded> {
        self.all().into_iter().filter(|one| !one.is_span && one.target == "smithereen").collect()
    }

    fn push(&self, metadata: &Metadata<'_>, parent: Option<&Id>, is_span: bool) -> usize {
        let current = self.entered.lock().unwrap().last().cloned();
        let parent = parent.cloned().or(current).map(index);
        let mut all = self.all.lock().unwrap();
        all.push(Recorded {
            target: metadata.target().to_owned(),
            level: *metadata.level(),
            parent,
            fields: BTreeMap::new(),
            is_span,
            is_closed: false,
        });
        all.len() - 1
    }
}

fn index(id: Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.level.is_none_or(|level| *metadata.level() <= level)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let index = self.push(span.metadata(), span.parent(), true);
        span.record(&mut Fields(&mut self.all.lock().unwrap()[index].fields));
        Id::from_u64(u64::try_from(index + 1).unwrap())
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.all.lock().unwrap()[index(span.clone())].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let index = self.push(event.metadata(), event.parent(), false);
        event.record(&mut Fields(&mut self.all.lock().unwrap()[index].fields));
    }

    fn enter(&self, span: &Id) {
        self.entered.lock().unwrap().push(span.clone());
    }

    fn exit(&self, span: &Id) {
        let mut entered = self.entered.lock().unwrap();
        let last = entered.iter().rposition(|entered| entered == span).unwrap();
        entered.remove(last);
    }

    fn try_close(&self, span: Id) -> bool {
        self.all.lock().unwrap()[index(span)].is_closed = true;
        true
    }
}

/// A subscriber that is interested in everything, and keeps nothing.
struct Everything;

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        NoSubscriber::default().new_span(span)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
