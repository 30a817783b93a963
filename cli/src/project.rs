//! Where the project is, and where in it things are.

use crate::report;
use smithereen_build::tree::is_interrupted;
use smithereen_codegen::diagnostic::Diagnostic;
use std::env;
use std::path::{Path, PathBuf};

/// The file that names the operations; where it is, is the root.
pub const CONFIG: &str = "models/models.toml";
/// The folder of the models.
pub const MODELS: &str = "models";
/// The folder of the crate that is made.
pub const GENERATED: &str = "generated";

/// The project that a run works on.
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The one at `given`; otherwise the one that cargo runs us for, or that the current folder is in.
    pub fn find(given: Option<PathBuf>) -> Result<Self, Diagnostic> {
        let starts = [env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from), env::current_dir().ok()];
        given
            .or_else(|| starts.iter().flatten().find_map(|start| upward(start)))
            .map(|root| Self { root })
            .ok_or_else(|| report::error(CONFIG, "not found, neither here nor in any folder above"))
    }

    /// The place of a path that is written as in diagnostics: from the root, with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }
}

fn upward(start: &Path) -> Option<PathBuf> {
    // A run that was interrupted may have set the file aside.
    let is_root = |folder: &&Path| folder.join(CONFIG).is_file() || is_interrupted(&folder.join(MODELS));
    start.ancestors().find(is_root).map(Path::to_owned)
}
