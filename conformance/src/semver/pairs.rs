//! The services and releases that are compared.

use super::Problems;
use smithereen_cli::config;
use smithereen_cli::models::{Release, Releases};
use smithereen_cli::project::Project;
use smithereen_cli::report::Working;
use smithereen_cli::source::Wanted;
use smithereen_codegen::catalog;
use smithereen_codegen::diff::{self, ApiImpact, Report, Selection};
use std::collections::{BTreeMap, BTreeSet};

/// Releases before the pinned one, with the hashes of their archives.
const BEFORE: [(&str, &str); 2] = [
    ("1.37.23", "3a249c950cef9ee9ed7b2278500ad83a4ad6456bc433a43abd1864d1b61b2acb"),
    ("1.40.0", "850242560dc8e74d542045a81eb6cc15f1b730b4ba55ba5b30e6d686548dfcaf"),
];
/// The number of services for each pair of releases and kind of change. The smallest are chosen, since they compile
/// fastest.
const EACH: usize = 3;

/// A service that changes between two releases.
pub(super) struct Pair<'r> {
    pub(super) service: String,
    pub(super) old: &'r Release,
    pub(super) new: &'r Release,
    /// The operations that are supported in every release that has them.
    pub(super) operations: Vec<String>,
    pub(super) report: Report,
}

/// Fetches the releases, oldest first.
pub(super) fn releases(project: &Project) -> Result<Vec<Release>, Problems> {
    let config = config::read(project)?;
    let releases = Releases {
        project,
        package: &config::distribution(&config).map_err(|problem| vec![problem])?.package,
    };
    let mut all = Vec::new();
    for (version, sha256) in BEFORE {
        all.push(releases.get(Some(version), Some(sha256), Wanted::All)?);
    }
    all.push(releases.pinned(&config, Wanted::All)?);
    Ok(all)
}

/// Chooses the named services, or the smallest ones for each kind of change.
pub(super) fn choose<'r>(releases: &'r [Release], named: &[String]) -> Result<Vec<Pair<'r>>, Problems> {
    // A service that is missing in some releases is compared between the others.
    let newest = releases.last().filter(|newest| named.iter().any(|name| newest.side(name).is_none()));
    if let Some(newest) = newest {
        let unknown = named.iter().filter(|name| newest.side(name).is_none());
        return Err(unknown.map(|name| newest.unknown(name)).collect());
    }
    let mut chosen = Vec::new();
    for (old, new) in releases.iter().zip(releases.iter().skip(1)) {
        let names: Vec<&str> = old.services().intersection(&new.services()).copied().collect();
        let working = Working::at("choosing services");
        let mut pairs = Vec::new();
        for name in names {
            working.now(&format!("looking at {name}"));
            if named.is_empty() || named.iter().any(|one| one == name) {
                pairs.extend(pair(name, old, new));
            }
        }
        drop(working);
        if named.is_empty() {
            pairs = smallest(pairs);
        }
        chosen.extend(pairs);
    }
    Ok(chosen)
}

/// Returns the service if it is supported in both releases and differs between them.
fn pair<'r>(name: &str, old: &'r Release, new: &'r Release) -> Option<Pair<'r>> {
    let (one, other) = (old.side(name)?, new.side(name)?);
    if one.model.text == other.model.text {
        return None;
    }
    let (before, now) = (support(old, name)?, support(new, name)?);
    // An operation that is unsupported in one release is left out of both.
    let operations = before
        .supported
        .union(&now.supported)
        .filter(|name| !before.unsupported.contains(*name) && !now.unsupported.contains(*name));
    let operations: Vec<String> = operations.cloned().collect();
    before.supported.intersection(&now.supported).next()?;
    let report = diff::compare(name, one, other, Selection::Named(&operations)).ok()?;
    Some(Pair { service: name.to_owned(), old, new, operations, report })
}

/// The supported and the unsupported operations of a service.
struct Support {
    supported: BTreeSet<String>,
    unsupported: BTreeSet<String>,
}

fn support(release: &Release, name: &str) -> Option<Support> {
    let side = release.side(name)?;
    let catalog = catalog::read(side.model, Some(side.endpoints?), None, None).ok()?;
    if catalog.unsupported.is_some() {
        return None;
    }
    let (unsupported, supported): (Vec<_>, Vec<_>) =
        catalog.operations.into_iter().partition(|entry| entry.unsupported.is_some());
    let names = |entries: Vec<catalog::Entry>| entries.into_iter().map(|entry| entry.name).collect();
    Some(Support { supported: names(supported), unsupported: names(unsupported) })
}

/// Chooses services for each kind of change that requires a step, and some whose changes require none.
fn smallest<'r>(mut pairs: Vec<Pair<'r>>) -> Vec<Pair<'r>> {
    pairs.sort_by_key(|pair| (pair.operations.len(), pair.service.clone()));
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    pairs.retain(|pair| {
        let changes = pair.report.changes.iter().filter(|change| change.api > ApiImpact::None);
        let mut kinds: BTreeSet<&str> = changes.map(|change| change.kind.name()).collect();
        if kinds.is_empty() {
            kinds.insert("none");
        }
        let wanted = kinds.iter().any(|kind| seen.get(kind).is_none_or(|count| *count < EACH));
        if wanted {
            kinds.into_iter().for_each(|kind| *seen.entry(kind).or_default() += 1);
        }
        wanted
    });
    pairs
}
