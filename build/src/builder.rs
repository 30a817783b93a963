//! What a build script calls.

use crate::input::{Input, stops};
use crate::tree::{Plan, Scope, Turn};
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::{Content, CrateSources, Form, Selection, Source, generate};
use std::env;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The groups of regions, which few models need and none brings along.
const PARTITIONS: &str = include_str!("../../models/partitions.json");

/// What to generate. Paths are relative to the crate that is built.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated before `compile`"]
pub struct Builder {
    input: Input,
    name: String,
    content: Content,
    client: bool,
}

impl Builder {
    /// Of this model file. The module of the service is called after the model's `sdkId` or `serviceId`: that of
    /// `IoT Wireless` is `iot_wireless`. [`Builder::module`] sets another name.
    pub fn new(model: impl Into<PathBuf>) -> Self {
        let operations = Selection::Named(Vec::new());
        let model = model.into();
        let input = Input { model, service: None, module: None, endpoints: None, docs: None, operations };
        Self { input, name: "smithereen".to_owned(), content: Content::Whole, client: true }
    }

    /// Chooses a service of a Smithy model that has several, by its shape id (`com.example#Weather`) or name (`Weather`).
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.input.service = Some(name.into());
        self
    }

    /// Sets the name of the service's module, in place of one made from the model's `sdkId` or `serviceId`.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.input.module = Some(name.into());
        self
    }

    /// These operations, and what they reach.
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.input.operations = Selection::Named(names.into_iter().map(Into::into).collect());
        self
    }

    /// All operations of the model.
    pub fn all_operations(mut self) -> Self {
        self.input.operations = Selection::All;
        self
    }

    /// The service's endpoint rules; else those in `endpoint-rule-set-1.json` beside the model, and where there are
    /// none requests go to the URL that the client's configuration has.
    pub fn endpoints(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.endpoints = Some(path.into());
        self
    }

    /// Words on what is generated; else those in `docs.toml` beside the model.
    pub fn docs(mut self, path: impl Into<PathBuf>) -> Self {
        self.input.docs = Some(path.into());
        self
    }

    /// What the file to include is called, in place of `smithereen`: for build scripts that generate more than once.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Only the types: no operations, no client, no endpoint.
    pub fn types_only(mut self) -> Self {
        self.content = Content::Types;
        self
    }

    /// No client: requests and responses for any transport, and a runtime without its feature `client`.
    pub fn without_client(mut self) -> Self {
        self.client = false;
        self
    }

    /// Generates into cargo's `OUT_DIR`, wholly or not at all, and tells cargo which files it has read.
    ///
    /// # Errors
    /// Everything that is wrong with the model or cannot be generated of it, and what keeps files from being written.
    pub fn compile(self) -> Result<(), Error> {
        let folder = env::var_os("OUT_DIR").ok_or_else(|| {
            Error(vec![Diagnostic::error("OUT_DIR", "is not set: this is for build scripts")])
        })?;
        self.compile_to(Path::new(&folder), &mut io::stdout()).map_err(Error)
    }

    fn compile_to(self, folder: &Path, cargo: &mut dyn Write) -> Result<(), Vec<Diagnostic>> {
        if matches!(&self.input.operations, Selection::Named(names) if names.is_empty()) {
            let file = self.input.model.display().to_string();
            let help = "call `operations` with their names, or `all_operations`";
            return Err(vec![Diagnostic::error(file, "no operation is selected").with_help(help)]);
        }
        let read = self.input.read()?;
        for file in &read.files {
            tell(cargo, "rerun-if-changed", &file.display())?;
        }
        let outcome = generate(&CrateSources {
            package: self.name.clone(),
            runtime: String::new(),
            partitions: Source { path: "partitions.json".to_owned(), text: PARTITIONS.to_owned() },
            services: vec![read.service],
            content: self.content,
            form: Form::Modules { client: self.client },
            non_exhaustive: false,
        });
        if stops(&outcome.diagnostics) {
            return Err(outcome.diagnostics);
        }
        for warning in &outcome.diagnostics {
            // Cargo says itself that it is one.
            let text = warning.to_string();
            tell(cargo, "warning", &text.strip_prefix("warning: ").unwrap_or(&text))?;
        }
        let scope = Scope::Below(&self.name);
        let shown = folder.display().to_string();
        // Cargo runs one build script at a time in this folder; what shows such a message is not heard.
        let turn = Turn::take(folder, &shown, &|| {}).map_err(|problem| vec![problem])?;
        let plan = Plan::make(folder, &shown, &outcome.files, scope)?;
        plan.carry_out(&turn).map_err(|failure| failure.problems)
    }
}

