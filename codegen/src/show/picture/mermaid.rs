//! The picture as a class diagram of Mermaid.

use super::diagram::{Card, Diagram, Row};

pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::from("classDiagram\n  direction LR\n");
    for (index, card) in diagram.boxes.iter().enumerate() {
        out.push_str(&format!(
            "  class n{index}[\"{}\"] {{\n    <<{}>>\n",
            plain(&card.title),
            card.look.name()
        ));
        for row in &card.rows {
            out.push_str(&format!("    {}\n", line(row)));
        }
        out.push_str("  }\n");
    }
    for edge in &diagram.edges {
        let row = diagram.boxes.get(edge.from).and_then(|card: &Card| card.rows.get(edge.row));
        let name = row.map(|row| plain(&row.name)).unwrap_or_default();
        let arrow = if edge.back { "..>" } else { "-->" };
        out.push_str(&format!("  n{} {arrow} n{} : {name}\n", edge.from, edge.to));
    }
    if diagram.left_out > 0 {
        out.push_str(&format!("  note \"{} more shapes are not drawn\"\n", diagram.left_out));
    }
    out
}

fn line(row: &Row) -> String {
    let mut line = plain(&row.name);
    if !row.type_name.is_empty() {
        line.push_str(&format!(" : {}", plain(&row.type_name)));
    }
    let marks = [(row.required, "required"), (row.sensitive, "sensitive"), (row.deprecated, "deprecated")];
    for mark in marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).chain(row.place) {
        line.push_str(&format!(", {mark}"));
    }
    line
}

/// Only what Mermaid cannot take for something else. Braces end its boxes, so that others stand for them.
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
