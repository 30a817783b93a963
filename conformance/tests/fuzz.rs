//! Small runs of `cargo xtask fuzz`, without compiling crates.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "../../cli/tests/support/mod.rs"]
mod support;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_conformance");

use support::Project;

fn fuzz(project: &Project, more: &[&str]) -> support::Run {
    project.run(&[&["fuzz", "--generator", "--seed", "7", "--compile", "0"], more].concat())
}

/// Returns the output without times.
fn counts(out: &str) -> Vec<&str> {
    out.lines().skip(1).collect()
}

/// Returns the number in front of a word.
fn count(out: &str, word: &str) -> u64 {
    let line = out.lines().find(|line| line.contains(word)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn mutants_become_crates_or_errors() {
    let project = Project::with_models("fuzz");
    let before = project.snapshot("models");
    let run = fuzz(&project, &["--cases", "60"]).succeeds();
    assert_eq!(run.err, "");
    assert_eq!(count(&run.out, "mutants in"), 60);
    assert_eq!(count(&run.out, "generated, ") + count(&run.out, "refused"), 60);
    assert!(count(&run.out, "generated, ") > 8, "{}", run.out);
    assert_eq!(count(&run.out, "failed"), 0);
    assert_eq!(project.snapshot("models"), before);
    // The markers of running cases were removed, and nothing else was written.
    assert!(
        project.snapshot("target").into_keys().eq(["target", "target/fuzz"].map(|path| project.path(path)))
    );
}

#[test]
fn a_seed_always_gives_the_same_cases() {
    let project = Project::with_models("fuzz-again");
    let run = || fuzz(&project, &["--cases", "10"]).succeeds().out;
    let (one, other) = (run(), run());
    assert_eq!(counts(&one), counts(&other));
    let another = project
        .run(&["fuzz", "--generator", "--seed", "8", "--compile", "0", "--cases", "10"])
        .succeeds()
        .out;
    assert_ne!(counts(&one), counts(&another));
}

#[test]
fn a_single_case_can_be_printed() {
    let project = Project::with_models("fuzz-case");
    let run = fuzz(&project, &["--case", "3"]).succeeds();
    assert!(run.out.ends_with("case 3 is left in target/fuzz/case-3\n"), "{}", run.out);
    assert!(project.exists("target/fuzz/case-3/models/partitions.json"));
    assert!(!project.read("target/fuzz/case-3/mutations.txt").is_empty());
}

#[test]
fn a_folder_without_models_is_an_error() {
    let project = Project::with_models("fuzz-none");
    let folder = project.path("models/iot").display().to_string();
    let run = fuzz(&project, &["--models", &folder]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("contains no folder with a `service-2.json`"), "{}", run.err);
}

fn fuzz_codecs(project: &Project, more: &[&str]) -> support::Run {
    project.run(&[&["fuzz", "--seed", "7"], more].concat())
}

#[test]
fn bodies_of_every_codec_become_outputs_or_errors() {
    let project = Project::with_models("fuzz-codecs");
    let run = fuzz_codecs(&project, &["--codecs", "--cases", "4"]).succeeds();
    assert_eq!(run.err, "");
    for codec in ["json", "xml", "cbor", "query"] {
        assert_eq!(count(&run.out, &format!("bodies of {codec} in")), 4, "{}", run.out);
    }
    assert_eq!(count(&run.out, "parsed as outputs") + count(&run.out, "rejected as outputs"), 4);
    assert!(
        project.snapshot("target").into_keys().eq(["target", "target/fuzz"].map(|path| project.path(path)))
    );
}

#[test]
fn a_single_body_can_be_parsed_and_is_always_the_same() {
    let project = Project::with_models("fuzz-codec-case");
    let run = || fuzz_codecs(&project, &["--codec", "cbor", "--case", "5"]).succeeds().out;
    let (one, other) = (run(), run());
    let without_memory = |out: &str| -> Vec<String> {
        out.lines().filter(|line| !line.contains("of memory")).map(str::to_owned).collect()
    };
    assert_eq!(without_memory(&one), without_memory(&other));
    assert!(one.ends_with("case 5 is left in target/fuzz/cbor-case-5\n"), "{one}");
    assert!(!project.read("target/fuzz/cbor-case-5/mutations.txt").is_empty());
    assert!(project.exists("target/fuzz/cbor-case-5/body"));
}

#[test]
fn a_single_body_needs_one_codec() {
    let project = Project::with_models("fuzz-codec-two");
    let run = fuzz_codecs(&project, &["--codec", "cbor", "--codec", "xml", "--case", "5"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("`--case` needs one `--codec`"), "{}", run.err);
}
