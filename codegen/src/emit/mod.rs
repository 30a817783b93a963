//! Emits files from the graph and its names: one construct per file, one fragment per function.
//!
//! Generated code describes types, operations and services; the runtime acts on the descriptions. Nothing here chooses a name
//! or changes the graph.

mod auth;
mod checksum;
mod context;
mod context_params;
mod conversions;
mod crate_files;
mod customization;
mod doc_example;
mod docs;
mod endpoint;
mod enumeration;
mod events;
mod example;
mod features;
mod file;
mod int_enum;
mod jmespath;
mod listing;
mod member;
mod modules;
mod operation;
mod page;
mod paginator;
mod partitions;
mod print;
mod protocol;
mod rust_type;
mod service;
mod structure;
mod syntax;
mod union;
mod waiters;
mod xml;

use crate::graph::{Kind, Partition, Shape, ShapeId};
use crate::passes;
use crate::source::{Content, CrateSources, Form};
use context::Context;
pub(crate) use context::Service;
use file::File;
use print::Printed;
use rayon::prelude::*;
use std::collections::HashSet;

/// Emits all files, services and the operations of each in parallel. The graph of a service is freed when its files are complete.
pub(crate) fn all(
    sources: &CrateSources,
    partitions: &[Partition],
    services: Vec<Service>,
) -> Vec<(String, Printed)> {
    let needs = |service: &Service| service.rules.needs_partitions();
    let has_partitions = sources.content == Content::Whole && services.iter().any(needs);
    let mut shared = Vec::new();
    if has_partitions {
        let table = File::new("src/partitions.rs", vec!["AWS partitions.".to_owned()]);
        shared.push(table.with(partitions::items(partitions)));
    }
    shared.extend(match sources.form {
        Form::Crate => crate_files::all(sources, &services, has_partitions),
        Form::Modules { .. } => vec![modules::root(sources, &services, has_partitions)],
    });
    let own = services.into_par_iter().flat_map_iter(|service| of_service(sources, &service));
    let mut files: Vec<_> = own.collect();
    files.extend(shared.into_iter().map(|file| file.print(sources.form)));
    if sources.form != Form::Crate {
        modules::move_files(&sources.package, &mut files);
    }
    files
}

/// Emits the files of a service.
fn of_service(sources: &CrateSources, service: &Service) -> Vec<(String, Printed)> {
    let made_by_callers = passes::reached_from_inputs(&service.model);
    let CrateSources { package, content, form, non_exhaustive, conversions, .. } = sources;
    let messages = docs::messages(&service.model);
    let endpoint_parameters = context_params::effective(service);
    let context = Context {
        service,
        package,
        content: *content,
        form: *form,
        non_exhaustive: *non_exhaustive,
        conversions: *conversions,
        made_by_callers,
        messages,
        endpoint_parameters,
    };
    let folder = format!("src/{}", service.module.stem());
    let (types, (lines, operations)) =
        rayon::join(|| types(&context, &folder), || operations(&context, &folder));
    let mut files = vec![service::module(&context, &folder, &types, &lines)];
    if context.content == Content::Whole {
        let about = format!("Endpoint resolution for {}.", docs::plain(&service.model.service.title));
        let endpoint = File::new(&format!("{folder}/endpoint.rs"), vec![about]);
        files.push(endpoint::file(endpoint, &service.rules, &service.model.service.sdk_id));
    }
    files.extend(types);
    files.into_iter().map(|file| file.print(*form)).chain(operations).collect()
}

/// Emits the file of each operation, and returns the number of lines of its items beside it.
fn operations(context: &Context<'_>, folder: &str) -> (Vec<usize>, Vec<(String, Printed)>) {
    let Service { model, names, .. } = context.service;
    let operations = model.operations.par_iter().zip(names.of_operations());
    let operations = operations.map(|(operation, names)| {
        let file = operation::file(context, folder, operation, names);
        (file.lines(), file.print(context.form))
    });
    operations.unzip()
}

/// Emits the shapes that no single operation owns, in a file per kind. Empty files are left out.
fn types(context: &Context<'_>, folder: &str) -> Vec<File> {
    let own: HashSet<ShapeId> = context
        .service
        .model
        .operations
        .iter()
        .flat_map(|operation| [operation.input, operation.output])
        .flatten()
        .collect();
    // The formats list shapes in different orders.
    let mut shared: Vec<_> =
        context.service.model.shapes.iter().filter(|(id, _)| !own.contains(id)).collect();
    shared.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    let kinds = [
        (
            "enums",
            "Enums. Each has a variant for values that the model does not know.",
            is_enum as fn(&Kind) -> bool,
        ),
        ("errors", "Errors that the operations return.", is_error),
        ("types", "Structures and unions that inputs and outputs contain.", is_data),
    ];
    let files = kinds.into_par_iter().map(|(name, about, belongs)| {
        let mut file = File::new(&format!("{folder}/{name}.rs"), vec![about.to_owned()]);
        for (id, shape) in shared.iter().copied().filter(|(_, shape)| belongs(&shape.kind)) {
            shape_items(context, id, shape, &mut file);
        }
        file
    });
    files.filter(|file| !file.is_empty()).collect()
}

fn shape_items(context: &Context<'_>, id: ShapeId, shape: &Shape, file: &mut File) {
    match &shape.kind {
        Kind::Enum { values } => enumeration::items(context, id, values, file),
        Kind::IntEnum { values } => int_enum::items(context, id, values, file),
        Kind::Union { members } => {
            union::items(context, id, members, file);
            if context.is_event_stream(id) {
                events::errors(context, id, file);
            }
        }
        kind => structure::items(context, id, kind.members(), file),
    }
}

fn is_data(kind: &Kind) -> bool {
    matches!(kind, Kind::Structure { error: None, .. } | Kind::Union { .. })
}

fn is_enum(kind: &Kind) -> bool {
    matches!(kind, Kind::Enum { .. } | Kind::IntEnum { .. })
}

fn is_error(kind: &Kind) -> bool {
    matches!(kind, Kind::Structure { error: Some(_), .. })
}
