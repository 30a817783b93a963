//! How problems are shown: chosen once for a run, from the command line and from where standard error leads.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::OnceLock;

/// What `--format` takes.
pub const FORMATS: [&str; 3] = ["pretty", "short", "json"];

/// Columns where there is no terminal that has a number of its own.
const COLUMNS: usize = 100;
/// Less than this shows nothing of a line.
const LEAST_COLUMNS: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// With the line of the file and a mark below the spot.
    Pretty,
    /// A line each.
    Short,
    /// A JSON object each.
    Json,
}

/// How this run reports.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) format: Format,
    pub(crate) color: bool,
    pub(crate) columns: usize,
    /// What the paths of diagnostics start from.
    pub(crate) root: PathBuf,
    /// Whether the command writes files of the project or of a crate, as opposed to one that only reads.
    pub(crate) writes: bool,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// Decides how this run reports. A format that is none of ours is that of a command's own output.
pub fn set_up(format: Option<&str>, root: PathBuf, writes: bool) {
    let _ = SETTINGS.set(Settings { root, writes, ..Settings::of(format) });
}

/// What was decided, or what would be without anything to decide by.
pub(crate) fn settings() -> &'static Settings {
    SETTINGS.get_or_init(|| Settings::of(None))
}

impl Settings {
    fn of(format: Option<&str>) -> Self {
        let terminal = io::stderr().is_terminal();
        let format = match format {
            Some("pretty") => Format::Pretty,
            Some("short") => Format::Short,
            Some("json") => Format::Json,
            _ if terminal => Format::Pretty,
            _ => Format::Short,
        };
        let columns = console::Term::stderr().size_checked().map_or(COLUMNS, |(_, columns)| columns.into());
        Self {
            format,
            color: terminal && wanted(),
            columns: columns.max(LEAST_COLUMNS),
            root: PathBuf::new(),
            writes: false,
        }
    }
}

/// Colours, unless the environment says no to them.
fn wanted() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}
