//! Items that are written as text: how a formatter would lay them out, so that it is asked only where they are unusual.

use proc_macro2::Literal;
use std::collections::BTreeSet;

/// Columns of a line of code.
const MARGIN: usize = 89;
/// Columns of a value on one line, and of the end of that.
const SHORT: usize = 36;
const INDENT: &str = "    ";

/// Whether all lines have room. One that has none is broken in ways that only the formatter knows.
pub(super) fn fits(item: &str) -> bool {
    item.lines().all(|line| line.len() <= MARGIN || line.trim_start().starts_with("//"))
}

/// Lines in braces after what they belong to, one level further in. Each part is of whole lines.
pub(super) fn braced(head: &str, parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut out = format!("{head} {{");
    let begin = out.len();
    for part in parts {
        if out.len() == begin {
            out.push('\n');
        }
        for line in part.as_ref().split_inclusive('\n') {
            out.push_str(INDENT);
            out.push_str(line);
        }
    }
    out.push_str("}\n");
    out
}

/// A function in a block, up to its braces.
pub(super) fn signature(name: &str, arguments: &[String], result: &str) -> String {
    let line = format!("pub fn {name}({}) -> {result}", arguments.join(", "));
    match INDENT.len() + line.len() + " {".len() <= MARGIN {
        true => line,
        false => format!("pub fn {name}(\n{}) -> {result}", one_a_line(arguments)),
    }
}

/// A value of `Self`, as a line or as many.
pub(super) fn value(fields: &[String], rest: Option<&str>) -> String {
    let all: Vec<&str> = fields.iter().map(String::as_str).chain(rest).collect();
    let line = format!("Self {{ {} }}\n", all.join(", "));
    match line.len() <= SHORT {
        true => line,
        false => {
            let rest = rest.map(|rest| format!("{rest}\n"));
            braced("Self", fields.iter().map(|field| format!("{field},\n")).chain(rest))
        }
    }
}

fn one_a_line(all: &[String]) -> String {
    all.iter().map(|one| format!("{INDENT}{one},\n")).collect()
}

/// Names after a path, as many on a line as there is room for: what `use` and `pub use` are followed by.
pub(super) fn group(before: &str, path: &str, names: &BTreeSet<String>) -> String {
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let line = match all.as_slice() {
        [one] => format!("{before} {path}::{one};\n"),
        all => format!("{before} {path}::{{{}}};\n", all.join(", ")),
    };
    if line.len() - 1 <= MARGIN || all.len() == 1 {
        return line;
    }
    let (mut out, mut column) = (format!("{before} {path}::{{"), MARGIN);
    let last = all.len().saturating_sub(1);
    for (index, name) in all.into_iter().enumerate() {
        // The comma after the last is not counted.
        let width = name.len() + usize::from(index < last);
        if column + 1 + width <= MARGIN {
            out.push(' ');
            column += 1 + width;
        } else {
            out.push_str("\n    ");
            column = INDENT.len() + width;
        }
        out.push_str(name);
        out.push(',');
    }
    out.push_str("\n};\n");
    out
}

/// A text as Rust has it in a source.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(item: &str) -> String {
        prettyplease::unparse(&syn::parse_file(item).unwrap())
    }

    #[test]
    fn a_formatter_has_nothing_to_change() {
        let mut fitting = 0;
        for width in 1..100 {
            let name = "n".repeat(width);
            let arguments = ["mut self".to_owned(), format!("{name}: String")];
            let few = value(std::slice::from_ref(&name), None);
            let many = value(&[name.clone(), "a: b()".to_owned()], Some("..rest()"));
            for item in [
                braced("impl A", [braced(&signature("f", &arguments, "Self"), [few])]),
                braced("impl A", [braced(&signature(&name, &arguments, "Self"), [many])]),
                braced("pub struct A", [format!("pub {name}: Option<String>,\n")]),
                braced("pub enum A", [format!("/// {name} {name}\n{name}(B),\n")]),
                braced(
                    "impl A",
                    [braced("fn f(&self) -> B", [braced("match self", [format!("Self::{name} => b,\n")])])],
                ),
            ] {
                if fits(&item) {
                    assert_eq!(item, formatted(&item));
                    fitting += 1;
                }
            }
        }
        assert!(fitting > 300, "{fitting}");
    }

    #[test]
    fn names_fill_lines_as_a_formatter_fills_them() {
        for width in 1..60 {
            for count in 0..30 {
                let names = (0..count).map(|index| format!("N{index:02}{}", "n".repeat(width * index % 41)));
                let names = names.collect();
                let item = group("pub use", &"m".repeat(width), &names);
                assert_eq!(item, formatted(&item));
            }
        }
    }
}
