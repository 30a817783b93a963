//! `--model`: runs the test cases in Smithy models.

use super::cases::SmithyModel;
use super::context::LocalContext;
use super::tally::Tally;
use super::{Problems, cases, endpoints, exact_numbers};
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::{ServiceSources, Source, whole};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs every kind of case in the models: files, or folders with files. It is an error if there are none.
pub(super) fn run(local: &LocalContext<'_>, paths: &[PathBuf]) -> Result<Vec<Tally>, Problems> {
    let (mut models, mut tallies) = (Vec::new(), Vec::new());
    for file in files(paths)? {
        match read(&file, models.len())? {
            Read::Model(model) => models.push(*model),
            Read::Unsupported(tally) => tallies.push(tally),
        }
    }
    let mut all = cases::of_models(local, &models)?;
    for SmithyModel { service, ast, .. } in &models {
        all.extend(of_rules(local, &service.model.path, ast)?);
    }
    all.extend(cases::never_run(&models));
    all.extend(tallies);
    if all.is_empty() {
        let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
        return Err(vec![report::error(names.join(", "), "the model has no test cases")]);
    }
    Ok(all)
}

/// Returns the files, with the JSON files of each folder in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problems> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let unreadable =
            |error| vec![report::error(path.to_string_lossy(), format!("cannot be read: {error}"))];
        let entries =
            fs::read_dir(path).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        let mut found: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
        found.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

enum Read {
    Model(Box<SmithyModel>),
    /// A model whose protocol is not supported: all its cases are left out.
    Unsupported(Tally),
}

fn read(file: &Path, index: usize) -> Result<Read, Problems> {
    let path = file.to_string_lossy().into_owned();
    let wrong = |problem: String| vec![report::error(&path, problem)];
    let text = fs::read_to_string(file).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let ast = exact_numbers::parse(&text).map_err(|error| wrong(format!("is not JSON: {error}")))?;
    if ast.get("smithy").is_none() {
        return Err(wrong("is not in Smithy's JSON AST, so it has no test cases".to_owned()));
    }
    if let Some(tally) = cases::of_unsupported_protocol(&ast) {
        return Ok(Read::Unsupported(tally));
    }
    let source = Source { path: path.clone(), text };
    let model = whole(&source)?;
    let service = ServiceSources {
        name: format!("model-{index}"),
        model: source,
        // Cases specify the endpoint.
        endpoints: None,
        docs: None,
        operations: Vec::new().into(),
    };
    Ok(Read::Model(Box::new(SmithyModel { service, model, ast })))
}

/// Runs the cases of the model's endpoint rules.
fn of_rules(local: &LocalContext<'_>, path: &str, ast: &Value) -> Result<Option<Tally>, Problems> {
    let shapes = ast["shapes"].as_object().into_iter().flatten();
    let traits = shapes.map(|(_, shape)| &shape["traits"]);
    let Some(found) = traits.into_iter().find(|found| found.get("smithy.rules#endpointTests").is_some())
    else {
        return Ok(None);
    };
    let cases = found["smithy.rules#endpointTests"]["testCases"].as_array().cloned().unwrap_or_default();
    // If a model has both forms, the rule set is generated.
    let traits = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"];
    let Some(name) = traits.into_iter().find(|name| found.get(*name).is_some()) else { return Ok(None) };
    let rules = Source { path: format!("{path} ({name})"), text: found[name].to_string() };
    endpoints::of_model(local, rules, cases).map(Some)
}
