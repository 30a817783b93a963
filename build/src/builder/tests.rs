//! Generates into folders in place of `OUT_DIR`.

use super::*;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;

const MODEL: &str = "tests/example/models/things.json";

/// A folder that is removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("smithereen-build-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Runs the builder and returns its instructions for Cargo, or its errors.
    fn compile(&self, builder: Builder) -> Result<Vec<String>, String> {
        let mut instructions = Vec::new();
        builder
            .compile_to(&self.0, &mut instructions)
            .map_err(|problems| Error::new(problems).to_string())?;
        Ok(String::from_utf8(instructions).unwrap().lines().map(str::to_owned).collect())
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
fn input_files_are_watched_and_stale_files_removed() {
    let folder = Folder::new("instructions");
    fs::write(folder.0.join("notes.rs"), "// mine").unwrap();
    let instructions = folder.compile(Builder::new(MODEL).all_operations()).unwrap();
    assert_eq!(instructions, [format!("cargo::rerun-if-changed={MODEL}")]);
    let list = folder.0.join("smithereen/things/list_things.rs");
    assert!(list.exists() && folder.0.join("smithereen.rs").exists());
    folder.compile(Builder::new(MODEL).operations(["GetThing"])).unwrap();
    assert!(!list.exists());
    let docs = "tests/example/models/documentation.toml";
    let instructions = folder.compile(Builder::new(MODEL).all_operations().docs(docs).name("other")).unwrap();
    assert_eq!(instructions[1], format!("cargo::rerun-if-changed={docs}"));
    assert!(instructions[2].starts_with(&format!("cargo::warning={docs}: ")), "{}", instructions[2]);
    // Files of other names, and files that were not generated, remain.
    assert!(folder.0.join("smithereen/things/get_thing.rs").exists());
    assert!(folder.0.join("notes.rs").exists());
}

#[test]
fn a_module_is_named_for_the_service_id_unless_it_is_configured() {
    let folder = Folder::new("module");
    let model = folder.0.join("service-2.json");
    let modules = |builder: Builder| {
        let generated = folder.0.join("smithereen");
        let _ = fs::remove_dir_all(&generated);
        folder.compile(builder.all_operations()).unwrap();
        let names =
            fs::read_dir(&generated).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !name.ends_with(".rs")).collect();
        names.sort();
        names
    };
    let text = fs::read_to_string(MODEL).unwrap();
    for (id, module) in [("Things", "things"), ("IoT Wireless", "iot_wireless"), ("S3", "s3"), ("42", "n42")]
    {
        fs::write(&model, text.replace("\"serviceId\": \"Things\"", &format!("\"serviceId\": \"{id}\"")))
            .unwrap();
        assert_eq!(modules(Builder::new(&model)), [module]);
        assert_eq!(modules(Builder::new(&model).module("mine")), ["mine"]);
    }
}

#[test]
fn one_of_several_services_is_selected() {
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
    let problem = "the model has several services: a#Tides, a#Weather";
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
    let instructions = folder.compile(Builder::new(&model).operations(["DropThing"])).unwrap();
    let changed = [&model, &extras].map(|file| format!("cargo::rerun-if-changed={}", file.display()));
    assert_eq!(instructions, changed);
    assert!(folder.0.join("smithereen/things/drop_thing.rs").exists());
    fs::write(&extras, r#"{"merge":[]}"#).unwrap();
    let error = folder.compile(Builder::new(&model).operations(["GetThing"])).unwrap_err();
    assert!(error.contains("things.sdk-extras.json: merge: expected an object, found an array"), "{error}");
}

#[test]
fn documentation_of_the_model_is_emitted_for_smithy_models_or_as_configured() {
    let folder = Folder::new("documentation");
    let botocore = fs::read_to_string(MODEL).unwrap();
    let operation = "\"name\": \"GetThing\",";
    assert!(botocore.contains(operation), "{botocore}");
    let botocore = botocore.replacen(
        operation,
        &format!("{operation} \"documentation\": \"<p>From the model.</p>\","),
        1,
    );
    let smithy = r##"{"smithy":"2.0","shapes":{
        "a#Things":{"type":"service","version":"1","operations":[{"target":"a#GetThing"}],"traits":{"aws.protocols#restJson1":{}}},
        "a#GetThing":{"type":"operation","traits":{"smithy.api#documentation":"From the model.",
            "smithy.api#http":{"method":"GET","uri":"/"}}}}}"##;
    for (name, model, default) in [("botocore.json", botocore.as_str(), false), ("smithy.json", smithy, true)]
    {
        let path = folder.0.join(name);
        fs::write(&path, model).unwrap();
        let is_emitted = |builder: Builder| {
            folder.compile(builder.operations(["GetThing"])).unwrap();
            let file = folder.0.join("smithereen/things/get_thing.rs");
            fs::read_to_string(file).unwrap().contains("From the model.")
        };
        assert_eq!(is_emitted(Builder::new(&path)), default, "{name}");
        assert!(is_emitted(Builder::new(&path).documentation(true)), "{name}");
        assert!(!is_emitted(Builder::new(&path).documentation(false)), "{name}");
    }
}

#[test]
fn a_failed_run_changes_nothing() {
    let folder = Folder::new("fails");
    folder.compile(Builder::new(MODEL).all_operations()).unwrap();
    let file = folder.0.join("smithereen/things/types.rs");
    fs::write(&file, "// mine").unwrap();
    let before = folder.files();
    for (builder, expected) in [
        (Builder::new(MODEL), "no operation is selected"),
        (Builder::new("no.json").all_operations(), "error: no.json: file not found"),
        (Builder::new(MODEL).operations(["GetThink"]), "did you mean `GetThing`?"),
        (
            Builder::new(MODEL).all_operations().name("no name"),
            "error: no name: this is not a valid crate name",
        ),
        (Builder::new(MODEL).all_operations(), "smithereen/things/types.rs: is not a generated file"),
    ] {
        let error = folder.compile(builder).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
    assert_eq!(folder.files(), before);
}

#[test]
fn conversions_are_generated_if_enabled() {
    let folder = Folder::new("conversions");
    for setting in [true, false] {
        folder.compile(Builder::new(MODEL).all_operations().conversions(setting)).unwrap();
        let output = fs::read_to_string(folder.0.join("smithereen/things/list_things.rs")).unwrap();
        assert_eq!(output.contains("impl IntoIterator for ListThingsOutput"), setting, "{output}");
    }
}
