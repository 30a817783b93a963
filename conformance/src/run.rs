//! `cargo xtask conformance`: runs suites of test cases from botocore and from Smithy models on generated code.

use crate::context::{Context, LocalContext};
use crate::options::Options;
use crate::tally::Tally;
use crate::{
    Problems, cases, choices, compile, differential, doc_examples, endpoints, formats, frames, jmespath,
    model, official, polling, s3_requests, selections, semver, server, signatures, signers, tally, types,
};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::process::ExitCode;

/// Suites that share a setup.
struct Group {
    suites: &'static [&'static str],
    /// Runs those of the suites that `--filter` selects.
    run: fn(&Context<'_>) -> Result<Vec<Tally>, Problems>,
}

const GROUPS: &[Group] = &[
    Group { suites: cases::SUITES, run: cases::run },
    Group { suites: endpoints::SUITES, run: endpoints::run },
    Group { suites: s3_requests::SUITES, run: s3_requests::run },
    Group { suites: formats::SUITES, run: formats::run },
    Group { suites: differential::SUITES, run: differential::run },
    Group { suites: differential::protocols::SUITES, run: differential::protocols::run },
    Group { suites: differential::alternatives::SUITES, run: differential::alternatives::run },
    Group { suites: signatures::SUITES, run: signatures::run },
    Group { suites: signers::SUITES, run: signers::run },
    Group { suites: frames::SUITES, run: frames::run },
    Group { suites: jmespath::SUITES, run: jmespath::run },
    Group { suites: polling::SUITES, run: polling::run },
    Group { suites: types::SUITES, run: types::run },
    Group { suites: choices::SUITES, run: choices::run },
    Group { suites: selections::SUITES, run: selections::run },
    Group { suites: compile::SUITES, run: compile::run },
    Group { suites: doc_examples::SUITES, run: doc_examples::run },
];

/// Runs the suites, the comparison or the calls that the options select.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    if let Some(server) = options.server {
        return server::run(project, server, options);
    }
    if options.semver {
        return semver::run(project, options);
    }
    if options.official {
        return match official::run(project, options) {
            Ok(tallies) => conclude(&tallies, options),
            Err(problems) => report::failed(&problems),
        };
    }
    match run_suites(project, options) {
        Ok(tallies) => conclude(&tallies, options),
        Err(problems) => report::failed(&problems),
    }
}

fn run_suites(project: &Project, options: &Options) -> Result<Vec<Tally>, Problems> {
    if !options.model.is_empty() {
        return model::run(&LocalContext::of_project(project)?, &options.model);
    }
    let context = Context::set_up(project, options)?;
    let mut tallies = Vec::new();
    for group in GROUPS.iter().filter(|group| group.suites.iter().any(|suite| context.wants(suite))) {
        tallies.extend((group.run)(&context)?);
    }
    Ok(tallies)
}

fn conclude(tallies: &[Tally], options: &Options) -> ExitCode {
    if tallies.is_empty() {
        let suites: Vec<_> = GROUPS.iter().flat_map(|group| group.suites).copied().collect();
        report::note(format_args!(
            "no suite has `{}` in its name; there are: {}",
            options.filter,
            suites.join(", ")
        ));
        return ExitCode::FAILURE;
    }
    tally::print_unshown(tallies, options.all_failures);
    tally::print(tallies);
    if !tallies.iter().any(Tally::was_run) {
        report::note("no case was run");
        return ExitCode::FAILURE;
    }
    match tallies.iter().all(Tally::is_good) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
