//! The project that a command works on: the folder with `smithereen.toml`.

use crate::{program, report};
use smithereen_build::config;
use smithereen_build::tree::is_set_aside;
use smithereen_codegen::diagnostic::Diagnostic;
use std::env;
use std::path::{Path, PathBuf};

/// The configuration file. Its folder is the root of the project.
pub const CONFIG: &str = config::FILE;
/// The default folder of the models.
pub const MODELS: &str = config::MODELS;
/// The lock file with the checksums of the models that were read from the source.
pub const PINS: &str = "smithereen.lock";
/// The configuration of older versions.
const OLD_CONFIG: &str = "models/models.toml";

/// The project that a command works on.
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the project: at `given`, or above the current folder, or above the package that Cargo runs. Without a
    /// project, the root is the current folder, for commands that need no configuration.
    pub fn find(given: Option<PathBuf>) -> Self {
        let starts = [env::current_dir().ok(), env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)];
        let found = given.or_else(|| starts.into_iter().flatten().find_map(|start| upward(&start)));
        Self { root: found.or_else(|| env::current_dir().ok()).unwrap_or_default() }
    }

    /// Creates a project with this root.
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// Returns the path of a file, given relative to the root with `/`, as in diagnostics.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Reads a text file. Returns `None` if it does not exist.
    pub fn read(&self, relative: &str) -> Result<Option<String>, Diagnostic> {
        smithereen_build::files::read_optional(&self.path(relative), relative)
    }

    /// Returns the error for a project without a configuration.
    pub(crate) fn missing_config(&self) -> Diagnostic {
        if self.path(OLD_CONFIG).is_file() {
            let help = format!(
                "move it to `{CONFIG}` in the folder above; in `[crate]`, rename `package` to `name` and add \
                 `path = \"generated\"` and `runtime = {{ path = \"runtime\" }}`"
            );
            return report::error_help(OLD_CONFIG, format!("is not read any more: `{CONFIG}` is"), help);
        }
        let help = format!("`{}` writes one", program::line("init"));
        report::error_help(CONFIG, "not found in this folder or any folder above", help)
    }
}

fn upward(start: &Path) -> Option<PathBuf> {
    // An interrupted run may have moved the file.
    let is_root = |folder: &&Path| {
        let config = folder.join(CONFIG);
        config.is_file() || is_set_aside(&config) || folder.join(OLD_CONFIG).is_file()
    };
    start.ancestors().find(is_root).map(Path::to_owned)
}
