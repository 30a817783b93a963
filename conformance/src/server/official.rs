//! The program that makes calls with the official crate of S3, which is compiled only on request: the crate has 239,000 lines.

use super::{FOLDER, Problems};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const NAME: &str = "s3-official";

const MANIFEST: &str = r#"[package]
name = "s3-official"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
aws-config = { version = "1", default-features = false, features = ["rt-tokio"] }
aws-sdk-s3 = { version = "=1.157.0", default-features = false, features = ["http-1x", "rt-tokio"] }
aws-smithy-http-client = { version = "1", features = ["rustls-ring"] }
base64 = "0.23"
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }

[workspace]
"#;

/// Compiles the program and returns its path.
pub(super) fn build(project: &Project) -> Result<PathBuf, Problems> {
    let shown = format!("{FOLDER}/{NAME}");
    let folder = project.path(&shown);
    let failed = |why: String| vec![report::error(&*shown, why)];
    report::note(format_args!("compiling {NAME}, which takes some minutes"));
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", include_str!("s3/peer_official.rs"))];
    let written = files.into_iter().try_for_each(|(path, text)| -> io::Result<()> {
        let file = folder.join(path);
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            return Ok(());
        }
        fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        fs::write(file, text)
    });
    written.map_err(|error| failed(format!("cannot be written: {error}")))?;
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| project.path("target"), |target| project.path("").join(target));
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet"]).current_dir(&folder).env("CARGO_TARGET_DIR", &target);
    match cargo.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => {
            Ok(target.join("debug").join(format!("{NAME}{}", env::consts::EXE_SUFFIX)))
        }
        Ok(_) => Err(failed("does not compile; see the output of cargo above".to_owned())),
        Err(error) => Err(failed(format!("cargo cannot be run: {error}"))),
    }
}
