//! `--model`: runs the test cases in a Smithy model.

use super::context::LocalContext;
use super::tally::Tally;
use super::{Problems, cases, endpoints};
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::{ServiceSources, Source, whole};
use std::fs;
use std::path::Path;

/// Runs every kind of case in the model. It is an error if there are none.
pub(super) fn run(local: &LocalContext<'_>, file: &Path) -> Result<Vec<Tally>, Problems> {
    let path = file.to_string_lossy().into_owned();
    let wrong = |problem: String| vec![report::error(&path, problem)];
    let text = fs::read_to_string(file).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let ast: Value = serde_json::from_str(&text).map_err(|error| wrong(format!("is not JSON: {error}")))?;
    if ast.get("smithy").is_none() {
        return Err(wrong("is not in Smithy's JSON AST, so it has no test cases".to_owned()));
    }
    let source = Source { path: path.clone(), text };
    let model = whole(&source)?;
    let service = ServiceSources {
        name: "model".to_owned(),
        model: source,
        // Cases specify the endpoint.
        endpoints: None,
        docs: None,
        operations: Vec::new().into(),
    };
    let mut tallies = cases::of_model(local, &service, &model, &ast)?;
    tallies.extend(of_rules(local, &path, &ast)?);
    tallies.extend(cases::never_run(&ast));
    if tallies.is_empty() {
        return Err(wrong("the model has no test cases".to_owned()));
    }
    Ok(tallies)
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
