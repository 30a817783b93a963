//! A cache of the source distribution's models, unpacked once for each hash, with an index of their paths.

use super::layout::{self, Files, is_read};
use super::models::{Models, Wanted};
use super::pip;
use crate::project::{CONFIG, Project};
use crate::report;
use flate2::read::GzDecoder;
use smithereen_build::config::{Distribution, is_sha256};
use smithereen_build::files;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process;
use tar::{Entry, EntryType};

/// The maximum size of a file, in bytes. Every model is much smaller.
const LARGEST_FILE: u64 = 64 << 20;
/// The maximum size of the unpacked archive, in bytes.
const LARGEST_ARCHIVE: u64 = 2 << 30;
/// The file that lists the others: their number, then a line for each with its size and path. Its name changes with the kinds of
/// files that are unpacked.
const INDEX: &str = "index-2";

/// Opens the source distribution that `pip` describes, fetched and unpacked unless it is cached.
pub(super) fn open(
    project: &Project,
    pip: pip::Wanted<'_>,
    wanted: Wanted<'_>,
) -> Result<(Distribution, Models), Diagnostic> {
    let cached = known(project, pip).and_then(|distribution| {
        let unpacked = Unpacked::open(project, &distribution).ok()?;
        // Files that are missing or truncated are unpacked again.
        let models = unpacked.read(&distribution, wanted);
        models.ok().map(|models| (distribution, models))
    });
    cached.map_or_else(|| unpack_and_read(project, pip, wanted), Ok)
}

/// Unpacks the archive without a look at the cache, and reads it.
fn unpack_and_read(
    project: &Project,
    pip: pip::Wanted<'_>,
    wanted: Wanted<'_>,
) -> Result<(Distribution, Models), Diagnostic> {
    let (distribution, bytes) = pip::fetch_any(project, pip)?;
    unpack(project, &distribution, &bytes).map_err(|error| {
        let Distribution { package, version, .. } = &distribution;
        report::error(CONFIG, format!("the archive of {package} {version} cannot be unpacked: {error}"))
    })?;
    let unpacked = Unpacked::open(project, &distribution)?;
    unpacked.read(&distribution, wanted).map(|models| (distribution, models))
}

/// Returns the version and hash that may be unpacked already. Without a requested hash, the only one of the version.
fn known(project: &Project, wanted: pip::Wanted<'_>) -> Option<Distribution> {
    let (package, version) = (wanted.package, wanted.version?);
    let sha256 = match wanted.sha256 {
        Some(sha256) => sha256.to_owned(),
        None => {
            let files = fs::read_dir(project.path(&format!("target/{package}/{version}"))).ok()?.flatten();
            let names = files.filter_map(|file| file.file_name().into_string().ok());
            let mut hashes = names.filter_map(|name| name.strip_prefix("unpacked-").map(str::to_owned));
            let mut hashes = hashes.by_ref().filter(|digits| is_sha256(digits));
            let only = hashes.next()?;
            hashes.next().is_none().then_some(only)?
        }
    };
    Some(Distribution { package: package.to_owned(), version: version.to_owned(), sha256 })
}

/// A folder of unpacked files, named for the archive's hash.
struct Unpacked {
    folder: PathBuf,
    displayed: String,
    /// The paths in the folder of models, in order, with the sizes of the files.
    relative_paths: Vec<(String, u64)>,
}

impl Unpacked {
    fn open(project: &Project, distribution: &Distribution) -> Result<Self, Diagnostic> {
        let displayed = folder_path(distribution);
        let folder = project.path(&displayed);
        let index_path = format!("{displayed}/{INDEX}");
        let index = files::read(&folder.join(INDEX), &index_path)?;
        let mut lines = index.lines();
        let count = lines.next().and_then(|count| count.parse().ok());
        let relative_paths = lines.map(|line| {
            let (size, relative) = line.split_once(' ')?;
            Some((is_read(relative).then(|| relative.to_owned())?, size.parse().ok()?))
        });
        let relative_paths = relative_paths
            .collect::<Option<Vec<_>>>()
            .filter(|relative_paths| Some(relative_paths.len()) == count);
        Ok(Self {
            relative_paths: relative_paths.ok_or_else(|| report::error(index_path, "is not complete"))?,
            folder,
            displayed,
        })
    }

