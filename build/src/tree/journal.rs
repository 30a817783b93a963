//! What is about to come to places where nothing is, noted before the first file is moved. As long as the note is
//! there, the run has not come to its end, and the next one takes it back.

use super::place;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The note's name, in the folder itself.
pub(super) const NAME: &str = ".smithereen-journal";
/// Its last line: one without it was cut off, and nothing was moved yet.
const END: &str = "end";

/// Where it is.
pub(super) fn place(base: &Path) -> PathBuf {
    base.join(NAME)
}

/// What it says: the paths of the files that there were none of before, a line each.
pub(super) fn text<'p>(created: impl Iterator<Item = &'p str>) -> String {
    created.chain([END]).map(|line| format!("{line}\n")).collect()
}

/// The paths of a run that has not come to its end; nothing if there was none.
pub(super) fn read(base: &Path) -> io::Result<Option<Vec<String>>> {
    let text = match fs::read_to_string(place(base)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match lines.pop() {
        Some(last) if last == END && text.ends_with('\n') => {}
        _ => lines.clear(),
    }
    // It is ours, but a line that leads elsewhere is not.
    lines.retain(|path| place::check(path).is_ok());
    Ok(Some(lines))
}

/// Takes away what has come to places where nothing was.
pub(super) fn uncreate(base: &Path, created: &[String]) -> io::Result<()> {
    for path in created {
        match fs::remove_file(base.join(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => remove_folders(base, path),
        }
    }
    Ok(())
}

/// Takes away the folders that were made for a path.
pub(super) fn remove_folders(base: &Path, path: &str) {
    let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        // One with something in it refuses.
        let _ = fs::remove_dir(base.join(folder));
    }
}

/// Takes away the note, when all else is as it was.
pub(super) fn close(base: &Path) -> io::Result<()> {
    fs::remove_file(place(base))
}
