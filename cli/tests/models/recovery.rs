//! Interrupted runs, concurrent runs, and edits during a run.

use super::*;
use std::process::{Command, Stdio};

/// Leaves the project like a run that is killed after it has moved `smithereen.toml` and written a slice.
fn kill_half_way(project: &Project) {
    let set_aside = project.path(".smithereen.toml.smithereen-old");
    fs::rename(project.path("smithereen.toml"), set_aside).unwrap();
    project.write("models/twins/service-2.json", "{}");
    project.write("models/twins/.endpoint-rule-set-1.json.smithereen-new", "{}");
    let changes = "make-folder models/twins\nreplace smithereen.toml\ncreate models/twins/endpoint-rule-set-1.json\n\
        create models/twins/service-2.json\nstaging\nmoving\n";
    project.write(".smithereen-journal", changes);
}

const HALF_DONE: &str = "error: project: a run was interrupted and has left it half done";
const RECOVER: &str = "help: run `smithereen generate`: commands that write undo or complete that run";

#[test]
fn an_interrupted_run_is_undone_by_the_next_that_writes_and_reported_by_those_that_read() {
    let project = project("killed");
    let before = project.tracked();
    kill_half_way(&project);
    project.write("m.json", THINGS);
    let left = project.snapshot("");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(crate::PROGRAM);
        command.args(arguments).env_remove("CARGO_MANIFEST_DIR").current_dir(project.path("models"));
        Run::of(command.env("PATH", project.path("bin")))
    };
    // The project is found although its configuration was moved.
    for reads in [
        &["generate", "--check"][..],
        &["generate", "--check", "--model", "../m.json", "--all", "--name", "n", "--out", "o"],
        &["explain", "things", "PutThing"],
        &["graph", "things", "PutThing"],
        &["convert", "things", "--to", "smithy"],
        &["diff", "1.0", "2.0"],
        &["list"],
        &["list", "things"],
    ] {
        run(reads).fails().stderr_contains(&[HALF_DONE, RECOVER]);
        assert_eq!(project.snapshot(""), left, "{reads:?}");
    }
    for writes in [&["pull"][..], &["add", "things", "PutThing"]] {
        run(writes).succeeds().stderr_contains(&["project: a run was interrupted; its changes are undone"]);
        assert_eq!(project.tracked(), before, "{writes:?}");
        run(&["list", "things"]).succeeds();
        kill_half_way(&project);
    }
    run(&["generate"]).succeeds().stderr_contains(&["its changes are undone"]);
    assert_eq!(project.tracked(), before);
}

/// The run was killed after its commit: the moved files are older than the current ones.
#[test]
fn a_run_interrupted_after_its_commit_is_completed() {
    let project = project("completed");
    let before = project.tracked();
    project.write(".smithereen.toml.smithereen-old", "[old]");
    project.write("models/twins/.service-2.json.smithereen-old", "{}");
    let changes = "replace smithereen.toml\nremove models/twins/service-2.json\nprune models/twins\nstaging\nmoving\ncommitted\n";
    project.write(".smithereen-journal", changes);
    let left = project.tracked();
    models(&project, &["diff", "1.0", "2.0"]).fails().stderr_contains(&[HALF_DONE]);
    assert_eq!(project.tracked(), left);
    models(&project, &["pull"])
        .succeeds()
        .stderr_contains(&["a run was interrupted at its end; it is completed"]);
    assert_eq!(project.tracked(), before);
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
        // The file is edited while pip downloads.
        fs::remove_dir_all(project.path("target")).unwrap();
        let python = project.read("bin/python3");
        let edit =
            format!("in *download*) echo '# mine' >> '{}';;", project.path("smithereen.toml").display());
        project.write("bin/python3", python.replacen("in *download*) ;;", &edit, 1));
        let before = project.tracked();
        let expected =
            ["error: smithereen.toml: was changed while this command ran", "run the command again"];
        models(&project, arguments)
            .fails()
            .stderr_contains(&expected)
            .stderr_contains(&["1 error; nothing was changed"]);
        assert!(config(&project).ends_with("# mine\n"), "{arguments:?}");
        project.write("smithereen.toml", CONFIG.replace("HASH", &hash(&distribution("1.0", THINGS))));
        let after = project.tracked();
        let texts = |snapshot: &support::Snapshot| -> Vec<_> {
            snapshot.iter().map(|(path, (_, text))| (path.clone(), text.clone())).collect()
        };
        assert_eq!(texts(&after), texts(&before), "{arguments:?}");
        // Nothing is downloaded any more, so no edit happens.
        models(&project, arguments).succeeds();
    }
}

/// Each run either finds `models.toml` unchanged since it was read, or reports the change.
#[test]
fn concurrent_runs_lose_no_additions() {
    let project = project("at-once");
    let adds =
        [["things", "GetThing"], ["things", "ListThings"], ["twins", "ListThings"], ["twins", "GetThing"]];
    let runs = adds.map(|add| {
        let mut command = project.command(&["add"]);
        command.args(add).env("PATH", project.path("bin"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    });
    let mut added = 0;
    for (run, [service, operation]) in runs.into_iter().zip(adds) {
        let output = run.wait_with_output().unwrap();
        let expected = String::from_utf8(output.stderr).unwrap();
        let selected = config(&project);
        let (_, selected) = selected.split_once(&format!("[services.{service}]")).unwrap_or_default();
        let is_selected = selected.lines().nth(1).is_some_and(|line| line.contains(operation));
        assert_eq!(output.status.success(), is_selected, "{service} {operation}: {expected}");
        assert!(is_selected || expected.contains("was changed while this command ran"), "{expected}");
        added += usize::from(is_selected);
    }
    assert!(added > 0);
    assert!(models(&project, &["pull"]).succeeds().out.ends_with("up to date\n"));
}
