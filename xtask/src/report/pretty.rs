//! Problems for people: what, then the line of the file with a mark below the spot, then what to do.

use super::excerpt::Excerpt;
use super::format::Settings;
use super::texts::Group;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};
use smithereen_codegen::diagnostic::{Diagnostic, Severity, printable};
use smithereen_codegen::locate::Place;
use std::fmt;

/// What the frame and the number of a line take.
const FRAME: usize = 12;

/// All reports, those of a file together.
pub(super) fn reports(groups: &[Group<'_>], settings: &Settings) -> String {
    let theme = match settings.color {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(settings.columns)
        .with_links(false)
        .with_context_lines(1);
    let mut out = String::new();
    for group in groups {
        let text = group.text.as_deref();
        for (diagnostic, place) in &group.problems {
            let shown = Shown::of(diagnostic, text.zip(place.as_ref()), settings.columns);
            let begin = out.len();
            if handler.render_report(&mut out, &shown).is_err() {
                // It never fails on what is made here; if it did, the problem would still be told.
                out.truncate(begin);
                out.push_str(&format!("{diagnostic}\n"));
            }
            out.push('\n');
        }
    }
    out
}

/// A problem as the library asks for it.
#[derive(Debug)]
struct Shown {
    title: String,
    severity: Severity,
    help: Option<String>,
    source: Option<Lines>,
    label: Option<LabeledSpan>,
}

/// Some lines of a file, which know where they stand in it.
#[derive(Debug)]
struct Lines {
    file: String,
    excerpt: Excerpt,
    line: usize,
    column: usize,
}

impl Shown {
    fn of(diagnostic: &Diagnostic, found: Option<(&str, &Place)>, columns: usize) -> Self {
        let word = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let way = printable(&diagnostic.at.join("."));
        let problem = printable(&diagnostic.problem);
        let file = printable(&diagnostic.file);
        let help = diagnostic.help.as_deref().map(printable);
        let severity = diagnostic.severity;
        let Some((text, place)) = found else {
            let spot = if way.is_empty() { file } else { format!("{file}: {way}") };
            let title = format!("{word}: {spot}: {problem}");
            return Self { title, severity, help, source: None, label: None };
        };
        let excerpt = Excerpt::cut(text, place, columns.saturating_sub(FRAME));
        let label = Some(way).filter(|way| !way.is_empty());
        let label = LabeledSpan::new_primary_with_span(label, excerpt.mark.clone());
        let source = Lines { file, excerpt, line: place.line, column: place.column };
        Self { title: format!("{word}: {problem}"), severity, help, source: Some(source), label: Some(label) }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.label.clone().into_iter()))
    }
}

impl SourceCode for Lines {
    /// The lines with their numbers in the file; of the spot alone, its column there too.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let lines = self.excerpt.text.as_bytes().read_span(span, before, after)?;
        let (line, column) = match (before, after) {
            (0, 0) => (self.line - 1, self.column - 1),
            _ => (lines.line() + self.excerpt.first_line - 1, 0),
        };
        let count = lines.line_count();
        let (file, bytes) = (self.file.clone(), *lines.span());
        Ok(Box::new(MietteSpanContents::new_named(file, lines.data(), bytes, line, column, count)))
    }
}
