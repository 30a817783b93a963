//! `cargo xtask models update`: to another version of the source.

use super::diff;
use super::edit::Edit;
use super::review::{self, Changed};
use super::show::Comparison;
use super::{Release, Releases};
use crate::config::{Config, hexadecimal};
use crate::project::{CONFIG, Project};
use crate::pull::{self, archive::Wanted, versions};
use crate::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::process::ExitCode;

/// Where to go, and how.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask models update --dry-run\n  cargo xtask models update 1.44.5"
)]
pub struct Options {
    /// The version; without it, the newest that pip finds.
    #[arg(value_parser = version)]
    version: Option<String>,
    /// The SHA-256 that it has to have. Without it, what pip brings is trusted, and pinned from then on.
    #[arg(long, value_name = "DIGITS", value_parser = sha256)]
    sha256: Option<String>,
    /// Tell what would change, and write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
}

fn version(text: &str) -> Result<String, String> {
    match versions::is_one(text) {
        true => Ok(text.to_owned()),
        false => Err("a version is numbers with dots between, such as 1.44.5".to_owned()),
    }
}

fn sha256(text: &str) -> Result<String, String> {
    if hexadecimal(text) {
        Ok(text.to_owned())
    } else {
        Err("64 hexadecimal digits in lower case".to_owned())
    }
}

/// Runs the command.
pub(super) fn run(project: &Project, options: &Options) -> ExitCode {
    let (comparison, changed) = match prepare(project, options) {
        Ok(prepared) => prepared,
        Err(problems) => return report::failed(&problems),
    };
    comparison.print();
    match changed {
        Err(problems) => report::failed(&problems),
        Ok(_) if options.dry_run => {
            report::note("a dry run: nothing was changed");
            ExitCode::SUCCESS
        }
        Ok(changed) => review::carry_out(project, &changed, &[]),
    }
}

/// What changes for users, and what is to be written; or why that cannot be.
type Prepared = (Comparison, Result<Changed, Vec<Diagnostic>>);

fn prepare(project: &Project, options: &Options) -> Result<Prepared, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let config = Config::read(project)?;
    let names: Vec<&str> = config.services.iter().map(|service| service.name.as_str()).collect();
    let releases = Releases { project, package: &config.origin.package };
    let wanted = Wanted::Named(&names);
    let old = releases.pinned(&config, wanted).map_err(one)?;
    let new = releases.get(options.version.as_deref(), options.sha256.as_deref(), wanted).map_err(one)?;
    report::note(format_args!(
        "{} {} has sha256 {}",
        new.origin.package, new.origin.version, new.origin.sha256
    ));
    let comparison = diff::of_selected(&config, &old, &new)?;
    let changed = write(project, config, &new);
    Ok((comparison, changed))
}

/// The new pin and the new slices.
fn write(project: &Project, read: Config, new: &Release) -> Result<Changed, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let mut edit = Edit::of(&read.text).map_err(one)?;
    edit.pin(&new.origin.version, &new.origin.sha256).map_err(one)?;
    let config = Config::parse(&edit.into_text())?;
    let files = pull::cut(&config, &new.archive).map_err(|mut problems| {
        // What is gone from the source cannot be had from it.
        problems.push(report::error_help(
            CONFIG,
            format!("not all that is selected is in {} {}", new.origin.package, new.origin.version),
            "`cargo xtask models remove <SERVICE> <OPERATION>` selects it no longer",
        ));
        problems
    })?;
    review::finish(project, read, &config, &new.archive, files)
}
