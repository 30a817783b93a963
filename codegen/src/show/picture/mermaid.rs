//! Writes a picture as a Mermaid class diagram.

use super::diagram::{Diagram, Node, Row};

pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::from("classDiagram\n  direction LR\n");
    for (index, node) in diagram.boxes.iter().enumerate() {
        out.push_str(&format!(
            "  class n{index}[\"{}\"] {{\n    <<{}>>\n",
            plain(&node.title),
            node.kind.name()
        ));
        for row in &node.rows {
            out.push_str(&format!("    {}\n", line(row)));
        }
        out.push_str("  }\n");
    }
    for edge in &diagram.edges {
        let row = diagram.boxes.get(edge.from).and_then(|node: &Node| node.rows.get(edge.row));
        let name = row.map(|row| plain(&row.name)).unwrap_or_default();
        let arrow = if edge.back { "..>" } else { "-->" };
        out.push_str(&format!("  n{} {arrow} n{} : {name}\n", edge.from, edge.to));
    }
    if diagram.omitted > 0 {
        out.push_str(&format!("  note \"{} more shapes not shown\"\n", diagram.omitted));
    }
    out
}

fn line(row: &Row) -> String {
    let mut line = plain(&row.name);
    if !row.type_name.is_empty() {
        line.push_str(&format!(" : {}", plain(&row.type_name)));
    }
    let marks = [(row.required, "required"), (row.sensitive, "sensitive"), (row.deprecated, "deprecated")];
    for mark in marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).chain(row.binding) {
        line.push_str(&format!(", {mark}"));
    }
    line
}

/// Replaces the characters with a meaning in Mermaid. Braces, which would end a class, become `‹` and `›`.
fn plain(text: &str) -> String {
    let clean = |c: char| match c {
        '{' => '‹',
        '}' => '›',
        c if c.is_ascii_alphanumeric() || " _-./:,[]+=@#…".contains(c) => c,
        _ => '_',
    };
    let clean: String = text.chars().map(clean).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    if words.is_empty() { "_".to_owned() } else { words.join(" ") }
}
