//! The elements of a document as text that can be compared.

use super::element::Element;
use super::failure::Failure;
use super::tokens::Tokens;
use std::fmt::Write;

/// Returns the elements, attributes and texts of a document, without comments, declarations, prefixes and white space between
/// elements, and without the elements and attributes with the names `ignored`. Returns `None` for text that is not well-formed.
pub(crate) fn normalized(body: &[u8], ignored: &[&str]) -> Option<String> {
    let mut tokens = Tokens::new(std::str::from_utf8(body).ok()?);
    let mut out = String::new();
    let root = tokens.root().ok()?;
    write(&mut tokens, &root, ignored, &mut out).ok()?;
    tokens.end().ok()?;
    Some(out)
}

fn write(
    tokens: &mut Tokens<'_>,
    element: &Element<'_>,
    ignored: &[&str],
    out: &mut String,
) -> Result<(), Failure> {
    // Writing to a string does not fail.
    let _ = write!(out, "<{}", element.name());
    for attribute in element.attributes() {
        let (name, value) = attribute.map_err(Failure::Syntax)?;
        if !ignored.contains(&name) {
            let _ = write!(out, " {name}={value:?}");
        }
    }
    out.push('>');
    let mut as_text = tokens.clone();
    if let Ok(text) = as_text.text() {
        let _ = write!(out, "{text:?}");
        *tokens = as_text;
        return Ok(());
    }
    while let Some(child) = tokens.child()? {
        match ignored.contains(&child.name()) {
            true => tokens.skip()?,
            false => write(tokens, &child, ignored, out)?,
        }
    }
    out.push_str("</>");
    Ok(())
}
