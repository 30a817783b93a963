//! Measures CPU time and memory of the generator as a function of the number of shapes, with synthetic and real models.

use crate::paths::{root, scratch, text, this};
use crate::plot::{self, Point, Series};
use crate::stop::stop;
use crate::{models, process, synthetic};
use cpu_time::ProcessTime;
use serde_json::Value;
use smithereen_codegen::{CrateSources, generate};

/// The numbers of shapes of synthetic models. The last takes half a minute and three gigabytes.
const SIZES: [usize; 9] = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];
/// The minimum number of shapes for the fit. Below it, the start of the process dominates.
const FITTED_FROM: f64 = 300.0;
/// The maximum number of shapes of models that get several turns, of which the fastest counts.
const QUICK: f64 = 10_000.0;
const TURNS: usize = 3;
/// The maximum slope that counts as linear.
const STEEPEST: f64 = 1.1;

/// Measures all models and draws the picture.
pub(crate) fn measure(given: Option<&str>) {
    let folder = models::folder(given);
    let folder_name = folder.to_string_lossy().into_owned();
    println!("{:>10} {:>12} {:>10}", "shapes", "ms CPU", "MB");
    let made: Vec<Point> = SIZES
        .iter()
        .map(|shapes| {
            let point = quickest(&["made", &shapes.to_string()]);
            println!("{:>10} {:>12.2} {:>10.1}", point.shapes, point.millis, point.megabytes);
            point
        })
        .collect();
    let services = models::every(&folder).into_iter().map(|service| service.sources);
    let real: Vec<Point> = services
        .filter(|service| !models::selected(service).is_empty())
        .map(|service| quickest(&["real", &folder_name, &service.name]))
        .collect();
    let slopes: Vec<f64> = [&made, &real]
        .into_iter()
        .flat_map(|points| [slope(points, |point| point.millis), slope(points, |point| point.megabytes)])
        .collect();
    for (what, slope) in ["made, time", "made, memory", "real, time", "real, memory"].iter().zip(&slopes) {
        let verdict = if *slope <= STEEPEST { "linear" } else { "steeper than linear" };
        println!("{what:<14} exponent {slope:.2} from {FITTED_FROM} shapes on: {verdict}");
    }
    let [made_time, made_memory, real_time, real_memory] = slopes[..] else { return };
    let series = [
        Series { name: "made models", points: made, time: made_time, memory: made_memory, joined: true },
        Series {
            name: "services of botocore",
            points: real,
            time: real_time,
            memory: real_memory,
            joined: false,
        },
    ];
    let drawing = root().join("bench/growth.svg");
    crate::paths::write(&drawing, &plot::draw(&series));
    println!("drawn: bench/growth.svg");
}

fn quickest(arguments: &[&str]) -> Point {
    let first = once(arguments);
    let more = if first.shapes > QUICK { 1 } else { TURNS };
    (1..more)
        .map(|_| once(arguments))
        .fold(first, |best, point| if point.millis < best.millis { point } else { best })
}

/// Measures one model in a separate process, so that its memory is separate too.
fn once(arguments: &[&str]) -> Point {
    let report = scratch("one.json");
    let cost = process::run(this().arg("one").arg(&report).args(arguments));
    let measured: Value = serde_json::from_str(&text(&report)).unwrap_or_default();
    let number = |name: &str| match measured.get(name).and_then(Value::as_f64) {
        Some(number) => number,
        None => stop(format_args!("{}: there is no {name}", report.display())),
    };
    let megabytes = measured.get("megabytes").and_then(Value::as_f64).unwrap_or(cost.peak);
    Point { shapes: number("shapes"), millis: number("millis"), megabytes }
}

/// The main function of that process.
pub(crate) fn one(report: &str, arguments: &[String]) {
    let endpoints = || text(&root().join("models/iot/endpoint-rule-set-1.json"));
    let service = match arguments {
        [kind, shapes] if kind == "made" => synthetic::service(number(shapes), endpoints()),
        [_, folder, name] => models::service(folder.as_ref(), name).unwrap_or_else(|why| stop(why)).sources,
        _ => stop("made <shapes>, or real <folder> <service>"),
    };
    let shapes = match arguments {
        [_, shapes] => number(shapes),
        _ => shapes_of(&service.model.text),
    };
    let sources: CrateSources = models::sources(vec![service]);
    let begin = ProcessTime::now();
    let outcome = generate(&sources);
    let millis = process::millis(begin.elapsed());
    if outcome.files.is_empty() {
        stop(outcome.diagnostics.first().map_or(String::new(), ToString::to_string));
    }
    let measured = serde_json::json!({ "shapes": shapes, "millis": millis, "megabytes": peak() });
    crate::paths::write(report.as_ref(), &measured.to_string());
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| stop(format_args!("{text} is no number")))
}

/// Returns the peak memory of this process in MB, if the platform provides it. The value of `wait4` includes the memory
/// of the parent from before `exec`.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1e3)
}

fn shapes_of(model: &str) -> usize {
    let tree: Value = serde_json::from_str(model).unwrap_or_default();
    tree.get("shapes").and_then(Value::as_object).map_or(0, serde_json::Map::len)
}

/// Returns the exponent of the best-fitting power law, by least squares over logarithms.
fn slope(points: &[Point], value: impl Fn(&Point) -> f64) -> f64 {
    let logs: Vec<(f64, f64)> = points
        .iter()
        .filter(|point| point.shapes >= FITTED_FROM)
        .map(|point| (point.shapes.ln(), value(point).ln()))
        .collect();
    let count = logs.len() as f64;
    let mean = |pick: fn(&(f64, f64)) -> f64| logs.iter().map(pick).sum::<f64>() / count;
    let (x, y) = (mean(|log| log.0), mean(|log| log.1));
    let (mut together, mut alone) = (0.0, 0.0);
    for log in &logs {
        together += (log.0 - x) * (log.1 - y);
        alone += (log.0 - x).powi(2);
    }
    together / alone
}
