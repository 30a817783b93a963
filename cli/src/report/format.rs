//! The format of diagnostics, chosen once from the command line and the terminal.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The values of `--format`.
pub const FORMATS: [&str; 3] = ["pretty", "short", "json"];

/// The width without a terminal.
const COLUMNS: usize = 100;
/// The minimum width of an excerpt.
const LEAST_COLUMNS: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// With an excerpt of the file.
    Pretty,
    /// One line for each diagnostic.
    Short,
    /// One JSON object for each diagnostic.
    Json,
}

/// The settings of a run's reports.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) format: Format,
    pub(crate) color: bool,
    pub(crate) columns: usize,
    /// The folder that the paths of diagnostics start from.
    pub(crate) root: PathBuf,
    /// Whether the command writes files.
    pub(crate) writes: bool,
}

static SETTINGS: OnceLock<Settings> = OnceLock::new();

/// Sets the format of the run's reports. Other values belong to the command's own output and are ignored.
pub fn set_up(format: Option<&str>, root: PathBuf, writes: bool) {
    let _ = SETTINGS.set(Settings { root, writes, ..Settings::of(format) });
}

/// Returns the settings; the defaults before they are set.
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
            color: terminal && allows_color(),
            columns: columns.max(LEAST_COLUMNS),
            root: PathBuf::new(),
            writes: false,
        }
    }
}

/// Returns whether the environment allows colors.
fn allows_color() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}
