//! Compares the types of this module with those that the emitter writes.

use super::Selection;
use super::surface::Surface;
use crate::diagnostic::Diagnostics;
use crate::graph::Kind;
use crate::location::Reporter;
use crate::{Content, CrateSources, ServiceSources, Source, generate, passes, read};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

fn file(path: &str) -> Source {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Source { path: path.to_owned(), text: fs::read_to_string(root.join(path)).unwrap() }
}

/// Completes a fixture, which consists of operations and shapes, to a model.
fn fixture(path: &str) -> Source {
    let metadata = r#"{"metadata":{"apiVersion":"1","endpointPrefix":"t","protocol":"rest-json","serviceId":"T",
        "signatureVersion":"v4"},"#;
    let Source { path, text } = file(path);
    Source { path, text: format!("{metadata}{}", text.trim_start().strip_prefix('{').unwrap()) }
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace(",>", ">")
}

#[test]
fn compared_types_equal_the_emitted_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut fields = 0;
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    for entry in files.filter(|entry| entry.file_type().unwrap().is_file()) {
        let name = entry.file_name().into_string().unwrap();
        let source = fixture(&format!("tests/fixtures/{name}"));
        let out = Diagnostics::default();
        let (model, locations) = read::whole(&source, None, &out);
        let (model, reporter) = (model.unwrap(), Reporter::new(&source.path, &*locations, &out));
        let operations: Vec<String> = model.operations.iter().map(|one| one.name.clone()).collect();
        let mut model = passes::select(model, &operations, &reporter);
        passes::box_and_check(&mut model, Content::Whole, &reporter);
        let service = ServiceSources {
            name: "t".to_owned(),
            model: source,
            endpoints: Some(file("../fixtures/models/iot/endpoint-rule-set-1.json")),
            docs: None,
            operations: operations.into(),
        };
        let emitted = generate(&CrateSources::new(
            "t".to_owned(),
            "{ path = \"..\" }".to_owned(),
            file("../fixtures/models/partitions.json"),
            vec![service],
        ));
        let text = without_space(&emitted.files.values().cloned().collect::<String>());
        let surface = Surface::of("t", &model, &Selection::All.into());
        for (of, id) in surface.types() {
            let is_union = matches!(surface.shape(id).kind, Kind::Union { .. });
            for (field, member) in surface.members(id) {
                let value = surface.type_of(member, &HashMap::new());
                let line = match (is_union, member.is_option()) {
                    (true, _) => format!("{field}({value})"),
                    (false, false) => format!("pub{field}:{value},"),
                    (false, true) => format!("pub{field}:Option<{value}>,"),
                };
                assert!(text.contains(&without_space(&line)), "{name}: {of}: {line}");
                fields += 1;
            }
        }
    }
    assert!(fields > 100, "{fields}");
}
