//! The canonical form of XML.

use roxmltree::{Document, Node, NodeType};
use std::fmt::Write;

/// Returns the canonical form: attributes and namespaces are sorted, prefixes are kept, empty elements have one notation, and
/// white space beside elements, comments and processing instructions are removed. The order of elements is kept.
pub(super) fn canonical(body: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let mut out = String::new();
    element(document.root_element(), &mut out);
    Ok(out)
}

fn element(node: Node<'_, '_>, out: &mut String) {
    let name = qualified_name(node);
    let mut attributes: Vec<String> = declared(node);
    attributes.extend(node.attributes().map(|attribute| {
        let name = node.document().input_text().get(attribute.range_qname()).unwrap_or_default();
        format!(" {name}={:?}", attribute.value())
    }));
    attributes.sort();
    let _ = write!(out, "<{name}{}>", attributes.concat());
    let has_elements = node.children().any(|child| child.is_element());
    for child in node.children() {
        match child.node_type() {
            NodeType::Element => element(child, out),
            NodeType::Text => {
                let text = child.text().unwrap_or_default();
                if !has_elements || !text.trim().is_empty() {
                    let _ = write!(out, "{text:?}");
                }
            }
            NodeType::Root | NodeType::Comment | NodeType::PI => {}
        }
    }
    let _ = write!(out, "</{name}>");
}

/// Returns the name with its prefix.
fn qualified_name<'t>(node: Node<'_, 't>) -> &'t str {
    let source = node.document().input_text().get(node.range()).unwrap_or_default();
    let source = source.strip_prefix('<').unwrap_or(source);
    source.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// Returns the namespaces that the element declares.
fn declared(node: Node<'_, '_>) -> Vec<String> {
    let is_inherited = |name: Option<&str>, uri: &str| {
        node.parent_element().is_some_and(|parent| {
            parent.namespaces().any(|other| other.name() == name && other.uri() == uri)
        })
    };
    let own = node.namespaces().filter(|found| found.name() != Some("xml"));
    let own = own.filter(|found| !is_inherited(found.name(), found.uri()));
    own.map(|found| match found.name() {
        Some(prefix) => format!(" xmlns:{prefix}={:?}", found.uri()),
        None => format!(" xmlns={:?}", found.uri()),
    })
    .collect()
}

#[test]
fn notation_is_not_significant() {
    let one = "<?xml version='1.0'?><a xmlns='u' y='2' x=\"1\">\n  <b/>\n  <c> x&amp;<![CDATA[y]]></c>\n</a>";
    let other = "<a x='1' y='2' xmlns='u'><b></b><!-- no --><c> x&#38;y</c></a>";
    let text = canonical(one.as_bytes()).unwrap();
    assert_eq!(text, r#"<a x="1" xmlns="u" y="2"><b></b><c>" x&y"</c></a>"#);
    assert_eq!(canonical(other.as_bytes()).unwrap(), text);
}

#[test]
fn content_prefixes_and_order_are_significant() {
    let all = [
        "<a><b/><c/></a>",
        "<a><c/><b/></a>",
        "<a>x</a>",
        "<a> x</a>",
        "<a/>",
        "<a> </a>",
        "<a b='1'/>",
        "<a xmlns='u'/>",
        "<a xmlns:p='u'/>",
        "<p:a xmlns:p='u'/>",
        "<q:a xmlns:q='u'/>",
        "<a xmlns:p='u' p:b='1'/>",
        "<a xmlns:p='u' b='1'/>",
    ];
    let forms: std::collections::BTreeSet<_> =
        all.iter().map(|text| canonical(text.as_bytes()).unwrap()).collect();
    assert_eq!(forms.len(), all.len());
    for malformed in ["", "<a>", "<a/><b/>", "<a b=1/>", "<p:a/>", "<a>&x;</a>"] {
        assert!(canonical(malformed.as_bytes()).is_err(), "{malformed}");
    }
}
