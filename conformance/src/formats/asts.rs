//! Generates crates from each Smithy AST in a folder and from botocore's model of the same service and version, and
//! compares them file by file. Differences are reported in terms of the models.

use super::twins::{self, botocore_models};
use crate::Problems;
use crate::context::Context;
use crate::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_cli::source::Wanted;
use smithereen_codegen::{Content, CrateSources, ServiceSources, Source, catalog, generate, whole};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) const SUITE: &str = "formats: crates from both";

/// Runs one case for each service, or none without a folder.
pub(super) fn run(context: &Context<'_>) -> Result<Option<Tally>, Problems> {
    let Some(folder) = &context.options.asts else {
        report::note(format_args!("left out: {SUITE}: no folder of Smithy ASTs is given (`--asts FOLDER`)"));
        return Ok(None);
    };
    let mut files = Vec::new();
    find(folder, &mut files).map_err(|error| {
        vec![report::error(folder.display().to_string(), format!("cannot be read: {error}"))]
    })?;
    files.sort();
    let botocore = botocore(context)?;
    let missing = || vec![report::error("partitions.json", "there is no such file")];
    let partitions = context.models.partitions.as_ref().ok_or_else(missing)?;
    let mut tally = Tally::begin(SUITE, files.len());
    for file in &files {
        let read = fs::read_to_string(file).map_err(|error| format!("cannot be read: {error}"));
        let model = read.map(|text| Source { path: file.display().to_string(), text });
        match model.and_then(|model| compared(&model, &botocore, partitions)) {
            Ok(causes) if causes.is_empty() => tally.pass(),
            Ok(causes) => {
                for (kind, first) in &causes {
                    report::note(format_args!("{}: {kind}: {first}", file.display()));
                }
                tally.leave(causes.into_keys().collect::<Vec<_>>().join(", "));
            }
            Err(reason) => tally.leave(reason),
        }
    }
    Ok(Some(tally.end()))
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

/// The name of a service in AWS tools, and its API version.
type Key = (String, String);

fn botocore(context: &Context<'_>) -> Result<BTreeMap<Key, Source>, Problems> {
    let upstream = botocore_models(context, Wanted::All)?;
    let mut models = BTreeMap::new();
    for source in upstream.all() {
        let Ok(model) = serde_json::from_str::<Value>(&source.text) else { continue };
        let text_of = |key: &str| model["metadata"][key].as_str().unwrap_or_default().to_owned();
        let key = (text_of("serviceId"), text_of("apiVersion"));
        models.insert(key, source.clone());
    }
    Ok(models)
}

/// Returns the differences of the two crates by kind, or the reason why they cannot be compared.
fn compared(
    model: &Source,
    botocore: &BTreeMap<Key, Source>,
    partitions: &Source,
) -> Result<BTreeMap<&'static str, String>, String> {
    let ast: Value = serde_json::from_str(&model.text).map_err(|error| format!("is not JSON: {error}"))?;
    let shapes = ast["shapes"].as_object().into_iter().flatten();
    let service = shapes.map(|(_, shape)| shape).find(|shape| shape["type"] == "service");
    let service = service.ok_or("has no service")?;
    let sdk_id = service["traits"]["aws.api#service"]["sdkId"].as_str().unwrap_or_default();
    let key = (sdk_id.to_owned(), service["version"].as_str().unwrap_or_default().to_owned());
    let other = botocore.get(&key).ok_or("no such service in botocore")?;
    let rules = &service["traits"]["smithy.rules#endpointRuleSet"];
    let rules = (!rules.is_null()).then(|| Source { path: "rules.json".to_owned(), text: rules.to_string() });
    let (selected, content) = selected(model, other, rules.as_ref())?;
    let files = |model: &Source| {
        let service = ServiceSources {
            name: "service".to_owned(),
            model: model.clone(),
            endpoints: rules.clone(),
            docs: None,
            operations: selected.clone().into(),
        };
        let outcome = generate(&CrateSources {
            content,
            ..CrateSources::new(
                "compared".to_owned(),
                "{ path = \"runtime\" }".to_owned(),
                partitions.clone(),
                vec![service],
            )
        });
        match outcome.files.is_empty() {
            true => Err(outcome.diagnostics.into_iter().next().map(|one| one.problem).unwrap_or_default()),
            false => Ok(outcome.files),
        }
    };
    let (one, another) = (files(model)?, files(other)?);
    if one == another {
        return Ok(BTreeMap::new());
    }
    let read = |source: &Source| whole(source).map_err(|_| "cannot be read".to_owned());
    let mut causes = twins::differences(&read(model)?, &read(other)?, &selected);
    if causes.is_empty() {
        causes.insert("other", first_difference(&one, &another));
    }
    Ok(causes)
}

