//! `smithereen init` in different workspaces: written and unchanged files.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "init/end_to_end.rs"]
mod end_to_end;
#[path = "init/first_call.rs"]
mod first_call;
use crate::nested;
use crate::{PROGRAM, support};

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::source::{fake_pip, hash, pack};
use support::{Project, Run};
use toml::Table;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Returns a number of this checkout. A number for each run would fill the target folder, because Cargo keeps the builds of
/// each path.
fn checkout() -> u64 {
    let mut hasher = DefaultHasher::new();
    root().hash(&mut hasher);
    hasher.finish()
}

/// A folder with these manifests and a pip with one version. It is outside of this repository, because its workspace
/// would be found otherwise.
struct Workspace(PathBuf);

impl Workspace {
    fn new(name: &str, manifests: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("smithereen-init-{:x}-{name}", checkout()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let workspace = Self(folder.canonicalize().unwrap());
        for (path, text) in manifests {
            workspace.write(path, text);
        }
        let project = Project::empty(&format!("init-{name}"));
        fake_pip(&project, &[("1.0", &distribution())]);
        let bin = project.path("bin");
        fs::create_dir_all(workspace.0.join("target")).unwrap();
        let script = fs::read_to_string(bin.join("python3")).unwrap();
        let here = workspace.0.join("target/bin");
        fs::create_dir_all(&here).unwrap();
        fs::copy(bin.join("botocore-1.0.tar.gz"), here.join("botocore-1.0.tar.gz")).unwrap();
        fs::copy(bin.join("python3"), here.join("python3")).unwrap();
        fs::write(here.join("python3"), script.replace(bin.to_str().unwrap(), here.to_str().unwrap()))
            .unwrap();
        workspace
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Returns the files below a folder by their relative paths, without those of Cargo.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, String> {
        let root = self.0.join(folder);
        let (mut files, mut open) = (BTreeMap::new(), vec![root.clone()]);
        while let Some(path) = open.pop() {
            if path == self.0.join("target") {
                continue;
            }
            if path.is_dir() {
                open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path.strip_prefix(&root).unwrap().to_owned(), text);
        }
        files
    }

    fn run(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(self.0.join(folder)).env_remove("CARGO_MANIFEST_DIR");
        Run::of(command.env("PATH", self.0.join("target/bin")))
    }

    fn config(&self) -> Table {
        self.read("smithereen.toml").parse().unwrap()
    }

    /// Returns the names of the packages that Cargo finds.
    fn members(&self) -> Vec<String> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(&self.0);
        let run = Run::of(&mut cargo).succeeds();
        let metadata: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let packages = metadata["packages"].as_array().unwrap().iter();
        let mut names: Vec<String> = packages.map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn distribution() -> Vec<u8> {
    let partitions = fs::read_to_string(root().join("fixtures/models/partitions.json")).unwrap();
    pack(&[("botocore-1.0/botocore/data/partitions.json".to_owned(), partitions)])
}

const MEMBER: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

#[test]
fn a_workspace_gets_the_crate_as_a_member() {
    let manifests = [
        ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"app\"] # ours\n"),
        ("app/Cargo.toml", MEMBER),
        ("app/src/main.rs", "fn main() {}\n"),
    ];
    let workspace = Workspace::new("member", &manifests);
    // Also from a folder below.
    workspace
        .run("app/src", &["init"])
        .succeeds()
        .stderr_contains(&["smithereen.toml is written", "smithereen add"]);
    let config = workspace.config();
    assert_eq!(config["source"]["version"].as_str(), Some("1.0"));
    assert_eq!(config["source"]["sha256"].as_str(), Some(hash(&distribution()).as_str()));
    assert_eq!(config["crate"]["name"].as_str(), Some("aws"));
    assert_eq!(config["crate"]["path"].as_str(), Some("aws"));
    let runtime = config["crate"]["runtime"]["path"].as_str().unwrap();
    assert_eq!(Path::new(runtime), root().join("runtime"));
    assert!(!config["crate"].as_table().unwrap().contains_key("workspace"));
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"aws\"] # ours\n";
    assert_eq!(workspace.read("Cargo.toml"), manifest);
    assert!(workspace.read("models/partitions.json").contains("partitions"));
    assert_eq!(workspace.members(), ["app", "aws"]);
    workspace.run("app", &["check"]).succeeds();
}

#[test]
fn a_folder_of_crates_and_a_pattern_of_members_are_used() {
    let manifests = [
        ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n"),
        ("crates/app/Cargo.toml", MEMBER),
        ("crates/app/src/main.rs", "fn main() {}\n"),
    ];
    let workspace = Workspace::new("crates", &manifests);
    workspace.run("", &["init"]).succeeds();
    assert_eq!(workspace.config()["crate"]["path"].as_str(), Some("crates/aws"));
    assert_eq!(workspace.read("Cargo.toml"), manifests[0].1);
    assert_eq!(workspace.members(), ["app", "aws"]);
}

#[test]
fn without_a_workspace_the_crate_is_one_of_its_own() {
    let workspace = Workspace::new("alone", &[("Cargo.toml", MEMBER), ("src/main.rs", "fn main() {}\n")]);
    workspace.run("", &["init", "--name", "our-aws", "--path", "vendor/aws"]).succeeds();
    let config = workspace.config();
    assert_eq!(config["crate"]["name"].as_str(), Some("our-aws"));
    assert_eq!(config["crate"]["workspace"].as_str(), Some("none"));
    let manifest: Table = workspace.read("vendor/aws/Cargo.toml").parse().unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some("our-aws"));
    assert!(manifest["workspace"].as_table().unwrap().is_empty());
    assert_eq!(workspace.read("Cargo.toml"), MEMBER);
    assert_eq!(workspace.members(), ["app"]);
}

#[test]
fn the_downloads_are_ignored_by_git() {
    let below = "[workspace]\n";
    for (name, files, expected) in [
        ("empty", &[][..], Some("/target\n")),
        ("extended", &[(".gitignore", "*.log")], Some("*.log\n/target\n")),
        ("ignored", &[(".gitignore", "/target\n")], Some("/target\n")),
        ("above", &[(".git/HEAD", ""), (".gitignore", "target\n"), ("rust/Cargo.toml", below)], None),
        (
            "anchored",
            &[(".git/HEAD", ""), (".gitignore", "/target\n"), ("rust/Cargo.toml", below)],
            Some("/target\n"),
        ),
        ("foreign", &[(".gitignore", "target\n"), ("rust/Cargo.toml", below)], Some("/target\n")),
    ] {
        let workspace = Workspace::new(&format!("git-{name}"), files);
        let folder = if workspace.0.join("rust").exists() { "rust" } else { "" };
        workspace.run(folder, &["init"]).succeeds();
        assert!(workspace.0.join(folder).join("target/botocore").is_dir(), "{name}");
        let text = fs::read_to_string(workspace.0.join(folder).join(".gitignore")).ok();
        assert_eq!(text.as_deref(), expected, "{name}");
    }
}

#[test]
fn without_a_download_nothing_is_added_to_gitignore() {
    let workspace = Workspace::new("git-local", &[]);
    let model = fs::read_to_string(root().join("fixtures/models/iot/service-2.json")).unwrap();
    workspace.write("data/iot/2015-05-28/service-2.json", &model);
    workspace.run("", &["init", "--from", "data"]).succeeds();
    assert!(!workspace.0.join(".gitignore").exists());
}

#[test]
fn an_existing_folder_is_not_reused() {
    let workspace = Workspace::new("taken", &[("aws/notes.txt", "mine\n")]);
    workspace.run("", &["init"]).succeeds();
    assert_eq!(workspace.config()["crate"]["path"].as_str(), Some("aws-client"));
}

#[test]
fn a_failure_changes_nothing() {
    let manifests = [
        ("Cargo.toml", "[workspace]\nmembers = []\n"),
        ("aws/Cargo.toml", MEMBER),
        ("mine/src/lib.rs", "// mine\n"),
    ];
    let workspace = Workspace::new("fails", &manifests);
    let listed = || -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> =
            fs::read_dir(&workspace.0).unwrap().map(|entry| entry.unwrap().path()).collect();
        all.sort();
        all
    };
    let before = listed();
    for (arguments, problem) in [
        (&["init", "--from", "no-such-folder"][..], "no-such-folder: file not found"),
        (&["init", "--path", "mine"], "mine/src/lib.rs: is not a generated file"),
        (&["init", "--path", ".."], "is the folder of this file or one above it"),
        (&["init", "--name", "a b"], "`a b` is not the name of a crate"),
    ] {
        workspace.run("", arguments).fails().stderr_contains(&[problem, "nothing was changed"]);
        assert_eq!(listed(), before, "{arguments:?}");
        assert_eq!(workspace.read("Cargo.toml"), manifests[0].1);
    }
    workspace.run("", &["init"]).succeeds();
    let config = workspace.read("smithereen.toml");
    workspace
        .run("", &["init"])
        .fails()
        .stderr_contains(&["smithereen.toml: exists already", "smithereen add"]);
    assert_eq!(workspace.read("smithereen.toml"), config);
}
