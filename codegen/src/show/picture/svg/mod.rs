//! Writes a picture as SVG, without external resources. Its colors are legible on light and on dark backgrounds.
//!
//! The markup belongs here. Positions come from the layout.

mod lines;
mod text;

use super::diagram::{Diagram, Node, NodeKind, Row};
use super::layout::{self, Layout};
use super::measure::{self, NAME, PAD, ROW, TITLE};
use lines::lines;
use text::{escape, number, path_of};

/// The margin around the picture.
const MARGIN: f64 = 16.0;
/// The space left of the first column, for the lines from the operation.
const LEFT: f64 = 34.0;
/// The height of the legend.
const LEGEND: f64 = 34.0;

const STYLE: &str = "\
    text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;fill:#1f2937}\
    .title{font-size:13px;font-weight:bold;fill:#fff}.kind{font-size:10px;fill:#e5e9f0;text-anchor:end}\
    .type{fill:#55657d;text-anchor:end}.req{font-weight:bold}.old{fill:#8a94a3;text-decoration:line-through}\
    .tag{font-size:10px;fill:#55657d}.tagbox{fill:#e8ecf2}.card{fill:#fafbfc;stroke:#b6c0ce}.rule{stroke:#e3e8ef}\
    .line{fill:none;stroke:#7f8ea6;stroke-width:1.5}.tip{fill:#7f8ea6}\
    .back{fill:none;stroke:#d08332;stroke-width:1.5;stroke-dasharray:5 4}.backtip{fill:#d08332}\
    .dot{fill:#2f6fc4}.lock{fill:#b4552d}.legend{fill:#7a8799;font-size:11px}";

/// Draws a diagram as SVG.
pub(super) fn draw(diagram: &Diagram) -> String {
    let layout = layout::arrange(diagram);
    let legend = legend(diagram, layout.height + MARGIN);
    // Space for a line from a box to itself.
    let around = if diagram.edges.iter().any(|edge| edge.from == edge.to) { 24.0 } else { 0.0 };
    let width = layout.columns.last().map_or(0.0, |(_, right)| *right) + LEFT + MARGIN + around;
    let width = width.max(legend.1).ceil();
    let height = (layout.height + 2.0 * MARGIN + LEGEND).ceil();
    let title = escape(&diagram.boxes.first().map(|node| node.title.clone()).unwrap_or_default());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
        role=\"img\">\n<title>{title}</title>\n<style>{STYLE}</style>\n<g transform=\"translate({LEFT} {MARGIN})\">\n"
    );
    out.push_str(&lines(diagram, &layout));
    for (index, node) in diagram.boxes.iter().enumerate() {
        out.push_str(&draw_box(node, index, &layout));
    }
    out.push_str(&legend.0);
    out + "</g>\n</svg>\n"
}

fn color(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Operation => "#39424f",
        NodeKind::Structure => "#3d6094",
        NodeKind::Union => "#73529f",
        NodeKind::Enum | NodeKind::IntEnum => "#2f7d77",
    }
}

fn draw_box(node: &Node, index: usize, layout: &Layout) -> String {
    let (x, y) = layout.corner(index);
    let (width, height) = (measure::width(node), measure::height(node));
    let color = color(node.kind);
    let mut out = format!("<g transform=\"translate({} {})\">\n", number(x), number(y));
    out.push_str(&format!(
        "<rect class=\"card\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\n\
        <path fill=\"{color}\" d=\"M0 {TITLE}V6a6 6 0 0 1 6-6H{}a6 6 0 0 1 6 6V{TITLE}z\"/>\n\
        <text class=\"title\" x=\"{PAD}\" y=\"21\">{}</text>\n",
        width - 6.0,
        escape(&node.title)
    ));
    if node.kind != NodeKind::Operation {
        out.push_str(&format!(
            "<text class=\"kind\" x=\"{}\" y=\"20\">{}</text>\n",
            width - PAD,
            node.kind.name()
        ));
    }
    for (index, row) in node.rows.iter().enumerate() {
        out.push_str(&draw_row(row, index, width));
    }
    out + "</g>\n"
}

