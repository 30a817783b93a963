//! The canonical form of XML.

use super::MapEntryNames;
use roxmltree::{Document, Node};

/// Returns the canonical form. Attributes and namespaces are sorted, prefixes are kept, and empty elements have one notation.
/// White space beside elements, comments and processing instructions are removed. Elements are sorted by name, because the
/// members of a structure have no order. Elements of the same name keep their order, unless they are the entries of a map.
pub(super) fn canonical(body: &[u8], entries: &MapEntryNames) -> Result<String, String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    Ok(element(document.root_element(), entries))
}

fn element(node: Node<'_, '_>, entries: &MapEntryNames) -> String {
    let name = qualified_name(node);
    let mut attributes: Vec<String> = declared_namespaces(node);
    attributes.extend(node.attributes().map(|attribute| {
        let name = node.document().input_text().get(attribute.range_qname()).unwrap_or_default();
        format!(" {name}={:?}", attribute.value())
    }));
    attributes.sort();
    let elements: Vec<_> = node.children().filter(Node::is_element).collect();
    let texts = node.children().filter(Node::is_text).filter_map(|child| child.text());
    let content: String = texts.filter(|text| elements.is_empty() || !text.trim().is_empty()).collect();
    let content = if content.is_empty() { String::new() } else { format!("{content:?}") };
    let mut children: Vec<_> = elements
        .into_iter()
        .map(|child| {
            let text = element(child, entries);
            let order = if is_entry(child, entries) { text.clone() } else { String::new() };
            (qualified_name(child), order, text)
        })
        .collect();
    children.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let children: String = children.into_iter().map(|(.., text)| text).collect();
    format!("<{name}{}>{content}{children}</{name}>", attributes.concat())
}

fn is_entry(node: Node<'_, '_>, entries: &MapEntryNames) -> bool {
    let names: Vec<_> = node.children().filter(Node::is_element).map(qualified_name).collect();
    entries.iter().any(|entry| names == entry.each_ref().map(String::as_str))
}

/// Returns the name with its prefix.
fn qualified_name<'t>(node: Node<'_, 't>) -> &'t str {
    let source = node.document().input_text().get(node.range()).unwrap_or_default();
    let source = source.strip_prefix('<').unwrap_or(source);
    source.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// Returns the namespaces that the element declares.
fn declared_namespaces(node: Node<'_, '_>) -> Vec<String> {
    let is_inherited = |name: Option<&str>, uri: &str| {
        node.parent_element()
            .is_some_and(|parent| parent.namespaces().any(|other| other.name() == name && other.uri() == uri))
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
    let other = "<a x='1' y='2' xmlns='u'><c> x<!-- no -->&#38;y</c><b></b></a>";
    let text = canonical(one.as_bytes(), &MapEntryNames::new()).unwrap();
    assert_eq!(text, r#"<a x="1" xmlns="u" y="2"><b></b><c>" x&y"</c></a>"#);
    assert_eq!(canonical(other.as_bytes(), &MapEntryNames::new()).unwrap(), text);
}

#[test]
fn entries_of_maps_have_no_order() {
    let same = |one: &str, other: &str| {
        let entries = MapEntryNames::from([["k".to_owned(), "v".to_owned()]]);
        canonical(one.as_bytes(), &entries).unwrap() == canonical(other.as_bytes(), &entries).unwrap()
    };
    let (first, second) = ("<e><k>1</k><v>a</v></e>", "<e><k>2</k><v>b</v></e>");
    assert!(same(&format!("<m>{first}{second}</m>"), &format!("<m>{second}{first}</m>")));
    assert!(!same(&format!("<m>{first}{second}</m>"), &format!("<m>{first}</m>")));
    assert!(!same("<m><e>1</e><e>2</e></m>", "<m><e>2</e><e>1</e></m>"));
}

#[test]
fn content_prefixes_and_order_of_lists_are_significant() {
    let all = [
        "<a><b/><c/></a>",
        "<a><c/></a>",
        "<a><c>1</c><c>2</c></a>",
        "<a><c>2</c><c>1</c></a>",
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
    let form = |text: &str| canonical(text.as_bytes(), &MapEntryNames::new());
    let forms: std::collections::BTreeSet<_> = all.iter().map(|text| form(text).unwrap()).collect();
    assert_eq!(forms.len(), all.len());
    for malformed in ["", "<a>", "<a/><b/>", "<a b=1/>", "<p:a/>", "<a>&x;</a>"] {
        assert!(form(malformed).is_err(), "{malformed}");
    }
}
