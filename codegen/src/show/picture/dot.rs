//! Writes a picture for Graphviz.

use super::diagram::{Diagram, Row};
use crate::diagnostic::is_no_text;

pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::from(
        "digraph {\n  rankdir=LR\n  node [shape=plain fontname=\"monospace\" fontsize=11]\n  edge [color=\"#7f8ea6\"]\n",
    );
    for (index, node) in diagram.boxes.iter().enumerate() {
        out.push_str(&format!(
            "  n{index} [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\">\
            <tr><td port=\"t\" colspan=\"2\"><b>{}</b> {}</td></tr>",
            escape(&node.title),
            node.kind.name()
        ));
        for (row, line) in node.rows.iter().enumerate() {
            out.push_str(&format!(
                "<tr><td align=\"left\">{}</td><td align=\"left\" port=\"r{row}\">{}</td></tr>",
                name(line),
                or_space(&escape(&line.type_name))
            ));
        }
        out.push_str("</table>>]\n");
    }
    for edge in &diagram.edges {
        let style = if edge.back { " [style=dashed color=\"#d08332\" constraint=false]" } else { "" };
        out.push_str(&format!("  n{}:r{} -> n{}:t{style}\n", edge.from, edge.row, edge.to));
    }
    if diagram.omitted > 0 {
        out.push_str(&format!("  label=\"{} more shapes not shown\"\n", diagram.omitted));
    }
    out + "}\n"
}

fn name(row: &Row) -> String {
    let mut name = or_space(&escape(&row.name));
    if row.required {
        name = format!("<b>{name}</b> (required)");
    }
    if row.deprecated {
        name = format!("<s>{name}</s> (deprecated)");
    }
    if row.sensitive {
        name.push_str(" (sensitive)");
    }
    name.push_str(&row.binding.map(|binding| format!(" ({binding})")).unwrap_or_default());
    name
}

/// Graphviz rejects empty cells.
fn or_space(text: &str) -> String {
    if text.is_empty() { " ".to_owned() } else { text.to_owned() }
}

/// Replaces the characters with a meaning in HTML labels by numeric references.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if is_no_text(c) => out.push('\u{fffd}'),
            '&' | '<' | '>' | '"' | '\'' | '\\' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