fn draw_row(row: &Row, index: usize, width: f64) -> String {
    let middle = measure::middle(index);
    let base = number(middle + 4.0);
    let mut out = String::new();
    if index > 0 {
        let y = number(middle - ROW / 2.0);
        out.push_str(&format!("<path class=\"rule\" d=\"M1 {y}H{}\"/>\n", width - 1.0));
    }
    if row.required {
        out.push_str(&format!(
            "<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"3\"/>\n",
            NAME / 2.0,
            number(middle)
        ));
    }
    let class = match (row.deprecated, row.required) {
        (true, _) => " class=\"old\"",
        (false, true) => " class=\"req\"",
        (false, false) => "",
    };
    out.push_str(&format!("<text{class} x=\"{NAME}\" y=\"{base}\">{}</text>\n", escape(&row.name)));
    if row.sensitive {
        out.push_str(&lock(measure::name_end(row) + 4.0, middle));
    }
    if let Some(binding) = row.binding {
        let (x, tag) = (measure::lock_end(row) + 8.0, measure::tag(binding));
        out.push_str(&format!(
            "<rect class=\"tagbox\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"7\"/>\n\
            <text class=\"tag\" x=\"{}\" y=\"{}\">{binding}</text>\n",
            number(x),
            number(middle - 7.0),
            number(tag),
            number(x + 5.0),
            number(middle + 3.5)
        ));
    }
    if !row.type_name.is_empty() {
        let type_name = escape(&row.type_name);
        out.push_str(&format!(
            "<text class=\"type\" x=\"{}\" y=\"{base}\">{type_name}</text>\n",
            width - PAD
        ));
    }
    out
}

/// Returns a padlock, ten pixels high.
fn lock(x: f64, middle: f64) -> String {
    format!(
        "<path class=\"lock\" d=\"M{} {}h1v-2a3 3 0 0 1 6 0v2h1v6h-8zm2.3 0h3.4v-2a1.7 1.7 0 0 0 -3.4 0z\"/>\n",
        number(x),
        number(middle - 1.0)
    )
}

/// Draws a legend of the marks in the picture, and returns it with its width.
fn legend(diagram: &Diagram, y: f64) -> (String, f64) {
    let any = |test: fn(&Row) -> bool| diagram.boxes.iter().any(|node| node.rows.iter().any(test));
    let (mut x, y) = (MARGIN - LEFT + 2.0, y + 4.0);
    let base = y + 4.0;
    let mut out = String::new();
    let mut add = |mark: &dyn Fn(f64) -> (String, f64), text: &str, class: &str| {
        let (drawn, wide) = mark(x);
        out.push_str(&drawn);
        let (at, base) = (number(x + wide), number(base));
        out.push_str(&format!("<text class=\"{class}\" x=\"{at}\" y=\"{base}\">{text}</text>\n"));
        x += wide + measure::text(text) + 22.0;
    };
    if any(|row| row.required) {
        let dot = |x: f64| {
            (
                format!("<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"3\"/>\n", number(x + 3.0), number(y)),
                12.0,
            )
        };
        add(&dot, "required", "legend");
    }
    if any(|row| row.sensitive) {
        add(&|x| (lock(x, y), 14.0), "sensitive", "legend");
    }
    if any(|row| row.deprecated) {
        add(&|_| (String::new(), 0.0), "deprecated", "legend old");
    }
    if diagram.edges.iter().any(|edge| edge.back) {
        let line = |x: f64| (path_of("back", &format!("M{} {}h28", number(x), number(y))), 36.0);
        add(&line, "recursive", "legend");
    }
    if diagram.omitted > 0 {
        add(&|_| (String::new(), 0.0), &format!("{} more shapes not shown", diagram.omitted), "legend");
    }
    (out, x + LEFT)
}
