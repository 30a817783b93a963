//! A separate project for each test, and the command to run on it.

#![allow(dead_code, reason = "no test file uses all of it")]

pub(crate) mod source;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// A project in a temporary folder.
pub(crate) struct Project {
    root: PathBuf,
}

/// The result of a run.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Every path below a folder, with its modification time and content.
pub(crate) type Snapshot = BTreeMap<PathBuf, (SystemTime, Vec<u8>)>;

impl Project {
    /// Creates an empty project. The name must be unique, because tests run concurrently.
    pub(crate) fn empty(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("models")).unwrap();
        Self { root }
    }

    /// Creates a project with the models of `fixtures/`.
    pub(crate) fn with_models(name: &str) -> Self {
        let project = Self::empty(name);
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
        copy(&fixtures.join("models"), &project.path("models"));
        fs::copy(fixtures.join("smithereen.toml"), project.path("smithereen.toml")).unwrap();
        project
    }

    /// Creates a project with the models of `fixtures/`, and generates its crate.
    pub(crate) fn generated(name: &str) -> Self {
        let project = Self::with_models(name);
        project.run(&["generate"]).succeeds();
        project
    }

    /// Returns the project as the library finds it.
    pub(crate) fn project(&self) -> smithereen_cli::project::Project {
        smithereen_cli::project::Project::at(self.root.clone())
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    pub(crate) fn remove(&self, relative: &str) {
        fs::remove_file(self.path(relative)).unwrap();
    }

    pub(crate) fn exists(&self, relative: &str) -> bool {
        fs::symlink_metadata(self.path(relative)).is_ok()
    }

    pub(crate) fn snapshot(&self, relative: &str) -> Snapshot {
        let mut snapshot = Snapshot::new();
        look(&self.path(relative), &mut snapshot);
        snapshot
    }

    /// Returns the files that commands on models write: the configuration, the models and the crate in `made`.
    pub(crate) fn tracked(&self) -> Snapshot {
        ["smithereen.toml", "smithereen.lock", "models", "made"]
            .iter()
            .flat_map(|path| self.snapshot(path))
            .collect()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(crate::PROGRAM);
        command.args(arguments).arg("--root").arg(&self.root);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        // The folder of a failed test is kept for inspection.
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.root);
        }
    }
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn fails(self) -> Self {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        self
    }

    /// Asserts a usage error.
    #[track_caller]
    pub(crate) fn has_usage_error(self) -> Self {
        assert_eq!(self.code, Some(2), "{}{}", self.out, self.err);
        self
    }

    /// Asserts that standard error contains each of the texts.
    #[track_caller]
    pub(crate) fn stderr_contains(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.err.contains(text), "not there: {text}\n{}", self.err);
        }
        self
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn look(path: &Path, snapshot: &mut Snapshot) {
    let Ok(metadata) = fs::symlink_metadata(path) else { return };
    // The modification time of a folder changes with temporary files, which are allowed.
    let (time, content) = if metadata.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| look(&entry.unwrap().path(), snapshot));
        (SystemTime::UNIX_EPOCH, b"folder".to_vec())
    } else if metadata.is_symlink() {
        (metadata.modified().unwrap(), fs::read_link(path).unwrap().display().to_string().into_bytes())
    } else {
        (metadata.modified().unwrap(), fs::read(path).unwrap())
    };
    snapshot.insert(path.to_owned(), (time, content));
}
