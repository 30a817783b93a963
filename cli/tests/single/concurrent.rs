//! Concurrent runs.

use super::*;
use std::process::Stdio;

/// Processes generate three different crates in one folder, and others check it.
#[test]
fn concurrent_runs_leave_the_output_of_one_of_them() {
    let outside = Outside::new("concurrent");
    let command = |operations: &str, more: &[&str]| {
        let mut command = Command::new(crate::PROGRAM);
        command.args(["generate", "--model", "things.json", "--name", "t", "--out", "t"]);
        command.args(["--operations", operations]).args(more).arg("--root").arg(root());
        command.current_dir(&outside.0);
        command
    };
    let wanted = ["PutThing", "ListThings", "ListThings,PutThing"];
    let checks = |index: usize| index % 5 == 4;
    let more = |index| if checks(index) { &["--check"][..] } else { &[] };
    let runs = (0..50).map(|index| command(wanted[index % wanted.len()], more(index)));
    let output = || Stdio::piped();
    let runs: Vec<_> = runs.map(|mut run| run.stdout(output()).stderr(output()).spawn().unwrap()).collect();
    for (index, run) in runs.into_iter().enumerate() {
        let output = run.wait_with_output().unwrap();
        let expected = String::from_utf8(output.stderr).unwrap();
        if checks(index) {
            // The folder may have another crate, but not a part of one.
            let out = String::from_utf8(output.stdout).unwrap();
            assert!(!expected.contains("interrupted") && !expected.contains("error"), "{out}{expected}");
            continue;
        }
        assert!(output.status.success(), "{expected}");
        // Some processes may have waited, and none has found an incomplete crate.
        assert!(expected.lines().all(|line| line == "t: waiting for another run to end"), "{expected}");
    }
    let checks = wanted.map(|operations| Run::of(&mut command(operations, &["--check"])).code);
    assert_eq!(checks.iter().filter(|code| **code == Some(0)).count(), 1, "{checks:?}");
}