    fn read(&self, distribution: &Distribution, wanted: Wanted<'_>) -> Result<Models, Diagnostic> {
        let Distribution { package, version, .. } = distribution;
        layout::read(self, format!("{package} {version}: {package}/data/"), wanted)
    }

    fn is_complete(&self) -> bool {
        let size = |relative: &str| fs::metadata(self.folder.join(relative)).map(|found| found.len());
        self.relative_paths
            .iter()
            .all(|(relative, indexed)| size(relative).is_ok_and(|size| size == *indexed))
    }
}

impl Files for Unpacked {
    fn relative_paths(&self) -> Vec<&str> {
        self.relative_paths.iter().map(|(relative, _)| relative.as_str()).collect()
    }

    fn source(&self, relative: &str, displayed: String) -> Result<Source, Diagnostic> {
        let path = format!("{}/{relative}", self.displayed);
        let bytes = files::read_bytes(&self.folder.join(relative), &path)?;
        let indexed = self.relative_paths.iter().find(|(known, _)| known == relative).map(|(_, size)| *size);
        if indexed != Some(bytes.len() as u64) {
            return Err(report::error(displayed, "does not have the size that the index states"));
        }
        files::text(bytes, &displayed).map(|text| Source { path: displayed, text })
    }
}

fn folder_path(distribution: &Distribution) -> String {
    let Distribution { package, version, sha256 } = distribution;
    format!("target/{package}/{version}/unpacked-{sha256}")
}

/// Unpacks into a temporary folder, which is then renamed: a folder with the final name is complete.
fn unpack(project: &Project, distribution: &Distribution, bytes: &[u8]) -> io::Result<()> {
    let Distribution { package, version, .. } = distribution;
    let _working = report::Working::at(&format!("unpacking {package} {version}"));
    let folder = project.path(&folder_path(distribution));
    let part = project.path(&format!("{}.part-{}", folder_path(distribution), process::id()));
    let data = format!("{package}-{version}/{package}/data/");
    let _ = fs::remove_dir_all(&part);
    let written = fs::create_dir_all(&part).and_then(|()| write_files(&part, bytes, &data)).and_then(|()| {
        if Unpacked::open(project, distribution).is_ok_and(|unpacked| unpacked.is_complete()) {
            // Another process has unpacked it first.
            return fs::remove_dir_all(&part);
        }
        let _ = fs::remove_dir_all(&folder);
        fs::rename(&part, &folder)
    });
    written.inspect_err(|_| {
        let _ = fs::remove_dir_all(&part);
    })
}

/// Writes the models below the archive's folder `data`, and the index.
fn write_files(folder: &Path, bytes: &[u8], data: &str) -> io::Result<()> {
    let mut archive = tar::Archive::new(GzDecoder::new(bytes).take(LARGEST_ARCHIVE));
    let mut index = Vec::new();
    for entry in archive.entries()? {
        let entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        check(&path)?;
        let Some(relative) = path.strip_prefix(data).filter(|relative| is_read(relative)) else { continue };
        let bytes = read(entry, &path)?;
        let file = folder.join(relative);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, &bytes)?;
        index.push((relative.to_owned(), bytes.len()));
    }
    index.sort();
    let lines = index.iter().fold(format!("{}\n", index.len()), |mut lines, (relative, size)| {
        let _ = writeln!(lines, "{size} {relative}");
        lines
    });
    fs::write(folder.join(INDEX), lines)
}

/// Rejects paths that lead outside of the folder.
fn check(path: &str) -> io::Result<()> {
    let odd =
        path.starts_with('/') || path.contains(['\\', '\0']) || path.split('/').any(|part| part == "..");
    if odd {
        Err(io::Error::other(format!("`{}` is no path for an archive", path.escape_default())))
    } else {
        Ok(())
    }
}

/// Reads an entry of the archive. It is no file on the disk, so `files` cannot read it; its size is stated before it is read.
fn read(mut entry: Entry<'_, impl Read>, path: &str) -> io::Result<Vec<u8>> {
    let fault = |problem: &str| io::Error::other(format!("`{path}` {problem}"));
    if entry.header().entry_type() != EntryType::Regular {
        return Err(fault("is no regular file"));
    }
    if entry.size() > LARGEST_FILE {
        return Err(fault("is too large"));
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes)?;
    Ok(bytes)
}
