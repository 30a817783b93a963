//! Allocations of generating the three operations of `fixtures/`, and the size of the generated crate.

use crate::baseline::Counts;
use crate::{allocations, root, sources};
use smithereen_codegen::{Form, generate};

pub(crate) fn count(now: &mut Counts) {
    let sources = sources::sources(&root(), "smithereen-aws", Form::Crate).unwrap();
    allocations(now, "generate", || generate(&sources));
    let files = generate(&sources).files;
    assert!(!files.is_empty());
    now.add("generated", "files", files.len());
    now.add("generated", "lines", files.values().map(|text| text.lines().count()).sum());
    now.add("generated", "bytes", files.values().map(String::len).sum());
}