/// Returns the operations that both models have and that are supported in both. An unsupported service is compared by its
/// types.
fn selected(
    model: &Source,
    other: &Source,
    rules: Option<&Source>,
) -> Result<(Vec<String>, Content), String> {
    let none = Source { path: "rules.json".to_owned(), text: "{}".to_owned() };
    let rules = rules.unwrap_or(&none);
    let supported = |model: &Source| {
        let found = catalog::read(model, Some(rules), None, None).map_err(|all| {
            all.into_iter().next().map(|one| format!("cannot be read: {}", one.problem)).unwrap_or_default()
        })?;
        let names = found.operations.into_iter().filter(|entry| entry.unsupported.is_none());
        Ok::<_, String>((names.map(|entry| entry.name).collect::<BTreeSet<_>>(), found.unsupported.is_some()))
    };
    let ((one, no_calls), (another, _)) = (supported(model)?, supported(other)?);
    let names: Vec<String> = one.intersection(&another).cloned().collect();
    if names.is_empty() {
        return Err("no operation can be generated from both".to_owned());
    }
    Ok((names, if no_calls { Content::Types } else { Content::Whole }))
}

fn first_difference(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> String {
    for (path, text) in one {
        let Some(other) = other.get(path) else { return format!("{path} is in one alone") };
        let mut lines = text.lines().zip(other.lines());
        if let Some((line, other)) = lines.find(|(line, other)| line != other) {
            return format!("{path}: `{}` and `{}`", line.trim(), other.trim());
        }
    }
    "one has more files or lines".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(metadata: &str, members: &str) -> ServiceSources {
        let metadata = format!(
            r#"{{"apiVersion":"2020-01-01","endpointPrefix":"t","protocol":"rest-json","serviceId":"T","signatureVersion":"v4"{metadata}}}"#
        );
        let operation = r#"{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"In"}}"#;
        let shapes = format!(
            r#"{{"In":{{"type":"structure","members":{{{members}}}}},"Text":{{"type":"string","pattern":"a|b"}}}}"#
        );
        let text =
            format!(r#"{{"metadata":{metadata},"operations":{{"Put":{operation}}},"shapes":{shapes}}}"#);
        let model = Source { path: "service-2.json".to_owned(), text };
        ServiceSources {
            name: "t".to_owned(),
            model,
            endpoints: None,
            docs: None,
            operations: Vec::new().into(),
        }
    }

    #[test]
    fn a_difference_between_crates_is_named_by_its_kind() {
        let (a, b) = (r#""a":{"shape":"Text"}"#, r#""b":{"shape":"Text"}"#);
        let botocore = service("", &format!("{a},{b}")).model;
        let models = BTreeMap::from([(("T".to_owned(), "2020-01-01".to_owned()), botocore)]);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/partitions.json");
        let partitions = Source { path: path.to_owned(), text: fs::read_to_string(path).unwrap() };
        let found = |metadata: &str, members: &str| {
            let text = smithereen_codegen::write::to_smithy(&service(metadata, members)).unwrap();
            compared(&Source { path: "model.json".to_owned(), text }, &models, &partitions)
                .map(|causes| causes.into_keys().collect::<Vec<_>>())
        };
        let none: [&str; 0] = [];
        assert_eq!(found("", &format!("{a},{b}")).unwrap(), none);
        assert_eq!(found("", &format!("{b},{a}")).unwrap(), ["order of members"]);
        assert_eq!(found("", a).unwrap(), ["members"]);
        assert_eq!(found(r#","serviceFullName":"Tee""#, &format!("{a},{b}")).unwrap(), ["title"]);
    }

    #[test]
    fn models_that_botocore_does_not_have_are_left_out() {
        let text = smithereen_codegen::write::to_smithy(&service("", "")).unwrap();
        let (model, none) = (Source { path: "model.json".to_owned(), text }, BTreeMap::new());
        assert_eq!(compared(&model, &none, &model), Err("no such service in botocore".to_owned()));
    }
}
