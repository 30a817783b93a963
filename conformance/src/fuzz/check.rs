//! Checks the outcome of a mutant: a complete crate, or errors that name a given file.

use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::{CrateSources, Outcome};
use std::collections::BTreeMap;

/// Returns the first problem of an outcome.
pub(super) fn check(sources: &CrateSources, outcome: &Outcome) -> Result<(), String> {
    let errors = outcome.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    match (outcome.files.is_empty(), errors) {
        (true, 0) => return Err("neither files nor an error".to_owned()),
        (false, 1..) => return Err("files in spite of an error".to_owned()),
        _ => {}
    }
    outcome.diagnostics.iter().try_for_each(|diagnostic| check_diagnostic(sources, diagnostic))?;
    check_files(&outcome.files)
}

/// Checks that a diagnostic names a given file and has a printable message.
fn check_diagnostic(sources: &CrateSources, diagnostic: &Diagnostic) -> Result<(), String> {
    let services = sources.services.iter();
    let mut given = services
        .flat_map(|service| [Some(&service.model), service.endpoints.as_ref(), service.docs.as_ref()])
        .flatten()
        .chain([&sources.partitions]);
    if !given.any(|source| source.path == diagnostic.file) {
        return Err(format!("blames a file that was not given: {diagnostic}"));
    }
    if diagnostic.problem.trim().is_empty() {
        return Err(format!("a diagnostic of `{}` without a problem", diagnostic.file));
    }
    let shown = diagnostic.to_string();
    match shown.chars().find(|c| is_bidi(*c) || (c.is_control() && *c != '\n')) {
        Some(found) => Err(format!("a diagnostic that prints {}", found.escape_unicode())),
        None => Ok(()),
    }
}

fn check_files(files: &BTreeMap<String, String>) -> Result<(), String> {
    let mut folded: Vec<String> = files.keys().map(|path| path.to_lowercase()).collect();
    folded.sort();
    if folded.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err("two file names that differ only in case".to_owned());
    }
    files.iter().try_for_each(|(path, text)| check_file(path, text))
}

fn check_file(path: &str, text: &str) -> Result<(), String> {
    if !path.split('/').all(is_plain) {
        return Err(format!("a path that is not plain: `{}`", path.escape_default()));
    }
    if let Some(found) = text.chars().find(|c| matches!(c, '\0' | '\r') || is_bidi(*c)) {
        return Err(format!("{} in `{path}`", found.escape_unicode()));
    }
    match path.rsplit_once('.') {
        Some((_, "rs")) => {
            syn::parse_file(text).map(drop).map_err(|error| format!("`{path}` is not Rust: {error}"))
        }
        Some((_, "toml")) => {
            text.parse::<toml::Table>().map(drop).map_err(|error| format!("`{path}` is not TOML: {error}"))
        }
        _ => Err(format!("a file of another kind: `{path}`")),
    }
}

/// Returns whether a file name is portable.
fn is_plain(part: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    part.chars().all(|c| plain(c) || c == 'C')
        && part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns whether a character changes the text direction, which makes code look different from what is compiled.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithereen_codegen::Source;

    fn verdict(files: &[(&str, &str)], errors: &[(&str, &str)]) -> Result<(), String> {
        let partitions = Source { path: "partitions.json".to_owned(), text: String::new() };
        let sources = CrateSources::new("p".to_owned(), String::new(), partitions, Vec::new());
        let diagnostics = errors.iter().map(|(file, problem)| smithereen_cli::report::error(*file, *problem));
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        check(
            &sources,
            &Outcome { files: files.collect(), diagnostics: diagnostics.collect(), ..Outcome::default() },
        )
    }

    #[test]
    fn files_or_errors_are_accepted() {
        assert_eq!(verdict(&[("Cargo.toml", "a = 1"), ("src/r_a/lib.rs", "mod a;")], &[]), Ok(()));
        assert_eq!(verdict(&[], &[("partitions.json", "\0 is bad")]), Ok(()));
    }

    #[test]
    fn everything_else_is_a_finding() {
        let error = ("partitions.json", "is bad");
        assert!(verdict(&[], &[]).is_err());
        assert!(verdict(&[("a.rs", "")], &[error]).is_err());
        assert!(verdict(&[], &[("", "is bad")]).is_err());
        assert!(verdict(&[], &[("src/lib.rs", "is bad")]).is_err());
        assert!(verdict(&[], &[("partitions.json", " ")]).is_err());
        for path in
            ["../a.rs", "/a.rs", "a//b.rs", "./a.rs", "a\\b.rs", "c:a.rs", "a\n.rs", "é.rs", "a", "a.sh"]
        {
            assert!(verdict(&[(path, "")], &[]).is_err(), "{path}");
        }
        for text in ["fn", "// \u{202e}", "// \0", "// \r x"] {
            assert!(verdict(&[("a.rs", text)], &[]).is_err(), "{text:?}");
        }
        assert!(verdict(&[("Cargo.toml", "=")], &[]).is_err());
    }
}
