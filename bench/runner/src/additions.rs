//! Measures what paginators and waiters add to the build of the largest service.

use crate::generated::Generated;
use crate::models;
use crate::stop::stop;
use serde_json::{Map, Value};

/// The number of builds of each crate.
const ROUNDS: usize = 5;
/// The keys of a model with paginators and waiters.
const KEYS: [&str; 2] = ["pagination", "waiters"];

/// Compiles EC2 with and without paginators and waiters, in turns. The least time of each counts: on a machine with other work, two
/// builds of the same crate differ by more than paginators and waiters cost.
pub(crate) fn measure(given: Option<&str>) {
    let folder = models::folder(given);
    let generate = |name: &str, keep: bool| {
        let mut service = models::service(&folder, "ec2").unwrap_or_else(|why| stop(why)).sources;
        let mut model: Map<String, Value> =
            serde_json::from_str(&service.model.text).unwrap_or_else(|error| stop(error));
        if !keep && KEYS.iter().filter_map(|key| model.remove(*key)).count() != KEYS.len() {
            stop("the model of ec2 has no paginators or no waiters");
        }
        service.model.text = Value::Object(model).to_string();
        Generated::new(name, service)
    };
    let (with, without) = (generate("ec2", true), generate("ec2-without", false));
    [&with, &without].into_iter().for_each(|one| drop(one.build()));
    let mut least = [f64::INFINITY; 2];
    for _ in 0..ROUNDS {
        let times = [&with, &without].map(|one| one.compile("src/lib.rs").user.as_secs_f64());
        print("all of ec2", times);
        for (least, time) in least.iter_mut().zip(times) {
            *least = least.min(time);
        }
    }
    print("the least of each", least);
}

fn print(what: &str, [with, without]: [f64; 2]) {
    let share = (with / without - 1.0) * 100.0;
    println!("{what}: {with:.2} s user CPU; without paginators and waiters {without:.2} s: {share:+.1} %");
}
