//! Samples operations of the whole catalog, under protocols of choice.

use super::all_of;
use super::protocol_suites::ProtocolSuites;
use crate::Problems;
use crate::context::Context;
use crate::random::Random;
use crate::reach::reachable;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::graph::{Member, Model, Operation};
use smithereen_codegen::{ServiceSources, Source, generate, graph};
use std::cmp::Reverse;
use std::collections::HashSet;

/// The number of operations of a suite.
const OPERATIONS: usize = 60;

/// Samples operations: some of each service, in a random order of services. `protocols` returns the protocols of a service, by
/// its metadata; the result has the service with the same operations under each of them.
pub(super) fn sample(
    context: &Context<'_>,
    protocols: &dyn Fn(&Value) -> Vec<&'static ProtocolSuites>,
) -> Result<Vec<ServiceSources>, Problems> {
    let mut random = Random::new(context.options.seed);
    let named = &context.options.service;
    let names =
        context.models.services().filter(|name| named.is_empty() || named.iter().any(|one| one == name));
    let mut names: Vec<_> = names
        .map(|name| (name, protocols(&metadata(context, name))))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    shuffle(&mut names, &mut random);
    // First the services with most protocols, which are few.
    names.sort_by_key(|(_, all)| Reverse(all.len()));
    let each = OPERATIONS.div_ceil(names.len().max(1));
    let (mut services, mut count) = (Vec::new(), 0);
    for (name, protocols) in names {
        if count >= OPERATIONS {
            break;
        }
        let source = context.service(name, Vec::new())?;
        let mut operations = all_of(&source);
        shuffle(&mut operations, &mut random);
        let variants: Vec<_> = protocols.iter().map(|one| variant(name, &source, one)).collect();
        let operations = first_comparable(context, &variants, &operations, each);
        count += operations.len();
        if !operations.is_empty() {
            let with_operations = |one| ServiceSources { operations: operations.clone().into(), ..one };
            services.extend(variants.into_iter().map(with_operations));
        }
    }
    Ok(services)
}

/// Returns the first operations that can be compared under each protocol.
fn first_comparable(
    context: &Context<'_>,
    variants: &[ServiceSources],
    operations: &[String],
    count: usize,
) -> Vec<String> {
    let mut comparable = Vec::new();
    for candidates in operations.chunks(count) {
        if comparable.len() < count {
            let compared = |left, one| parsed_by_botocore(one, supported(context, one, left));
            comparable.extend(variants.iter().fold(candidates.to_vec(), compared));
        }
    }
    comparable.truncate(count);
    comparable
}

fn metadata(context: &Context<'_>, name: &str) -> Value {
    let model = context.models.newest(name).and_then(|version| version.model.as_ref());
    let model: Value = model.and_then(|model| serde_json::from_str(&model.text).ok()).unwrap_or_default();
    model["metadata"].clone()
}

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for end in (1..items.len()).rev() {
        items.swap(end, random.below(end + 1));
    }
}

/// Returns the service with this protocol alone, under a name that has both.
fn variant(name: &str, source: &ServiceSources, one: &ProtocolSuites) -> ServiceSources {
    ServiceSources {
        name: format!("{}--{name}", one.key()),
        // Endpoint rules would replace the compared endpoint.
        endpoints: None,
        model: with_protocol(&source.model, one),
        ..source.clone()
    }
}

/// Returns the model with this protocol alone. Its `serviceId` is that of no service, because customizations are not
/// compared: botocore's serializer and parser do not have them either.
fn with_protocol(model: &Source, one: &ProtocolSuites) -> Source {
    let mut edited: Value = serde_json::from_str(&model.text).unwrap_or_default();
    edited["metadata"]["protocol"] = one.name.into();
    edited["metadata"]["protocols"] = [one.name].as_slice().into();
    edited["metadata"]["serviceId"] = "Compared".into();
    Source { path: model.path.clone(), text: edited.to_string() }
}

/// Returns the operations that code can be generated for.
fn supported(context: &Context<'_>, service: &ServiceSources, operations: Vec<String>) -> Vec<String> {
    if operations.is_empty() {
        return operations;
    }
    let sources = ServiceSources { operations: operations.clone().into(), ..service.clone() };
    let outcome = generate(&context.local.sources("candidates", vec![sources]));
    if !outcome.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return operations;
    }
    let (first, second) = operations.split_at(operations.len() / 2);
    match operations.len() {
        1 => Vec::new(),
        _ => {
            [first, second].into_iter().flat_map(|half| supported(context, service, half.to_vec())).collect()
        }
    }
}

/// Returns the operations whose requests botocore writes and whose responses it parses, each as a whole.
fn parsed_by_botocore(service: &ServiceSources, operations: Vec<String>) -> Vec<String> {
    if operations.is_empty() {
        return operations;
    }
    let sources = ServiceSources { operations: operations.into(), ..service.clone() };
    let Ok(model) = graph(&sources) else { return Vec::new() };
    let is_parsed = |operation: &&Operation| match shared_name(&model, operation) {
        // botocore reads and writes event streams elsewhere; `conformance --official` compares them.
        None => !has_event_stream(&model, operation),
        Some(name) => {
            report::note(format_args!(
                "left out: {} {}: two members have the name `{name}` in XML, for which botocore returns XML nodes",
                service.name, operation.name
            ));
            false
        }
    };
    model.operations.iter().filter(is_parsed).map(|operation| operation.name.clone()).collect()
}

fn has_event_stream(model: &Model, operation: &Operation) -> bool {
    let mut ends = operation.input.into_iter().chain(operation.output);
    ends.any(|shape| model.shapes[shape].kind.members().iter().any(Member::is_event_stream))
}

/// Returns the name that two members of one structure of the output have in XML.
fn shared_name<'m>(model: &'m Model, operation: &Operation) -> Option<&'m str> {
    if !model.service.protocol.is_xml_or_query() {
        return None;
    }
    reachable(model, operation.output.into_iter().collect()).into_iter().find_map(|shape| {
        let members = model.shapes[shape].kind.members().iter();
        let mut names = HashSet::new();
        let in_body = members.filter(|member| !member.is_outside_the_body());
        in_body
            .map(|member| member.wire_name.as_deref().unwrap_or(&member.name))
            .find(|name| !names.insert(*name))
    })
}

#[test]
fn members_that_share_a_name_in_xml_are_found() {
    let model = |second: &str| {
        let text = format!(
            r#"{{
                "metadata": {{"apiVersion": "1", "endpointPrefix": "t", "protocol": "rest-xml", "serviceId": "T"}},
                "operations": {{"Get": {{
                    "name": "Get", "http": {{"method": "GET", "requestUri": "/"}}, "output": {{"shape": "Out"}}
                }}}},
                "shapes": {{
                    "Out": {{"type": "structure", "members": {{"Inner": {{"shape": "Inner"}}}}}},
                    "Inner": {{"type": "structure", "members": {{
                        "Event": {{"shape": "Text"}}, "Events": {{"shape": "Text", "locationName": "{second}"}}
                    }}}},
                    "Text": {{"type": "string"}}
                }}
            }}"#
        );
        smithereen_codegen::whole(&Source { path: "model.json".to_owned(), text }).unwrap()
    };
    let name = |model: &Model| shared_name(model, &model.operations[0]).map(str::to_owned);
    assert_eq!(name(&model("Event")).as_deref(), Some("Event"));
    assert_eq!(name(&model("Other")), None);
}
