//! Draws time and memory as functions of the number of shapes, with logarithmic axes.

use std::fmt::Write;

pub(crate) struct Point {
    pub(crate) shapes: f64,
    pub(crate) millis: f64,
    pub(crate) megabytes: f64,
}

pub(crate) struct Series {
    pub(crate) name: &'static str,
    pub(crate) points: Vec<Point>,
    /// The fitted exponents.
    pub(crate) time: f64,
    pub(crate) memory: f64,
    /// Whether a line connects the points.
    pub(crate) joined: bool,
}

const COLOURS: [&str; 2] = ["#0072b2", "#d55e00"];
/// The size of each panel, in pixels.
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 50.0;
const GAP: f64 = 100.0;

/// A panel: its position and the powers of ten at the ends of its axes.
struct Panel {
    left: f64,
    title: &'static str,
    x: (i32, i32),
    y: (i32, i32),
}

impl Panel {
    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let share =
            |value: f64, (low, high): (i32, i32)| (value.log10() - f64::from(low)) / f64::from(high - low);
        (self.left + share(x, self.x) * WIDTH, TOP + (1.0 - share(y, self.y)) * HEIGHT)
    }

    fn draw_axes(&self, out: &mut String) {
        let (left, bottom) = (self.left, TOP + HEIGHT);
        let _ = writeln!(
            out,
            r##"<rect x="{left}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#444"/>"##
        );
        let middle = left + WIDTH / 2.0;
        let _ = writeln!(out, r#"<text x="{middle}" y="{}" class="title">{}</text>"#, TOP - 16.0, self.title);
        let _ = writeln!(out, r#"<text x="{middle}" y="{}" class="middle">shapes</text>"#, bottom + 40.0);
        for power in self.x.0..=self.x.1 {
            let (x, _) = self.at(10_f64.powi(power), 1.0);
            let _ = writeln!(out, r##"<path d="M{x:.1} {TOP}V{bottom}" stroke="#ddd"/>"##);
            let _ = writeln!(
                out,
                r#"<text x="{x:.1}" y="{}" class="middle">{}</text>"#,
                bottom + 20.0,
                tick(power)
            );
        }
        for power in self.y.0..=self.y.1 {
            let (_, y) = self.at(1.0, 10_f64.powi(power));
            let _ = writeln!(out, r##"<path d="M{left} {y:.1}h{WIDTH}" stroke="#ddd"/>"##);
            let _ = writeln!(
                out,
                r#"<text x="{}" y="{:.1}" class="end">{}</text>"#,
                left - 8.0,
                y + 4.0,
                tick(power)
            );
        }
    }

    fn draw_series(&self, out: &mut String, series: &Series, colour: &str, value: fn(&Point) -> f64) {
        let paths: Vec<_> = series.points.iter().map(|point| self.at(point.shapes, value(point))).collect();
        if series.joined {
            let path: Vec<_> = paths.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
            let _ = writeln!(
                out,
                r#"<path d="M{}" fill="none" stroke="{colour}" stroke-width="1.5"/>"#,
                path.join("L")
            );
        }
        let radius = if series.joined { 3.5 } else { 2.0 };
        for (x, y) in paths {
            let _ = writeln!(
                out,
                r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="{colour}" fill-opacity="0.7"/>"#
            );
        }
    }
}

/// The drawn value of a point.
type Value = fn(&Point) -> f64;
type Slope = fn(&Series) -> f64;

/// Returns the picture as SVG.
pub(crate) fn draw(all: &[Series]) -> String {
    let (width, height) = (LEFT + WIDTH * 2.0 + GAP + 20.0, TOP + HEIGHT + 60.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<style>.middle,.title{{text-anchor:middle}}.end{{text-anchor:end}}\
         .title{{font-size:14px;font-weight:bold}}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    let panels: [(Panel, Value, Slope); 2] = [
        (
            panel(LEFT, "CPU time to generate, ms", all, |point| point.millis),
            |point| point.millis,
            |one| one.time,
        ),
        (
            panel(LEFT + WIDTH + GAP, "peak memory of the process, MB", all, |point| point.megabytes),
            |point| point.megabytes,
            |one| one.memory,
        ),
    ];
    for (panel, value, slope) in &panels {
        panel.draw_axes(&mut out);
        for (index, (series, colour)) in all.iter().zip(COLOURS).enumerate() {
            panel.draw_series(&mut out, series, colour, *value);
            let (x, y) = (panel.left + 14.0, TOP + 20.0 + 18.0 * index as f64);
            let _ = writeln!(out, r#"<circle cx="{x}" cy="{}" r="4" fill="{colour}"/>"#, y - 4.0);
            let _ = writeln!(
                out,
                r#"<text x="{}" y="{y}">{}, exponent {:.2}</text>"#,
                x + 10.0,
                series.name,
                slope(series)
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

fn panel(left: f64, title: &'static str, all: &[Series], value: fn(&Point) -> f64) -> Panel {
    let points = || all.iter().flat_map(|series| &series.points);
    Panel { left, title, x: range(points().map(|point| point.shapes)), y: range(points().map(value)) }
}

/// Returns the powers of ten that enclose all values.
fn range(values: impl Iterator<Item = f64>) -> (i32, i32) {
    let (low, high) =
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let (low, high) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    (low, high.max(low + 1))
}

fn tick(power: i32) -> String {
    match power {
        -3..=-1 => format!("{}", 10_f64.powi(power)),
        0..=3 => format!("{}", 10_f64.powi(power) as u64),
        _ => format!("10<tspan dy=\"-5\" font-size=\"9\">{power}</tspan>"),
    }
}
