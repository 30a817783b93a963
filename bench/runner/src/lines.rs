//! Counts lines of code.

use crate::models;
use crate::paths::text;
use std::path::Path;

/// Counts the lines of code in a folder.
pub(crate) fn lines(what: &str, folder: &Path) -> usize {
    let mut folders = vec![folder.to_owned()];
    let (mut files, mut lines, mut bytes) = (0, 0, 0);
    while let Some(folder) = folders.pop() {
        for name in models::names(&folder) {
            let path = folder.join(name);
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = text(&path);
                files += 1;
                lines += text.lines().count();
                bytes += text.len();
            }
        }
    }
    println!("{what:<36} {files} files, {lines} lines, {} KB", bytes / 1000);
    lines
}