/// A line for cargo. What breaks a line would be another one.
fn tell(cargo: &mut dyn Write, key: &str, value: &dyn fmt::Display) -> Result<(), Vec<Diagnostic>> {
    let value = value.to_string().replace(['\n', '\r'], " ");
    writeln!(cargo, "cargo::{key}={value}")
        .map_err(|error| vec![Diagnostic::error("standard output", error.to_string())])
}

/// Why nothing was generated: everything that was found, errors first.
pub struct Error(Vec<Diagnostic>);

impl Error {
    /// One by one.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// As for people: what `main` gives back is printed so.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing was generated\n{self}")
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::fs;

    const MODEL: &str = "tests/example/models/things.json";

    /// A folder that goes when the test is over.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("smithereen-build-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        /// What the builder tells cargo, or everything that is wrong.
        fn compile(&self, builder: Builder) -> Result<Vec<String>, String> {
            let mut told = Vec::new();
            builder.compile_to(&self.0, &mut told).map_err(|problems| Error(problems).to_string())?;
            Ok(String::from_utf8(told).unwrap().lines().map(str::to_owned).collect())
        }

        fn files(&self) -> BTreeMap<PathBuf, String> {
            let (mut files, mut open) = (BTreeMap::new(), vec![self.0.clone()]);
            while let Some(path) = open.pop() {
                match path.is_dir() {
                    true => open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path())),
                    false => drop(files.insert(path.clone(), fs::read_to_string(path).unwrap())),
                }
            }
            files
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_was_read_is_told_and_what_is_no_longer_made_goes() {
        let folder = Folder::new("told");
        fs::write(folder.0.join("notes.rs"), "// mine").unwrap();
        let told = folder.compile(Builder::new(MODEL).all_operations()).unwrap();
        assert_eq!(told, [format!("cargo::rerun-if-changed={MODEL}")]);
        let list = folder.0.join("smithereen/things/list_things.rs");
        assert!(list.exists() && folder.0.join("smithereen.rs").exists());
        folder.compile(Builder::new(MODEL).operations(["GetThing"])).unwrap();
        assert!(!list.exists());
        let words = "tests/example/models/words.toml";
        let told = folder.compile(Builder::new(MODEL).all_operations().docs(words).name("other")).unwrap();
        assert_eq!(told[1], format!("cargo::rerun-if-changed={words}"));
        assert!(told[2].starts_with(&format!("cargo::warning={words}: ")), "{}", told[2]);
        // One name does not touch the files of another, nor what is nobody's.
        assert!(folder.0.join("smithereen/things/get_thing.rs").exists());
        assert!(folder.0.join("notes.rs").exists());
    }

    #[test]
    fn a_module_is_called_after_the_models_id_unless_it_is_named() {
        let folder = Folder::new("module");
        let model = folder.0.join("service-2.json");
        let modules = |builder: Builder| {
            let made = folder.0.join("smithereen");
            let _ = fs::remove_dir_all(&made);
            folder.compile(builder.all_operations()).unwrap();
            let names =
                fs::read_dir(&made).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<String> = names.filter(|name| !name.ends_with(".rs")).collect();
            names.sort();
            names
        };
        let text = fs::read_to_string(MODEL).unwrap();
        for (id, module) in
            [("Things", "things"), ("IoT Wireless", "iot_wireless"), ("S3", "s3"), ("42", "n42")]
        {
            fs::write(&model, text.replace("\"serviceId\": \"Things\"", &format!("\"serviceId\": \"{id}\"")))
                .unwrap();
            assert_eq!(modules(Builder::new(&model)), [module]);
            assert_eq!(modules(Builder::new(&model).module("mine")), ["mine"]);
        }
    }

    #[test]
    fn one_of_several_services_is_chosen() {
        let folder = Folder::new("several");
        let model = folder.0.join("model.json");
        let service = |name: &str| {
            let operation = format!(
                r#""a#Get{name}":{{"type":"operation","traits":{{"smithy.api#http":{{"method":"GET","uri":"/"}}}}}}"#
            );
            format!(
                r#""a#{name}":{{"type":"service","version":"1","operations":[{{"target":"a#Get{name}"}}],
                    "traits":{{"aws.protocols#restJson1":{{}}}}}},{operation}"#
            )
        };
        let text = format!(r#"{{"smithy":"2.0","shapes":{{{},{}}}}}"#, service("Tides"), service("Weather"));
        fs::write(&model, text).unwrap();
        let error = folder.compile(Builder::new(&model).all_operations()).unwrap_err();
        let problem = "there are several services in this model: a#Tides, a#Weather";
        assert!(error.contains(problem) && error.contains("`Builder::service`"), "{error}");
        for name in ["Weather", "a#Weather"] {
            folder.compile(Builder::new(&model).service(name).all_operations()).unwrap();
            assert!(folder.0.join("smithereen/weather/get_weather.rs").exists());
            assert!(!folder.0.join("smithereen/weather/get_tides.rs").exists());
        }
        let error = folder.compile(Builder::new(&model).service("Wether").all_operations()).unwrap_err();
        assert!(error.contains("did you mean `Weather` or `a#Weather`?"), "{error}");
    }

    #[test]
    fn sdk_extras_beside_the_model_are_merged() {
        let folder = Folder::new("extras");
        let model = folder.0.join("things.json");
        fs::copy(MODEL, &model).unwrap();
        let extras = folder.0.join("things.sdk-extras.json");
        let operation = r#"{"name":"DropThing","http":{"method":"DELETE","requestUri":"/things"}}"#;
        let merge = |operations: &str| format!(r#"{{"version":1.0,"merge":{{"operations":{operations}}}}}"#);
        fs::write(&extras, merge(&format!(r#"{{"DropThing":{operation}}}"#))).unwrap();
        let told = folder.compile(Builder::new(&model).operations(["DropThing"])).unwrap();
        let changed = [&model, &extras].map(|file| format!("cargo::rerun-if-changed={}", file.display()));
        assert_eq!(told, changed);
        assert!(folder.0.join("smithereen/things/drop_thing.rs").exists());
        fs::write(&extras, r#"{"merge":[]}"#).unwrap();
        let error = folder.compile(Builder::new(&model).operations(["GetThing"])).unwrap_err();
        assert!(
            error.contains("things.sdk-extras.json: merge: expected an object, found an array"),
            "{error}"
        );
    }

    #[test]
    fn what_fails_leaves_everything_as_it_was() {
        let folder = Folder::new("fails");
        folder.compile(Builder::new(MODEL).all_operations()).unwrap();
        let file = folder.0.join("smithereen/things/types.rs");
        fs::write(&file, "// mine").unwrap();
        let before = folder.files();
        for (builder, told) in [
            (Builder::new(MODEL), "no operation is selected"),
            (Builder::new("no.json").all_operations(), "error: no.json: there is no such file"),
            (Builder::new(MODEL).operations(["GetThink"]), "did you mean `GetThing`?"),
            (
                Builder::new(MODEL).all_operations().name("no name"),
                "error: no name: a crate cannot be called so",
            ),
            (
                Builder::new(MODEL).all_operations(),
                "smithereen/things/types.rs: is none of the generated files",
            ),
        ] {
            let error = folder.compile(builder).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
        assert_eq!(folder.files(), before);
    }
}
