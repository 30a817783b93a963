//! A model of anybody's in Smithy's JSON AST, by the cases that it carries itself.

use super::bench::Workshop;
use super::tally::Tally;
use super::{Problems, cases, endpoints};
use serde_json::Value;
use smithereen_build::files;
use smithereen_cli::report;
use smithereen_codegen::{ServiceSources, Source, whole};
use std::path::Path;

/// The tallies of all kinds of cases that there are; a problem where there are none.
pub(super) fn run(workshop: &Workshop<'_>, file: &Path) -> Result<Vec<Tally>, Problems> {
    let path = file.to_string_lossy().into_owned();
    let wrong = |problem: String| vec![report::error(&path, problem)];
    let text = files::read(file, &path).map_err(|problem| vec![problem])?;
    let ast: Value = serde_json::from_str(&text).map_err(|error| wrong(format!("is not JSON: {error}")))?;
    if ast.get("smithy").is_none() {
        return Err(wrong("is not in Smithy's JSON AST, and carries no cases".to_owned()));
    }
    let source = Source { path: path.clone(), text };
    let model = whole(&source)?;
    let service = ServiceSources {
        name: "model".to_owned(),
        model: source,
        // Cases say where requests go.
        endpoints: None,
        docs: None,
        operations: Vec::new().into(),
    };
    let mut tallies = cases::of_model(workshop, &service, &model, &ast)?;
    tallies.extend(of_rules(workshop, &path, &ast)?);
    tallies.extend(cases::never_run(&ast));
    if tallies.is_empty() {
        return Err(wrong("the model carries no cases".to_owned()));
    }
    Ok(tallies)
}

/// The cases for the endpoint rules that the model brings.
fn of_rules(workshop: &Workshop<'_>, path: &str, ast: &Value) -> Result<Option<Tally>, Problems> {
    let shapes = ast["shapes"].as_object().into_iter().flatten();
    let traits = shapes.map(|(_, shape)| &shape["traits"]);
    let Some(found) = traits.into_iter().find(|found| found.get("smithy.rules#endpointTests").is_some())
    else {
        return Ok(None);
    };
    let cases = found["smithy.rules#endpointTests"]["testCases"].as_array().cloned().unwrap_or_default();
    // Where both are there, a rule set is what is generated.
    let traits = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"];
    let Some(name) = traits.into_iter().find(|name| found.get(*name).is_some()) else { return Ok(None) };
    let rules = Source { path: format!("{path} ({name})"), text: found[name].to_string() };
    endpoints::of_model(workshop, rules, cases).map(Some)
}
