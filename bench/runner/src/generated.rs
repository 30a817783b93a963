//! Crates that the generator writes for a benchmark.

use crate::models;
use crate::paths::{emptied, program, root, scratch, text, write};
use crate::process::{Cost, run};
use smithereen_codegen::ServiceSources;
use std::path::PathBuf;
use std::process::Command;

/// A crate with the operations of a service and the client.
pub(crate) struct Generated {
    folder: PathBuf,
    target: PathBuf,
}

impl Generated {
    /// Generates a crate into a folder with that name.
    pub(crate) fn new(name: &str, service: ServiceSources) -> Self {
        let (folder, target) = (scratch("crates").join(name), scratch("apps").join(&service.name));
        emptied(&folder);
        for (path, text) in smithereen_codegen::generate(&models::sources(vec![service])).files {
            let text = match path.as_str() {
                "Cargo.toml" => {
                    let runtime = format!("path = {:?}", root().join("runtime"));
                    format!("{}\n[workspace]\n", text.replace("path = \"../runtime\"", &runtime))
                }
                _ => text,
            };
            write(&folder.join(path), &text);
        }
        write(&folder.join("Cargo.lock"), &text(&root().join("Cargo.lock")));
        Self { folder, target }
    }

    /// Adds a program to the crate, with its dependencies as lines of a manifest.
    pub(crate) fn add_program(&self, main: &str, dependencies: &str) {
        let manifest = self.folder.join("Cargo.toml");
        let with = text(&manifest).replace("[dependencies]\n", &format!("[dependencies]\n{dependencies}"));
        write(&manifest, &with);
        write(&self.folder.join("src/main.rs"), main);
    }

    /// Compiles a file of the crate and what depends on it again, with built dependencies.
    pub(crate) fn compile(&self, file: &str) -> Cost {
        let file = self.folder.join(file);
        write(&file, &text(&file));
        self.build()
    }

    /// Compiles the crate and its dependencies from nothing.
    pub(crate) fn compile_all(&self) -> Cost {
        emptied(&self.target);
        self.build()
    }

    /// Builds as for a dependency, which is never compiled incrementally.
    pub(crate) fn build(&self) -> Cost {
        let mut cargo: Command = program();
        cargo.args(["build", "--manifest-path"]).arg(self.folder.join("Cargo.toml"));
        run(cargo.arg("--target-dir").arg(&self.target).env("CARGO_INCREMENTAL", "0"))
    }
}
