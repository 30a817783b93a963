//! Interrupted runs, runs at the same time, and edits that are made meanwhile.

use super::*;
use std::process::{Command, Stdio};

/// Leaves `models/` as a run does that is killed when it has set `models.toml` aside and written a slice.
fn kill_half_way(project: &Project) {
    let set_aside = project.path("models/.models.toml.smithereen-old");
    fs::rename(project.path("models/models.toml"), set_aside).unwrap();
    project.write("models/twins/service-2.json", "{}");
    project.write("models/twins/.endpoint-rule-set-1.json.smithereen-new", "{}");
    let changes = "make-folder twins\nreplace models.toml\ncreate twins/endpoint-rule-set-1.json\n\
        create twins/service-2.json\nstaging\nmoving\n";
    project.write("models/.smithereen-journal", changes);
}

const HALF_DONE: &str = "error: models: a run was interrupted and has left it half done";
const RECOVER: &str =
    "help: `cargo xtask codegen` undoes or completes that run, as does each command that writes";

#[test]
fn an_interrupted_run_is_undone_by_the_next_that_writes_and_reported_by_those_that_read() {
    let project = project("killed");
    let before = project.snapshot("models");
    kill_half_way(&project);
    project.write("m.json", THINGS);
    let left = project.snapshot("");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(crate::PROGRAM);
        command.args(arguments).env_remove("CARGO_MANIFEST_DIR").current_dir(project.path("models"));
        Run::of(command.env("PATH", project.path("bin")))
    };
    // The project is found although it has no configuration.
    for reads in [
        &["codegen", "--check"][..],
        &["codegen", "--check", "--model", "../m.json", "--all", "--name", "n", "--out", "o"],
        &["explain", "things", "PutThing"],
        &["graph", "things", "PutThing"],
        &["models", "convert", "things", "--to", "smithy"],
        &["models", "diff", "1.0", "2.0"],
        &["models", "list"],
        &["models", "list", "things"],
    ] {
        run(reads).fails().tells(&[HALF_DONE, RECOVER]);
        assert_eq!(project.snapshot(""), left, "{reads:?}");
    }
    for writes in [&["models", "pull"][..], &["models", "add", "things", "PutThing"]] {
        run(writes).succeeds().tells(&["models: a run was interrupted; its changes are undone"]);
        assert_eq!(project.snapshot("models"), before, "{writes:?}");
        run(&["models", "list", "things"]).succeeds();
        kill_half_way(&project);
    }
    run(&["codegen"]).succeeds().tells(&["its changes are undone"]);
    assert_eq!(project.snapshot("models"), before);
}

/// It was killed after the commit: what it has set aside is older than what is there.
#[test]
fn a_run_that_was_interrupted_at_its_end_is_completed() {
    let project = project("completed");
    let before = project.snapshot("models");
    project.write("models/.models.toml.smithereen-old", "[old]");
    project.write("models/twins/.service-2.json.smithereen-old", "{}");
    let changes =
        "replace models.toml\nremove twins/service-2.json\nprune twins\nstaging\nmoving\ncommitted\n";
    project.write("models/.smithereen-journal", changes);
    let left = project.snapshot("models");
    models(&project, &["diff", "1.0", "2.0"]).fails().tells(&[HALF_DONE]);
    assert_eq!(project.snapshot("models"), left);
    models(&project, &["pull"]).succeeds().tells(&["a run was interrupted at its end; it is completed"]);
    assert_eq!(project.snapshot("models"), before);
}

#[test]
fn edits_made_during_a_run_are_not_overwritten() {
    for arguments in [
        &["pull"][..],
        &["add", "things", "GetThing"],
        &["add", "twins", "ListThings"],
        &["remove", "things", "PutThing"],
        &["update", "2.0"],
    ] {
        let project = project("edited");
        // Somebody edits the file while pip fetches.
        fs::remove_dir_all(project.path("target")).unwrap();
        let python = project.read("bin/python3");
        let edit =
            format!("in *download*) echo '# mine' >> '{}';;", project.path("models/models.toml").display());
        project.write("bin/python3", python.replacen("in *download*) ;;", &edit, 1));
        let before = project.snapshot("models");
        let told = ["error: models/models.toml: was changed while this command ran", "run the command again"];
        models(&project, arguments).fails().tells(&told).tells(&["1 error; nothing was changed"]);
        assert!(config(&project).ends_with("# mine\n"), "{arguments:?}");
        project.write("models/models.toml", CONFIG.replace("HASH", &hash(&distribution("1.0", THINGS))));
        let after = project.snapshot("models");
        let texts = |snapshot: &support::Snapshot| -> Vec<_> {
            snapshot.iter().map(|(path, (_, text))| (path.clone(), text.clone())).collect()
        };
        assert_eq!(texts(&after), texts(&before), "{arguments:?}");
        // Nothing is fetched any more, so nobody edits it.
        models(&project, arguments).succeeds();
    }
}

/// Each of them either finds `models.toml` as it has read it, or says that it has not.
#[test]
fn runs_at_the_same_time_lose_none_of_their_additions() {
    let project = project("at-once");
    let adds =
        [["things", "GetThing"], ["things", "ListThings"], ["twins", "ListThings"], ["twins", "GetThing"]];
    let runs = adds.map(|add| {
        let mut command = project.command(&["models", "add"]);
        command.args(add).env("PATH", project.path("bin"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    });
    let mut added = 0;
    for (run, [service, operation]) in runs.into_iter().zip(adds) {
        let output = run.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let selected = config(&project);
        let (_, selected) = selected.split_once(&format!("[services.{service}]")).unwrap_or_default();
        let is_selected = selected.lines().nth(1).is_some_and(|line| line.contains(operation));
        assert_eq!(output.status.success(), is_selected, "{service} {operation}: {told}");
        assert!(is_selected || told.contains("was changed while this command ran"), "{told}");
        added += usize::from(is_selected);
    }
    assert!(added > 0);
    assert!(models(&project, &["pull"]).succeeds().out.ends_with("up to date\n"));
}
