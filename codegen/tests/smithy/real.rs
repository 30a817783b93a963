//! Two real models of April 2025, if they are available: they are too large for the repository.

use super::{Source, converted, generated, graph, problems, support};
use smithereen_codegen::{Selection, ServiceSources};

#[test]
fn real_models_survive_conversion() {
    for (name, file, operations) in [
        ("iot", "iot-2015-05-28.json", 270),
        ("iot-managed-integrations", "iot-managed-integrations-2025-03-03.json", 57),
    ] {
        let path = support::root().join("../shared/smithy").join(file);
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("left out: there is no {}", path.display());
            continue;
        };
        let model = Source { path: file.to_owned(), text };
        let read = graph(&model);
        assert_eq!(read.operations.len(), operations);
        let name = name.to_owned();
        let service = ServiceSources { name, model, endpoints: None, docs: None, operations: Selection::All };
        let outcome = generated(service.clone());
        assert_eq!(problems(&outcome), "");
        assert!(outcome.files.len() > operations, "{}", outcome.files.len());
        // The converted text has no prelude and no copies, and the same meaning.
        let again = generated(converted(&service));
        assert!(outcome.files == again.files, "{}", service.name);
    }
}
