//! Compares this generator with two others, which generate Python from the same model: all operations of `iot`.

use crate::paths::{emptied, scratch};
use crate::process::{Cost, middle, millis, run};
use crate::{codegen, python};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The number of turns of each generator.
const TURNS: usize = 3;
/// The number of runs per turn for a generator that takes milliseconds.
const QUICK: usize = 7;

/// A generator: its name, its runs per turn, and a function that runs it with all files to write.
struct Generator<'a> {
    name: String,
    times: usize,
    run: Box<dyn Fn() -> Cost + 'a>,
}

/// Compares the builds of this generator with the other installed generators. Ratios are relative to the first.
pub(crate) fn compare(builds: &[(&str, PathBuf)], iot: &Path) {
    let ours = builds.iter().map(|(build, program)| Generator {
        name: format!("smithereen, {build}"),
        times: QUICK,
        run: Box::new(|| codegen::fresh(program, iot)),
    });
    let generators: Vec<Generator<'_>> = ours.chain(scaffold()).chain(stubs()).collect();
    let mut costs = vec![Vec::new(); generators.len()];
    for _ in 0..TURNS {
        for (generator, costs) in generators.iter().zip(&mut costs) {
            costs.extend((0..generator.times).map(|_| (generator.run)()));
        }
    }
    let mut first = None;
    for (generator, costs) in generators.iter().zip(costs) {
        let cost = middle(costs);
        row(&generator.name, &cost, first.get_or_insert(cost.clone()));
    }
}

fn row(name: &str, cost: &Cost, first: &Cost) {
    let ([wall, cpu], [first_wall, first_cpu]) = (times(cost), times(first));
    let (longer, more) = (wall / first_wall, cpu / first_cpu);
    println!(
        "all of iot: {name:<42} {wall:>8.1} ms  {cpu:>8.1} ms CPU  {:>4.0} MB  {longer:>5.1} times the first, CPU {more:>5.1}",
        cost.peak
    );
}

fn times(cost: &Cost) -> [f64; 2] {
    [cost.wall, cost.cpu].map(millis)
}

/// Returns LocalStack's scaffold, which generates types and a class with a method for each operation.
fn scaffold() -> Option<Generator<'static>> {
    let version = python::version("localstack-core", "localstack.aws.scaffold")?;
    Some(Generator {
        name: format!("LocalStack's scaffold {version}"),
        times: 1,
        run: Box::new(|| {
            let folder = scratch("others/scaffold");
            let mut command = Command::new(python::program());
            command.args(["-m", "localstack.aws.scaffold", "generate", "iot", "--save", "--path"]);
            run(command.arg(emptied(&folder)))
        }),
    })
}

/// Returns mypy-boto3-builder, which generates stubs of the client, its types, literals and paginators.
fn stubs() -> Option<Generator<'static>> {
    let version = python::version("mypy-boto3-builder", "mypy_boto3_builder")?;
    Some(Generator {
        name: format!("mypy-boto3-builder {version}"),
        times: 1,
        run: Box::new(|| {
            let folder = scratch("others/stubs");
            let mut command = Command::new(python::program());
            command.args(["-m", "mypy_boto3_builder"]).arg(emptied(&folder));
            // Smart versions would look up the published versions.
            run(command.args(["--no-smart-version", "--product", "boto3-services", "--services", "iot"]))
        }),
    })
}
