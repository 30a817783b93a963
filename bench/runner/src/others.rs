//! All of `iot` by our generator and by two of others, which make Python of the same model.

use crate::places::{emptied, scratch};
use crate::process::{Cost, middle, millis, run};
use crate::{generate, python};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How often each has its turn.
const TURNS: usize = 3;
/// How often what takes no time runs in its turn.
const QUICK: usize = 7;

/// A generator: what it is called, how often it runs in its turn, and a run that has everything to write.
struct Way<'a> {
    name: String,
    times: usize,
    run: Box<dyn Fn() -> Cost + 'a>,
}

/// Our own in each of its builds, then the others that are there. Ratios are to the first.
pub(crate) fn compare(builds: &[(&str, PathBuf)], iot: &Path) {
    let ours = builds.iter().map(|(build, program)| Way {
        name: format!("smithereen, {build}"),
        times: QUICK,
        run: Box::new(|| generate::fresh(program, iot)),
    });
    let ways: Vec<Way<'_>> = ours.chain(scaffold()).chain(stubs()).collect();
    let mut costs = vec![Vec::new(); ways.len()];
    for _ in 0..TURNS {
        for (way, costs) in ways.iter().zip(&mut costs) {
            costs.extend((0..way.times).map(|_| (way.run)()));
        }
    }
    let mut first = None;
    for (way, costs) in ways.iter().zip(costs) {
        let cost = middle(costs);
        row(&way.name, &cost, first.get_or_insert(cost.clone()));
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

/// LocalStack's: types, and a class with a method an operation.
fn scaffold() -> Option<Way<'static>> {
    let version = python::version("localstack-core", "localstack.aws.scaffold")?;
    Some(Way {
        name: format!("LocalStack's scaffold {version}"),
        times: 1,
        run: Box::new(|| {
            let place = scratch("others/scaffold");
            let mut command = Command::new(python::program());
            command.args(["-m", "localstack.aws.scaffold", "generate", "iot", "--save", "--path"]);
            run(command.arg(emptied(&place)))
        }),
    })
}

/// mypy-boto3-builder's: stubs of the client, its types, literals and paginators.
fn stubs() -> Option<Way<'static>> {
    let version = python::version("mypy-boto3-builder", "mypy_boto3_builder")?;
    Some(Way {
        name: format!("mypy-boto3-builder {version}"),
        times: 1,
        run: Box::new(|| {
            let place = scratch("others/stubs");
            let mut command = Command::new(python::program());
            command.args(["-m", "mypy_boto3_builder"]).arg(emptied(&place));
            // Without smart versions it asks nobody for those that are published.
            run(command.args(["--no-smart-version", "--product", "boto3-services", "--services", "iot"]))
        }),
    })
}
