//! `smithereen man`: manual pages.

use crate::report;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The destination of the pages.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  smithereen man | man -l -\n  smithereen man --out ~/.local/share/man/man1"
)]
pub struct Options {
    /// Write the pages of all commands to this folder [default: print the page of the program]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Prints the page of a program, or writes the pages of all of its commands.
pub fn run(options: &Options, command: clap::Command) -> ExitCode {
    let written = match &options.out {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page).map(|()| {
                report::say_text(&String::from_utf8_lossy(&page));
            })
        }
        Some(folder) => fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder)),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let folder = options.out.as_deref().unwrap_or(Path::new("standard output"));
            report::failed(&[report::error(
                folder.display().to_string(),
                format!("cannot be written: {error}"),
            )])
        }
    }
}
