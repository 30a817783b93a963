//! Diagnostics for people: the problem, an excerpt of the file with a mark, and help.

use super::excerpt::Excerpt;
use super::format::Settings;
use super::texts::Group;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use smithereen_codegen::diagnostic::{Diagnostic, Severity, printable};
use smithereen_codegen::locate::SourceLocation;

/// The columns of the line number and its frame.
const FRAME: usize = 12;

/// Formats diagnostics, grouped by file.
pub(super) fn reports(groups: &[Group<'_>], settings: &Settings) -> String {
    let renderer = if settings.color { Renderer::styled() } else { Renderer::plain() };
    // Lines are truncated first, because a line can be as long as the file.
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(settings.columns + FRAME);
    let mut out = String::new();
    for group in groups {
        let text = group.text.as_deref();
        for (diagnostic, location) in &group.problems {
            out.push_str(&report(diagnostic, text.zip(location.as_ref()), &renderer, settings.columns));
            out.push_str("\n\n");
        }
    }
    out
}

fn report(
    diagnostic: &Diagnostic,
    found: Option<(&str, &SourceLocation)>,
    renderer: &Renderer,
    columns: usize,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (file, problem) = (printable(&diagnostic.file), printable(&diagnostic.problem));
    let path = printable(&diagnostic.at.join("."));
    let help = diagnostic.help.as_deref().map(printable);
    let help = help.map(|help| Level::HELP.message(help));
    let Some((text, location)) = found else {
        let subject = if path.is_empty() { file } else { format!("{file}: {path}") };
        let title = level.primary_title(format!("{subject}: {problem}"));
        return renderer.render(&[title.elements(help)]);
    };
    let excerpt = Excerpt::cut(text, location, columns.saturating_sub(FRAME));
    let label = Some(path).filter(|path| !path.is_empty());
    let is_cut = excerpt.column() != location.column;
    let mark = AnnotationKind::Primary.span(excerpt.mark).label(label);
    let lines = Snippet::source(excerpt.text).line_start(excerpt.first_line).fold(false).annotation(mark);
    let report = level.primary_title(problem);
    let report = match is_cut {
        false => report.element(lines.path(file)),
        // The column in the excerpt differs from that in the file.
        true => {
            report.element(Origin::path(file).line(location.line).char_column(location.column)).element(lines)
        }
    };
    renderer.render(&[report.elements(help)])
}
