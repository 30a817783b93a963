//! A differential test of the tokenizer against `quick-xml`, which accepts more texts.

use super::element::Element;
use super::failure::Failure;
use super::tokens::Tokens;
use crate::xml::tests::mutations::{Random, mutated};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// An element with its attributes, and with its text if it has no children.
#[derive(Debug, Default, PartialEq)]
struct Tree {
    name: String,
    attributes: Option<Vec<(String, String)>>,
    text: String,
    children: Vec<Tree>,
}

fn ours(text: &str) -> Result<Tree, Failure> {
    let mut tokens = Tokens::new(text);
    let root = tokens.root()?;
    let tree = element(&mut tokens, root)?;
    tokens.end().map(|()| tree)
}

fn element(tokens: &mut Tokens<'_>, start: Element<'_>) -> Result<Tree, Failure> {
    let mut tree = Tree { name: start.name().to_owned(), ..Default::default() };
    let attributes =
        start.attributes().map(|attribute| attribute.map(|(name, value)| (name.to_owned(), value.into())));
    tree.attributes = attributes.collect::<Result<_, _>>().ok();
    let before = tokens.clone();
    match tokens.text() {
        Ok(text) => tree.text = text.into_owned(),
        Err(Failure::Value(_)) => {
            *tokens = before;
            while let Some(child) = tokens.child()? {
                tree.children.push(element(tokens, child)?);
            }
        }
        Err(failure) => return Err(failure),
    }
    Ok(tree)
}

fn theirs(text: &str) -> Option<Tree> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    // The first stands for the document.
    let mut open = vec![Tree::default()];
    loop {
        let part = match reader.read_event().ok()? {
            Event::Start(start) => {
                open.push(start_of(&start));
                continue;
            }
            Event::End(_) => {
                let mut tree = open.pop()?;
                if !tree.children.is_empty() {
                    tree.text.clear();
                }
                open.last_mut()?.children.push(tree);
                continue;
            }
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::CData(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => character.to_string(),
                None => resolve_xml_entity(&reference)?.to_owned(),
            },
            Event::DocType(_) => return None,
            Event::Eof => break,
            _ => continue,
        };
        open.last_mut()?.text.push_str(&part);
    }
    let [document] = open.try_into().ok()?;
    document.children.into_iter().next()
}

fn start_of(start: &BytesStart<'_>) -> Tree {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let attributes = attributes.filter_map(|attribute| {
        let Ok(attribute) = attribute else { return Some(None) };
        let name = attribute.key.into_inner();
        let is_namespace = name == "xmlns" || name.starts_with("xmlns:");
        let name = attribute.key.local_name().into_inner().to_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok();
        (!is_namespace).then(|| value.map(|value| (name, value.into_owned())))
    });
    Tree {
        name: start.local_name().into_inner().to_owned(),
        attributes: attributes.collect(),
        ..Default::default()
    }
}

#[test]
fn accepted_texts_have_the_same_elements_and_text() {
    let mut random = Random(1);
    let mut accepted = 0;
    for _ in 0..10_000 {
        let body = mutated(&mut random);
        let Ok(text) = std::str::from_utf8(&body) else { continue };
        let Ok(tree) = ours(text) else { continue };
        let Some(expected) = theirs(text) else { panic!("only we accept {text}") };
        compare(&tree, &expected, text);
        accepted += 1;
    }
    assert!(accepted > 200, "{accepted}");
}

fn compare(ours: &Tree, theirs: &Tree, text: &str) {
    assert_eq!((&ours.name, &ours.text), (&theirs.name, &theirs.text), "{text}");
    if let Some(attributes) = &ours.attributes {
        assert_eq!(Some(attributes), theirs.attributes.as_ref(), "{text}");
    }
    assert_eq!(ours.children.len(), theirs.children.len(), "{text}");
    for (ours, theirs) in ours.children.iter().zip(&theirs.children) {
        compare(ours, theirs, text);
    }
}
