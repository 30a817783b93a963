//! The models in a source distribution, one after the other: together they are larger than they need to be on a disk.

use crate::conformance::Problems;
use crate::conformance::bench::FOLDER;
use flate2::read::GzDecoder;
use smithereen_cli::report;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// Unpacked, a distribution is no larger.
const LARGEST: u64 = 2 << 30;

/// Where a model is in a distribution.
pub(super) struct Place<'p> {
    folder: &'p str,
    pub(super) service: &'p str,
    pub(super) version: String,
}

impl Place<'_> {
    /// The path of the rules beside it.
    pub(super) fn rules(&self) -> String {
        format!("{}/{}/{}/endpoint-rule-set-1.json", self.folder, self.service, self.version)
    }
}

/// The place that a path says, if it is one of a model.
pub(super) fn model(path: &str) -> Option<Place<'_>> {
    let folder = path.strip_suffix("/service-2.json")?;
    let (folder, version) = folder.rsplit_once('/')?;
    let (folder, service) = folder.rsplit_once('/')?;
    let is_data = folder.split_once('/').is_some_and(|(_, rest)| rest == "data");
    is_data.then(|| Place { folder, service, version: version.to_owned() })
}

/// The latest version of each service. Versions are dates.
pub(super) fn newest(archive: &[u8]) -> Result<BTreeMap<String, String>, Problems> {
    let mut newest = BTreeMap::<String, String>::new();
    walk(archive, &mut |path, _| {
        if let Some(place) = model(path) {
            let known = newest.entry(place.service.to_owned()).or_default();
            if *known < place.version {
                *known = place.version;
            }
        }
        Ok(())
    })?;
    Ok(newest)
}

/// Hands on each model with its path below the distribution's folder.
pub(super) fn each(archive: &[u8], then: &mut dyn FnMut(&str, String)) -> Result<(), Problems> {
    walk(archive, &mut |path, content| {
        if model(path).is_some() {
            let mut text = String::new();
            content.read_to_string(&mut text)?;
            then(path, text);
        }
        Ok(())
    })
}

type Visit<'v> = &'v mut dyn FnMut(&str, &mut dyn Read) -> io::Result<()>;

fn walk(archive: &[u8], visit: Visit<'_>) -> Result<(), Problems> {
    let read = || {
        let mut archive = tar::Archive::new(GzDecoder::new(archive).take(LARGEST));
        for entry in archive.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.to_string_lossy().into_owned();
            // The first part is the name of the distribution.
            if let Some((_, path)) = path.split_once('/') {
                visit(path, &mut entry)?;
            }
        }
        Ok(())
    };
    let mut read = read;
    read().map_err(|error: io::Error| {
        vec![report::error(FOLDER, format!("the source distribution cannot be read: {error}"))]
    })
}

#[cfg(test)]
mod tests {
    use super::model;

    #[test]
    fn places_of_models() {
        let place = model("botocore/data/iot/2015-05-28/service-2.json").unwrap();
        assert_eq!((place.service, place.version.as_str()), ("iot", "2015-05-28"));
        assert_eq!(place.rules(), "botocore/data/iot/2015-05-28/endpoint-rule-set-1.json");
        assert!(model("botocore/data/iot/2015-05-28/waiters-2.json").is_none());
        assert!(model("tests/unit/data/x/2015-05-28/service-2.json").is_none());
        assert!(model("service-2.json").is_none());
    }
}
