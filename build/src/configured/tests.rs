use super::*;
use std::fs;

const MODEL: &str = "tests/example/models/things.json";

/// A project in a folder that is removed at the end of the test.
struct Project(PathBuf);

impl Project {
    fn new(name: &str, services: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("smithereen-configured-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("models/things")).unwrap();
        fs::create_dir_all(folder.join("out")).unwrap();
        fs::copy(MODEL, folder.join("models/things/model.json")).unwrap();
        fs::write(folder.join("smithereen.toml"), format!("[source]\nfile = 'things.json'\n{services}"))
            .unwrap();
        Self(folder)
    }

    fn generate(&self) -> Result<String, String> {
        let mut instructions = Vec::new();
        generate_to(&self.0.join("smithereen.toml"), &self.0.join("out"), &mut instructions)
            .map_err(|problems| Error::new(problems).to_string())?;
        Ok(String::from_utf8(instructions).unwrap())
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn configured_services_are_generated_and_their_files_are_watched() {
    let project = Project::new("services", "[services.things]\noperations = ['GetThing']\nmodule = 'ours'\n");
    let instructions = project.generate().unwrap();
    assert!(project.read("out/smithereen.rs").contains("pub mod ours"));
    assert!(project.read("out/smithereen/ours/get_thing.rs").contains("pub struct GetThingInput"));
    assert!(
        project.0.join("out/smithereen/ours/client.rs").exists()
            || project.read("out/smithereen/ours/mod.rs").contains("Client")
    );
    for file in ["smithereen.toml", "models/things/model.json"] {
        let line = format!("cargo::rerun-if-changed={}", project.0.join(file).display());
        assert!(instructions.lines().any(|other| other == line), "{line}\n{instructions}");
    }
}

#[test]
fn all_operations_are_generated_without_a_client() {
    let project = Project::new("all", "[crate]\nclient = false\n[services.things]\noperations = 'all'\n");
    project.generate().unwrap();
    assert!(project.read("out/smithereen/things/list_things.rs").contains("ListThingsInput"));
    assert!(!project.read("out/smithereen/things/mod.rs").contains("pub struct Client"));
}

#[test]
fn problems_of_the_configuration_have_lines_and_leave_the_output_unchanged() {
    let project = Project::new("problems", "[services.things]\noperations = ['GetThing']\n");
    project.generate().unwrap();
    let before = project.read("out/smithereen.rs");
    for (services, problem) in [
        (
            "[services.things]\noperation = 1\n",
            "smithereen.toml:4:1: services.things: unknown key `operation`",
        ),
        ("", "smithereen.toml: no service is configured"),
        ("[services.others]\noperations = 'all'\n", "others/model.json: file not found"),
        ("[services.things]\noperations = ['GetThink']\n", "did you mean `GetThing`?"),
    ] {
        fs::write(project.0.join("smithereen.toml"), format!("[source]\nfile = 'a'\n{services}")).unwrap();
        let error = project.generate().unwrap_err();
        assert!(error.contains(problem), "{error}");
        assert_eq!(project.read("out/smithereen.rs"), before);
    }
    fs::write(project.0.join(".smithereen-journal"), "staging\n").unwrap();
    assert!(project.generate().unwrap_err().contains("a run was interrupted"));
}

#[test]
fn conversions_are_generated_if_enabled() {
    for (name, setting) in [("conversions", true), ("no-conversions", false)] {
        let config = format!("[crate]\nconversions = {setting}\n[services.things]\noperations = 'all'\n");
        let project = Project::new(name, &config);
        project.generate().unwrap();
        let output = project.read("out/smithereen/things/list_things.rs");
        assert_eq!(output.contains("impl IntoIterator for ListThingsOutput"), setting, "{output}");
    }
}
