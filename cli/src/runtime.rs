//! The default runtime dependency of a generated crate.

use crate::paths;
use std::path::{Path, PathBuf};

/// Returns the folder of the runtime in the checkout that this program was built from. `None` if the program was built
/// from a package, or the checkout no longer exists.
pub(crate) fn in_checkout() -> Option<PathBuf> {
    let folder = paths::normal(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime"));
    folder.join("Cargo.toml").is_file().then_some(folder)
}

/// Returns the path of the runtime in the checkout for the crate in `folder`, relative if that is in the checkout too.
/// `None` without a checkout.
pub(crate) fn path_from(folder: &Path) -> Option<String> {
    let runtime = in_checkout()?;
    let root = runtime.parent()?;
    match folder.starts_with(root) {
        true => Some(paths::text(&paths::relative(folder, &runtime))),
        false => Some(paths::text(&runtime)),
    }
}

/// Returns the inline table of the dependency for a crate in `folder`.
pub(crate) fn dependency(folder: &Path) -> String {
    match path_from(folder) {
        // TOML accepts JSON's escapes.
        Some(path) => format!("{{ path = {} }}", serde_json::Value::from(path)),
        None => format!("{{ version = \"{}\" }}", env!("CARGO_PKG_VERSION")),
    }
}
