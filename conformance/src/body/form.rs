//! The canonical form of `application/x-www-form-urlencoded`.

use super::MapEntryNames;
use std::collections::BTreeMap;

/// A node of the tree of parameter names: one part of a name, between dots, with the values of the parameter that ends here.
#[derive(Default)]
pub(crate) struct Node {
    pub(crate) values: Vec<String>,
    pub(crate) children: BTreeMap<String, Node>,
}

/// Returns the canonical form: the decoded parameters as a tree of the parts of their names. Both `+` and `%20` are a space. The
/// numbers of map entries are not significant.
pub(super) fn canonical(body: &[u8], entries: &MapEntryNames) -> Result<String, String> {
    Ok(text(&tree(body)?, entries))
}

/// Parses the parameters as a tree of the parts of their names.
///
/// # Errors
/// Returns the reason why the body is not a form.
pub(crate) fn tree(body: &[u8]) -> Result<Node, String> {
    let mut root = Node::default();
    for parameter in body.split(|byte| *byte == b'&') {
        let (name, value) = match parameter.iter().position(|byte| *byte == b'=') {
            Some(at) => parameter.split_at(at),
            None => return Err("a parameter has no `=`".to_owned()),
        };
        let mut node = &mut root;
        for part in decoded(name)?.split('.') {
            node = node.children.entry(part.to_owned()).or_default();
        }
        node.values.push(decoded(value.get(1..).unwrap_or_default())?);
    }
    Ok(root)
}

fn text(node: &Node, entries: &MapEntryNames) -> String {
    let is_entry = |child: &Node| {
        entries
            .iter()
            .any(|entry| child.children.keys().eq(entry.iter().collect::<std::collections::BTreeSet<_>>()))
    };
    let is_number = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
    let is_map = node.children.iter().all(|(name, child)| is_number(name) && is_entry(child));
    let child = |(name, child): (&String, &Node)| {
        let name = if is_map { "entry" } else { name };
        format!("{name:?}{}", text(child, entries))
    };
    let mut parts: Vec<String> = node.children.iter().map(child).collect();
    parts.sort();
    let values = node.values.iter().map(|value| format!("={value:?}")).collect::<String>();
    match parts.is_empty() {
        true => values,
        false => format!("{values}.({})", parts.join(", ")),
    }
}

/// Decodes a name or value. All bytes except unreserved ones and `*` must be percent-encoded.
fn decoded(text: &[u8]) -> Result<String, String> {
    let mut out = Vec::new();
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
                let (high, low) = (digit(bytes.next()), digit(bytes.next()));
                let (high, low) = high.zip(low).ok_or("`%` without two hexadecimal digits")?;
                out.extend(u8::try_from(high * 16 + low).ok());
            }
            byte if byte.is_ascii_alphanumeric() || b"-._~*".contains(byte) => out.push(*byte),
            byte => return Err(format!("byte {byte:#04x} is not percent-encoded")),
        }
    }
    String::from_utf8(out).map_err(|error| error.to_string())
}

#[test]
fn order_and_notation_are_not_significant() {
    let text = canonical(b"B=x+y%2f&A=&A.1=~", &MapEntryNames::new()).unwrap();
    assert_eq!(text, r#".("A"="".("1"="~"), "B"="x y/")"#);
    assert_eq!(canonical(b"A=&A.1=%7E&B=x%20y%2F", &MapEntryNames::new()).unwrap(), text);
    for other in ["A=1&A=1", "A=1", "A=2", "A.1=1", "A.1=1&A.2=2", "A.1=2&A.2=1"] {
        assert_ne!(canonical(other.as_bytes(), &MapEntryNames::new()).unwrap(), text);
    }
    for malformed in ["A", "", "A=1&", "A=/", "A=%2", "A=%zz", "A=%ff"] {
        assert!(canonical(malformed.as_bytes(), &MapEntryNames::new()).is_err(), "{malformed}");
    }
}

#[test]
fn numbers_of_map_entries_are_not_significant() {
    let entries = MapEntryNames::from([["key".to_owned(), "value".to_owned()]]);
    let form = |text: &str| canonical(text.as_bytes(), &entries).unwrap();
    let one = form("A.1.key=a&A.1.value.x=1&A.2.key=b&A.2.value.x=2");
    assert_eq!(one, form("A.1.key=b&A.1.value.x=2&A.2.key=a&A.2.value.x=1"));
    assert_ne!(one, form("A.1.key=a&A.1.value.x=2&A.2.key=b&A.2.value.x=1"));
    assert_ne!(form("A.1=a&A.2=b"), form("A.1=b&A.2=a"));
}
